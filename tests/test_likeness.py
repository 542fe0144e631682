"""Vectors find what says the same in other words; without them nothing changes."""

import logging
from datetime import timedelta

import pytest

from digests.accounts import Price, Terms
from digests.adapters.openai.embeddings import Embeddings
from digests.answering import Librarian
from digests.asked import Asked
from digests.followed import Filters
from digests.guilds import Reach
from digests.likeness import Likeness
from digests.seeking import fused
from digests.shelved import Sight
from digests.storage import retention
from digests.storage.database import Database
from digests.surveyor import Surveyor
from digests.types import Passage
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.endpoint import an_endpoint
from tests.fakes.workers import InlineWorkers
from tests.stocking import Stock

TITLE = "Viaduct inaugurated"
TEXT = "The viaduct at Tarn was inaugurated on Monday, two years late."
OTHERS = ("A blaze in Korsholm burned until noon.", "Apples cost more in Ostra now.")
QUESTION = "Has a crossing been unveiled?"
FREE = Terms(Price(0, 0))
ASKED = "When was the viaduct at Tarn inaugurated?"


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
async def endpoint():
    async with an_endpoint() as running:
        yield running


@pytest.fixture
async def surveyor(db, clock, endpoint):
    embedder = Embeddings("little", endpoint.address, "", 20.0)
    yield Surveyor(db, clock, embedder, FREE)
    await embedder.close()


@pytest.fixture
def likeness(db, surveyor):
    return Likeness(db, surveyor)


@pytest.fixture
async def filled(stock, likeness, endpoint):
    await bring_all(stock)
    await likeness.fill()
    return likeness, endpoint


@pytest.fixture
def librarian(db, clock, likeness):
    return Librarian(db, clock, InlineWorkers(), likeness)


@pytest.fixture
def plain(db, clock):
    return Librarian(db, clock, InlineWorkers())


async def bring_all(stock: Stock, guild: str = "1") -> list[int]:
    """Let a feed bring the article that is asked for, before two others."""
    feed = await stock.follow("gazette", guild)
    first = await stock.bring(feed, TITLE, TEXT)
    return [first, *[await stock.bring(feed, "Other news", each) for each in OTHERS]]


async def nearest(librarian: Librarian, reach: Reach, question: str = QUESTION):
    """What it names in answer to the question, what answers first."""
    answer = await librarian.answer(question, reach)
    return [each.article_id for each in (*answer.sentences, *answer.nearest)]


async def vectors_in(db: Database) -> list[tuple[int, str]]:
    sql = "SELECT passage_id / 1048576, model FROM vectors ORDER BY passage_id"
    return await db.read(lambda tables: tables.execute(sql).fetchall())


async def test_a_question_in_other_words_finds_the_article(
    stock, likeness, librarian, plain
):
    bridge, *_ = await bring_all(stock)
    assert await likeness.fill() == 3
    assert await nearest(plain, Reach("1")) == []
    assert (await nearest(librarian, Reach("1")))[0] == bridge


async def test_where_words_find_it_too_the_answer_is_the_same(
    stock, likeness, librarian, plain
):
    await bring_all(stock)
    await likeness.fill()
    answer = await librarian.answer(ASKED, Reach("1"))
    assert [each.text for each in answer.sentences] == [TEXT]
    assert answer.sentences == (await plain.answer(ASKED, Reach("1"))).sentences


@pytest.mark.parametrize("fault", ["status", "page", "says", "reset", "packed"])
async def test_with_the_endpoint_down_all_is_as_without_it_and_said_once(
    filled, librarian, plain, caplog, fault
):
    """SAFETY 41."""
    likeness, endpoint = filled
    endpoint.fault, endpoint.status = fault, 503
    with caplog.at_level(logging.INFO, "digests"):
        for question in (QUESTION, ASKED):
            asked = Asked(question, Reach("1"))
            assert await librarian.ask(asked) == await plain.ask(asked)
        assert await likeness.fill() == 0
    assert len(caplog.records) == 1
    assert "little is left alone for a while" in caplog.text


async def test_after_a_fault_the_endpoint_is_left_alone_for_a_while(
    stock, likeness, librarian, endpoint, clock
):
    """SAFETY 42."""
    bridge, *_ = await bring_all(stock)
    await likeness.fill()
    endpoint.fault, endpoint.status = "status", 500
    before = len(endpoint.texts)
    for number in range(20):
        await nearest(librarian, Reach("1"), f"{QUESTION} {number}")
    assert len(endpoint.texts) == before + 1
    endpoint.fault = ""
    clock.advance(timedelta(minutes=2))
    assert (await nearest(librarian, Reach("1"), f"{QUESTION} 21"))[0] == bridge


async def test_a_vector_shows_nobody_what_is_not_in_their_sight(
    stock, likeness, librarian
):
    """SAFETY 46."""
    bridge, *_ = await bring_all(stock, "1")
    own = await stock.follow("courier", "2", filters=Filters(exclude=("blaze",)))
    fair = await stock.bring(own, "Fair", "A fair was held in Ostra.")
    hidden = await stock.bring(own, "Viaduct", "A blaze on a viaduct, unveiled.")
    channel = await stock.follow("wire", "2", "10")
    there = await stock.bring(channel, "Viaduct", "A viaduct was unveiled in Ostra.")
    while await likeness.fill():
        pass
    seen = await nearest(librarian, Reach("2"))
    assert {fair, there} <= {*seen}
    assert not {bridge, hidden} & {*seen}
    assert there not in await nearest(librarian, Reach("2", frozenset({"11"})))
    assert await nearest(librarian, Reach()) == []
    assert await nearest(librarian, Reach("3")) == []


async def test_what_is_no_longer_followed_is_not_near_either(
    stock, likeness, librarian
):
    feed = await stock.follow("gazette", "1")
    await stock.bring(feed, TITLE, TEXT)
    await likeness.fill()
    await stock.unfollow(feed)
    assert await nearest(librarian, Reach("1")) == []


async def test_only_the_story_that_was_asked_about_is_looked_in_first(
    stock, likeness, librarian
):
    bridge, fire, _ = await bring_all(stock)
    await likeness.fill()
    answer = await librarian.answer("Were there flames?", Reach("1"), [bridge])
    assert {each.article_id for each in answer.nearest} >= {fire}
    found = await likeness.near_in("Were there flames?", Sight(), [bridge], 5)
    assert {each.article_id for each in found} == {bridge}


async def test_exact_words_are_given_exactly(stock, likeness, librarian, plain):
    await bring_all(stock)
    await likeness.fill()
    for question in ('crossing "two years late"', "crossing speaker:Marsh"):
        asked = Asked(question, Reach("1"))
        assert await librarian.ask(asked) == await plain.ask(asked)


async def test_passages_are_placed_a_batch_a_round_the_newest_first(
    db, stock, likeness, endpoint
):
    feed = await stock.follow("gazette", "1")
    keys = [await stock.bring(feed, f"News {n}", f"Item {n}.") for n in range(40)]
    assert [await likeness.fill() for _ in range(3)] == [32, 8, 0]
    assert [len(each) for each in endpoint.texts] == [32, 8]
    assert endpoint.texts[0][0] == "News 39\nItem 39."
    assert [key for key, _ in await vectors_in(db)] == keys
    await stock.bring(feed, "Late news", "A late item.")
    assert await likeness.fill() == 1


async def test_what_an_endpoint_will_not_take_holds_nothing_else_up(
    db, stock, likeness, endpoint, clock
):
    feed = await stock.follow("gazette", "1")
    keys = [await stock.bring(feed, f"News {n}", f"Item {n}.") for n in range(40)]
    endpoint.refuses = "Item 7."
    for _ in range(50):
        await likeness.fill()
        clock.advance(timedelta(minutes=2))
    placed = [key for key, _ in await vectors_in(db)]
    assert placed == [each for each in keys if each != keys[7]]
    assert len(endpoint.texts) < 40


async def test_a_vector_goes_with_its_passage(db, stock, likeness):
    await bring_all(stock)
    await likeness.fill()
    await db.write(retention.forget_articles, NOON + timedelta(days=400), 100)
    assert await vectors_in(db) == []


async def test_another_model_places_all_anew(db, stock, likeness, clock, endpoint):
    await bring_all(stock)
    await likeness.fill()
    embedder = Embeddings("large", endpoint.address, "", 20.0)
    other = Likeness(db, Surveyor(db, clock, embedder, FREE))
    assert await other.near_in(QUESTION, Sight(), [1], 5) == []
    assert await other.fill() == 3
    assert {model for _, model in await vectors_in(db)} == {"large"}
    await embedder.close()


def test_what_stands_high_in_both_rankings_comes_first():
    a, b, c, d, x, y = (Passage(key, "", 0, 0, "", "", "", None) for key in range(6))
    assert fused([a, b, c, d], [x, b, c, y])[:2] == [b, c]
    assert fused([a, b, c]) == [a, b, c]
