"""The bot as its own process, at a Discord of ours on loopback."""

import asyncio
import sqlite3
import sys
from contextlib import closing

import pytest

from digests.newsroom import SavedWeb, open_newsroom
from digests.settings import Settings, Storage
from tests.fakes.discord import GUILD, TOKEN, FakeDiscord
from tests.fakes.running_bot import PROGRAM, bot_process
from tests.fakes.site import a_site, page
from tests.fakes.workers import InlineWorkers

SOURCE = "https://gazette.example/feed.xml"
FEED = """\
<rss version="2.0"><channel><title>Gazette</title>
<item><title>Bridge opens, @everyone</title><link>https://gazette.example/1</link>
<description>The new bridge at Tarn opened on Monday, two years late. “We are proud of \
every rivet,” said Ada Marsh, the mayor. **Free** beer for &lt;@100&gt; followed.\
</description></item></channel></rss>
"""


@pytest.fixture
async def discord():
    async with FakeDiscord() as fake:
        yield fake
    assert fake.faults == []
    assert fake.malformed == []


@pytest.fixture
async def config(tmp_path, discord):
    path = tmp_path / "config.toml"
    path.write_text(discord.settings + '[storage]\npath = "news.db"\n', "utf8")
    settings = Settings(storage=Storage(path=tmp_path / "news.db"))
    web = SavedWeb({SOURCE: FEED.encode()}, "application/rss+xml")
    async with open_newsroom(settings, web=web, workers=InlineWorkers()) as newsroom:
        await newsroom.subscriptions.follow(SOURCE, str(GUILD))
        await newsroom.poller.poll()
        await newsroom.pages.read_waiting()
    return path


async def test_a_digest_and_an_answer_reach_the_channel(discord, config):
    async with bot_process(config, program=PROGRAM) as bot:
        await discord.connected()
        assert {"/digest now", "/ask"} <= discord.command_names

        told = await (await discord.invoke("/digest now")).answered()
        assert told.private
        assert told.text == "Posted in <#600>."
        (digest,) = discord.shown_in()
        assert "“We are proud of every rivet” — Ada Marsh, mayor" in digest.text
        assert "@everyone" not in digest.text
        assert r"\*\*Free\*\* beer" in digest.text
        assert "(<https://gazette.example/1>)" in digest.text

        again = await (await discord.invoke("/digest now")).answered()
        assert again.private
        assert "Nothing new" in again.text
        assert len(discord.shown_in()) == 1

        asked = await discord.invoke(
            "/ask", question="What did Ada Marsh say?", private=True
        )
        answer = await asked.answered()
        assert "“We are proud of every rivet” — Ada Marsh, mayor [1]" in answer.text
        assert "<https://gazette.example/1#:~:text=We%20are%20proud" in answer.text
        refused = await discord.invoke(
            "/ask", question="Who won the Peru election?", private=True
        )
        assert "I have not read anything about that." in (await refused.answered()).text

        assert await bot.end() == 0
    assert TOKEN not in bot.printed
    assert "it-" not in bot.printed
    assert "Traceback" not in bot.printed


async def test_a_running_bot_polls_what_is_followed(discord, config, tmp_path):
    async with a_site({"/feed.xml": page(FEED.encode())}) as site:
        host = site.removeprefix("http://")
        words = config.read_text("utf8") + f'[web]\nallow_private = ["{host}"]\n'
        config.write_text(words, "utf8")
        adding = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "--config", str(config)),
            *("feeds", "add", f"{site}/feed.xml"),
            stdout=asyncio.subprocess.PIPE,
        )
        await adding.communicate()
        assert adding.returncode == 0
        async with bot_process(config) as bot:
            await until_polled(tmp_path / "news.db")
            assert await bot.end() == 0
    assert "polled" in bot.printed
    assert "Traceback" not in bot.printed


async def until_polled(path):
    async with asyncio.timeout(20):
        while True:
            with closing(sqlite3.connect(path)) as db:
                counting = "SELECT count(read_at) FROM feeds WHERE url <> ?"
                ((polled,),) = db.execute(counting, [SOURCE])
            if polled:
                return
            await asyncio.sleep(0.1)


async def test_a_channel_that_may_not_be_posted_in_is_named(discord, config):
    discord.world.add_channel(601, "read-only", permissions=1 << 10)
    async with bot_process(config) as bot:
        await discord.connected()
        refused = await (await discord.invoke("/digest now", at=601)).answered()
        assert "I need Send Messages" in refused.text
        assert "in <#601>. Nothing was changed." in refused.text
        posted = await (await discord.invoke("/digest now")).answered()
        assert posted.text == "Posted in <#600>."
        assert await bot.end() == 0


async def test_a_refused_token_is_one_sentence(discord, config):
    async with bot_process(config, token="not-the-token") as bot:  # noqa: S106 - a wrong one
        code = await bot.ended()
    assert code == 1
    assert "Discord refused the token" in bot.printed
    assert "Traceback" not in bot.printed


async def test_two_who_ask_at_once_get_one_digest(discord, config):
    async with bot_process(config) as bot:
        await discord.connected()
        first = await discord.invoke("/digest now")
        second = await discord.invoke("/digest now")
        told = {(await each.answered()).text for each in (first, second)}
        assert await bot.end() == 0
    assert told == {
        "Posted in <#600>.",
        (
            "Nothing new has been read for <#600>: its feeds brought nothing that was "
            "not in a digest before. `/feed health` shows how they are."
        ),
    }
    assert len(discord.shown_in()) == 1


async def test_a_digest_under_way_is_finished_before_the_bot_stops(discord, config):
    async with bot_process(config) as bot:
        await discord.connected()
        asked = await discord.invoke("/digest now")
        await asked.acknowledged()
        assert await bot.end() == 0
    assert asked.reply
    assert asked.reply.text == "Posted in <#600>."
    assert len(discord.shown_in()) == 1


async def test_without_a_token_nothing_is_tried(config):
    async with bot_process(config, token=" ") as bot:  # noqa: S106 - a blank one
        code = await bot.ended()
    assert code == 2
    assert "DISCORD_TOKEN" in bot.printed
    assert "Traceback" not in bot.printed
