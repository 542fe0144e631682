"""Following feeds, and what a guild has of it."""

from datetime import timedelta

import pytest

from digests.desk import FOREVER, Change, Choice, Followed
from digests.errors import (
    AlreadyExists,
    BadFilters,
    FetchError,
    InThePast,
    LimitReached,
    NotFound,
    ParseError,
)
from digests.feeds.opml import read_opml
from digests.followed import Filters
from digests.storage import feeds
from digests.subscribing import MOST_FEEDS, Subscriptions
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.web import CannedWeb
from tests.fakes.workers import InlineWorkers
from tests.feeds.samples import a_feed, a_page, an_alternate

HOME = "https://gazette.example/"
FEED = "https://gazette.example/feed"
HOUR = timedelta(hours=1)


@pytest.fixture
def web():
    return CannedWeb({HOME: a_page(an_alternate("/feed")), FEED: a_feed()})


@pytest.fixture
def desk(db, web):
    return Subscriptions(db, web, ManualClock(), InlineWorkers())


async def test_following_a_page_follows_its_feed_at_once_due(desk, db):
    followed = await desk.follow(HOME, "1", "9", " World /  Europe", " My\nGazette ")
    assert isinstance(followed, Followed)
    subscription = followed.subscription
    assert (subscription.url, followed.feed.entries) == (FEED, 1)
    assert (subscription.guild, subscription.channel) == ("1", "9")
    assert (subscription.topic, subscription.title) == ("World / Europe", "My Gazette")
    assert await db.read(feeds.due, NOON) == [subscription.feed_id]


async def test_what_is_followed_already_is_not_fetched_again(desk, web):
    await desk.follow(FEED, "1")
    web.asked.clear()
    with pytest.raises(AlreadyExists):
        await desk.follow("HTTPS://Gazette.example:443/feed#top", "1")
    assert web.asked == []
    with pytest.raises(AlreadyExists):
        await desk.follow(HOME, "1")


async def test_several_feeds_are_a_choice_and_nothing_is_followed(desk, web):
    web.pages[HOME] = a_page(an_alternate("/a") + an_alternate("/b"))
    choice = await desk.follow(HOME, "1")
    assert isinstance(choice, Choice)
    assert len(choice.candidates) == 2
    assert await desk.list_("1") == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [(a_page(), ParseError), (b"%PDF-1.4", ParseError), (None, FetchError)],
)
async def test_what_is_no_feed_is_not_followed(desk, db, web, body, kind):
    web.pages = {} if body is None else {FEED: body}
    with pytest.raises(kind):
        await desk.follow(FEED)
    assert await db.read(feeds.active) == []


async def test_a_number_is_given_once(desk):
    gone = (await desk.follow(FEED, "1")).subscription
    await desk.unfollow(gone.feed_id, "1")
    anew = (await desk.follow(FEED, "1")).subscription
    assert anew.id != gone.id
    assert anew.feed_id != gone.feed_id


async def test_a_guild_follows_fifty_feeds_and_the_local_desk_any_number(desk, web):
    for n in range(MOST_FEEDS + 1):
        web.pages[f"{FEED}/{n}"] = a_feed(f"Gazette {n}")
    for n in range(MOST_FEEDS):
        await desk.follow(f"{FEED}/{n}", "1")
        await desk.follow(f"{FEED}/{n}")
    web.asked.clear()
    with pytest.raises(LimitReached):
        await desk.follow(f"{FEED}/{MOST_FEEDS}", "1")
    assert web.asked == []
    await desk.follow(f"{FEED}/{MOST_FEEDS}")
    assert len(await desk.list_()) == MOST_FEEDS + 1


async def test_a_feed_goes_by_its_own_title_until_somebody_gives_it_another(desk):
    followed = await desk.follow(FEED, "1")
    assert isinstance(followed, Followed)
    key = followed.subscription.id
    assert (await desk.get(key, "1")).title == "The Gazette"
    await desk.edit(key, Change(title="Our paper"), "1")
    assert (await desk.get(key, "1")).title == "Our paper"
    await desk.edit(key, Change(title=""), "1")
    assert (await desk.get(key, "1")).title == "The Gazette"


async def test_one_guild_can_do_nothing_with_anothers_feeds(desk):
    theirs = await desk.follow(FEED, "2", "9", "canary-topic", "canary-title")
    assert isinstance(theirs, Followed)
    with pytest.raises(NotFound):
        await desk.unfollow(theirs.subscription.feed_id, "1")
    with pytest.raises(NotFound):
        await desk.get(theirs.subscription.id, "1")
    with pytest.raises(NotFound):
        await desk.edit(theirs.subscription.id, Change(title="x"), "1")
    assert await desk.list_("1") == []
    await desk.follow(FEED, "1")
    assert "canary" not in await desk.export("1")
    assert await desk.list_("2") == [theirs.subscription]


async def test_unfollowing_names_a_channel_or_means_all_of_them(desk, db):
    for channel in ("7", "8", "9"):
        followed = await desk.follow(FEED, "1", channel)
    feed = followed.subscription.feed_id
    assert [each.channel for each in await desk.unfollow(feed, "1", "8")] == ["8"]
    assert [each.channel for each in await desk.list_("1")] == ["7", "9"]
    assert len(await desk.unfollow(feed, "1")) == 2
    assert await db.read(feeds.active) == []


async def test_filters_that_cannot_work_are_refused_before_they_are_stored(desk):
    followed = await desk.follow(FEED)
    assert isinstance(followed, Followed)
    key = followed.subscription.id
    with pytest.raises(BadFilters, match="regex"):
        await desk.edit(key, Change(filters=Filters(pattern="(")))
    assert await desk.list_() == [followed.subscription]
    edited = await desk.edit(
        key, Change(title=" a\nb ", topic="A/B  /  C", filters=Filters(("ferry",)))
    )
    assert (edited.title, edited.topic) == ("a b", "A/B / C")


async def test_an_export_holds_every_feed_once_with_the_title_it_has(desk, web):
    web.pages["https://courier.example/"] = a_feed("The Courier")
    for channel in ("7", "8"):
        await desk.follow(FEED, "1", channel, "World")
    await desk.follow("https://courier.example/", "1", "7", title="Mail")
    listed = read_opml((await desk.export("1")).encode(), "export").feeds
    assert [(each.url, each.title, each.topic) for each in listed] == [
        ("https://courier.example/", "Mail", ""),
        (FEED, "The Gazette", "World"),
    ]


async def test_a_guild_pauses_a_feed_for_itself_alone(desk, db):
    mine = (await desk.follow(FEED, "1", "9")).subscription
    theirs = (await desk.follow(FEED, "2", "8")).subscription
    paused = await desk.pause(mine.id, "1")
    assert paused.paused_until == FOREVER
    assert (await desk.pause(mine.id, "1", NOON + HOUR)).paused_until == NOON + HOUR
    assert (await desk.list_("2")) == [theirs]
    assert await db.read(feeds.due, NOON) == [mine.feed_id]
    with pytest.raises(NotFound):
        await desk.pause(theirs.id, "1")
    with pytest.raises(InThePast):
        await desk.pause(mine.id, "1", NOON)
    # What came until now is not made up for.
    assert (await desk.resume(mine.id, "1")).paused_until == NOON
