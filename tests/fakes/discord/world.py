"""What the stand-in holds: a guild, its channels, messages, interactions."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

BOT, APP, OWNER, GUILD = 900, 901, 100, 500
# What the bot is invited with.
INVITED = 309237730304
_ACKNOWLEDGED_WITHIN_S = 3.0
_TOKEN_LIVES_S = 15 * 60.0
_NONCE_LIVES_S = 300.0


@dataclass(slots=True)
class Message:
    """A message as it stands in a channel or in a private reply."""

    id: int
    channel: int
    body: dict[str, Any]
    private: bool = False

    @property
    def text(self) -> str:
        """All that a reader sees of it, line by line."""
        parts = [self.body.get("content") or ""]
        for embed in self.body.get("embeds") or []:
            parts += [embed.get("title") or "", embed.get("description") or ""]
            parts.append((embed.get("footer") or {}).get("text") or "")
        return "\n".join(part for part in parts if part)


@dataclass(slots=True)
class Pending:
    """An interaction on its way: how it was acknowledged, what it shows."""

    id: int
    token: str
    channel: int
    began: float = field(default_factory=time.monotonic)
    kind: int | None = None
    private: bool = False
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    replied: asyncio.Event = field(default_factory=asyncio.Event)

    def reply(self, message: Message) -> None:
        """Show this as the reply."""
        self.original = message
        self.replied.set()

    @property
    def late(self) -> bool:
        """Whether Discord has given it up."""
        return time.monotonic() - self.began > _ACKNOWLEDGED_WITHIN_S

    @property
    def expired(self) -> bool:
        """Whether its token is void."""
        return time.monotonic() - self.began > _TOKEN_LIVES_S


class World:
    """One guild with a text channel; ids count up."""

    def __init__(self) -> None:
        self.channels: dict[int, dict[str, Any]] = {}
        self.messages: list[Message] = []
        self.pending: dict[str, Pending] = {}
        self.commands: list[dict[str, Any]] = []
        self.syncs = 0
        self._nonces: dict[str, tuple[float, Message]] = {}
        self._last = 1000
        self.add_channel(600, "news")

    def next_id(self) -> int:
        self._last += 1
        # A snowflake's time is read from it; this one lies in 2026.
        return (369_000_000_000 << 22) + self._last

    def add_channel(self, channel: int, name: str, permissions: int = INVITED) -> None:
        self.channels[channel] = {
            "id": str(channel),
            "type": 0,
            "name": name,
            "guild_id": str(GUILD),
            "position": len(self.channels),
            "permission_overwrites": [],
            "allowed": permissions,
        }

    def post(self, channel: int, body: dict[str, Any]) -> Message:
        """Add a message; a nonce of the last minutes gives its message again."""
        nonce = str(body.get("nonce") or "") if body.get("enforce_nonce") else ""
        known = self._nonces.get(nonce)
        if nonce and known and time.monotonic() - known[0] < _NONCE_LIVES_S:
            return known[1]
        message = Message(self.next_id(), channel, body)
        self.messages.append(message)
        if nonce:
            self._nonces[nonce] = (time.monotonic(), message)
        return message

    def message_payload(self, message: Message) -> dict[str, Any]:
        body = message.body
        return {
            "id": str(message.id),
            "channel_id": str(message.channel),
            "author": user_payload(BOT, "pullquote", bot=True),
            "content": body.get("content") or "",
            "timestamp": "2026-11-24T12:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": body.get("embeds") or [],
            "pinned": False,
            "type": 0,
            "flags": 64 if message.private else 0,
            "nonce": body.get("nonce"),
        }

    def guild_payload(self) -> dict[str, Any]:
        everyone = {
            "id": str(GUILD),
            "name": "@everyone",
            "permissions": str(INVITED),
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        shown = [
            {key: value for key, value in channel.items() if key != "allowed"}
            for channel in self.channels.values()
        ]
        member = {
            "user": user_payload(BOT, "pullquote", bot=True),
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        return {
            "id": str(GUILD),
            "name": "Readers",
            "owner_id": str(OWNER),
            "roles": [everyone],
            "channels": shown,
            "members": [member],
            "threads": [],
            "emojis": [],
            "stickers": [],
            "features": [],
            "member_count": 2,
            "unavailable": False,
            "large": False,
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "preferred_locale": "en-US",
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "system_channel_flags": 0,
            "premium_tier": 0,
            "nsfw_level": 0,
            "afk_timeout": 300,
        }


def user_payload(key: int, name: str, *, bot: bool = False) -> dict[str, Any]:
    return {
        "id": str(key),
        "username": name,
        "discriminator": "0",
        "global_name": name,
        "avatar": None,
        "bot": bot,
    }
