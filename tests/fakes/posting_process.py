"""A process that makes editions and delivers them, for tests to kill at a step.

It runs the bot's own loops at a Discord of ours, and counts its side effects: every
commit before it happens, every request that changes something before it is sent and
after it was answered. The nth ends it.
"""

import asyncio
import os
from datetime import timedelta
from multiprocessing.connection import Connection
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
from tests.fakes import doom
from tests.fakes.connected import a_client
from tests.fakes.doom import Doom, Doomed
from tests.fakes.workers import InlineWorkers

ASKED, ANSWERED = "asked", "answered"


class Place(NamedTuple):
    """Where a process works; without `care` it neither looks nor has nonces."""

    path: Path
    api: str
    gateway: str
    care: bool = True


def _trace(doom: Doom) -> aiohttp.TraceConfig:
    """What feels requests that change something."""

    async def asked(_: Any, context: Any, params: Any) -> None:
        if params.method != "GET":
            doom.tick(ASKED)

    async def answered(_: Any, context: Any, params: Any) -> None:
        if params.method != "GET":
            doom.tick(ANSWERED)

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


async def start(place: Place) -> Doomed:
    """Start one."""
    return await doom.start(_run, place)


def _run(place: Place, line: Connection) -> None:
    outbox._SHORTEST = timedelta(milliseconds=50)
    asyncio.run(_post(place, line))


async def _post(place: Place, line: Connection) -> None:
    fate, stop = Doom(), asyncio.Event()
    settings = Settings(storage=Storage(path=place.path))
    async with (
        open_newsroom(
            settings, workers=InlineWorkers(), layout=lay_out, sole=True
        ) as newsroom,
        a_client(place.api, place.gateway, _trace(fate)) as client,
    ):
        writer = newsroom._db._writer
        assert writer
        writer.conn.set_trace_callback(fate.at_commit)
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

        async def wait() -> None:
            await _until_all_is_done(newsroom)

        async def deliver() -> None:
            for each in loops:
                each.woken.set()
            await wait()

        await doom.obey(line, fate, deliver, first=wait)
        stop.set()
        await asyncio.gather(*going)
        await courier.finish(5)


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
