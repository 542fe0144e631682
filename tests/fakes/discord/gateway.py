"""The gateway: sessions that are opened, resumed, replayed, dropped and closed."""

import asyncio
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.discord.payloads import of_guild, of_user
from tests.fakes.discord.things import APP, BOT, Can, Guild
from tests.fakes.discord.world import World

_GUILDS, _MEMBERS, _PRESENCES, _MESSAGES = 1 << 0, 1 << 1, 1 << 8, 1 << 9
_DMS, _CONTENT = 1 << 12, 1 << 15
# Which intent brings an event; what is not here comes always.
_INTENTS = {
    **dict.fromkeys(("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"), _GUILDS),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"), _GUILDS),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE"), _GUILDS),
    **dict.fromkeys(("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE"), _GUILDS),
    "GUILD_ROLE_DELETE": _GUILDS,
}
_MESSAGE_EVENTS = {"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"}
_ENDS_SESSION = {1000, 1001, 4004, 4010, 4011, 4012, 4013, 4014}
_MOST_BYTES, _MOST_FRAMES, _FRAMES_PER_S = 4096, 120, 60.0


@dataclass(slots=True)
class Session:
    """One login: what was sent in it, and the socket where it is open."""

    id: str
    intents: int
    sent: list[dict[str, Any]] = field(default_factory=list)
    line: "Line | None" = None

    def takes(self, event: str, data: dict[str, Any]) -> bool:
        """Whether its intents bring it this event."""
        needed = _INTENTS.get(event, 0)
        if event in _MESSAGE_EVENTS:
            needed = _MESSAGES if data.get("guild_id") else _DMS
        return not needed or bool(self.intents & needed)


class Line:
    """One open socket, compressed as asked for."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        *,
        zipped: bool,
    ) -> None:
        self.socket = socket
        self._transport = transport
        self.session: Session | None = None
        self.frames: list[float] = []
        self.last_beat = monotonic()
        self.closed_here: int | None = None
        self._zipper = zlib.compressobj() if zipped else None
        self._turn = asyncio.Lock()

    def cut(self) -> None:
        """Break off without a close frame."""
        if self._transport:
            self._transport.abort()

    async def send(self, frame: dict[str, Any]) -> None:
        """Send a frame; a socket that just closed loses it."""
        async with self._turn:
            words = json.dumps(frame)
            with suppress(ConnectionError):
                if self._zipper is None:
                    await self.socket.send_str(words)
                    return
                body = self._zipper.compress(words.encode())
                body += self._zipper.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(body)

    async def close(self, code: int) -> None:
        """Close it from this side."""
        self.closed_here = code
        await self.socket.close(code=code)


class Gateway:
    """The websocket's side of the stand-in.

    `heartbeat_ms` is what HELLO asks for; `identifies`, `resumes`, `beats` count;
    `late_beats` are gaps over one and a half intervals, in seconds; `closed_with` is
    the last close code the bot sent. While `losing`, events are lost for good; while
    `deaf`, a line stays open and nothing is answered on it; while `away`, no new one
    is opened.
    """

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token = world, token
        self.heartbeat_ms = 41250
        self.identifies = self.resumes = self.beats = 0
        self.late_beats: list[float] = []
        self.closed_with: int | None = None
        self.losing = self.deaf = self.away = False
        self.redeliver = 0
        self.sessions: dict[str, Session] = {}
        self.identified = asyncio.Event()
        self.resumed = asyncio.Event()
        self.gone = asyncio.Event()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a connection from HELLO to its close."""
        if self.away:
            raise web.HTTPServiceUnavailable
        asked = request.query.get("compress")
        assert asked in {None, "zlib-stream"}, f"not spoken here: {asked}"
        socket = web.WebSocketResponse(max_msg_size=_MOST_BYTES)
        await socket.prepare(request)
        line = Line(socket, request.transport, zipped=asked is not None)
        hello = {"op": 10, "d": {"heartbeat_interval": self.heartbeat_ms}}
        await line.send(hello)
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                break
            line.frames = [each for each in line.frames if _recent(each)]
            line.frames.append(monotonic())
            if len(line.frames) > _MOST_FRAMES:
                await line.close(4008)
                break
            await self._received(line, json.loads(received.data), request.host)
        self._ended(line)
        return socket

    def _ended(self, line: Line) -> None:
        code = line.closed_here or line.socket.close_code
        if not line.closed_here:
            self.closed_with = code
        session = line.session
        if session and session.line is line:
            session.line = None
            if code in _ENDS_SESSION:
                self.sessions.pop(session.id, None)
        if not self.connected:
            self.identified.clear()
            self.gone.set()

    async def _received(self, line: Line, frame: dict[str, Any], host: str) -> None:
        match frame["op"]:
            case 1 if self.deaf:
                pass
            case 1:
                self._beat(line)
                await line.send({"op": 11, "d": None})
            case 2:
                await self._identify(line, frame["d"], host)
            case 6:
                await self._resume(line, frame["d"])
            case 3 | 4:
                pass
            case _:
                await line.close(4001)

    def _beat(self, line: Line) -> None:
        gap = monotonic() - line.last_beat
        line.last_beat = monotonic()
        self.beats += 1
        if gap > 1.5 * self.heartbeat_ms / 1000:
            self.late_beats.append(gap)

    async def _identify(self, line: Line, asked: dict[str, Any], host: str) -> None:
        self.identifies += 1
        if asked["token"] != self.token:
            await line.close(4004)
            return
        privileged = _MEMBERS | _PRESENCES | _CONTENT
        if self.world.message_content:
            privileged &= ~_CONTENT
        if asked["intents"] & privileged:
            await line.close(4014)
            return
        session = Session(f"session-{self.world.next_id()}", asked["intents"])
        self.sessions[session.id] = session
        session.line, line.session = line, session
        guilds = [each for each in self.world.guilds.values() if each.present]
        ready = {
            "v": 10,
            "user": of_user(self.world.bot),
            "guilds": [{"id": str(each.id), "unavailable": True} for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"ws://{host}/gateway/",
            "application": {"id": str(APP), "flags": 0},
        }
        await self._deliver(session, "READY", ready)
        for guild in guilds:
            if not guild.unavailable:
                created = {**self.guild_payload(guild), "unavailable": False}
                await self._deliver(session, "GUILD_CREATE", created)
        self.identified.set()
        self.gone.clear()

    async def _resume(self, line: Line, asked: dict[str, Any]) -> None:
        session = self.sessions.get(asked["session_id"])
        if asked["token"] != self.token or session is None:
            await line.send({"op": 9, "d": False})
            return
        self.resumes += 1
        session.line, line.session = line, session
        seen = asked["seq"] - self.redeliver
        missed = [each for each in session.sent if each["s"] > seen]
        for frame in missed:
            if frame["t"] != "RESUMED":
                await line.send(frame)
        await self._deliver(session, "RESUMED", {})
        self.resumed.set()
        self.identified.set()
        self.gone.clear()

    # What the tests do to it.

    async def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Send an event to every session; one without a socket gets it on resume."""
        for session in list(self.sessions.values()):
            if not self.losing and session.takes(event, data):
                await self._deliver(session, event, data)

    async def _deliver(self, session: Session, event: str, data: Any) -> None:
        frame = {"op": 0, "t": event, "s": len(session.sent) + 1, "d": data}
        session.sent.append(frame)
        if session.line:
            await session.line.send(frame)

    async def close(self, code: int = 4000) -> None:
        """Close every connection with a code, as Discord does."""
        for session in list(self.sessions.values()):
            if code in _ENDS_SESSION:
                self.sessions.pop(session.id)
            if session.line:
                self.resumed.clear()
                await session.line.close(code)

    async def cut(self) -> None:
        """Break every connection without a word."""
        for session in list(self.sessions.values()):
            if session.line:
                self.resumed.clear()
                session.line.cut()

    async def invalidate(self, *, resumable: bool = False) -> None:
        """INVALID_SESSION: the bot must log in anew (or may resume)."""
        self.identified.clear()
        for session in list(self.sessions.values()):
            if not resumable:
                self.sessions.pop(session.id)
            if session.line:
                await session.line.send({"op": 9, "d": resumable})

    async def ask_to_reconnect(self) -> None:
        """RECONNECT: the bot is asked to come back by itself."""
        for session in list(self.sessions.values()):
            if session.line:
                await session.line.send({"op": 7, "d": None})

    @property
    def connected(self) -> int:
        """How many sockets are open."""
        return sum(bool(each.line) for each in self.sessions.values())

    def guild_payload(self, guild: Guild) -> dict[str, Any]:
        """A guild as the bot sees it: threads only where it may look."""
        here = [
            each
            for each in self.world.channels.values()
            if each.guild == guild.id
            and (not each.kind.is_thread or self.world.may(BOT, each) & Can.VIEW)
        ]
        return of_guild(guild, here, guild.members.get(BOT))


def _recent(moment: float) -> bool:
    return monotonic() - moment < _FRAMES_PER_S
