"""SAFETY 76: whatever is done, only what may be talked to is connected to.

Every command of the terminal and of Discord is used once, with a model at hand, and
feeds and pages that name an address of ours that nobody may go to.
"""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import click
import pytest

from bot.cli import main
from digests.adapters.words import UNREACHABLE
from tests.conftest import ROOT
from tests.fakes.discord import BOT, TOKEN, FakeDiscord, Upload
from tests.fakes.endpoint import Endpoint, an_endpoint
from tests.fakes.raw import RawServer, a_raw_server
from tests.fakes.running_bot import PROGRAM
from tests.journeys.restarting import a_bot, a_world
from tests.journeys.running import DESK, DESK_ROLE, NEWS, Running

ARTICLE = """\
<html lang="en"><head><title>Bridge opens at Tarn</title>
<link rel="stylesheet" href="{denied}/style.css"><script src="{denied}/a.js"></script>
</head><body><article><h1>Bridge opens at Tarn</h1><img src="{denied}/pixel.gif">
<p>The new bridge at Tarn opened on Monday, two years late and 3 million pounds over
its budget, the county council said at the ceremony by the river.</p>
<p>“We are proud of every rivet,” said Ada Marsh, the mayor. “It was worth the wait,
and the ferry may rest now.”</p></article></body></html>
"""
FEED = """\
<?xml-stylesheet href="{denied}/style.xsl"?>
<rss version="2.0"><channel><title>Gazette</title><image><url>{denied}/logo.png</url>
</image><item><guid>1</guid><title>Bridge opens at Tarn</title>
<link>{site}/bridge</link>
<enclosure url="{denied}/sound.mp3" type="audio/mpeg" length="1"/>
<description>&lt;img src="{denied}/pixel.gif"&gt; It opened.</description></item>
<item><guid>2</guid><title>Ferry stops</title><link>{denied}/ferry</link>
<description>The ferry stops.</description></item></channel></rss>
"""
HOME = '<html><head><link rel="alternate" type="application/rss+xml" href="{denied}/f">'
LIST = (
    '<opml><body><outline text="Theirs" xmlUrl="{denied}/feed"/>'
    '<outline text="Ours" xmlUrl="{site}/second.xml"/></body></opml>'
)
QUESTION = "What did Ada Marsh say of the bridge?"
MENUS = {"Digest this link", "Ask about this", "Show sources and quotes"}
# Runs commands one after the other, and says how each ended.
_TERMINAL = """\
import json, sys
from tests.journeys.terminal import pullquote
for each in json.load(sys.stdin):
    done = pullquote(*each)
    told = done.stdout.decode() + done.stderr.decode()
    print(json.dumps([done.returncode, told]), flush=True)
"""


class Scene(NamedTuple):
    """A bot's world, a model, and who is not to be called."""

    world: Running
    endpoint: Endpoint
    denied: RawServer
    health: int

    @property
    def settings(self) -> str:
        return (
            f'[workers]\nprocesses = 1\n[health]\naddress = "127.0.0.1:{self.health}"\n'
            f'[model]\nname = "little"\nembeddings = "little"\n'
            f'base_url = "{self.endpoint.address}"\n'
        )

    @property
    def may_be_called(self) -> set[str]:
        world = self.world
        addresses = (world.site.address, world.discord.api, self.endpoint.address)
        own = f"127.0.0.1:{self.health}"
        return {own, *(urlsplit(each).netloc for each in addresses)}

    def filled(self, text: str) -> str:
        denied = f"http://127.0.0.1:{self.denied.port}"
        return text.format(site=self.world.site.address, denied=denied)


@pytest.fixture
async def scene(tmp_path) -> AsyncIterator[Scene]:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        health = unused.getsockname()[1]
    async with (
        a_world(tmp_path) as world,
        an_endpoint() as endpoint,
        a_raw_server() as denied,
    ):
        scene = Scene(world, endpoint, denied, health)
        pages = {"/feed.xml": FEED, "/second.xml": FEED, "/bridge": ARTICLE}
        for path, text in {**pages, "/home": HOME}.items():
            world.site.page(path, scene.filled(text))
        (tmp_path / "list.opml").write_text(scene.filled(LIST), "utf8")
        yield scene


@pytest.fixture
def notes(tmp_path: Path, monkeypatch) -> Path:
    """Have every process that starts from now on note what it connects to."""
    path = tmp_path / "connects"
    monkeypatch.setenv("PULLQUOTE_CONNECTS", str(path))
    watched = ROOT / "tests" / "fakes" / "watched"
    monkeypatch.setenv("PYTHONPATH", f"{watched}:{ROOT}")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    return path


async def test_only_the_guard_discord_and_the_model_connect(scene, notes, figure):
    """SAFETY 76: every process, seen by an audit hook."""
    async with a_bot(scene.world, scene.settings, program=PROGRAM):
        await at_discord(scene)
        assert await at_the_terminal(scene, [("health",)]) == {}
    failed = await at_the_terminal(scene, [*at_rest(scene)])
    assert {each[:2] for each in failed} == {("feeds", "add"), ("feeds", "import")}
    assert all(UNREACHABLE in told for told in failed.values())
    connected = set(notes.read_text("utf8").split("\n")) - {""}
    called = {each for each in connected if not each.startswith("lookup ")}
    assert called == scene.may_be_called
    assert scene.denied.calls == 0
    assert {each for each in connected - called if "127.0.0.1" not in each} == set()
    figure.total(76, "connections elsewhere", len(called - scene.may_be_called))


# The terminal.


def at_rest(scene: Scene) -> Iterator[tuple[str, ...]]:
    """Every command that needs no bot, in an order in which each has work to do."""
    feed, article = scene.filled("{site}/feed.xml"), scene.filled("{site}/bridge")
    yield "try", feed, "--ask", QUESTION
    yield "feeds", "test", feed
    yield "feeds", "add", feed
    yield "feeds", "add", scene.filled("{denied}/feed")
    yield "feeds", "filter", feed, "--include", "bridge", "--preview"
    yield "feeds", "import", "list.opml"
    yield "poll", "--all"
    yield "feeds", "list"
    yield "feeds", "health"
    yield "feeds", "export", "mine.opml"
    yield "feeds", "pause", feed
    yield "feeds", "resume", feed
    yield "ask", QUESTION
    yield "quotes", "Ada Marsh"
    yield "why", article
    yield "backup", "mine.db"
    yield "restore", "mine.db"
    yield "eval", "--model", "another"
    yield ("doctor",)
    yield "feeds", "remove", feed


async def at_the_terminal(
    scene: Scene, given: list[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """Use these commands in a process of their own; return which failed, and why."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _TERMINAL),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=scene.world.folder,
    )
    out, _ = await process.communicate(json.dumps(given).encode())
    ended = [json.loads(line) for line in out.splitlines()]
    return {
        command: told
        for command, (code, told) in zip(given, ended, strict=True)
        if code != 0
    }


def test_no_command_of_the_terminal_is_left_out(scene):
    used = {each[: 1 + (each[0] == "feeds")] for each in at_rest(scene)}
    assert {*used, ("run",), ("health",)} == set(leaves(main))


def leaves(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Every command beneath one, by its words."""
    if not isinstance(command, click.Group):
        yield path
        return
    for name, each in command.commands.items():
        yield from leaves(each, (*path, name))


# Discord.


def offered(scene: Scene) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every command, in an order in which each has something to do."""
    feed, opml = scene.filled("{site}/feed.xml"), scene.filled(LIST).encode()
    yield "/setup", {}
    yield "/bot log", {"channel": DESK}
    yield "/feed import", {"file": Upload("feeds.opml", opml)}
    yield "/feed test", {"feed": "Gazette"}
    yield "/feed edit", {"feed": "Gazette", "title": "The Gazette"}
    yield "/feed list", {}
    yield "/feed health", {}
    yield "/feed export", {}
    yield "/topic add", {"name": "Bridges", "include": "bridge"}
    yield "/topic list", {}
    yield "/topic preview", {"topic": "Bridges"}
    yield "/digest schedule", {"time": "8am"}
    yield "/digest list", {}
    yield "/digest preview", {}
    yield "/digest now", {}
    yield "/news latest", {}
    yield "/news search", {"query": "bridge"}
    yield "/news feeds", {}
    yield "/quotes", {"person": "Ada Marsh"}
    yield "/why", {"url": feed}
    yield "/ask", {"question": QUESTION, "private": True}
    yield "/ask", {"question": QUESTION}
    yield "/help", {}
    yield "/bot status", {}
    yield "/bot cost", {}
    yield "/bot budget", {"day": "0.50"}
    yield "/bot model", {}
    yield "/bot manager", {"role": DESK_ROLE}
    yield "/digest skip", {}
    yield "/digest pause", {}
    yield "/digest resume", {}
    yield "/digest remove", {}
    yield "/topic remove", {"topic": "Bridges"}
    yield "/forget", {}
    yield "/feed pause", {"feed": "Gazette"}
    yield "/feed resume", {"feed": "Gazette"}
    yield "/feed remove", {"feed": "Gazette"}


async def at_discord(scene: Scene) -> None:
    """Use every command, every menu, a form, a button and a mention."""
    discord = scene.world.discord
    for address in ("{site}/feed.xml", "{site}/home", "{denied}/feed"):
        await use(discord, "/feed add", url=scene.filled(address))
    await scene.world.read("Bridge opens at Tarn")
    used = {"/feed add"}
    for command, options in offered(scene):
        await use(discord, command, **options)
        used.add(command)
    post = discord.shown_in(NEWS)[0]
    await (await discord.press(post, "Sources")).answered()
    form = await discord.use_menu("Ask about this", post)
    await (await discord.submit(form, question=QUESTION)).answered()
    await (await discord.use_menu("Show sources and quotes", post)).answered()
    for link in ("{site}/bridge", "{denied}/ferry"):
        message = await discord.admin.say(scene.filled(link), NEWS)
        await (await discord.use_menu("Digest this link", message)).answered()
    said = await discord.admin.say(f"<@{BOT}> {QUESTION}", NEWS)
    await discord.until(lambda: discord.shown_in(said.id))
    assert used | MENUS == discord.command_names


async def use(discord: FakeDiscord, command: str, **options: Any) -> None:
    await (await discord.invoke(command, **options)).answered()
