"""Feeds on disk: due ones come up, others do not."""

from datetime import timedelta

import pytest

from digests.desk import Order
from digests.errors import NotFound
from digests.feeds.decide import Decisions
from digests.feeds.keys import arrival_of
from digests.followed import FeedState, FeedToPoll, Remark
from digests.storage import entries, feeds, notices, subscriptions
from digests.types import Entry
from tests.builders import NOON

GAZETTE = "https://gazette.example/feed.xml"
COURIER = "https://courier.example/feed.xml"
HOUR = timedelta(hours=1)


async def test_a_new_feed_is_due_at_once_and_was_never_read(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    assert await db.read(feeds.due, NOON) == [key]
    assert await db.read(feeds.due, NOON - HOUR) == []
    assert await db.read(feeds.load, [key]) == [FeedToPoll(key, GAZETTE, HOUR)]


async def test_a_clock_that_was_set_back_silences_no_feed(db):
    """SAFETY 67: what is paused stays so."""
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(feeds.add, COURIER, NOON)
    await db.write(feeds.pause, COURIER, NOON + 30 * HOUR)
    assert await db.read(feeds.due, NOON - 24 * HOUR) == []
    assert await db.read(feeds.due, NOON - 25 * HOUR) == [key]


async def test_a_feed_is_stored_once(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    assert await db.write(feeds.add, GAZETTE, NOON + HOUR) == key
    assert await db.read(feeds.active) == [key]


async def test_feeds_come_in_the_order_asked_for_and_without_the_missing(db):
    one = await db.write(feeds.add, GAZETTE, NOON)
    two = await db.write(feeds.add, COURIER, NOON)
    loaded = await db.read(feeds.load, [two, 999, one])
    assert [feed.id for feed in loaded] == [two, one]


async def test_a_paused_feed_is_not_asked_until_it_is_resumed(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(feeds.pause, GAZETTE)
    assert await db.read(feeds.due, NOON + 1000 * HOUR) == []
    assert await db.read(feeds.active) == []
    await db.write(feeds.resume, GAZETTE, NOON + HOUR)
    assert await db.read(feeds.due, NOON + HOUR) == [key]


async def test_a_feed_paused_for_a_while_is_asked_when_it_is_over(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(feeds.pause, GAZETTE, NOON + 3 * HOUR)
    assert await db.read(feeds.due, NOON + 2 * HOUR) == []
    assert await db.read(feeds.due, NOON + 3 * HOUR) == [key]
    (health,) = await db.read(feeds.health)
    assert health.state is FeedState.PAUSED


async def test_following_a_paused_feed_anew_asks_it_again(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(feeds.pause, GAZETTE)
    await db.write(feeds.add, GAZETTE, NOON)
    assert await db.read(feeds.due, NOON) == [key]


async def test_a_removed_feed_is_gone_with_its_notices(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(notices.add, key, Remark("failing", "It does not answer."), NOON)
    await db.write(feeds.remove, GAZETTE)
    assert await db.read(feeds.health) == []
    assert await db.read(notices.untold) == []


async def test_a_guild_takes_what_is_held_only_where_it_alone_follows(db):
    """SAFETY 46: what comes to others is their operator's to let through."""
    key = (
        await db.write(subscriptions.follow, Order(GAZETTE, "1"), NOON, None)
    ).feed_id
    entry = Entry("a", "https://gazette.example/a", "A flood of news")
    held = Decisions(held=(arrival_of(entry),))
    await db.write(entries.take, [entries.Decided(key, held, NOON)])
    other = await db.write(subscriptions.follow, Order(GAZETTE, "2"), NOON, None)
    assert await db.write(feeds.resume, GAZETTE, NOON, "1") == 0
    (health,) = await db.read(feeds.health)
    assert health.held == 1
    await db.write(subscriptions.unfollow, "2", other.id)
    assert await db.write(feeds.resume, GAZETTE, NOON, "1") == 1


@pytest.mark.parametrize("change", [feeds.pause, feeds.remove])
async def test_what_is_not_followed_cannot_be_changed(db, change):
    with pytest.raises(NotFound):
        await db.write(change, GAZETTE)


async def test_health_shows_those_in_trouble_first(db):
    await db.write(feeds.add, COURIER, NOON)
    await db.write(feeds.add, GAZETTE, NOON)
    await db.write(feeds.pause, GAZETTE)
    paused, well = await db.read(feeds.health)
    assert (paused.url, paused.state, paused.next_poll) == (
        GAZETTE,
        FeedState.PAUSED,
        None,
    )
    assert (well.url, well.state, well.next_poll) == (COURIER, FeedState.ACTIVE, NOON)


async def test_a_notice_of_a_kind_is_made_once_and_told_once(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    assert await db.write(notices.add, key, Remark("cut", "It is long."), NOON)
    assert not await db.write(
        notices.add, key, Remark("cut", "It is long."), NOON + HOUR
    )
    (notice,) = await db.read(notices.untold)
    assert (notice.url, notice.text, notice.made) == (GAZETTE, "It is long.", NOON)
    await db.write(notices.told, notice.id, NOON)
    assert await db.read(notices.untold) == []


async def test_a_notice_is_made_again_for_a_new_trouble(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(notices.add, key, Remark("failing", "No answer."), NOON)
    later = NOON + HOUR
    assert await db.write(
        notices.add, key, Remark("failing", "No answer."), later, later
    )


async def test_what_is_over_is_not_told_any_more(db):
    key = await db.write(feeds.add, GAZETTE, NOON)
    await db.write(notices.add, key, Remark("failing", "No answer."), NOON)
    await db.write(notices.add, key, Remark("cut", "It is long."), NOON)
    await db.write(notices.withdraw, key)
    assert [each.kind for each in await db.read(notices.untold)] == ["cut"]


async def test_health_of_a_guild_is_that_of_its_own_feeds(db):
    await db.write(subscriptions.follow, Order(GAZETTE, "500"), NOON, None)
    await db.write(subscriptions.follow, Order(COURIER, "501"), NOON, None)
    for guild, urls in (("500", [GAZETTE]), ("501", [COURIER]), ("502", [])):
        assert [each.url for each in await db.read(feeds.health, guild)] == urls
    assert len(await db.read(feeds.health)) == 2
