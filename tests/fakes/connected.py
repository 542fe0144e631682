"""discord.py at a stand-in's gateway, in this process: for what needs no commands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.fakes.discord import TOKEN


@asynccontextmanager
async def a_client(
    api: str, gateway: str, trace: aiohttp.TraceConfig | None = None
) -> AsyncIterator[discord.Client]:
    """A client that knows its guilds; `trace` is aiohttp's, over every request."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, URL(gateway)
    client = discord.Client(
        intents=discord.Intents(guilds=True),
        max_ratelimit_timeout=30,
        guild_ready_timeout=0,
        http_trace=trace or aiohttp.TraceConfig(),
    )
    try:
        async with client:
            await client.login(TOKEN)
            connected = asyncio.create_task(client.connect())
            async with asyncio.timeout(20):
                await client.wait_until_ready()
                # It is ready before its guilds are known, as no wait was asked for.
                while any(each.unavailable for each in client.guilds):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            yield client
            await client.close()
            await connected
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
