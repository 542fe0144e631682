"""Measure 2,500 servers that all get their digest at the same minute.

The real bot, as its own process, at the Discord stand-in of the tests with its limits
on: fifty requests a second in all, and what is over it is refused with 429. All follow
one feed, whose article is stored beforehand: what is measured is making the editions
and bringing them to 2,500 channels.
"""

import asyncio
import os
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import time
from itertools import pairwise
from pathlib import Path
from time import monotonic

from bench.heart import Evaluation, Measured
from bot.render.editions import lay_out
from digests.guilds import ScheduleOrder
from digests.newsroom import SavedWeb, SystemClock, open_newsroom
from digests.settings import Settings, Storage
from digests.storage.convert import to_text
from digests.timetables import Timetable
from tests.builders import link_of, page_of, rss
from tests.fakes.discord import OWNER, TOKEN, FakeDiscord
from tests.fakes.workers import InlineWorkers

_SERVERS = 2500
_FEED, _TITLE = "https://gazette.example/feed.xml", "Bridge opens at Tarn"
_FIRST_GUILD, _FIRST_CHANNEL = 100_000, 200_000
_PATIENCE_S = 900
_ORDER = ScheduleOrder(Timetable((time(8),), "UTC"))


def servers(_: Evaluation | None) -> Measured:
    """Start in 2,500 servers, and bring each its digest of the same minute."""
    values = asyncio.run(measure(_SERVERS))
    return Measured(_SERVERS, values)


async def measure(count: int) -> dict[str, float]:
    """Return what so many servers take: seconds, megabytes, refusals, doubles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with FakeDiscord(openapi=False) as discord:
            for each in range(count):
                discord.world.add_guild(_FIRST_GUILD + each, f"Server {each}", OWNER)
                channel = _FIRST_CHANNEL + each
                discord.world.add_channel(channel, "news", guild=_FIRST_GUILD + each)
            await _furnish(folder / "news.db", count)
            config = folder / "config.toml"
            config.write_text(
                f'{discord.settings}[storage]\npath = "news.db"\n'
                '[health]\naddress = "127.0.0.1:0"\n',
                "utf8",
            )
            return await _deliver(discord, config, count)


async def _deliver(discord: FakeDiscord, config: Path, count: int) -> dict[str, float]:
    pattern = "POST /channels/*/messages"
    began = monotonic()
    async with _bot(config) as process:
        await discord.until(lambda: discord.requests(pattern), _PATIENCE_S)
        first = monotonic()
        await discord.until(lambda: len(discord.world.messages) >= count, _PATIENCE_S)
        last = monotonic()
        memory = _megabytes(process.pid)
    channels = [each.channel for each in discord.world.messages]
    sent = sorted(each.at for each in discord.requests(pattern))
    return {
        "start_s": first - began,
        "delivered_s": last - first,
        "peak_mb": memory,
        "refused": sum(each.status == 429 for each in discord.rest.requests),
        "doubled": len(channels) - len(set(channels)),
        "missing": count - len(set(channels)),
        "longest_gap_s": max((b - a for a, b in pairwise(sent)), default=0.0),
    }


async def _furnish(path: Path, count: int) -> None:
    """Store the article, and a schedule a server that is due at once."""
    web = SavedWeb({_FEED: rss(_TITLE), link_of(_TITLE): page_of(_TITLE)})
    settings = Settings(storage=Storage(path=path))
    async with open_newsroom(
        settings, web=web, workers=InlineWorkers(), layout=lay_out
    ) as newsroom:
        for each in range(count):
            guild, channel = str(_FIRST_GUILD + each), str(_FIRST_CHANNEL + each)
            await newsroom.guilds.joined(guild, str(OWNER))
            await newsroom.guilds.channel(guild, channel)
            await newsroom.subscriptions.follow(_FEED, guild, channel)
            await newsroom.schedules.add(guild, channel, _ORDER)
        await newsroom.poller.poll()
        await newsroom.pages.read_waiting()
    _all_due(path)


def _all_due(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        now = to_text(SystemClock().now())
        db.execute("UPDATE schedules SET next_run_at = ?", [now])


def _megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("utf8")
    (line,) = [each for each in status.splitlines() if each.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


@asynccontextmanager
async def _bot(config: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--config", str(config), "run"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "DISCORD_TOKEN": TOKEN},
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()
