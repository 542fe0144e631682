"""The stand-in itself: its port, and what a test does with it."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from digests.ports import Clock
from tests.fakes.discord.acting import Act, Members
from tests.fakes.discord.callbacks import Callbacks
from tests.fakes.discord.changes import Changes
from tests.fakes.discord.commands import leaves
from tests.fakes.discord.doors import Asked
from tests.fakes.discord.faults import Fault, Planned, Seen
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.guilds import Guilds
from tests.fakes.discord.handling import chosen, pressed
from tests.fakes.discord.interaction import Choice, Interaction
from tests.fakes.discord.messages import Messages
from tests.fakes.discord.rates import Rates
from tests.fakes.discord.rest import Rest
from tests.fakes.discord.things import CHANNEL, OWNER, Message
from tests.fakes.discord.threads import Threads
from tests.fakes.discord.world import World

TOKEN = "fake-token.of-the-bot.0123456789abcdef"  # noqa: S105 - opens nothing


class FakeDiscord:
    """`async with` starts and ends it; the package's docstring says how to use it."""

    def __init__(self, clock: Clock | None = None, *, openapi: bool = True) -> None:
        self.world = World(clock)
        self.gateway = Gateway(self.world, TOKEN)
        self.admin = Changes(self.world, self.gateway)
        self.rates = Rates()
        self.rest = Rest(self.rates, TOKEN)
        self.rest.validate = openapi
        self._members = Members(self.world, self.gateway.dispatch)

    async def __aenter__(self) -> Self:
        world, dispatch = self.world, self.gateway.dispatch
        groups = (
            Messages(world, dispatch, self.rates),
            Threads(world, dispatch),
            Guilds(world, dispatch),
            Callbacks(world, dispatch),
        )
        app = web.Application(client_max_size=25 * 2**20)
        app.add_routes([web.get("/gateway/", self.gateway.serve)])
        app.add_routes([web.get("/cdn/attachments/{id}/{name}", self._upload)])
        self.routes = [route for group in groups for route in group.routes()]
        self.routes.append(("GET", "/gateway/bot", self._where))
        app.add_routes(self.rest.doors(self.routes))
        app.add_routes([self.rest.nowhere()])
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        self._members.cdn = f"http://127.0.0.1:{self._port}/cdn"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.close(1001)
        await self._runner.cleanup()

    # What it is, and what it saw.

    @property
    def api(self) -> str:
        """Where its REST begins."""
        return f"http://127.0.0.1:{self._port}/api"

    @property
    def settings(self) -> str:
        """The `[discord]` section that points a bot here."""
        here = f"127.0.0.1:{self._port}"
        return (
            f'[discord]\napi_base = "http://{here}/api"\n'
            f'gateway = "ws://{here}/gateway/"\ncdn = "http://{here}/cdn"\n'
        )

    @property
    def identified(self) -> asyncio.Event:
        """Set once a bot has logged in."""
        return self.gateway.identified

    @property
    def closed_with(self) -> int | None:
        """The close code of the last connection that ended."""
        return self.gateway.closed_with

    @property
    def faults(self) -> list[Exception]:
        """What no bot may do: a test ends with none."""
        return self.rest.faults

    @property
    def malformed(self) -> list[str]:
        """The bodies that were refused for their form."""
        return [
            f"{seen.method} {seen.path}: {'.'.join(refused.at)} {refused.message}"
            for seen, refused in self.rest.malformed
        ]

    @property
    def missed(self) -> list[Interaction]:
        """The interactions that nobody acknowledged in time."""
        return self.world.missed

    @property
    def command_names(self) -> set[str]:
        """The commands as a member would type or pick them."""
        return {path for each in self.world.commands for path in leaves(each)}

    def shown_in(self, channel: int = CHANNEL) -> list[Message]:
        """The messages of a channel, oldest first."""
        found = [each for each in self.world.messages if each.channel == channel]
        return sorted(found, key=lambda each: each.id)

    def requests(self, pattern: str = "*") -> list[Seen]:
        """The requests that fit a pattern as "POST /channels/*/messages"."""
        return [each for each in self.rest.requests if each.fits(pattern)]

    async def connected(self, within_s: float = 60.0) -> None:
        """Wait for a bot to be logged in."""
        async with asyncio.timeout(within_s):
            await self.identified.wait()

    async def disconnected(self, within_s: float = 60.0) -> None:
        """Wait for the last line to end, as after a kill."""
        async with asyncio.timeout(within_s):
            await self.gateway.gone.wait()

    async def until(
        self, predicate: Callable[[], object], within_s: float = 30.0
    ) -> None:
        """Wait for something to become true; asked again after every request."""
        async with asyncio.timeout(within_s), self.rest.changed:
            await self.rest.changed.wait_for(lambda: bool(predicate()))

    def fail(
        self, fault: Fault, on: str = "*", *, nth: int = 1, times: int | None = 1
    ) -> Planned:
        """Plan a fault for the nth request that fits, and so many from there."""
        planned = Planned(fault, on, nth, times)
        self.rest.planned.append(planned)
        return planned

    # What members do.

    async def invoke(
        self,
        command: str,
        at: int = CHANNEL,
        by: int = OWNER,
        *,
        anyway: bool = False,
        **options: Any,
    ) -> Interaction:
        """Use a slash command ("/digest now"): where, by whom, with which options."""
        path, place = _path(command), self.world.channels[at]
        act = Act(path, by, place, options, anyway=anyway)
        return await self._members.command(act)

    async def typing(
        self, command: str, at: int = CHANNEL, by: int = OWNER, **options: Any
    ) -> Interaction:
        """Type the last of these options."""
        path, place = _path(command), self.world.channels[at]
        act = Act(path, by, place, options, focused=list(options)[-1])
        return await self._members.command(act)

    async def autocomplete(
        self, command: str, at: int = CHANNEL, by: int = OWNER, **options: Any
    ) -> list[Choice]:
        """Type the last of these options, and wait for what is suggested."""
        pending = await self.typing(command, at, by, **options)
        await pending.acknowledged()
        return pending.choices

    async def use_menu(
        self, name: str, message: Message, by: int = OWNER, *, anyway: bool = False
    ) -> Interaction:
        """Use a command of a message's menu."""
        return await self._members.menu(name, message, by, anyway=anyway)

    async def press(
        self, message: Message, button: str, by: int = OWNER
    ) -> Interaction:
        """Press the button with this label or custom_id."""
        return await self._members.component(message, pressed(message, button), by)

    async def choose(
        self, message: Message, select: str, *values: Any, by: int = OWNER
    ) -> Interaction:
        """Choose in the select with this custom_id or placeholder."""
        data = chosen(self.world, message, select, values)
        return await self._members.component(message, data, by)

    async def forge(
        self,
        message: Message,
        custom_id: str,
        *values: str,
        kind: int = 2,
        by: int = OWNER,
    ) -> Interaction:
        """Send a component's event with a custom_id that no message has."""
        data = {"custom_id": custom_id, "component_type": kind, "id": 1}
        if kind != 2:
            data["values"] = list(values)
        return await self._members.component(message, data, by)

    async def submit(
        self, opener: Interaction, by: int | None = None, **fields: Any
    ) -> Interaction:
        """Send off the form that an interaction opened; fields by id or label."""
        await opener.form()
        return await self._members.form(opener, fields, by or opener.user)

    async def redeliver(self, pending: Interaction) -> None:
        """Deliver an interaction's event once more."""
        await self._members.again(pending)

    async def _where(self, _: Asked) -> dict[str, Any]:
        """Where the gateway is, and how many logins are left today."""
        left = 1000 - self.gateway.identifies
        limit = {"total": 1000, "remaining": left, "reset_after": 86_400_000}
        url = f"ws://127.0.0.1:{self._port}/gateway/"
        limit["max_concurrency"] = 1
        return {"url": url, "shards": 1, "session_start_limit": limit}

    async def _upload(self, request: web.Request) -> web.Response:
        content = self.world.uploads.get(int(request.match_info["id"]))
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content)


def _path(command: str) -> str:
    return f"/{command.removeprefix('/')}"
