"""What the stand-in holds: guilds, channels, messages, commands, interactions."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from digests.adapters.clock import SystemClock
from digests.ports import Clock
from tests.fakes.discord.interaction import Interaction
from tests.fakes.discord.payloads import of_channel
from tests.fakes.discord.permissions import in_channel, in_guild, only
from tests.fakes.discord.refused import unknown
from tests.fakes.discord.things import (
    BOT,
    BOT_ROLE,
    CHANNEL,
    EVERYBODY,
    GUILD,
    INVITED,
    OWNER,
    Can,
    Channel,
    Flag,
    Guild,
    Kind,
    Member,
    Message,
    Role,
    User,
)

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ping:
    """A role that a message rang for."""

    message: Message
    role: int


def _three_seconds() -> float:
    """Discord's three seconds, and as much again for each process that waits.

    Timings do not decide tests: on a busy machine nobody is late for its sake.
    """
    return 3.0 * (1.0 + os.getloadavg()[0])


class World:
    """A guild "Readers" (500) of Ada's (100) with a text channel "news" (600).

    `nonce_lives_s` is how long a nonce is remembered, `ack_within_s` how long an
    interaction waits, `token_lives_s` how long its token works. `pingable_roles` are
    those an admin named; `message_content` is the switch in the developer portal.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or SystemClock()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: list[Message] = []
        self.pending: dict[str, Interaction] = {}
        self.missed: list[Interaction] = []
        self.commands: list[dict[str, Any]] = []
        self.guild_commands: dict[int, list[dict[str, Any]]] = {}
        self.uploads: dict[int, bytes] = {}
        self.pings: list[Ping] = []
        self.pingable_roles: set[int] = set()
        self.message_content = False
        self.syncs = 0
        self.creates = 0
        self.nonce_lives_s, self.token_lives_s = 300.0, 900.0
        self.ack_within_s = _three_seconds()
        self._nonces: dict[tuple[int, str], tuple[datetime, Message]] = {}
        self._deleted: set[int] = set()
        self._count = 0
        self.bot = self.add_user(BOT, "pullquote", bot=True)
        self.add_user(OWNER, "ada")
        self.add_guild(GUILD, "Readers")
        self.add_channel(CHANNEL, "news")

    def next_id(self) -> int:
        """A snowflake: the time is in it, and later ones are larger."""
        self._count += 1
        milliseconds = int((self.clock.now() - _EPOCH).total_seconds() * 1000)
        return (milliseconds << 22) + self._count % (1 << 22)

    # Making.

    def add_user(
        self, key: int, name: str, locale: str = "en-US", *, bot: bool = False
    ) -> User:
        """Somebody with an account, in no guild yet."""
        return self.users.setdefault(key, User(key, name, locale, bot))

    def add_guild(
        self, key: int, name: str, owner: int = OWNER, *, present: bool = True
    ) -> Guild:
        """A guild without channels; before the bot connects, or `join` it later."""
        guild = Guild(key, name, owner, present=present)
        guild.roles[key] = Role(key, "@everyone", EVERYBODY)
        guild.roles[BOT_ROLE] = Role(BOT_ROLE, "Pullquote", INVITED, managed=True)
        guild.members[owner] = Member(self.users[owner])
        if present:
            guild.members[BOT] = Member(self.bot, {BOT_ROLE})
        self.guilds[key] = guild
        return guild

    def add_role(
        self,
        key: int,
        name: str,
        permissions: int = 0,
        *,
        mentionable: bool = False,
        guild: int = GUILD,
    ) -> Role:
        """A role; give it to members by `add_member`."""
        role = Role(key, name, permissions, mentionable)
        self.guilds[guild].roles[key] = role
        return role

    def add_member(
        self,
        key: int,
        name: str,
        *roles: int,
        permissions: int = 0,
        guild: int = GUILD,
        locale: str = "en-US",
    ) -> Member:
        """A user in a guild, with roles and permissions of their own."""
        user = self.add_user(key, name, locale)
        member = Member(user, set(roles), permissions)
        self.guilds[guild].members[key] = member
        return member

    def add_channel(
        self,
        key: int,
        name: str,
        permissions: int | None = None,
        kind: Kind = Kind.TEXT,
        guild: int = GUILD,
        **more: Any,
    ) -> Channel:
        """A channel; `permissions` are the bot's there, where they differ.

        `only_for` names the roles and users that see it (the bot stays); the rest of
        `more` are fields of `Channel`, as `tags` or `require_tag`.
        """
        only_for = more.pop("only_for", None)
        channel = Channel(key, name, kind, guild, position=len(self.channels), **more)
        if only_for is not None:
            channel.overwrites[guild] = (0, int(Can.VIEW))
            channel.overwrites |= {each: (int(Can.VIEW), 0) for each in only_for}
            channel.overwrites[BOT] = (int(Can.VIEW), 0)
        if permissions is not None:
            channel.overwrites |= only(permissions)
        self.channels[key] = channel
        return channel

    def add_thread(self, key: int, name: str, parent: int, **more: Any) -> Channel:
        """A thread (or a forum's post) under a channel."""
        above = self.channels[parent]
        kind = Kind.THREAD
        if above.kind is Kind.ANNOUNCEMENT:
            kind = Kind.ANNOUNCEMENT_THREAD
        thread = Channel(key, name, kind, above.guild, parent=parent, **more)
        self.channels[key] = thread
        return thread

    def dm(self, user: int) -> Channel:
        """The channel of direct messages with a user."""
        for channel in self.channels.values():
            if channel.recipient == user:
                return channel
        key = self.next_id()
        channel = Channel(key, "", Kind.DM, None, recipient=user)
        self.channels[key] = channel
        return channel

    # Looking up.

    def channel(self, key: int | str) -> Channel:
        """A channel of a guild the bot is in, or Discord's refusal."""
        channel = self.channels.get(int(key))
        if channel is None:
            raise unknown("Channel")
        return channel

    def guild(self, key: int | str) -> Guild:
        """A guild the bot is in, or Discord's refusal."""
        guild = self.guilds.get(int(key))
        if guild is None or not guild.present:
            raise unknown("Guild")
        return guild

    def message(self, channel: int, key: int | str) -> Message:
        """A message that stands in a channel, or Discord's refusal."""
        for each in self.messages:
            if each.id == int(key) and each.channel == channel:
                return each
        raise unknown("Message")

    def found(self, key: int | None) -> Message | None:
        """The message of this id, if it still stands anywhere."""
        return next((each for each in self.messages if each.id == key), None)

    def may(self, user: int, channel: Channel) -> int:
        """The permission bits of a user in a channel; none where they are no member."""
        guild = self.guilds[channel.guild] if channel.guild else None
        if guild is None:
            member = Member(self.users[user])
        elif user in guild.members and (user != BOT or guild.present):
            member = guild.members[user]
        else:
            return 0
        place = self.channels.get(channel.parent or 0, channel)
        return in_channel(guild, member, place)

    def may_in_guild(self, user: int, guild: int) -> int:
        """The permission bits of a user in a guild at large."""
        found = self.guilds[guild]
        return in_guild(found, found.members[user])

    def readable_by(self, user: int) -> set[int]:
        """The channels whose messages a user can read."""
        both = Can.VIEW | Can.HISTORY
        seen = self.channels.values()
        return {each.id for each in seen if self.may(user, each) & both == both}

    # Messages.

    def post(self, message: Message, nonce: str = "") -> Message:
        """Add a message; a nonce that is remembered gives its message again."""
        if nonce:
            known = self._nonces.get((message.author, nonce))
            if known and self._age(known[0]) < self.nonce_lives_s:
                if known[1].id in self._deleted:
                    raise unknown("Message")
                return known[1]
            self._nonces[message.author, nonce] = (self.clock.now(), message)
        self.messages.append(message)
        self.ring(message)
        return message

    def new_message(self, channel: int, body: dict[str, Any], **more: Any) -> Message:
        """A message that is nowhere yet."""
        asked = body.get("flags") or 0
        flags = asked & (Flag.SUPPRESS_EMBEDS | Flag.SILENT | Flag.V2)
        key = more.pop("key", None) or self.next_id()
        return Message(
            key, channel, body, flags=flags, sent_at=self.clock.now(), **more
        )

    def delete(self, message: Message) -> None:
        """Take a message away; its nonce still remembers it."""
        self._deleted.add(message.id)
        if message in self.messages:
            self.messages.remove(message)

    def is_gone(self, message: Message) -> bool:
        """Whether a message was taken away."""
        return message.id in self._deleted

    def forget_nonces(self) -> None:
        """Let the window of every nonce pass."""
        self._nonces.clear()

    def ring(self, message: Message) -> None:
        """Note which roles a message rings for."""
        allowed = (message.body.get("allowed_mentions") or {}).get("roles") or []
        channel = self.channels.get(message.channel)
        if channel is None or channel.guild is None:
            return
        roles = self.guilds[channel.guild].roles
        everyone = self.may(BOT, channel) & Can.MENTION_EVERYONE
        for key in message.roles_named & {int(each) for each in allowed}:
            if key in roles and (roles[key].mentionable or everyone):
                self.pings.append(Ping(message, key))

    def _age(self, moment: datetime) -> float:
        return (self.clock.now() - moment).total_seconds()

    def payload(self, channel: Channel) -> dict[str, Any]:
        """A channel as JSON."""
        roles = self.guilds[channel.guild].roles if channel.guild else {}
        return of_channel(channel, roles)

    def age(self, interaction: Interaction) -> float:
        """Seconds since a member did something."""
        return self._age(interaction.began)
