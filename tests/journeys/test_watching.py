"""A running bot, watched from outside."""

import asyncio
import re
import socket
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from digests.adapters.clock import SystemClock
from tests.fakes.databases import a_database
from tests.fakes.discord import FakeDiscord, Status
from tests.fakes.discord.server import TOKEN
from tests.fakes.running_bot import IMPATIENT, bot_process
from tests.fakes.site import a_site
from tests.journeys.terminal import Terminal

LATELY = (SystemClock().now() - timedelta(hours=1)).isoformat(timespec="seconds")


@pytest.fixture
async def discord():
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
def address() -> str:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{any_port.getsockname()[1]}"


@pytest.fixture
def config(tmp_path: Path, discord, address) -> Path:
    a_database(tmp_path / "news.db")
    path = tmp_path / "bot.toml"
    # The site of a test, at any port.
    words = '[web]\nallow_private = ["127.0.0.1"]\nrobots = false\n'
    words += f'[storage]\npath = "news.db"\n[health]\naddress = "{address}"\n'
    path.write_text(discord.settings + words, "utf8")
    return path


async def until(status: int, url: str, words: str = "(?s:.*)") -> str:
    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        while True:
            try:
                async with session.get(url) as reply:
                    told = await reply.text()
                    if reply.status == status and re.fullmatch(words, told):
                        return told
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


async def test_a_bot_tells_that_it_is_ready_and_what_it_counts(
    config, address, tmp_path
):
    """SAFETY 74: on the loopback only."""
    terminal = Terminal(tmp_path)
    async with bot_process(config) as bot:
        assert await until(200, f"http://{address}/livez") == "ok\n"
        assert await until(200, f"http://{address}/readyz") == "ok\n"
        page = await until(200, f"http://{address}/metrics")
        port = int(address.rpartition(":")[2])
        assert listening(port) == [f"0100007F:{port:04X}"]
        # As a container asks.
        for options in ((), ("--live",)):
            well = await terminal.run("health", "--config", str(config), *options)
            assert (well.returncode, well.stdout) == (0, "ok\n")
        assert await bot.end() == 0
    assert "pullquote_articles 3.0" in page
    assert "pullquote_gateway_connected 1.0" in page
    assert TOKEN not in page
    assert "500" not in [word.strip('"}') for word in page.split()]
    silent = await terminal.run("--config", str(config), "health")
    assert silent.returncode == 1
    assert f"nobody answers at {address}" in silent.stderr


async def test_a_bot_in_which_something_stalls_is_not_ready_and_says_what(
    config, address, discord, tmp_path
):
    """A site that never ends, a Discord that takes no post, one that lets nobody in."""
    ready, database = f"http://{address}/readyz", tmp_path / "news.db"
    stuck = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        await stuck.wait()
        return web.Response(status=404)

    async with (
        a_site({"/feed": never}) as site,
        bot_process(config, program=IMPATIENT) as bot,
    ):
        await until(200, ready, r"ok\n")

        insert(
            database,
            "feeds",
            url=f"{site}/feed",
            added_at=LATELY,
            next_poll_at=LATELY,
            interval_s=900,
        )
        await until(503, ready, r"polling: nothing for \d+ s\n")

        refusing = discord.fail(Status(503), "POST /channels/*/messages", times=None)
        wait_to_be_sent(database)
        stuck.set()
        waits = r"delivery: nothing was sent for \d+ s, though posts wait\n"
        await until(503, ready, waits)
        refusing.cancel()
        await until(200, ready, r"ok\n")

        discord.gateway.away = True
        await discord.gateway.cut()
        await until(503, ready, r"gateway: nothing for \d+ s\n")
        assert await until(200, f"http://{address}/livez") == "ok\n"
        discord.gateway.away = False
        await until(200, ready, r"ok\n")
        assert await bot.end() == 0
    assert [each.body["content"] for each in discord.shown_in(600)] == ["News"]


def wait_to_be_sent(path: Path) -> None:
    """Have a post wait for an hour."""
    insert(path, "digests", id=1, channel="600", made_at=LATELY, engine="")
    insert(
        path,
        "deliveries",
        digest_id=1,
        position=0,
        guild="500",
        channel="600",
        action="post",
        body='{"content": "News"}',
        nonce="n-1",
        made_at=LATELY,
    )


def insert(path: Path, table: str, **values: object) -> None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
            [*values.values()],
        )


def listening(port: int) -> list[str]:
    """The addresses on which somebody listens at a port, as the kernel writes them."""
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        rows = Path(table).read_text("ascii").splitlines()[1:]
        cells = [line.split() for line in rows]
        found += [each[1] for each in cells if each[3] == "0A"]
    return [each for each in found if each.endswith(f":{port:04X}")]
