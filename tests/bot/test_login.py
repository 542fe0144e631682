"""Whatever keeps the bot from logging in for a while does not end it."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import islice

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from structlog.testing import capture_logs
from yarl import URL

from bot.login import growing, stay_in
from digests.errors import ChatError
from tests.fakes.clock import ManualClock
from tests.fakes.discord import (
    TOKEN,
    Cloudflare,
    Drop,
    FakeDiscord,
    Refuse,
    Status,
)

ME, APPLICATION = "GET /users/@me", "GET /oauth2/applications/@me"
AT_ONCE = (0.0, 0.0, 0.0)


@pytest.fixture
async def there(monkeypatch):
    async with FakeDiscord(ManualClock()) as fake:
        gateway = fake.api.replace("http", "ws").replace("/api", "/gateway/")
        monkeypatch.setattr(Route, "BASE", fake.api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(gateway))
        yield fake


@asynccontextmanager
async def a_client():
    intents = discord.Intents(guilds=True)
    async with discord.Client(intents=intents, max_ratelimit_timeout=30) as client:
        yield client


@pytest.mark.parametrize(
    ("fault", "asked", "why"),
    [
        (Drop(), ME, "no connection (ServerDisconnectedError)"),
        (Drop(), APPLICATION, "no connection (ServerDisconnectedError)"),
        (Status(503), ME, "Discord answered 503"),
        (Cloudflare(), ME, "Discord answered 429"),
    ],
)
async def test_a_trouble_that_passes_is_waited_for(there, fault, asked, why):
    """SAFETY 55."""
    there.fail(fault, asked, times=2)
    with capture_logs() as logged:
        async with asyncio.timeout(20), a_client() as client:
            staying = asyncio.create_task(stay_in(client, TOKEN, AT_ONCE))
            await there.identified.wait()
            await client.close()
            await staying
    # aiohttp asks again by itself after a cut, once.
    assert {each["reason"] for each in logged} == {why}
    assert len(there.requests(asked)) == 3
    assert there.gateway.identifies == 1
    assert there.faults == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Refuse(0, "401: Unauthorized", 401), "Discord refused the token. Check "),
        (Refuse(20001, "Bots cannot", 403), "Discord did not let me in (403, code 2"),
    ],
)
async def test_a_refusal_ends_it_at_once_in_words(there, fault, words):
    there.fail(fault, ME, times=None)
    async with asyncio.timeout(20), a_client() as client:
        with pytest.raises(ChatError) as told:
            await stay_in(client, TOKEN, AT_ONCE)
    assert told.value.reason.startswith(words)
    assert len(there.requests(ME)) == 1


def test_the_tries_of_a_day_are_few():
    pauses = list(islice(growing(), 400))
    assert pauses[:4] == [5, 10, 20, 40]
    assert max(pauses) == pauses[-1] == 300
    assert sum(pauses) > timedelta(days=1).total_seconds()
