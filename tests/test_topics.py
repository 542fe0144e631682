"""What a guild calls a field of the news, and what is of it."""

from datetime import timedelta

import pytest

from digests.desk import Order
from digests.errors import AlreadyExists, BadFilters, LimitReached, NotFound
from digests.storage import subscriptions
from digests.topics import MOST_TOPICS, PREVIEWED, Topics, topic_from
from tests.arrivals import bring
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed"


@pytest.fixture
def topics(db):
    return Topics(db, ManualClock(), InlineWorkers())


async def follow(db, guild: str, topic: str = "", url: str = FEED, channel: str = ""):
    order = Order(url, guild, channel, topic=topic)
    return await db.write(subscriptions.follow, order, NOON, None)


async def taken(topics, topic) -> list[str]:
    return [item.title for item, ruling in await topics.preview(topic) if ruling.taken]


async def test_a_topic_is_kept_as_a_person_wrote_it(topics):
    made = await topics.add("1", " World /  Rivers", 'Tarn, "low water"', "sport", "77")
    assert (made.name, made.role) == ("World / Rivers", "77")
    assert (made.include, made.exclude) == (("Tarn", "low water"), ("sport",))
    assert await topics.list_("1") == [made]
    assert await topics.get("1", made.id) == made


async def test_a_number_is_given_once(topics):
    gone = await topics.add("1", "Rivers")
    await topics.remove("1", gone.id)
    assert (await topics.add("1", "Roads")).id != gone.id


async def test_a_name_is_given_once_whatever_its_case(topics):
    await topics.add("1", "Ökologie")
    with pytest.raises(AlreadyExists):
        await topics.add("1", "ökologie")


async def test_a_topic_needs_a_name_and_words_that_can_be_found(topics):
    with pytest.raises(BadFilters):
        await topics.add("1", " /  / ")
    with pytest.raises(BadFilters):
        await topics.add("1", "Rivers", "Tarn, ***")


async def test_a_guild_has_as_many_topics_as_it_may(topics):
    for number in range(MOST_TOPICS):
        await topics.add("1", f"Topic {number}")
    with pytest.raises(LimitReached):
        await topics.add("1", "One more")
    await topics.add("2", "One more")


async def test_a_guild_sees_and_touches_its_own_topics_only(topics, db):
    """SAFETY 46."""
    made = await topics.add("1", "Rivers", "tarn")
    with pytest.raises(NotFound):
        await topics.remove("2", made.id)
    followed = await follow(db, "1")
    await bring(db, followed.feed_id, "The Tarn rises")
    assert await taken(topics, topic_from("2", "Rivers", "tarn")) == []
    assert await taken(topics, made) == ["The Tarn rises"]
    assert await topics.remove("1", made.id) == made
    assert await topics.list_("1") == []


async def test_a_preview_judges_the_last_items_by_words_and_by_feeds(topics, db):
    rivers = await follow(db, "1", "rivers", channel="10")
    await follow(db, "1", channel="11")
    other = await follow(db, "1", "Town", "https://chronicle.example/feed")
    await bring(db, rivers.feed_id, "A bridge opens", "The Tarn is dredged")
    await bring(db, other.feed_id, "The Tarn floods", "The Tarn cup", "A bridge opens")

    topic = topic_from("1", "Rivers", "Tarn", "cup")
    assert await taken(topics, topic) == [
        "A bridge opens",
        "The Tarn floods",
        "The Tarn is dredged",
    ]
    # Without keywords the feeds alone tell.
    assert await taken(topics, topic_from("1", "Rivers")) == [
        "A bridge opens",
        "The Tarn is dredged",
    ]
    judged = dict(await topics.preview(topic))
    (cup,) = [ruling for item, ruling in judged.items() if item.title == "The Tarn cup"]
    assert "excluded word “cup”" in cup.reason


async def test_a_preview_looks_at_the_newest_and_no_further(topics, db):
    followed = await follow(db, "1")
    later = NOON + timedelta(hours=1)
    await bring(db, followed.feed_id, *(f"Old {n}" for n in range(PREVIEWED)))
    await bring(db, followed.feed_id, "New", at=later)
    items = [item for item, _ in await topics.preview(topic_from("1", "All", "x"))]
    assert len(items) == PREVIEWED
    assert (items[0].title, items[0].first_seen) == ("New", later)
    assert "Old 0" not in {each.title for each in items}
