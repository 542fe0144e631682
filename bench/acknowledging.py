"""Measure how soon commands are acknowledged while the bot polls 500 feeds.

The real bot, as its own process, at the Discord stand-in of the tests, which measures
from the event to the answer; beside a bot that has nothing to do. A first poll of all
feeds and the reading of the pages behind their newest entries begin as it starts.
"""

import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from bench.heart import Evaluation, Measured
from bench.polling.addresses import addresses
from digests.desk import Order
from digests.storage import subscriptions
from digests.storage.database import Database
from tests.fakes.discord import GUILD, TOKEN, FakeDiscord, Interaction

_FEEDS = 500
# As many as a guild may follow; the others are the local desk's.
_GUILDS = 50
_MOST = 600
_PAUSE_S = 0.05
_USES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/help", {}),
    ("/feed list", {}),
    ("/why", {"url": "https://gazette.example/bridge"}),
    ("/feed health", {}),
    ("/topic list", {}),
)


class _Taken(NamedTuple):
    """How many milliseconds acknowledgements took, and how many never came."""

    took_ms: list[float]
    missed: int


def acknowledgements(_: Evaluation | None) -> Measured:
    """Use commands 20 times a second: while all feeds are polled, and while idle."""
    busy, done = asyncio.run(_measure(_FEEDS, _MOST))
    idle, _none = asyncio.run(_measure(0, len(busy.took_ms)))
    values = {**_told("busy", busy), **_told("idle", idle), **done}
    return Measured(len(busy.took_ms), values)


def _told(name: str, taken: _Taken) -> dict[str, float]:
    percentiles = statistics.quantiles(taken.took_ms, n=100)
    return {
        f"{name}_p50_ms": percentiles[49],
        f"{name}_p99_ms": percentiles[98],
        f"{name}_worst_ms": max(taken.took_ms),
        f"{name}_missed": taken.missed,
    }


async def _measure(feeds: int, most: int) -> tuple[_Taken, dict[str, float]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with FakeDiscord(openapi=False) as discord:
            discord.rates.relaxed = True
            config = folder / "config.toml"
            config.write_text(
                f'{discord.settings}[storage]\npath = "news.db"\n'
                '[web]\nallow_private = ["127.0.0.0/8"]\n'
                '[health]\naddress = "127.0.0.1:0"\n',
                "utf8",
            )
            with _site(feeds) as port:
                await _follow(folder / "news.db", list(addresses(feeds, port)))
                async with _bot(config):
                    await discord.identified.wait()
                    taken = await _use(discord, folder / "news.db", feeds, most)
                return taken, _done(folder / "news.db")


async def _use(discord: FakeDiscord, path: Path, feeds: int, most: int) -> _Taken:
    """Use commands until all that there was to be done is done, or often enough."""
    asked: list[Interaction] = []
    uses = cycle(_USES)
    while len(asked) < most and (not feeds or _has_work(path)):
        command, options = next(uses)
        asked.append(await discord.invoke(command, **options))
        await asyncio.sleep(_PAUSE_S)
    await asyncio.sleep(discord.world.ack_within_s)
    took = [each.took_s * 1000 for each in asked if each.took_s is not None]
    return _Taken(took, len(asked) - len(took))


def _has_work(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as db:
        unread, waiting = db.execute(
            "SELECT (SELECT count(*) FROM feeds WHERE read_at IS NULL),"
            " (SELECT count(*) FROM entries WHERE state = 'waiting')"
        ).fetchone()
    return bool(unread or waiting)


def _done(path: Path) -> dict[str, float]:
    with closing(sqlite3.connect(path)) as db:
        feeds, pages = db.execute(
            "SELECT (SELECT count(*) FROM feeds WHERE read_at IS NOT NULL),"
            " (SELECT count(*) FROM entries WHERE state = 'read')"
        ).fetchone()
    return {"feeds": feeds, "pages": pages}


async def _follow(path: Path, urls: list[str]) -> None:
    async with Database(path) as db:
        await db.write(_follow_all, urls)


def _follow_all(db: Any, urls: list[str]) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - a measurement's own
    for place, url in enumerate(urls):
        guild = str(GUILD) if place < _GUILDS else ""
        subscriptions.follow(db, Order(url, guild), now, None)


@contextmanager
def _site(feeds: int) -> Iterator[str]:
    """Serve the feeds from a process of its own, and give its port."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bench.busy_site", str(feeds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def _bot(config: Path) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--config", str(config), "run"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "DISCORD_TOKEN": TOKEN},
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()
