"""From settings to a question in other words; and nothing of it where none are set."""

import asyncio

import pytest
from msgspec.structs import replace

from bot.placing import placing
from digests.guilds import Reach
from digests.newsroom import open_newsroom
from digests.settings import Model, Settings
from tests.fakes.clock import ManualClock
from tests.fakes.endpoint import an_endpoint
from tests.fakes.web import CannedWeb
from tests.fakes.workers import InlineWorkers
from tests.journeys.restarting import a_bot, a_desk, a_world
from tests.stocking import Stock

TEXT = "The viaduct at Tarn was inaugurated on Monday, two years late."
QUESTION = "Has a crossing been unveiled?"


@pytest.fixture
async def endpoint():
    async with an_endpoint() as running:
        yield running


def opened(settings: Settings):
    """A newsroom whose only way out is the endpoint."""
    return open_newsroom(
        settings, clock=ManualClock(), web=CannedWeb({}), workers=InlineWorkers()
    )


def settings(folder, model: Model) -> Settings:
    return replace(Settings().stored_in(folder / "news.db"), model=model)


async def test_a_question_in_other_words_is_led_to_what_was_read(tmp_path, endpoint):
    chosen = settings(tmp_path, Model(embeddings="little", base_url=endpoint.address))
    async with opened(chosen) as newsroom:
        stock = Stock(newsroom._db)
        feed = await stock.follow("gazette", "1")
        bridge = await stock.bring(feed, "Viaduct inaugurated", TEXT)
        (loop,) = placing(newsroom)
        soon = await loop.step()
        later = await loop.step()
        assert soon < later
        answer = await newsroom.ask(QUESTION, Reach("1"))
        assert [each.article_id for each in answer.nearest] == [bridge]
    assert endpoint.texts == [["Viaduct inaugurated\n" + TEXT], [QUESTION]]


async def test_an_address_without_a_model_is_asked_nothing(
    tmp_path, endpoint, monkeypatch
):
    """A key in the shell spends nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-shell")
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.address)
    chosen = settings(tmp_path, Model(base_url=endpoint.address))
    async with opened(chosen) as newsroom:
        stock = Stock(newsroom._db)
        feed = await stock.follow("gazette", "1")
        await stock.bring(feed, "Viaduct inaugurated", TEXT)
        assert placing(newsroom) == []
        answer = await newsroom.ask(QUESTION, Reach("1"))
        assert answer.nearest == ()
    assert endpoint.texts == []


async def test_the_loop_goes_on_while_the_endpoint_hangs(tmp_path, endpoint):
    """SAFETY 41."""
    endpoint.fault = "silence"
    chosen = settings(
        tmp_path, Model(embeddings="little", base_url=endpoint.address, timeout_s=1)
    )
    async with opened(chosen) as newsroom:
        stock = Stock(newsroom._db)
        feed = await stock.follow("gazette", "1")
        await stock.bring(feed, "Viaduct inaugurated", TEXT)
        (loop,) = placing(newsroom)
        async with asyncio.timeout(30):
            await loop.step()
            assert await newsroom.ask("Was the viaduct inaugurated?", Reach("1"))


async def test_the_running_bot_places_what_was_read_and_tells_no_key(
    tmp_path, endpoint, monkeypatch
):
    """SAFETY 72."""
    monkeypatch.setenv("OPENAI_API_KEY", "a-key-of-no-known-form")
    chosen = f'[model]\nembeddings = "little"\nbase_url = "{endpoint.address}"\n'
    async with a_world(tmp_path) as world:
        async with a_desk(world) as newsroom:
            stock = Stock(newsroom._db)
            feed = await stock.follow("gazette", "1")
            await stock.bring(feed, "Viaduct inaugurated", TEXT)
        async with a_bot(world, chosen), asyncio.timeout(60):
            while not endpoint.texts:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert endpoint.headers[0]["authorization"] == "Bearer a-key-of-no-known-form"
        assert "a-key-of-no-known-form" not in world.printed
