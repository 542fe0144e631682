"""`/feed` over the wire, from a member's typing to the bot's answer."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.journeys.running import Running, a_running_bot

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_running_bot(tmp_path_factory.mktemp("feeds")) as running:
        yield running


async def test_a_feed_is_followed_and_its_newest_item_shown(bot):
    url = bot.site.feed("Gazette", "Bridge opens at Tarn")
    asked = await bot.discord.invoke("/feed add", url=url, topic="World")
    await bot.discord.until(lambda: asked.followups)
    assert asked.private
    assert "Following [Gazette]" in asked.reply.text
    assert "in <#600>" in asked.reply.text
    newest = asked.followups[0]
    assert newest.private
    assert "Read in full from its page." in newest.text
    assert "Bridge opens at Tarn, the council said on Monday." in newest.text
