"""What happens to a world while a bot runs: admins' acts, and Discord's outages."""

from typing import Any

from tests.fakes.discord.doors import announce
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.payloads import of_member, of_role
from tests.fakes.discord.permissions import only
from tests.fakes.discord.things import (
    BOT,
    BOT_ROLE,
    GUILD,
    OWNER,
    Channel,
    Kind,
    Member,
    Message,
    Role,
)
from tests.fakes.discord.world import World


class Changes:
    """Each changes the world and tells the gateway."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world, self._gateway = world, gateway

    async def invite(self, guild: int) -> None:
        """Bring the bot into a guild that it is not in."""
        found = self._world.guilds[guild]
        found.present = True
        found.members[BOT] = Member(self._world.bot, {BOT_ROLE})
        await self._dispatch("GUILD_CREATE", self._gateway.guild_payload(found))

    async def kick(self, guild: int = GUILD) -> None:
        """Throw the bot out of a guild."""
        found = self._world.guilds[guild]
        found.present = False
        found.members.pop(BOT)
        await self._dispatch("GUILD_DELETE", {"id": str(guild)})

    async def outage(self, guild: int = GUILD) -> None:
        """Make a guild unavailable, which is not leaving it."""
        self._world.guilds[guild].unavailable = True
        gone = {"id": str(guild), "unavailable": True}
        await self._dispatch("GUILD_DELETE", gone)

    async def recovery(self, guild: int = GUILD) -> None:
        """End an outage."""
        found = self._world.guilds[guild]
        found.unavailable = False
        back = self._gateway.guild_payload(found) | {"unavailable": False}
        await self._dispatch("GUILD_CREATE", back)

    async def create_channel(self, key: int, name: str, **more: Any) -> Channel:
        """A channel while the bot is connected; as `World.add_channel`."""
        channel = self._world.add_channel(key, name, **more)
        await self._tell(channel, "CREATE")
        return channel

    async def change_channel(
        self, key: int, permissions: int | None = None, **changes: Any
    ) -> Channel:
        """Set fields of a channel or thread, or what the bot may do there."""
        channel = self._world.channels[key]
        if permissions is not None:
            channel.overwrites |= only(permissions)
        for name, value in changes.items():
            setattr(channel, name, value)
        await self._tell(channel, "UPDATE")
        return channel

    async def delete_channel(self, key: int) -> None:
        """Delete a channel, and the threads under it."""
        channel = self._world.channels.pop(key)
        await self._tell(channel, "DELETE")
        under = [each for each in self._world.channels.values() if each.parent == key]
        for each in under:
            del self._world.channels[each.id]

    async def archive(self, thread: int, *, locked: bool = False) -> None:
        """Archive a thread, and lock it."""
        now = self._world.clock.now()
        await self.change_channel(thread, archived=True, locked=locked, archived_at=now)

    async def create_role(self, key: int, name: str, **more: Any) -> Role:
        """A role while the bot is connected; as `World.add_role`."""
        role = self._world.add_role(key, name, **more)
        guild = more.get("guild", GUILD)
        shown = {"guild_id": str(guild), "role": of_role(role, 1)}
        await self._dispatch("GUILD_ROLE_CREATE", shown)
        return role

    async def grant(self, permissions: int, guild: int = GUILD) -> None:
        """Set what the bot's role may do in a guild."""
        role = self._world.guilds[guild].roles[BOT_ROLE]
        role.permissions = permissions
        shown = {"guild_id": str(guild), "role": of_role(role, 1)}
        await self._dispatch("GUILD_ROLE_UPDATE", shown)

    async def restrict(self, permissions: int, guild: int = GUILD) -> None:
        """Set what @everyone may do in a guild."""
        role = self._world.guilds[guild].roles[guild]
        role.permissions = permissions
        shown = {"guild_id": str(guild), "role": of_role(role, 0)}
        await self._dispatch("GUILD_ROLE_UPDATE", shown)

    async def say(
        self,
        content: str,
        channel: int,
        by: int = OWNER,
        to: Message | None = None,
        **more: Any,
    ) -> Message:
        """Let a member write a message, `to` reply to one; the bot reads what it may.

        `ping=False` is a reply with its ping off; `type` and `webhook` make it one
        that no member wrote.
        """
        body: dict[str, Any] = {"content": content}
        if to:
            body["message_reference"] = {"message_id": str(to.id)}
            body["allowed_mentions"] = {"replied_user": more.pop("ping", True)}
        message = self._world.new_message(channel, body, author=by, **more)
        place = self._world.channels[channel]
        if place.archived and not place.locked:
            await self.change_channel(channel, archived=False)
        self._world.messages.append(message)
        await announce(self._world, self._dispatch, message)
        return message

    async def hear_again(self, message: Message) -> None:
        """Deliver a message's event once more, as Discord may."""
        await announce(self._world, self._dispatch, message)

    async def delete_message(self, message: Message) -> None:
        """Delete a message, as its readers may."""
        self._world.delete(message)
        gone = {"id": str(message.id), "channel_id": str(message.channel)}
        channel = self._world.channels[message.channel]
        if channel.guild:
            gone["guild_id"] = str(channel.guild)
        await self._dispatch("MESSAGE_DELETE", gone)

    async def change_me(self, guild: int = GUILD, *roles: int) -> None:
        """Give the bot other roles; of itself it always hears."""
        member = self._world.guilds[guild].members[BOT]
        member.roles = {BOT_ROLE, *roles}
        shown = of_member(member) | {"guild_id": str(guild)}
        await self._dispatch("GUILD_MEMBER_UPDATE", shown)

    async def _tell(self, channel: Channel, what: str) -> None:
        noun = "THREAD" if channel.kind.is_thread else "CHANNEL"
        if channel.kind is not Kind.DM:
            payload = self._world.payload(channel)
            await self._dispatch(f"{noun}_{what}", payload)

    async def _dispatch(self, event: str, data: dict[str, Any]) -> None:
        await self._gateway.dispatch(event, data)
