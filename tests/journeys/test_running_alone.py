"""How the bot starts and stops beside others, as its host sees it."""

import asyncio
import signal

from tests.fakes.running_bot import bot_process
from tests.journeys.restarting import a_bot, a_world
from tests.journeys.running import NEWS, settled
from tests.journeys.terminal import pullquote


async def test_a_second_bot_on_one_database_is_refused(tmp_path):
    """SAFETY 59."""
    async with a_world(tmp_path) as world, a_bot(world):
        async with bot_process(settled(world), log="second.log") as second:
            assert await second.ended() == 3
            told = second.printed
        assert "news.db is in use by another Pullquote. Stop that one first." in told
        assert "Traceback" not in told
        assert "Nothing has been read yet." in await world.said("/news latest", NEWS)


async def test_a_key_press_ends_it_in_order(tmp_path):
    """SIGINT as SIGTERM: what the terminal's Ctrl+C sends."""
    async with a_world(tmp_path) as world:
        async with bot_process(settled(world)) as bot:
            await world.discord.connected()
            assert await bot.end(signal.SIGINT) == 0
        assert "Traceback" not in world.printed, world.printed
        await world.discord.disconnected()
        async with a_bot(world):
            assert "no schedule yet" in await world.said("/digest list", NEWS)


async def test_a_feed_added_at_the_terminal_is_read_by_the_running_bot(tmp_path):
    async with a_world(tmp_path) as world, a_bot(world):
        url = world.site.feed("Gazette", "Bridge opens at Tarn")
        config = str(settled(world))
        place = ("--guild", "500", "--channel", str(NEWS))
        added = await asyncio.to_thread(
            pullquote, "--config", config, "feeds", "add", url, *place, folder=tmp_path
        )
        assert added.returncode == 0, added.stderr
        await world.read("Bridge opens at Tarn")
