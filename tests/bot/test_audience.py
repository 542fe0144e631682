"""Who reads what, as the bot reckons it, against who really does."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.audience import read_by, read_by_all_in
from bot.client import NOBODY
from tests.fakes.discord import BOT, GUILD, OWNER, TOKEN, Can, FakeDiscord, Kind

READS = int(Can.VIEW | Can.HISTORY)
STAFF, MUTED, KNOWN = 700, 701, 702
OPEN, CLOSED, CLOSED_TOO, MUTED_OUT, NO_PAST, FORUM, ONE, PRIVATE = range(610, 618)


@pytest.fixture
async def there(monkeypatch) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        gateway = fake.api.replace("http", "ws").replace("/api", "/gateway/")
        monkeypatch.setattr(Route, "BASE", fake.api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(gateway))
        yield fake


def fill(fake: FakeDiscord) -> None:
    """Members of every kind, and channels that let in some of them."""
    world = fake.world
    for key, name in ((STAFF, "staff"), (MUTED, "muted"), (KNOWN, "known")):
        world.add_role(key, name)
    every = ((), (STAFF,), (MUTED,), (KNOWN,), (STAFF, MUTED), (MUTED, KNOWN))
    for number, roles in enumerate(every):
        world.add_member(200 + number, f"member {number}", *roles)
    for key, name in ((OPEN, "open"), (FORUM, "forum")):
        world.add_channel(key, name, kind=Kind.FORUM if key == FORUM else Kind.TEXT)
    world.add_channel(CLOSED, "closed", only_for={STAFF})
    world.add_channel(CLOSED_TOO, "closed too", only_for={STAFF})
    world.add_channel(ONE, "one", only_for={203})
    world.add_channel(MUTED_OUT, "muted out").overwrites = {MUTED: (0, int(Can.VIEW))}
    world.add_channel(NO_PAST, "no past").overwrites = {GUILD: (0, int(Can.HISTORY))}
    world.add_thread(620, "talk", parent=OPEN)
    world.add_thread(621, "whisper", parent=CLOSED)


async def a_guild(fake: FakeDiscord, client: discord.Client) -> discord.Guild:
    await fake.connected()
    async with asyncio.timeout(30):
        while True:
            guild = client.get_guild(GUILD)
            if guild and guild.get_channel(NO_PAST):
                return guild
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("known_alone", [False, True])
async def test_what_all_who_read_a_channel_read_each_of_them_does(there, known_alone):
    """SAFETY 46: whoever is kept from anything is told nothing of it anywhere else."""
    fill(there)
    if known_alone:
        # Nobody sees anything by being there: a server with a gate.
        there.world.guilds[GUILD].roles[GUILD].permissions &= ~READS
        there.world.guilds[GUILD].roles[KNOWN].permissions = READS
    intents = discord.Intents(guilds=True)
    async with discord.Client(intents=intents, allowed_mentions=NOBODY) as client:
        running = asyncio.create_task(client.start(TOKEN))
        guild = await a_guild(there, client)
        world = there.world
        shared = 0
        for here in [*guild.channels, *guild.threads]:
            readers = [
                user
                for user in world.guilds[GUILD].members
                if user != BOT and world.may(user, world.channels[here.id]) & Can.VIEW
            ]
            for key in read_by_all_in(here) - {str(here.id)}:
                shared += 1
                for user in readers:
                    here_may = world.may(user, world.channels[here.id]) & READS
                    may = world.may(user, world.channels[int(key)]) & READS
                    assert may | here_may == may, (here.name, key, user)
        assert shared
        every = {each.id: read_by_all_in(each) for each in guild.channels}
        assert str(CLOSED_TOO) in every[CLOSED]
        news = every[600]
        assert news.isdisjoint(map(str, (CLOSED, CLOSED_TOO, ONE, MUTED_OUT, NO_PAST)))
        assert {"600", str(OPEN), str(FORUM), "620"} <= news
        assert "621" not in news
        await client.close()
        await asyncio.wait([running])


async def test_a_member_reads_what_they_may_and_where_they_are(there):
    fill(there)
    intents = discord.Intents(guilds=True)
    async with discord.Client(intents=intents, allowed_mentions=NOBODY) as client:
        running = asyncio.create_task(client.start(TOKEN))
        guild = await a_guild(there, client)
        owner = await guild.fetch_member(OWNER)
        assert str(CLOSED) in read_by(owner, 600)
        muted = await guild.fetch_member(202)
        seen = read_by(muted, 600)
        assert {"600", str(OPEN), "620"} <= seen
        assert seen.isdisjoint(map(str, (CLOSED, MUTED_OUT, NO_PAST, ONE, 621)))
        assert str(NO_PAST) in read_by(muted, NO_PAST)
        await client.close()
        await asyncio.wait([running])
