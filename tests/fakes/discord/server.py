"""The stand-in's two doors: REST and the gateway, on one loopback port."""

import asyncio
import json
import zlib
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.fakes.discord.rules import (
    Refused,
    check_commands,
    check_mentions,
    check_message,
)
from tests.fakes.discord.world import (
    APP,
    BOT,
    GUILD,
    OWNER,
    Message,
    Pending,
    World,
    user_payload,
)

TOKEN = "fake-token.of-the-bot.0123456789abcdef"  # noqa: S105 - opens nothing
_PRIVATE = 64
_PERMISSIONS = {"view": 1 << 10, "send": 1 << 11, "embed": 1 << 14}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Interaction:
    """What a member did, and what came of it."""

    def __init__(self, pending: Pending) -> None:
        self._pending = pending

    @property
    def reply(self) -> Message | None:
        """What stands as its reply by now."""
        return self._pending.original

    @property
    def private(self) -> bool:
        """Whether only the one who asked sees the reply."""
        return self._pending.private

    async def acknowledged(self, within_s: float = 5.0) -> None:
        """Wait until the bot has taken it on."""
        async with asyncio.timeout(within_s):
            await self._pending.taken.wait()

    async def answered(self, within_s: float = 10.0) -> Message:
        """Wait for the reply."""
        async with asyncio.timeout(within_s):
            await self._pending.replied.wait()
        assert self._pending.original
        return self._pending.original


class FakeDiscord:
    """`async with` starts and ends it."""

    def __init__(self) -> None:
        self.world = World()
        self.faults: list[Exception] = []
        self._socket: web.WebSocketResponse | None = None
        self._zipper = zlib.compressobj()
        self._sequence = 0
        self.identified = asyncio.Event()
        self.closed_with: int | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guarded])
        app.add_routes(
            [
                web.get("/gateway/", self._gateway),
                web.get("/api/users/@me", self._me),
                web.get("/api/oauth2/applications/@me", self._application),
                web.put(f"/api/applications/{APP}/commands", self._sync),
                web.get("/api/channels/{channel}", self._channel),
                web.post("/api/channels/{channel}/messages", self._post),
                web.post("/api/interactions/{id}/{token}/callback", self._callback),
                web.patch(
                    f"/api/webhooks/{APP}/{{token}}/messages/@original", self._edit
                ),
                web.post(f"/api/webhooks/{APP}/{{token}}", self._follow_up),
            ]
        )
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def settings(self) -> str:
        """The `[discord]` section that points a bot here."""
        here = f"127.0.0.1:{self._port}"
        return (
            f'[discord]\napi_base = "http://{here}/api"\n'
            f'gateway = "ws://{here}/gateway/"\ncdn = "http://{here}/cdn"\n'
        )

    @property
    def command_names(self) -> set[str]:
        """The commands as a member would type them."""
        names = set()
        for command in self.world.commands:
            inner = [o for o in command.get("options") or [] if o["type"] in {1, 2}]
            names |= {f"/{command['name']} {each['name']}" for each in inner}
            if not inner:
                names.add(f"/{command['name']}")
        return names

    def shown_in(self, channel: int = 600) -> list[Message]:
        """The messages of a channel, oldest first."""
        return [each for each in self.world.messages if each.channel == channel]

    async def invoke(
        self, command: str, channel: int = 600, **options: str
    ) -> Interaction:
        """Use a slash command ("/digest now") as the guild's owner."""
        name, *inner = command.removeprefix("/").split()
        given = [{"name": k, "type": 3, "value": v} for k, v in options.items()]
        for each in reversed(inner):
            given = [{"name": each, "type": 1, "options": given}]
        pending = Pending(self.world.next_id(), f"it-{self.world.next_id()}", channel)
        self.world.pending[pending.token] = pending
        registered = next(c for c in self.world.commands if c["name"] == name)
        data = {"id": registered["id"], "name": name, "type": 1, "options": given}
        await self._dispatch("INTERACTION_CREATE", self._interaction(pending, data))
        return Interaction(pending)

    def _interaction(self, pending: Pending, data: dict[str, Any]) -> dict[str, Any]:
        owner = {
            "user": user_payload(OWNER, "ada"),
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str((1 << 53) - 1),
        }
        channel = self.world.channels[pending.channel]
        return {
            "id": str(pending.id),
            "application_id": str(APP),
            "type": 2,
            "token": pending.token,
            "version": 1,
            "guild_id": str(GUILD),
            "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
            "channel_id": str(pending.channel),
            "channel": {**channel, "permissions": str(channel["allowed"])},
            "member": owner,
            "app_permissions": str(channel["allowed"]),
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(GUILD)},
            "context": 0,
            "attachment_size_limit": 10_485_760,
            "data": data,
        }

    # The gateway.

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=4096)
        await socket.prepare(request)
        self._socket, self._zipper, self._sequence = socket, zlib.compressobj(), 0
        await self._send({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                break
            await self._received(json.loads(received.data), request)
        self.closed_with = socket.close_code
        return socket

    async def _received(self, frame: dict[str, Any], request: web.Request) -> None:
        if frame["op"] == 1:
            await self._send({"op": 11, "d": None})
        elif frame["op"] == 2:
            if frame["d"]["token"] != TOKEN:
                assert self._socket
                await self._socket.close(code=4004)
                return
            if frame["d"]["intents"] & (1 << 1 | 1 << 8 | 1 << 15):
                assert self._socket
                await self._socket.close(code=4014)
                return
            await self._ready(request)

    async def _ready(self, request: web.Request) -> None:
        here = {
            "v": 10,
            "user": user_payload(BOT, "pullquote", bot=True),
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": "s1",
            "resume_gateway_url": f"ws://{request.host}/gateway/",
            "application": {"id": str(APP), "flags": 0},
        }
        await self._dispatch("READY", here)
        await self._dispatch("GUILD_CREATE", self.world.guild_payload())
        self.identified.set()

    async def _dispatch(self, event: str, data: dict[str, Any]) -> None:
        self._sequence += 1
        await self._send({"op": 0, "t": event, "s": self._sequence, "d": data})

    async def _send(self, frame: dict[str, Any]) -> None:
        assert self._socket
        body = self._zipper.compress(json.dumps(frame).encode())
        body += self._zipper.flush(zlib.Z_SYNC_FLUSH)
        await self._socket.send_bytes(body)

    # REST.

    @web.middleware
    async def _guarded(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        public = ("/gateway/", "/api/interactions/", "/api/webhooks/")
        authorised = request.headers.get("Authorization") == f"Bot {TOKEN}"
        if not authorised and not request.path.startswith(public):
            return _error(401, 0, "401: Unauthorized")
        try:
            return await handler(request)
        except Refused as refused:
            return _error(refused.status, refused.code, str(refused))
        except AssertionError as error:
            self.faults.append(error)
            raise

    async def _me(self, _: web.Request) -> web.Response:
        return _json(user_payload(BOT, "pullquote", bot=True))

    async def _application(self, _: web.Request) -> web.Response:
        return _json(
            {
                "id": str(APP),
                "name": "Pullquote",
                "description": "",
                "icon": None,
                "bot_public": False,
                "bot_require_code_grant": False,
                "verify_key": "00",
                "owner": user_payload(OWNER, "ada"),
                "flags": 0,
                "summary": "",
                "team": None,
            }
        )

    async def _sync(self, request: web.Request) -> web.Response:
        commands = await request.json()
        check_commands(commands)
        self.world.syncs += 1
        self.world.commands = [
            {
                **each,
                "id": str(self.world.next_id()),
                "application_id": str(APP),
                "version": "1",
                "default_member_permissions": each.get("default_member_permissions"),
            }
            for each in commands
        ]
        return _json(self.world.commands)

    async def _channel(self, request: web.Request) -> web.Response:
        return _json(self._known_channel(request))

    async def _post(self, request: web.Request) -> web.Response:
        channel = self._known_channel(request)
        body = await request.json()
        check_message(body)
        needed = _PERMISSIONS["view"], _PERMISSIONS["send"]
        if not channel["allowed"] & needed[0]:
            raise Refused(50001, "Missing Access", 403)
        if not channel["allowed"] & needed[1]:
            raise Refused(50013, "Missing Permissions", 403)
        message = self.world.post(int(channel["id"]), body)
        return _json(self.world.message_payload(message))

    def _known_channel(self, request: web.Request) -> dict[str, Any]:
        channel = self.world.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise Refused(10003, "Unknown Channel", 404)
        return channel

    async def _callback(self, request: web.Request) -> web.Response:
        pending = self._pending(request)
        if pending.kind is not None:
            raise Refused(40060, "Interaction has already been acknowledged.")
        if pending.late:
            raise Refused(10062, "Unknown interaction", 404)
        body = await request.json()
        data = body.get("data") or {}
        pending.kind = body["type"]
        pending.taken.set()
        pending.private = bool(data.get("flags", 0) & _PRIVATE)
        if body["type"] == 4:
            check_message(data)
            pending.reply(self._private(pending, data))
        interaction = {"id": str(pending.id), "type": 2}
        return _json({"interaction": interaction, "resource": {"type": body["type"]}})

    async def _edit(self, request: web.Request) -> web.Response:
        pending = self._acknowledged(request)
        body = await request.json()
        check_mentions(body)
        check_message(body)
        message = self._private(pending, body)
        pending.reply(message)
        return _json(self.world.message_payload(message))

    async def _follow_up(self, request: web.Request) -> web.Response:
        pending = self._acknowledged(request)
        body = await request.json()
        check_message(body)
        message = self._private(pending, body)
        pending.followups.append(message)
        return _json(self.world.message_payload(message))

    def _private(self, pending: Pending, body: dict[str, Any]) -> Message:
        key = self.world.next_id()
        return Message(key, pending.channel, body, private=pending.private)

    def _pending(self, request: web.Request) -> Pending:
        pending = self.world.pending.get(request.match_info["token"])
        if pending is None:
            raise Refused(10062, "Unknown interaction", 404)
        return pending

    def _acknowledged(self, request: web.Request) -> Pending:
        pending = self._pending(request)
        if pending.kind is None:
            raise Refused(10015, "Unknown Webhook", 404)
        if pending.expired:
            raise Refused(50027, "Invalid Webhook Token", 401)
        return pending


def _json(value: Any, status: int = 200) -> web.Response:
    # Without a charset, as Discord sends it and discord.py expects it.
    body = json.dumps(value).encode()
    return web.Response(body=body, status=status, content_type="application/json")


def _error(status: int, code: int, message: str) -> web.Response:
    return _json({"code": code, "message": message}, status)
