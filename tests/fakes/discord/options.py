"""What a member types after a command, as Discord sends it to the bot."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    USER,
    Definition,
)
from tests.fakes.discord.payloads import of_member, of_role, of_user
from tests.fakes.discord.things import Channel, Guild
from tests.fakes.discord.world import World


class NotOffered(Exception):
    """Discord's own client would not have let the member do that."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a member attaches."""

    name: str
    content: bytes
    kind: str = "text/xml"


@dataclass(slots=True)
class Typed:
    """Options on their way into JSON, with what they refer to.

    `anyway` lets through what the client would have stopped.
    """

    world: World
    guild: Guild | None
    user: int
    cdn: str
    anyway: bool = False
    resolved: dict[str, dict[str, Any]] = field(default_factory=dict)

    def all(self, known: list[Definition], given: dict[str, Any]) -> list[Any]:
        """The given options as the registered ones define them."""
        by_name = {each["name"]: each for each in known}
        strange = set(given) - set(by_name)
        if strange:
            raise NotOffered(f"no option {sorted(strange)} among {sorted(by_name)}")
        missing = [
            name
            for name, each in by_name.items()
            if each.get("required") and name not in given
        ]
        if missing and not self.anyway:
            raise NotOffered(f"{missing} must be given")
        return [self._one(by_name[name], value) for name, value in given.items()]

    def _one(self, option: Definition, value: Any) -> dict[str, Any]:
        kind = option["type"]
        if not self.anyway:
            _check_client(option, value)
        match kind:
            case _ if kind == CHANNEL:
                value = self._channel(option, int(value))
            case _ if kind == ROLE:
                value = self._role(int(value))
            case _ if kind in {USER, MENTIONABLE}:
                value = self._user(int(value))
            case _ if kind == ATTACHMENT:
                file = uploaded(self.world, self.cdn, value)
                value = file["id"]
                self.resolved.setdefault("attachments", {})[value] = file
        return {"name": option["name"], "type": kind, "value": value}

    def _channel(self, option: Definition, key: int) -> str:
        channel = self.world.channels.get(key)
        if channel is None:
            assert self.anyway, f"no channel {key}"
            return str(key)
        kinds = option.get("channel_types")
        if kinds and channel.kind not in kinds and not self.anyway:
            raise NotOffered(f"{option['name']} takes channels of types {kinds}")
        shown = partial(self.world, channel, self.world.may(self.user, channel))
        self.resolved.setdefault("channels", {})[str(key)] = shown
        return str(key)

    def _role(self, key: int) -> str:
        role = self.guild.roles.get(key) if self.guild else None
        if role is None:
            assert self.anyway, f"no role {key} in {self.guild}"
            return str(key)
        self.resolved.setdefault("roles", {})[str(key)] = of_role(role, 1)
        return str(key)

    def _user(self, key: int) -> str:
        self.resolved.setdefault("users", {})[str(key)] = of_user(self.world.users[key])
        if self.guild and key in self.guild.members:
            member = of_member(self.guild.members[key], 0)
            member.pop("user")
            self.resolved.setdefault("members", {})[str(key)] = member
        return str(key)


def uploaded(world: World, cdn: str, upload: Upload) -> dict[str, Any]:
    """Keep a member's file on the CDN, and return what interactions say of it."""
    key = world.next_id()
    world.uploads[key] = upload.content
    url = f"{cdn}/attachments/{key}/{upload.name}"
    return {
        "id": str(key),
        "filename": upload.name,
        "size": len(upload.content),
        "content_type": upload.kind,
        "url": url,
        "proxy_url": url,
        "ephemeral": True,
    }


def partial(world: World, channel: Channel, allowed: int) -> dict[str, Any]:
    """A channel as interactions carry it: no overwrites, the user's permissions."""
    shown = world.payload(channel) | {"permissions": str(allowed)}
    shown.pop("permission_overwrites", None)
    return shown


_PYTHON: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    NUMBER: (int, float),
    CHANNEL: (int, str),
    ROLE: (int, str),
    USER: (int, str),
    MENTIONABLE: (int, str),
    ATTACHMENT: (Upload,),
}


def _check_client(option: Definition, value: Any) -> None:
    """What Discord's client checks before it sends anything."""
    name, kind = option["name"], option["type"]
    fits = isinstance(value, _PYTHON[kind])
    if not fits or (isinstance(value, bool) and kind != BOOLEAN):
        raise NotOffered(f"{name} takes {_PYTHON[kind]}, not {value!r}")
    choices = [each["value"] for each in option.get("choices") or []]
    if choices and value not in choices:
        raise NotOffered(f"{name} is one of {choices}")
    if kind == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        if not least <= len(value) <= most:
            raise NotOffered(f"{name} has {least} to {most} letters")
    if kind in {INTEGER, NUMBER}:
        least = option.get("min_value", value)
        most = option.get("max_value", value)
        if not least <= value <= most:
            raise NotOffered(f"{name} is from {least} to {most}")
