"""What a restart costs: no button, and no registering of commands."""

import asyncio

from digests.desk import Order
from digests.storage import subscriptions
from digests.storage.database import Database
from tests.builders import NOON
from tests.fakes.discord import FakeDiscord
from tests.fakes.running_bot import bot_process
from tests.journeys.running import people


async def test_a_button_of_before_does_what_it_says(tmp_path):
    order = Order("http://127.0.0.1:1/feed.xml", "500", "600", "Gazette")
    async with Database(tmp_path / "news.db") as db:
        await db.write(subscriptions.follow, order, NOON, None)
    config = tmp_path / "config.toml"
    async with FakeDiscord() as discord:
        people(discord)
        words = f'{discord.settings}[storage]\npath = "news.db"\n'
        config.write_text(f'{words}[health]\naddress = "127.0.0.1:0"\n', "utf8")
        async with bot_process(config) as bot:
            await asyncio.wait_for(discord.identified.wait(), 30)
            asked = await discord.invoke("/feed edit", feed="1", exclude="lottery")
            shown = await asked.answered()
            assert "Save" in shown.buttons
            assert await bot.end() == 0
        discord.identified.clear()
        async with bot_process(config) as bot:
            await asyncio.wait_for(discord.identified.wait(), 30)
            pressed = await discord.press(shown, "Save")
            assert "Exclude: lottery" in (await pressed.answered()).text
            assert await bot.end() == 0
        assert discord.world.syncs == 1
        assert discord.faults == []
