"""A process that makes editions and delivers them, for tests to kill at a step.

It runs the bot's own loops at a Discord of ours, and counts its side effects: every
commit before it happens, every request that changes something before it is sent and
after it was answered. The nth ends it, as a power cut would. It is forked from a
server that has everything imported, so that it starts fast.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp

from bot.courier import Courier
from bot.editions import edition_loops
from bot.herald import Herald
from bot.loops import keep_going
from bot.outlet import Outlet
from bot.postman import Postman
from bot.pulse import Pulse
from bot.render.editions import lay_out
from digests import outbox
from digests.adapters.clock import SystemClock
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings, Storage
from digests.storage.convert import to_text
from tests.fakes.connected import a_client
from tests.fakes.workers import InlineWorkers

COMMIT, ASKED, ANSWERED = "commit", "asked", "answered"
EFFECTS = frozenset({COMMIT, ASKED, ANSWERED})


class Place(NamedTuple):
    """Where a process works; without `care` it neither looks nor has nonces."""

    path: Path
    api: str
    gateway: str
    care: bool = True


class Doom:
    """Counts side effects of some kinds, and ends the process at the nth."""

    def __init__(self) -> None:
        self.left = 0
        self.kinds: Collection[str] = EFFECTS
        self.seen = 0

    def tick(self, kind: str) -> None:
        """A side effect is at hand."""
        if kind in self.kinds:
            self.seen += 1
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def at_commit(self, sql: str) -> None:
        """SQLite is about to run a statement."""
        if sql == "COMMIT":
            self.tick(COMMIT)

    def trace(self) -> aiohttp.TraceConfig:
        """What feels requests that change something."""

        async def asked(_: Any, context: Any, params: Any) -> None:
            if params.method != "GET":
                self.tick(ASKED)

        async def answered(_: Any, context: Any, params: Any) -> None:
            if params.method != "GET":
                self.tick(ANSWERED)

        made = aiohttp.TraceConfig()
        made.on_request_start.append(asked)
        made.on_request_end.append(answered)
        return made


class Careless(Postman):
    """Looks at nothing before it sends again."""

    async def _known(self, *_: Any) -> bool:
        return False


class Nonceless(Outlet):
    """Sends posts so that Discord cannot know them again."""

    async def post(self, channel: str, body: Any, nonce: str) -> str:
        return await super().post(channel, body, f"{nonce[:12]}{os.urandom(6).hex()}")


class Posting:
    """A process from the outside: told what to do, and heard of what it did."""

    def __init__(self, process: BaseProcess, line: Connection) -> None:
        self.process = process
        self._line = line

    async def ready(self) -> bool:
        """Wait until what was left over is delivered; False: it was killed."""
        return await self._hear() is not None

    async def publish(
        self, die_at: int = 0, kinds: Collection[str] = EFFECTS
    ) -> int | None:
        """Have what is due made and delivered, and the process ended at a step.

        Returns:
            How many steps it took; None where it was killed.

        """
        with suppress(BrokenPipeError):
            self._line.send((die_at, frozenset(kinds)))
        return await self._hear()

    async def kill(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        await asyncio.to_thread(self.process.join)

    async def _hear(self) -> int | None:
        try:
            heard: int = await asyncio.to_thread(self._line.recv)
        except (EOFError, ConnectionResetError):
            await asyncio.to_thread(self.process.join)
            return None
        return heard


async def start(place: Place) -> Posting:
    """Start one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, its = context.Pipe()
    process = context.Process(target=_run, args=(place, its), daemon=True)
    await asyncio.to_thread(process.start)
    its.close()
    return Posting(process, ours)


def _run(place: Place, line: Connection) -> None:
    outbox._SHORTEST = timedelta(milliseconds=50)
    asyncio.run(_post(place, line))


async def _post(place: Place, line: Connection) -> None:
    doom, stop = Doom(), asyncio.Event()
    settings = Settings(storage=Storage(path=place.path))
    async with (
        open_newsroom(
            settings, workers=InlineWorkers(), layout=lay_out, sole=True
        ) as newsroom,
        a_client(place.api, place.gateway, doom.trace()) as client,
    ):
        writer = newsroom._db._writer
        assert writer
        writer.conn.set_trace_callback(doom.at_commit)
        outlet = Outlet(client) if place.care else Nonceless(client)
        courier = Courier(newsroom.outbox, outlet)
        if not place.care:
            courier._postman = Careless(newsroom.outbox, outlet)
        loops = edition_loops(
            newsroom, courier, Herald(newsroom.guilds, outlet, newsroom.now)
        )
        going = [
            asyncio.create_task(keep_going(each, stop, _fail, Pulse()))
            for each in loops
        ]
        await _obey(newsroom, [each.woken for each in loops], doom, line)
        stop.set()
        await asyncio.gather(*going)
        await courier.finish(5)


async def _obey(
    newsroom: Newsroom, woken: list[asyncio.Event], doom: Doom, line: Connection
) -> None:
    """Say when nothing is left to do; then do as told, until nothing is told."""
    await _until_all_is_done(newsroom)
    line.send(0)
    while order := await asyncio.to_thread(_order, line):
        (doom.left, doom.kinds), doom.seen = order, 0
        for each in woken:
            each.set()
        await _until_all_is_done(newsroom)
        line.send(doom.seen)


def _order(line: Connection) -> tuple[int, Collection[str]] | None:
    try:
        order: tuple[int, Collection[str]] = line.recv()
    except EOFError:
        return None
    return order


async def _until_all_is_done(newsroom: Newsroom) -> None:
    while await newsroom._db.read(_work):  # noqa: ASYNC110 - a database calls nobody
        await asyncio.sleep(0.01)


def _work(db: Any) -> int:
    """How many schedules are due, cards to be looked at, and parcels open."""
    (due,) = db.conn.execute(
        "SELECT count(*) FROM schedules WHERE next_run_at <= ?",
        [to_text(SystemClock().now())],
    ).fetchone()
    (waiting,) = db.conn.execute(
        "SELECT count(*) FROM deliveries WHERE state IN ('waiting', 'sending')"
    ).fetchone()
    (cards,) = db.conn.execute("SELECT count(*) FROM corrections").fetchone()
    return int(due + waiting + cards)


def _fail(name: str, error: Exception) -> None:
    raise error
