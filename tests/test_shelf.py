"""What readers look up is in their reach, in order, a page at a time."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.errors import NotFound
from digests.followed import Filters
from digests.guilds import Reach, Topic
from digests.shelf import Shelf
from digests.storage import digests, topics
from digests.types import Digest, Story
from tests.builders import NOON, a_report, an_article
from tests.fakes.workers import InlineWorkers

HERE = Reach("1")
NOISE = (HealthCheck.function_scoped_fixture,)


@pytest.fixture
def shelf(db):
    return Shelf(db, InlineWorkers())


def titles(page) -> list[str]:
    return [each.title for each in page.items]


async def fill(stock, followed, *names: str) -> list[int]:
    return [
        await stock.bring(followed, name, f"{name} is what people talk about.")
        for name in names
    ]


async def test_the_latest_comes_first_whichever_feed_brought_it(stock, shelf):
    one = await stock.follow("gazette", "1")
    other = await stock.follow("courier", "1")
    await fill(stock, one, "First")
    await fill(stock, other, "Second")
    await fill(stock, one, "Third")
    page = await shelf.latest(HERE)
    assert titles(page) == ["Third", "Second", "First"]
    assert page.items[0].words == "Third is what people talk about."
    assert page.items[0].outlet == "The Gazette"


async def test_an_article_that_another_feed_brings_again_stays_where_it_was(
    stock, shelf
):
    one = await stock.follow("gazette", "1")
    other = await stock.follow("courier", "1")
    link = "https://gazette.example/first"
    await stock.bring(one, "First", "First is told.", link)
    await fill(stock, one, "Second")
    await stock.bring(other, "First", "First is told.", link)
    assert titles(await shelf.latest(HERE)) == ["Second", "First"]


async def test_pages_follow_one_another_and_know_how_many_there_are(stock, shelf):
    await fill(stock, await stock.follow("gazette", "1"), *"ABCDE")
    page = await shelf.latest(HERE, limit=2, offset=2)
    assert (titles(page), page.offset, page.total) == (["C", "B"], 2, 5)
    beyond = await shelf.latest(HERE, limit=2, offset=99)
    assert (beyond.items, beyond.total) == ((), 5)
    assert titles(await shelf.latest(HERE, limit=1, offset=-3)) == ["E"]


async def test_what_came_before_is_left_out_where_somebody_asks_since_when(
    stock, shelf
):
    await fill(stock, await stock.follow("gazette", "1"), *"ABCD")
    since = NOON + timedelta(minutes=3)
    assert titles(await shelf.latest(HERE, since=since)) == ["D", "C"]
    found = await shelf.search(HERE, "people talk", since=since)
    assert sorted(titles(found)) == ["C", "D"]
    late = NOON + timedelta(days=1)
    assert (await shelf.latest(HERE, since=late)).total == 0
    assert (await shelf.search(HERE, "people talk", since=late)).total == 0


async def test_a_topic_is_what_is_filed_there_and_what_its_keywords_find(
    db, stock, shelf
):
    sport = await stock.follow("sport", "1", topic="Sport")
    await fill(stock, sport, "Cup won")
    await fill(stock, await stock.follow("gazette", "1"), "Cycling", "Fire")
    topic = Topic(0, "1", "sport", ("cycling",))
    await db.write(topics.add, topic, NOON, 25)
    assert titles(await shelf.latest(HERE, topic="SPORT")) == ["Cycling", "Cup won"]
    with pytest.raises(NotFound):
        await shelf.latest(Reach("2"), topic="Sport")


async def test_a_search_shows_each_article_once_by_what_fits_best(stock, shelf):
    feed = await stock.follow("gazette", "1")
    await fill(stock, feed, "Fire in Korsholm", "Bridge at Tarn")
    page = await shelf.search(HERE, "tarn bridge")
    assert (titles(page), page.total) == (["Bridge at Tarn"], 1)
    assert page.items[0].words == "Bridge at Tarn is what people talk about."


async def test_filters_count_here_too(stock, shelf):
    filtered = await stock.follow("a", "1", filters=Filters(exclude=("fire",)))
    await fill(stock, filtered, "Fire", "Bridge")
    assert titles(await shelf.latest(HERE)) == ["Bridge"]
    assert (await shelf.search(HERE, "fire")).total == 0
    await stock.follow("a", "2")
    assert titles(await shelf.search(Reach("2"), "fire")) == ["Fire"]


async def test_channels_that_cannot_be_read_show_nothing(stock, shelf):
    """SAFETY 46."""
    await fill(stock, await stock.follow("gazette", "1", "10"), "Secret")
    outside = Reach("1", frozenset({"11"}))
    assert (await shelf.latest(outside)).total == 0
    assert (await shelf.search(outside, "secret")).total == 0
    assert await shelf.outlets(outside) == []
    inside = Reach("1", frozenset({"10"}))
    assert titles(await shelf.latest(inside)) == ["Secret"]


async def test_feeds_are_shown_by_topic_and_title_without_their_addresses(stock, shelf):
    await stock.follow("b", "1", title="Beacon", topic="World")
    await stock.follow("a", "1", title="Argus", topic="World")
    await stock.follow("keyed.example/?key=s3cret", "1")
    found = await shelf.outlets(HERE)
    assert [each.title for each in found] == ["keyed.example", "Argus", "Beacon"]
    assert "s3cret" not in repr(found)


async def test_a_story_is_its_guilds_own(db, stock, shelf):
    """SAFETY 46."""
    key = await a_digest(db, stock, "1")
    found = await shelf.story("1", key, 1)
    assert found is not None
    assert [each.article.title for each in found.reports] == ["Bridge"]
    assert (found.channel, found.articles) == ("10", (1,))
    assert await shelf.story("2", key, 1) is None
    assert await shelf.story("", key, 1) is None


@pytest.mark.parametrize("number", [0, -1, 2, 2**63, 10**40])
async def test_a_story_that_is_not_there_is_none(db, stock, shelf, number):
    key = await a_digest(db, stock, "1")
    assert await shelf.story("1", key, number) is None
    assert await shelf.story("1", number * 2, 1) is None


async def a_digest(db, stock, guild: str) -> int:
    """Put an article into a digest of the guild's channel 10."""
    feed = await stock.follow("gazette", guild)
    await stock.bring(feed, "Bridge", "A bridge has opened.", "https://a.example/1")
    report = a_report(an_article(url="https://a.example/1"))
    digest = Digest((Story((report,), ()),), NOON)
    key: int = await db.write(digests.add, digest, "10")
    await db.write(_give, guild)
    return key


def _give(db, guild: str) -> None:
    db.conn.execute("UPDATE digests SET guild = ?", [guild])


async def test_names_are_offered_as_they_are_typed(db, stock, shelf):
    await stock.follow("b", "1", title="Argus", topic="World")
    await db.write(topics.add, Topic(0, "1", "Sport"), NOON, 25)
    assert await shelf.topics_like(HERE, "") == ["Sport", "World"]
    assert await shelf.topics_like(HERE, "wor") == ["World"]
    assert await shelf.topics_like(Reach("2"), "") == []


SIGNS = ['"', "NEAR(", "*", "title:", "^", "-", "(", ")", "AND", "OR", "NOT", "'", "{"]
TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*SIGNS, "bridge", "%", "\0", "\ud800", "漢"])).map(
        "".join
    ),
)


@settings(max_examples=200, deadline=None, suppress_health_check=NOISE)
@given(typed=TYPED)
async def test_nothing_that_is_typed_breaks_a_search_or_finds_other_rows(
    stock, shelf, typed
):
    """SAFETY 48."""
    if not stock.made:
        await fill(stock, await stock.follow("gazette", "1"), "Bridge")
        await fill(stock, await stock.follow("courier", "2"), "Bridge")
    found = await shelf.search(HERE, typed)
    assert [each.article_id for each in found.items] in ([], [1])
    assert await shelf.topics_like(HERE, typed) == []
    if typed.strip():
        with pytest.raises(NotFound):
            await shelf.latest(HERE, topic=typed)


async def test_a_topic_of_feeds_out_of_reach_is_neither_offered_nor_known(
    db, stock, shelf
):
    await stock.follow("a", "1", channel="10", topic="World")
    await stock.follow("b", "1", channel="11", topic="Secret")
    for topic in (Topic(0, "1", "Secret"), Topic(0, "1", "Rail", ("railway",))):
        await db.write(topics.add, topic, NOON, 25)
    members = Reach("1", frozenset({"10"}))
    assert await shelf.topics_like(members, "") == ["Rail", "World"]
    assert await shelf.topics_like(HERE, "") == ["Rail", "Secret", "World"]
    with pytest.raises(NotFound):
        await shelf.latest(members, topic="Secret")
    assert titles(await shelf.latest(HERE, topic="Secret")) == []
