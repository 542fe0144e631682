"""A world in which the bot is started and stopped, for what must outlast it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.render.editions import lay_out
from digests.newsroom import Newsroom, SavedWeb, open_newsroom
from digests.settings import load_settings
from tests.fakes.discord import FakeDiscord
from tests.fakes.running_bot import bot_process
from tests.fakes.workers import InlineWorkers
from tests.journeys.running import Running, a_site_of_feeds, people, settled


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
async def a_bot(
    world: Running, more: str = "", program: Sequence[str] = ()
) -> AsyncIterator[None]:
    """Start the bot, again perhaps, and end it in order; `more` are settings."""
    async with bot_process(settled(world, more), program=program) as bot:
        await world.discord.connected()
        yield
        assert await bot.end() == 0, world.printed
    assert "Traceback" not in world.printed, world.printed
    await world.discord.disconnected()


@asynccontextmanager
async def a_desk(world: Running) -> AsyncIterator[Newsroom]:
    """Open the world's newsroom here, while no bot runs; its web is the site."""
    settings, site = load_settings(settled(world)), world.site
    web = SavedWeb({site.address + path: body for path, body in site.pages.items()})
    async with open_newsroom(
        settings, web=web, workers=InlineWorkers(), layout=lay_out
    ) as newsroom:
        yield newsroom
