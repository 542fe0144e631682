"""What a model costs, over the wire: each server is told its own, and caps that."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from digests.accounts import Feature, Purpose
from digests.newsroom import Newsroom
from digests.ports import Prompt
from tests.fakes.endpoint import an_endpoint
from tests.journeys.running import (
    EDITOR,
    OTHER_CHANNEL,
    OTHER_OWNER,
    Running,
    Site,
    a_running_bot,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETTINGS = """
[model]
name = "little"
embeddings = "small"
base_url = "{address}"
day_usd = 1000
[model.prices]
little = [1000, 2000]
small = [100, 0]
"""
SCHEMA = {"type": "object", "properties": {}, "required": []}
SCHEMA["additionalProperties"] = False  # type: ignore[assignment]


async def before(newsroom: Newsroom, _: Site) -> None:
    """Ask once for one server, and five times for another."""
    assert newsroom.freelance
    for number in range(6):
        prompt = Prompt("story", "Tell it.", f"Bridge {number} opened.", SCHEMA, 50)
        purpose = Purpose("501" if number else "500", Feature.DIGEST)
        await newsroom.freelance.complete(prompt, purpose)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with an_endpoint() as endpoint:
        more = SETTINGS.format(address=endpoint.address)
        folder = tmp_path_factory.mktemp("money")
        async with a_running_bot(folder, before, more) as running:
            yield running


async def test_each_server_is_told_what_it_had_itself(bot):
    """SAFETY 46."""
    ours = await bot.said("/bot cost")
    theirs = await bot.said("/bot cost", OTHER_CHANNEL, OTHER_OWNER)
    assert "for 1 call," in ours
    assert "for 5 calls," in theirs
    assert "calls" not in ours
    assert "**Today**: $" in ours
    assert "It costs what whoever hosts me has set" in ours


async def test_a_question_is_placed_at_the_cost_of_the_server_that_asks(bot):
    """SAFETY 43: articles are placed at the cost of none."""
    assert "vectors" not in await bot.said("/bot cost")
    await bot.said("/ask", question="Has the crossing been unveiled?", private=True)
    assert "vectors: $" in await bot.said("/bot cost")
    theirs = await bot.said("/bot cost", OTHER_CHANNEL, OTHER_OWNER)
    assert "vectors:" not in theirs
    assert "placed among articles by **small**. It costs what" in theirs


async def test_the_model_is_told_and_where_it_is(bot):
    told = await bot.said("/bot model")
    assert "Model: **little** at `127.0.0.1`" in told
    assert "✓ Model little replies" in told
    assert "v1" not in told


async def test_a_budget_is_set_by_amount_and_stands_in_the_checklist(bot):
    assert "No budget is set" in await bot.said("/bot budget")
    told = await bot.said("/bot budget", day="$40", month="none")
    assert "$40.00 a day and any amount a month" in told
    told = await bot.said("/bot budget", month="0.000001")
    assert "$40.00 a day and under $0.0001 a month" in told
    assert "This server's budget this month is spent" in await bot.said("/bot status")
    assert "of $40.00" in await bot.said("/bot cost")
    await bot.said("/bot budget", month="none")
    assert "✓ Budget: $" in await bot.said("/bot status")
    other = await bot.said("/bot budget", OTHER_CHANNEL, OTHER_OWNER)
    assert "No budget is set" in other


async def test_what_is_no_amount_changes_nothing(bot):
    before = await bot.said("/bot budget")
    told = await bot.said("/bot budget", day="plenty", month="1")
    assert told.startswith("Write an amount in US dollars")
    assert await bot.said("/bot budget") == before


async def test_who_manages_the_news_is_not_told_of_money(bot):
    """SAFETY 47."""
    for command in ("/bot cost", "/bot budget", "/bot model"):
        asked = await bot.discord.invoke(command, 600, EDITOR, anyway=True)
        assert "Only members with Manage Server" in (await asked.answered()).text
