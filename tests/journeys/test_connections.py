"""SAFETY 76: whatever is done, only what may be talked to is connected to."""

import asyncio
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.server import TOKEN
from tests.fakes.running_bot import bot_process
from tests.fakes.site import a_site, page
from tests.journeys.terminal import Terminal

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


@pytest.fixture
async def discord():
    async with FakeDiscord() as fake:
        yield fake


def read(path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute(
            "SELECT count(*) FROM entries WHERE state = 'read'"
        ).fetchone()
    return int(count)


async def until_read(path) -> None:
    async with asyncio.timeout(30):
        while True:
            if read(path):
                return
            await asyncio.sleep(0.1)


async def test_only_the_guard_and_discord_connect(tmp_path, discord, monkeypatch):
    """SAFETY 76: every process of every command, seen by an audit hook."""
    notes = tmp_path / "connects"
    monkeypatch.setenv("PULLQUOTE_CONNECTS", str(notes))
    watched = ROOT / "tests" / "fakes" / "watched"
    monkeypatch.setenv("PYTHONPATH", f"{watched}:{ROOT}")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    terminal = Terminal(tmp_path)
    denied_pages = {"/ferry": page(b"<p>Nobody should read this.</p>")}
    async with a_site(denied_pages) as denied:
        pages = {
            "/bridge": page(
                ARTICLE.format(denied=denied).encode(),
                headers={"Content-Type": "text/html"},
            )
        }
        async with a_site(pages) as articles:
            feed = FEED.format(site=articles, denied=denied).encode()
            async with a_site({"/feed.xml": page(feed)}) as feeds:
                trusted = [urlsplit(each).netloc for each in (articles, feeds)]
                config = tmp_path / "config.toml"
                config.write_text(
                    f'{discord.settings}[web]\nallow_private = ["{trusted[0]}", '
                    f'"{trusted[1]}"]\n[health]\naddress = ""\n',
                    "utf8",
                )
                for command in (
                    ("try", f"{feeds}/feed.xml", "--ask", "What did Ada Marsh say?"),
                    ("feeds", "test", f"{feeds}/feed.xml"),
                    ("feeds", "add", f"{feeds}/feed.xml"),
                    ("poll", "--all"),
                    ("why", f"{articles}/bridge"),
                    ("backup", "mine.db"),
                    ("doctor",),
                ):
                    done = await terminal.run_apart(*command)
                    assert "Traceback" not in done.stderr, command
                (tmp_path / "pullquote.db").unlink()
                await terminal.run_apart("feeds", "add", f"{feeds}/feed.xml")
                async with bot_process(config) as bot:
                    async with asyncio.timeout(20):
                        await discord.identified.wait()
                    await until_read(tmp_path / "pullquote.db")
                    asked = await discord.invoke("/digest now", anyway=True)
                    await asked.acknowledged()
                    assert await bot.end() == 0
    connected = set(notes.read_text("utf8").split("\n")) - {""}
    theirs = {each for each in connected if not each.startswith("lookup ")}
    api = urlsplit(discord.api).netloc
    assert theirs == {*trusted, api}
    assert {each for each in connected - theirs if "127.0.0.1" not in each} == set()
