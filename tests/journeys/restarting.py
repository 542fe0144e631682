"""A world in which the bot is started and stopped, for what must outlast it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from digests.settings import Settings, Storage
from tests.fakes.discord import FakeDiscord
from tests.journeys.running import Running, a_site_of_feeds, bot_process, people


@asynccontextmanager
async def a_world(folder: Path) -> AsyncIterator[Running]:
    """A Discord with people and channels, and a site; no bot is there yet."""
    async with FakeDiscord() as discord, a_site_of_feeds() as site:
        people(discord)
        yield Running(discord, site, folder)
        assert discord.faults == []
        assert discord.malformed == []
        assert discord.missed == []


@asynccontextmanager
async def a_bot(world: Running, more: str = "") -> AsyncIterator[None]:
    """Start the bot, again perhaps, and end it in order; `more` are settings."""
    host = world.site.address.removeprefix("http://")
    config = world.folder / "config.toml"
    health = "" if "[health]" in more else '[health]\naddress = "127.0.0.1:0"\n'
    config.write_text(
        f'{world.discord.settings}[storage]\npath = "news.db"\n'
        f'[web]\nallow_private = ["{host}"]\nhost_gap_s = 0\nrobots = false\n'
        f"{health}{more}",
        "utf8",
    )
    async with bot_process(config) as process:
        await world.discord.connected()
        yield
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(20):
            await process.wait()
        assert process.returncode == 0, world.printed
    assert "Traceback" not in world.printed, world.printed
    await world.discord.disconnected()


def settings_of(world: Running) -> Settings:
    """The settings for whoever opens its database while no bot runs."""
    return Settings(storage=Storage(path=world.folder / "news.db"))
