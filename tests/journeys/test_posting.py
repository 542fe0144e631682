"""The bot itself posts what is due, and a stop leaves nothing half sent."""

import asyncio

from tests.fakes.discord import Do
from tests.fakes.posting_process import start
from tests.fakes.running_bot import bot_process
from tests.posting import TEXT, a_desk

POSTS = f"POST /channels/{TEXT}/messages"


async def test_a_stop_lets_the_post_under_way_end_and_the_next_start_goes_on(tmp_path):
    """SAFETY 53."""
    config = tmp_path / "config.toml"
    began = asyncio.Event()

    async def slowly() -> None:
        began.set()
        await asyncio.sleep(1)

    async with a_desk(tmp_path) as desk:
        words = desk.discord.settings + '[storage]\npath = "news.db"\n'
        config.write_text(words, "utf8")
        await desk.news()
        desk.discord.fail(Do(slowly, drop=False), POSTS)
        async with bot_process(config) as bot:
            async with asyncio.timeout(60):
                await began.wait()
            assert await bot.end() == 0
        assert "Traceback" not in bot.printed
        assert "sending" not in desk.states()
        assert len(desk.messages(TEXT)) == 1
        last = await start(desk.place)
        assert await last.ready()
        await last.kill()
        desk.check()
