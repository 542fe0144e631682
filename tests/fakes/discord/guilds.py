"""REST: the application, its commands, guilds, members, direct messages."""

from typing import Any

from tests.fakes.discord.commands import check_commands
from tests.fakes.discord.doors import Asked, Dispatch, Route
from tests.fakes.discord.payloads import of_guild, of_member, of_roles, of_user
from tests.fakes.discord.permissions import require
from tests.fakes.discord.refused import Refused, bad, unknown
from tests.fakes.discord.things import APP, BOT, OWNER
from tests.fakes.discord.world import World

_CREATES_A_DAY = 200


class Guilds:
    """Handlers over a world."""

    def __init__(self, world: World, dispatch: Dispatch) -> None:
        self._world, self._dispatch = world, dispatch

    def routes(self) -> list[Route]:
        """The paths, as the OpenAPI document writes them."""
        own, guild = "/applications/{application_id}", "/guilds/{guild_id}"
        return [
            ("GET", "/users/@me", self.me),
            ("GET", "/users/@me/guilds", self.mine),
            ("DELETE", f"/users/@me{guild}", self.leave),
            ("POST", "/users/@me/channels", self.open_dm),
            ("GET", "/users/{user_id}", self.user),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/applications/@me", self.application),
            ("GET", "/channels/{channel_id}", self.channel),
            ("GET", guild, self.guild),
            ("GET", f"{guild}/channels", self.channels),
            ("GET", f"{guild}/roles", self.roles),
            ("GET", f"{guild}/members/{{user_id}}", self.member),
            ("GET", f"{own}/commands", self.commands),
            ("PUT", f"{own}/commands", self.sync),
            ("GET", f"{own}/guilds/{{guild_id}}/commands", self.commands),
            ("PUT", f"{own}/guilds/{{guild_id}}/commands", self.sync),
        ]

    async def me(self, _: Asked) -> Any:
        """The bot's own user."""
        return of_user(self._world.bot)

    async def user(self, asked: Asked) -> Any:
        """Anybody's user."""
        return of_user(self._user(asked.params["user_id"]))

    def _user(self, key: str) -> Any:
        found = self._world.users.get(int(key))
        if found is None:
            raise unknown("User")
        return found

    async def mine(self, _: Asked) -> Any:
        """The guilds the bot is in."""
        every = self._world.guilds.values()
        return [
            {
                "id": str(each.id),
                "name": each.name,
                "owner": False,
                "icon": None,
                "features": [],
                "permissions": str(self._world.may_in_guild(BOT, each.id)),
            }
            for each in every
            if each.present
        ]

    async def leave(self, asked: Asked) -> None:
        """Leave a guild."""
        guild = self._world.guild(asked.params["guild_id"])
        guild.present = False
        await self._dispatch("GUILD_DELETE", {"id": str(guild.id)})

    async def open_dm(self, asked: Asked) -> Any:
        """The channel of direct messages with a user."""
        user = self._user(asked.body["recipient_id"])
        if user.bot:
            raise Refused(50007, "Cannot send messages to this user", 403)
        channel = self._world.dm(user.id)
        return self._world.payload(channel) | {"recipients": [of_user(user)]}

    async def application(self, _: Asked) -> Any:
        """The application behind the bot."""
        return {
            "id": str(APP),
            "name": "Pullquote",
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "00",
            "owner": of_user(self._world.users[OWNER]),
            "bot": of_user(self._world.bot),
            "flags": 1 << 19 if self._world.message_content else 0,
            "summary": "",
            "team": None,
            "integration_types_config": {"0": {}},
            "approximate_guild_count": len(self._world.guilds),
        }

    async def channel(self, asked: Asked) -> Any:
        """A channel that the bot may see."""
        channel = self._world.channel(asked.params["channel_id"])
        require(self._world.may(BOT, channel))
        payload = self._world.payload(channel)
        if channel.recipient:
            user = self._world.users[channel.recipient]
            payload["recipients"] = [of_user(user)]
        return payload

    async def guild(self, asked: Asked) -> Any:
        """A guild without its channels and members."""
        guild = self._world.guild(asked.params["guild_id"])
        shown = of_guild(guild, [], None)
        return {
            key: each
            for key, each in shown.items()
            if key not in {"channels", "threads", "members", "member_count"}
        }

    async def channels(self, asked: Asked) -> Any:
        """The channels of a guild, no threads."""
        guild = self._world.guild(asked.params["guild_id"])
        every = self._world.channels.values()
        here = [each for each in every if each.guild == guild.id]
        return [self._world.payload(each) for each in here if not each.kind.is_thread]

    async def roles(self, asked: Asked) -> Any:
        """The roles of a guild."""
        return of_roles(self._world.guild(asked.params["guild_id"]))

    async def member(self, asked: Asked) -> Any:
        """A member of a guild."""
        guild = self._world.guild(asked.params["guild_id"])
        member = guild.members.get(int(asked.params["user_id"]))
        if member is None:
            raise unknown("Member")
        return of_member(member)

    async def commands(self, asked: Asked) -> Any:
        """The commands that are registered."""
        return self._registered(asked)

    async def sync(self, asked: Asked) -> Any:
        """Overwrite all commands; those of a known name keep their id."""
        check_commands(asked.body)
        known = {
            (each["type"], each["name"]): each["id"] for each in self._registered(asked)
        }
        stored = [self._stored(each, known, asked) for each in asked.body]
        self._world.syncs += 1
        self._world.creates += sum(
            (each["type"], each["name"]) not in known for each in stored
        )
        if self._world.creates > _CREATES_A_DAY:
            raise Refused(30034, "Max number of daily application command creates", 429)
        if "guild_id" in asked.params:
            self._world.guild_commands[int(asked.params["guild_id"])] = stored
        else:
            self._world.commands = stored
        return stored

    def _registered(self, asked: Asked) -> list[dict[str, Any]]:
        if asked.params["application_id"] != str(APP):
            raise unknown("Application")
        if "guild_id" not in asked.params:
            return self._world.commands
        guild = self._world.guild(asked.params["guild_id"])
        return self._world.guild_commands.get(guild.id, [])

    def _stored(
        self, command: dict[str, Any], known: dict[Any, str], asked: Asked
    ) -> dict[str, Any]:
        kind = command.get("type", 1)
        given = command.get("default_member_permissions")
        here = (
            {"guild_id": asked.params["guild_id"]} if "guild_id" in asked.params else {}
        )
        if here and (command.get("contexts") or command.get("integration_types")):
            raise bad("contexts are for global commands only", "contexts")
        return {
            **command,
            **here,
            "type": kind,
            "id": known.get((kind, command["name"])) or str(self._world.next_id()),
            "application_id": str(APP),
            "version": str(self._world.next_id()),
            "description": command.get("description") or "",
            "default_member_permissions": None if given is None else str(given),
        }
