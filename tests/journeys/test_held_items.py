"""What was held because too much came at once, and is taken after all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.journeys.restarting import a_bot, a_desk, a_world
from tests.journeys.running import NEWS, Running, settled
from tests.journeys.terminal import pullquote

GUILD = "500"
FLOOD = 40


@asynccontextmanager
async def a_flooded_world(folder: Path) -> AsyncIterator[Running]:
    """A world whose feed brought forty items at once, after it had brought one."""
    async with a_world(folder) as world:
        url = world.site.feed("Gazette", "Bridge opens at Tarn")
        async with a_desk(world) as desk:
            await desk.subscriptions.follow(url, GUILD, str(NEWS))
            await desk.poller.poll()
            await desk.pages.read_waiting()
        world.site.feed("Gazette", "Bridge opens at Tarn", *titles())
        async with a_desk(world) as desk:
            assert (await desk.poller.poll(everything=True)).held == FLOOD
        yield world


def titles() -> list[str]:
    return [f"Stall number {number} moves to the quay" for number in range(FLOOD)]


async def test_a_manager_takes_what_is_held_into_the_next_digest(tmp_path):
    """SAFETY 28."""
    async with a_flooded_world(tmp_path) as world, a_bot(world):
        await world.read("Bridge opens")
        assert await world.said("/digest now") == f"Posted in <#{NEWS}>."
        assert "Stall" not in all_of(world)
        assert "40 held" in await world.said("/feed health")
        told = await world.said("/feed resume", feed="1")
        assert "40 held items are taken." in told
        await world.read("Stall number")
        assert await world.said("/digest now") == f"Posted in <#{NEWS}>."
        assert "Stall number" in all_of(world)


async def test_the_host_takes_what_is_held_at_the_terminal(tmp_path):
    """SAFETY 28."""
    async with a_flooded_world(tmp_path) as world, a_bot(world):
        await world.read("Bridge opens")
        assert await world.said("/digest now") == f"Posted in <#{NEWS}>."
        config = ("--config", str(settled(world)))
        taken = await asyncio.to_thread(pullquote, *config, "feeds", "resume", "1")
        assert b"40 held items are taken." in taken.stdout
        await world.read("Stall number")
        assert await world.said("/digest now") == f"Posted in <#{NEWS}>."
        assert "Stall number" in all_of(world)


def all_of(world: Running) -> str:
    """What stands in the channel."""
    return "\n".join(each.text for each in world.discord.shown_in(NEWS))
