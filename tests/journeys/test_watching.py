"""A running bot, watched from outside."""

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.databases import a_database
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.server import TOKEN
from tests.fakes.running_bot import bot_process
from tests.journeys.terminal import Terminal


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
    words = f'[storage]\npath = "news.db"\n[health]\naddress = "{address}"\n'
    path.write_text(discord.settings + words, "utf8")
    return path


async def until(status: int, url: str) -> str:
    async with aiohttp.ClientSession() as session, asyncio.timeout(20):
        while True:
            try:
                async with session.get(url) as reply:
                    if reply.status == status:
                        return await reply.text()
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


async def test_a_bot_says_that_it_is_ready_and_what_it_counts(config, address):
    async with bot_process(config) as bot:
        assert await until(200, f"http://{address}/livez") == "ok\n"
        assert await until(200, f"http://{address}/readyz") == "ok\n"
        page = await until(200, f"http://{address}/metrics")
        assert await bot.end() == 0
    assert "pullquote_articles 3.0" in page
    assert "pullquote_gateway_connected 1.0" in page
    assert TOKEN not in page
    assert "500" not in [word.strip('"}') for word in page.split()]


async def test_a_container_can_ask_whether_the_bot_is_well(config, address, tmp_path):
    terminal = Terminal(tmp_path)
    silent = await terminal.run("--config", str(config), "health")
    assert silent.returncode == 1
    assert f"nobody answers at {address}" in silent.stderr
    async with bot_process(config):
        await until(200, f"http://{address}/readyz")
        for options in ((), ("--live",)):
            well = await terminal.run("health", "--config", str(config), *options)
            assert (well.returncode, well.stdout) == (0, "ok\n")


async def test_health_listens_on_the_loopback_only(config, address):
    """SAFETY 74."""
    port = int(address.rpartition(":")[2])
    async with bot_process(config):
        await until(200, f"http://{address}/livez")
        found = listening(port)
    assert found == [f"0100007F:{port:04X}"]


def listening(port: int) -> list[str]:
    """The addresses on which somebody listens at a port, as the kernel writes them."""
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        rows = Path(table).read_text("ascii").splitlines()[1:]
        cells = [line.split() for line in rows]
        found += [each[1] for each in cells if each[3] == "0A"]
    return [each for each in found if each.endswith(f":{port:04X}")]
