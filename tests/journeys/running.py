"""A running bot at a Discord and a news site of ours, for journeys of many commands.

The bot is an operating-system process of its own. Starting it takes a second or two,
so a module's tests share one; each uses feeds and channels of its own.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from digests.newsroom import Newsroom, open_newsroom
from digests.settings import load_settings
from tests.builders import page_of
from tests.fakes.discord import Can, FakeDiscord, Interaction, Kind, Message
from tests.fakes.running_bot import LOG, bot_process
from tests.fakes.workers import InlineWorkers

OWNER, MEMBER, EDITOR, ADMIN = 100, 200, 201, 202
NEWS, DESK, FORUM, QUIET, THREAD, HIDDEN = 600, 601, 602, 603, 604, 605
DESK_ROLE, ADMIN_ROLE = 700, 701
OTHER_GUILD, OTHER_CHANNEL, OTHER_OWNER = 501, 650, 300
ABROAD, ABROAD_CHANNEL = 502, 660
IDS = (
    *(OWNER, MEMBER, EDITOR, ADMIN, NEWS, DESK, FORUM, QUIET, THREAD, HIDDEN),
    *(DESK_ROLE, ADMIN_ROLE, OTHER_GUILD, OTHER_CHANNEL, OTHER_OWNER),
    *(ABROAD, ABROAD_CHANNEL),
)


class Site:
    """A web site with feeds: pages by path, all of them as slow as it is told to be."""

    def __init__(self) -> None:
        self.address = ""
        self.pages: dict[str, bytes] = {}
        self.slow_s = 0.0

    def feed(self, name: str, *titles: str) -> str:
        """Put a feed there, with an article behind each title; return its address."""
        items = ""
        for number, title in enumerate(titles or (f"{name} opens a bridge",)):
            path = f"/{name}/{number}"
            self.pages[path] = page_of(title, f"{title}, the council said on Monday.")
            items += (
                f"<item><guid>{name}-{number}</guid><title>{title}</title>"
                f"<link>{self.address}{path}</link></item>"
            )
        feed = (
            f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>"
        )
        self.pages[f"/{name}.xml"] = feed.encode()
        return f"{self.address}/{name}.xml"

    def page(self, path: str, body: str) -> str:
        """Put a page there; return its address."""
        self.pages[path] = body.encode()
        return self.address + path

    async def serve(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.slow_s)
        body = self.pages.get(request.path)
        if body is None:
            return web.Response(status=404)
        kind = "application/rss+xml" if request.path.endswith(".xml") else "text/html"
        return web.Response(body=body, content_type=kind)


@asynccontextmanager
async def a_site_of_feeds() -> AsyncIterator[Site]:
    """Serve one."""
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield site
    finally:
        await runner.cleanup()


@dataclass
class Running:
    """A bot that runs, and what it is connected to."""

    discord: FakeDiscord
    site: Site
    folder: Path

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return (self.folder / LOG).read_text("utf8")

    async def prints(self, words: str, within_s: float = 20.0) -> None:
        """Wait until it has printed these words."""
        async with asyncio.timeout(within_s):
            while True:
                if words in self.printed:
                    return
                await asyncio.sleep(0.05)

    async def said(
        self, command: str, at: int = NEWS, by: int = OWNER, **options: Any
    ) -> str:
        """Use a command and return what it answers, which is private."""
        asked = await self.discord.invoke(command, at, by, **options)
        answer = await asked.answered()
        assert asked.private, f"{command} answered in public"
        return answer.text

    async def read(self, title: str, channel: int = NEWS) -> None:
        """Wait until some article of the feed of this title has been read."""
        async with asyncio.timeout(60):
            while title not in await self.said("/news latest", channel):  # noqa: ASYNC110
                await asyncio.sleep(0.2)

    async def shown(
        self, command: str, at: int = NEWS, by: int = OWNER, **options: Any
    ) -> Message:
        """Use a command and return its answer."""
        asked = await self.discord.invoke(command, at, by, **options)
        await asked.answered()
        assert asked.reply
        return asked.reply

    async def pressed(
        self, message: Message, button: str, by: int = OWNER
    ) -> Interaction:
        """Press a button and wait for what comes of it."""
        asked = await self.discord.press(message, button, by)
        await asked.answered()
        return asked


def people(discord: FakeDiscord) -> None:
    """Fill the world: who may do what, and where."""
    world = discord.world
    world.add_role(DESK_ROLE, "desk")
    world.add_role(ADMIN_ROLE, "admins", int(Can.ADMINISTRATOR))
    world.add_member(MEMBER, "bea")
    world.add_member(EDITOR, "cy", DESK_ROLE)
    world.add_member(ADMIN, "di", ADMIN_ROLE)
    world.add_channel(DESK, "desk")
    world.add_channel(FORUM, "stories", kind=Kind.FORUM)
    world.add_channel(QUIET, "read-only", permissions=int(Can.VIEW))
    world.add_channel(HIDDEN, "secret", only_for={OWNER})
    world.add_thread(THREAD, "talk", parent=NEWS)
    world.add_user(OTHER_OWNER, "eve")
    world.add_guild(OTHER_GUILD, "Strangers", OTHER_OWNER)
    world.add_channel(OTHER_CHANNEL, "theirs", guild=OTHER_GUILD)
    world.add_guild(ABROAD, "Abroad", OTHER_OWNER, present=False)
    world.add_channel(ABROAD_CHANNEL, "abroad", guild=ABROAD)


def settled(world: Running, more: str = "") -> Path:
    """Write the settings of the bot of this world, and return where."""
    host = world.site.address.removeprefix("http://")
    health = "" if "[health]" in more else '[health]\naddress = "127.0.0.1:0"\n'
    config = world.folder / "config.toml"
    config.write_text(
        f'{world.discord.settings}[storage]\npath = "news.db"\n'
        f'[web]\nallow_private = ["{host}"]\nhost_gap_s = 0\nrobots = false\n'
        f"{health}{more}",
        "utf8",
    )
    return config


# What is in the database before the bot starts.
Before = Callable[[Newsroom, Site], Awaitable[None]]


@asynccontextmanager
async def a_running_bot(
    folder: Path, before: Before | None = None, more: str = ""
) -> AsyncIterator[Running]:
    """Start a bot in this folder, with people and channels about; end it in order.

    `more` is what else its settings hold.
    """
    async with FakeDiscord() as discord, a_site_of_feeds() as site:
        people(discord)
        running = Running(discord, site, folder)
        config = settled(running, more)
        if before:
            settings = load_settings(config)
            async with open_newsroom(settings, workers=InlineWorkers()) as newsroom:
                await before(newsroom, site)
        async with bot_process(config) as bot:
            async with asyncio.timeout(30):
                await discord.identified.wait()
            yield running
            assert await bot.end() == 0, running.printed
        assert "Traceback" not in running.printed, running.printed
        assert discord.faults == []
        assert discord.malformed == []
        assert discord.missed == []
