"""Subscriptions on disk: one guild's are no business of another's."""

import pytest

from digests.desk import Change, Order
from digests.errors import AlreadyExists, LimitReached, NotFound
from digests.followed import Filters, Subscription
from digests.storage import feeds, subscriptions
from tests.builders import NOON

GAZETTE = "https://gazette.example/feed"
COURIER = "https://courier.example/feed"
FILTERS = Filters(("ferry", "bridge toll"), ("advert",), ("en", "de"), r"quay \d+")


async def follow(db, url=GAZETTE, guild="1", channel="", most=None, **more):
    order = Order(url, guild, channel, **more)
    return await db.write(subscriptions.follow, order, NOON, most)


async def test_what_is_stored_comes_back(db):
    added = await follow(db, channel="9", title="G", topic="World", filters=FILTERS)
    assert added == Subscription(
        added.id, added.feed_id, GAZETTE, "1", "9", "G", "World", FILTERS
    )
    assert await db.read(subscriptions.of_guild, "1") == [added]
    assert await db.read(feeds.due, NOON) == [added.feed_id]


async def test_a_channel_follows_a_feed_once_and_channels_of_it_many_times(db):
    await follow(db, channel="9")
    await follow(db, channel="8")
    with pytest.raises(AlreadyExists):
        await follow(db, channel="9")
    assert len(await db.read(feeds.active)) == 1
    assert await db.read(subscriptions.count, "1") == 1


async def test_a_guild_is_full_at_its_limit_but_for_feeds_it_has(db):
    await follow(db, most=1)
    with pytest.raises(LimitReached):
        await follow(db, COURIER, most=1)
    assert len(await db.read(feeds.active)) == 1
    await follow(db, channel="8", most=1)
    await follow(db, COURIER, guild="2", most=1)
    await follow(db, COURIER, most=2)


async def test_a_guild_neither_sees_nor_touches_anothers(db):
    mine, theirs = await follow(db), await follow(db, guild="2", title="secret")
    assert await db.read(subscriptions.of_guild, "1") == [mine]
    assert await db.read(subscriptions.find, "1", GAZETTE) == [mine]
    for job in (
        lambda: db.read(subscriptions.get, "1", theirs.id),
        lambda: db.write(subscriptions.change, "1", theirs.id, Change(title="x")),
        lambda: db.write(subscriptions.unfollow, "1", theirs.id),
    ):
        with pytest.raises(NotFound):
            await job()
    assert await db.read(subscriptions.of_guild, "2") == [theirs]


async def test_a_feed_goes_with_its_last_follower(db):
    one, two = await follow(db), await follow(db, guild="2")
    await db.write(subscriptions.unfollow, "1", one.id)
    assert await db.read(feeds.active) == [one.feed_id]
    await db.write(subscriptions.unfollow, "2", two.id)
    assert await db.read(feeds.active) == []


async def test_a_change_touches_what_it_names(db):
    added = await follow(db, title="G", topic="World", filters=FILTERS)
    changed = await db.write(
        subscriptions.change, "1", added.id, Change(topic="", channel="7")
    )
    assert (changed.title, changed.topic, changed.channel) == ("G", "", "7")
    assert changed.filters == FILTERS
    cleared = await db.write(
        subscriptions.change, "1", added.id, Change(filters=Filters())
    )
    assert cleared.filters == Filters()
    assert await db.write(subscriptions.change, "1", added.id, Change()) == cleared


async def test_a_subscription_does_not_move_onto_another(db):
    await follow(db, channel="8")
    other = await follow(db, channel="9")
    with pytest.raises(AlreadyExists):
        await db.write(subscriptions.change, "1", other.id, Change(channel="8"))


async def test_a_refusal_among_many_costs_only_itself(db):
    orders = [Order(GAZETTE, "1"), Order(GAZETTE, "1"), Order(COURIER, "1")]
    first, second, third = await db.write(subscriptions.follow_all, orders, NOON, 1)
    assert isinstance(first, Subscription)
    assert isinstance(second, AlreadyExists)
    assert isinstance(third, LimitReached)
    assert await db.read(subscriptions.names, "1") == {GAZETTE: ""}
    assert await db.read(feeds.active) == [first.feed_id]


async def test_the_newsroom_itself_sees_every_follower(db):
    await follow(db, guild="2")
    await follow(db, guild="1", channel="9")
    found = await db.read(subscriptions.of_feed, GAZETTE)
    assert [(each.guild, each.channel) for each in found] == [("1", "9"), ("2", "")]
