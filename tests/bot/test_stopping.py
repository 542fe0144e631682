"""Whoever waits for an answer when the bot is stopped gets a last word."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.client import Client, Offer
from bot.login import stay_in
from bot.replies import take_on
from digests.newsroom import SavedWeb, open_newsroom
from digests.settings import load_settings
from tests.fakes.clock import ManualClock
from tests.fakes.discord import BOT, CHANNEL, TOKEN, FakeDiscord
from tests.fakes.workers import InlineWorkers


@pytest.fixture
async def there(monkeypatch):
    async with FakeDiscord(ManualClock()) as fake:
        gateway = fake.api.replace("http", "ws").replace("/api", "/gateway/")
        monkeypatch.setattr(Route, "BASE", fake.api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(gateway))
        yield fake
    assert fake.faults == []
    assert fake.missed == []


@pytest.fixture
async def newsroom(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('[storage]\npath = "news.db"\n', "utf8")
    settings = load_settings(config)
    async with open_newsroom(
        settings, web=SavedWeb({}), workers=InlineWorkers()
    ) as opened:
        yield opened


async def test_a_command_that_cannot_end_in_time_says_so(there, newsroom):
    """SAFETY 56."""
    begun, never = asyncio.Event(), asyncio.Event()

    @app_commands.command(name="slow", description="Take for ever")
    async def slow(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        begun.set()
        await never.wait()

    async with asyncio.timeout(30), Client(newsroom) as client:
        client.offer(Offer((slow,)))
        staying = asyncio.create_task(stay_in(client, TOKEN))
        await there.identified.wait()
        asked = await there.invoke("/slow")
        await begun.wait()
        await client.finish_commands(0.0)
        await client.cut_commands_short(20.0)
        told = await asked.answered()
        await client.close()
        await staying
    assert told.text.startswith("Pullquote is being stopped, and this was not done")


async def test_a_message_that_cannot_be_answered_in_time_is_told_so(there, newsroom):
    """SAFETY 56: what comes later is told to wait, and what came twice came once."""
    begun, never = asyncio.Event(), asyncio.Event()
    heard: list[str] = []

    async def hear(_: discord.Client, message: discord.Message) -> None:
        heard.append(message.content)
        begun.set()
        await never.wait()

    async with asyncio.timeout(30), Client(newsroom) as client:
        client.offer(Offer(hears=hear))
        staying = asyncio.create_task(stay_in(client, TOKEN))
        await there.identified.wait()
        asked = await there.admin.say(f"<@{BOT}> who?", CHANNEL)
        await there.admin.hear_again(asked)
        await begun.wait()
        await client.finish_commands(0.0)
        late = await there.admin.say(f"<@{BOT}> when?", CHANNEL)
        await there.until(lambda: late.id in replies(there))
        await client.cut_commands_short(20.0)
        await client.close()
        await staying
    assert heard == [asked.body["content"]]
    told = replies(there)
    assert told[late.id].startswith("Pullquote is being stopped. Try again")
    assert told[asked.id].startswith("Pullquote is being stopped, and this was not")


def replies(there: FakeDiscord) -> dict[int | None, str]:
    """What the bot has said, by what it was a reply to."""
    own = [each for each in there.shown_in() if each.author == BOT]
    return {each.replied_to: each.text for each in own}
