"""What members do: their acts as the events that the bot receives."""

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.fakes.discord.callbacks import AUTOCOMPLETE, COMMAND, COMPONENT, FORM
from tests.fakes.discord.commands import (
    CHAT,
    GROUP,
    MESSAGE_MENU,
    SUB,
    Definition,
    leaves,
)
from tests.fakes.discord.doors import Dispatch
from tests.fakes.discord.handling import files_in, filled
from tests.fakes.discord.interaction import Interaction
from tests.fakes.discord.options import NotOffered, Typed, partial
from tests.fakes.discord.payloads import (
    of_member,
    of_message,
    of_user,
)
from tests.fakes.discord.things import APP, BOT, Can, Channel, Kind, Message
from tests.fakes.discord.world import World


@dataclass(frozen=True, slots=True)
class Act:
    """A command as a member uses it, or types the option `focused`."""

    path: str
    user: int
    place: Channel
    given: dict[str, Any]
    anyway: bool = False
    focused: str | None = None


class Members:
    """Turns acts into INTERACTION_CREATE events and keeps what becomes of them."""

    def __init__(self, world: World, dispatch: Dispatch) -> None:
        self._world, self._dispatch = world, dispatch
        self.cdn = ""

    async def command(self, act: Act) -> Interaction:
        """Use a slash command, or type on one of its options."""
        registered, known = self._registered(act.path, CHAT, act.place)
        if not act.anyway:
            self._check_offered(registered, act.user, act.place)
        guild = self._world.guilds.get(act.place.guild or 0)
        loose = act.anyway or act.focused is not None
        typed = Typed(self._world, guild, act.user, self.cdn, anyway=loose)
        options = typed.all(known, act.given)
        for each in options:
            if each["name"] == act.focused:
                each["focused"] = True
        steps = act.path.split()[1:]
        for depth, step in zip(range(len(steps), 0, -1), reversed(steps), strict=True):
            kind = SUB if depth == len(steps) else GROUP
            options = [{"name": step, "type": kind, "options": options}]
        data = _named(registered) | {"options": options, "resolved": typed.resolved}
        kind = COMMAND if act.focused is None else AUTOCOMPLETE
        pending = self._pending(kind, act.user, act.place, data)
        kinds = {each["name"]: each["type"] for each in known}
        pending.typed = kinds.get(act.focused or "", pending.typed)
        return await self._send(pending)

    async def menu(
        self, name: str, message: Message, user: int, *, anyway: bool = False
    ) -> Interaction:
        """Use a command of a message's menu; its target comes with all content."""
        place = self._world.channels[message.channel]
        registered, _ = self._registered(name, MESSAGE_MENU, place)
        if not anyway:
            self._check_offered(registered, user, place)
        key = str(message.id)
        full = of_message(message, self._world.users[message.author])
        data = _named(registered)
        data |= {"target_id": key, "resolved": {"messages": {key: full}}}
        return await self._send(self._pending(COMMAND, user, place, data))

    async def component(
        self, message: Message, data: dict[str, Any], user: int
    ) -> Interaction:
        """Use a component of a message."""
        place = self._world.channels[message.channel]
        pending = self._pending(COMPONENT, user, place, data, message)
        return await self._send(pending)

    async def form(
        self, opener: Interaction, values: dict[str, Any], user: int
    ) -> Interaction:
        """Send a form off."""
        modal = opener.modal
        assert modal, "no form is open"
        given, files = files_in(self._world, self.cdn, modal, values)
        data = {
            "custom_id": modal.custom_id,
            "components": filled(modal, given),
            "resolved": {"attachments": files} if files else {},
        }
        place = self._world.channels[opener.channel]
        pending = self._pending(FORM, user, place, data, opener.source)
        return await self._send(pending)

    async def again(self, pending: Interaction) -> None:
        """Deliver the same event once more, as Discord may."""
        await self._dispatch("INTERACTION_CREATE", pending.event)

    async def _send(self, pending: Interaction) -> Interaction:
        self._world.pending[pending.token] = pending
        loop = asyncio.get_running_loop()
        loop.call_later(self._world.ack_within_s, self._give_up, pending)
        await self.again(pending)
        return pending

    def _give_up(self, pending: Interaction) -> None:
        if pending.kind is None and not pending.missed:
            pending.missed = True
            self._world.missed.append(pending)

    def _pending(
        self,
        kind: int,
        user: int,
        place: Channel,
        data: dict[str, Any],
        source: Message | None = None,
    ) -> Interaction:
        key, token = self._world.next_id(), f"it-{self._world.next_id()}"
        event = self._event(user, place) | {
            "id": str(key),
            "token": token,
            "type": kind,
            "data": data,
        }
        if source:
            event["message"] = of_message(source, self._world.users[source.author])
        began = self._world.clock.now()
        pending = Interaction(
            key, token, kind, place.id, user, event, began=began, source=source
        )
        guild = self._world.guilds.get(place.guild or 0)
        pending.user_installed = bool(guild and not guild.present)
        external = self._world.may(user, place) & Can.USE_EXTERNAL_APPS
        pending.hushed = pending.user_installed and not external
        return pending

    def _event(self, user: int, place: Channel) -> dict[str, Any]:
        """What every interaction carries: who, where, and in whose name."""
        guild = self._world.guilds.get(place.guild or 0)
        allowed = self._world.may(user, place)
        event: dict[str, Any] = {
            "application_id": str(APP),
            "version": 1,
            "channel_id": str(place.id),
            "channel": partial(self._world, place, allowed),
            "app_permissions": str(self._app_may(place)),
            "locale": self._world.users[user].locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": "0"},
            "context": 1,
            "attachment_size_limit": 10_485_760,
        }
        if guild is None:
            person = of_user(self._world.users[user])
            event["channel"]["recipients"] = [person]
            return event | {"user": person}
        owner = {"0": str(guild.id)} if guild.present else {"1": str(user)}
        return event | {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": of_member(guild.members[user], allowed),
            "authorizing_integration_owners": owner,
            "context": 0,
        }

    def _app_may(self, place: Channel) -> int:
        guild = self._world.guilds.get(place.guild or 0)
        if guild and not guild.present:
            return int(Can.EMBED | Can.ATTACH | Can.MENTION_EVERYONE)
        return self._world.may(BOT, place)

    def _registered(
        self, path: str, kind: int, place: Channel
    ) -> tuple[Definition, list[Definition]]:
        local = self._world.guild_commands.get(place.guild or 0, [])
        for command in [*local, *self._world.commands]:
            if command["type"] == kind and path in leaves(command):
                return command, leaves(command)[path]
        raise NotOffered(f"no command {path!r} is registered")

    def _check_offered(self, command: Definition, user: int, place: Channel) -> None:
        """What Discord decides before the bot hears of anything."""
        contexts = command.get("contexts")
        context = 1 if place.kind is Kind.DM else 0
        if contexts is not None and context not in contexts:
            raise NotOffered(f"{command['name']} is not for context {context}")
        if context == 1:
            if contexts is None and command.get("dm_permission") is False:
                raise NotOffered(f"{command['name']} is not for direct messages")
            return
        guild = self._world.guilds[place.guild or 0]
        installs = command.get("integration_types") or [0]
        if (0 if guild.present else 1) not in installs:
            raise NotOffered(f"{command['name']} is not installed here")
        may = self._world.may(user, place)
        if not may & Can.USE_COMMANDS:
            raise NotOffered(f"{user} may not use commands in {place.name}")
        needed = command.get("default_member_permissions")
        missing = int(needed or 0) & ~may or needed == "0"
        if missing and not may & Can.ADMINISTRATOR:
            raise NotOffered(f"{user} may not use {command['name']}")


def _named(command: Definition) -> dict[str, Any]:
    shown = {key: command[key] for key in ("id", "name", "type")}
    if "guild_id" in command:
        shown["guild_id"] = command["guild_id"]
    return shown
