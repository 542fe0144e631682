"""What Discord is made of: users, guilds, roles, channels, messages."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any, NamedTuple

BOT, APP, OWNER, GUILD, CHANNEL = 900, 901, 100, 500, 600
BOT_ROLE = 902


class Can(IntFlag):
    """The permission bits that matter here; `MANAGE_GUILD` is Manage Server."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW = 1 << 10
    SEND = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED = 1 << 14
    ATTACH = 1 << 15
    HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_THREADS = 1 << 35
    SEND_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50


ALL = (1 << 53) - 1
# What the bot is invited with, and what everybody may do in a new guild.
INVITED = int(
    Can.VIEW
    | Can.SEND
    | Can.EMBED
    | Can.HISTORY
    | Can.CREATE_THREADS
    | Can.SEND_IN_THREADS
)
EVERYBODY = INVITED | int(
    Can.ATTACH | Can.ADD_REACTIONS | Can.USE_COMMANDS | Can.USE_EXTERNAL_APPS
)


class Kind(IntEnum):
    """The types of channels."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    THREAD = 11
    FORUM = 15

    @property
    def is_thread(self) -> bool:
        """Whether it hangs from another channel."""
        return self in {Kind.THREAD, Kind.ANNOUNCEMENT_THREAD}


class Flag(IntFlag):
    """Flags of messages."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SILENT = 1 << 12
    V2 = 1 << 15


@dataclass(slots=True)
class User:
    """Somebody with an account; `dms_open` is whether the bot may write to them."""

    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    dms_open: bool = True


@dataclass(slots=True)
class Role:
    """A role; the one with its guild's id is @everyone."""

    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False
    managed: bool = False


@dataclass(slots=True)
class Member:
    """A user in a guild; `extra` are permissions beside those of the roles."""

    user: User
    roles: set[int] = field(default_factory=set)
    extra: int = 0


@dataclass(slots=True)
class Guild:
    """A server; `present` is whether the bot is in it."""

    id: int
    name: str
    owner: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    present: bool = True
    unavailable: bool = False
    locale: str = "en-US"


class Tag(NamedTuple):
    """A tag that posts of a forum may carry."""

    id: int
    name: str
    moderated: bool = False


@dataclass(slots=True)
class Channel:
    """A place for messages; threads have a parent, direct messages a recipient.

    `overwrites` maps a role or user to what is (allowed, denied) here.
    """

    id: int
    name: str
    kind: Kind = Kind.TEXT
    guild: int | None = GUILD
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    parent: int | None = None
    recipient: int | None = None
    topic: str | None = None
    tags: tuple[Tag, ...] = ()
    require_tag: bool = False
    auto_archive: int = 1440
    applied_tags: list[int] = field(default_factory=list)
    owner: int = BOT
    archived: bool = False
    locked: bool = False
    archived_at: datetime | None = None
    position: int = 0


_ROLE_MENTION = re.compile(r"<@&(\d+)>")
_MENTION = re.compile(r"<@!?(\d+)>")
_CODE = re.compile(r"`[^`]*`")


@dataclass(slots=True)
class Message:
    """A message as it stands in a channel or in a private reply.

    `body` is what was sent for it, edits laid over; `files` what came with it;
    `via` is the interaction that it answers; `type` and `webhook` are of what no
    member wrote.
    """

    id: int
    channel: int
    body: dict[str, Any]
    private: bool = False
    author: int = BOT
    flags: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    via: int | None = None
    edits: int = 0
    sent_at: datetime | None = None
    type: int = 0
    webhook: int | None = None

    @property
    def text(self) -> str:
        """All that a reader sees of it, line by line."""
        parts = [self.body.get("content") or ""]
        for embed in self.body.get("embeds") or []:
            parts.append((embed.get("author") or {}).get("name") or "")
            parts += [embed.get("title") or "", embed.get("description") or ""]
            for each in embed.get("fields") or []:
                parts += [each["name"], each["value"]]
            parts.append((embed.get("footer") or {}).get("text") or "")
        parts += [each.get("content") or "" for each in self.components]
        return "\n".join(part for part in parts if part)

    @property
    def components(self) -> list[dict[str, Any]]:
        """Every component, nested ones too, in reading order."""
        return list(flattened(self.body.get("components") or []))

    @property
    def buttons(self) -> dict[str, str]:
        """What its buttons say, and the custom_id or address behind each."""
        found = [each for each in self.components if each["type"] == 2]
        return {
            each.get("label") or (each.get("emoji") or {}).get("name") or "?": each.get(
                "custom_id"
            )
            or each.get("url")
            or ""
            for each in found
        }

    @property
    def roles_named(self) -> set[int]:
        """The roles that its text mentions, whether they ring or not."""
        words = [self.body.get("content") or ""]
        words += [each.get("content") or "" for each in self.components]
        return {int(key) for word in words for key in _ROLE_MENTION.findall(word)}

    @property
    def users_named(self) -> set[int]:
        """The users that its text mentions; a name in code is none."""
        words = _CODE.sub("", self.body.get("content") or "")
        return {int(key) for key in _MENTION.findall(words)}

    @property
    def replied_to(self) -> int | None:
        """The message that it is a reply to."""
        reference = self.body.get("message_reference") or {}
        key = reference.get("message_id")
        return int(key) if key else None

    @property
    def rings_author(self) -> bool:
        """Whether who is replied to is pinged, which Discord's client does at first."""
        return bool((self.body.get("allowed_mentions") or {}).get("replied_user", True))


def flattened(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """These components and all within them, in reading order."""
    found = []
    for each in components:
        found.append(each)
        found += flattened(each.get("components") or [])
        inner = [each.get(name) for name in ("accessory", "component")]
        found += flattened([one for one in inner if one])
    return found
