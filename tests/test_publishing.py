"""Editions: what is in them, when they are made, and that they are whole."""

import asyncio
from datetime import timedelta

import pytest

from digests.deliveries import Action, Parcel
from digests.desk import FOREVER, Order
from digests.errors import ChannelPaused, JobTimedOut, NotFound
from digests.followed import Filters, owner_of
from digests.guildkeeping import GuildKeeper
from digests.guilds import ChannelKind, Edition
from digests.outbox import Outbox
from digests.publishing import Publisher
from digests.storage import subscriptions
from digests.topics import Topics
from tests.arrivals import an_event, bring
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed"
OTHER = "https://chronicle.example/feed"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    return ManualClock(NOON + HOUR)


@pytest.fixture
def sent():
    return []


@pytest.fixture
def publisher(db, clock, sent):
    def layout(edition: Edition) -> tuple[Parcel, ...]:
        sent.append(edition)
        titles = [story.lead.article.title for story in edition.digest.stories]
        return tuple(
            Parcel(Action.POST, title, stories=frozenset([story]))
            for story, title in enumerate(titles)
        )

    return Publisher(db, clock, InlineWorkers(), layout)


async def follow(db, guild="1", channel="", url=FEED, **rest):
    order = Order(url, guild, channel, **rest)
    return (await db.write(subscriptions.follow, order, NOON, None)).feed_id


def titles(edition: Edition | None) -> set[str]:
    assert edition is not None
    return {r.article.title for story in edition.digest.stories for r in story.reports}


def rows(db, query: str):
    return db.conn.execute(query).fetchall()


async def test_an_edition_is_stored_with_all_that_is_to_be_sent(db, publisher, sent):
    await bring(db, await follow(db), an_event(0), an_event(1))
    key = await publisher.now("1", "10")
    (edition,) = sent
    assert (edition.id, edition.guild, edition.channel) == (key, "1", "10")
    assert (edition.read, edition.since) == (2, NOON + HOUR - timedelta(hours=24))
    outbox = await db.read(rows, "SELECT digest_id, position, body FROM deliveries")
    heads = [story.lead.article.title for story in edition.digest.stories]
    assert outbox == [(key, 1, heads[0]), (key, 2, heads[1])]
    stored = await db.read(rows, "SELECT guild, channel, read FROM digests")
    assert stored == [("1", "10", 2)]


async def test_an_address_comes_once_to_a_channel_in_whose_words_ever(
    db, publisher, sent
):
    """Of a page that cannot be read, each of its site's feeds has its own words."""
    feed, other = await follow(db), await follow(db, url=OTHER)
    await bring(db, feed, an_event(0, owner=owner_of(feed)))
    assert await publisher.now("1", "10")
    await bring(db, other, an_event(0, owner=owner_of(other)), an_event(1))
    assert await publisher.now("1", "10")
    assert [edition.read for edition in sent] == [1, 1]
    assert await publisher.now("1", "11")
    assert sent[-1].read == 2


async def test_each_article_comes_once_to_a_channel(db, publisher, sent):
    feed = await follow(db)
    await bring(db, feed, an_event(0))
    assert await publisher.now("1", "10")
    assert await publisher.now("1", "10") is None
    await bring(db, feed, an_event(1))
    assert await publisher.now("1", "10")
    assert await publisher.now("1", "11")
    assert [titles(each) for each in sent] == [
        {an_event(0).title},
        {an_event(1).title},
        {an_event(0).title, an_event(1).title},
    ]


async def test_a_channel_gets_its_own_feeds_and_those_for_all(db, publisher):
    """SAFETY 46: and never another guild's."""
    await bring(db, await follow(db, "1", "10"), an_event(0))
    await bring(db, await follow(db, "1", "", OTHER), an_event(1))
    await bring(db, await follow(db, "2", "10", "https://x.example/f"), an_event(2))
    await bring(db, await follow(db, "", "", "https://y.example/f"), an_event(3))
    assert titles(await publisher.preview("1", "10")) == {
        an_event(0).title,
        an_event(1).title,
    }
    assert titles(await publisher.preview("1", "11")) == {an_event(1).title}
    assert titles(await publisher.preview("2", "10")) == {an_event(2).title}
    assert await publisher.preview("3", "10") is None


async def test_the_first_edition_looks_a_day_back_and_the_next_goes_on(
    db, publisher, clock, sent
):
    feed = await follow(db)
    await bring(db, feed, an_event(0), at=NOON - timedelta(hours=24))
    await bring(db, feed, an_event(1), at=NOON)
    assert titles(await publisher.preview("1", "10")) == {an_event(1).title}
    assert await publisher.now("1", "10")
    clock.advance(timedelta(days=9))
    await bring(db, feed, an_event(2), at=NOON + timedelta(days=2))
    assert await publisher.now("1", "10")
    assert titles(sent[-1]) == {an_event(2).title}
    assert sent[-1].since == NOON + HOUR


async def test_a_clock_turned_back_hides_nothing(db, publisher, clock, sent):
    """SAFETY 67."""
    feed = await follow(db)
    await bring(db, feed, an_event(0))
    assert await publisher.now("1", "10")
    clock.advance(timedelta(days=-1))
    await bring(db, feed, an_event(1), at=clock.now())
    assert await publisher.now("1", "10")
    assert titles(sent[-1]) == {an_event(1).title}


async def test_a_later_since_leaves_what_lies_before_for_the_next(
    db, publisher, clock, sent
):
    feed = await follow(db)
    await bring(db, feed, an_event(0))
    assert await publisher.now("1", "10")
    clock.advance(4 * HOUR)
    await bring(db, feed, an_event(1), at=NOON + 2 * HOUR)
    await bring(db, feed, an_event(2), at=NOON + 4 * HOUR)
    since = NOON + 3 * HOUR
    assert titles(await publisher.preview("1", "10", since)) == {an_event(2).title}
    assert await publisher.now("1", "10", since)
    assert titles(sent[-1]) == {an_event(2).title}
    assert await publisher.now("1", "10")
    assert titles(sent[-1]) == {an_event(1).title}


async def test_an_article_comes_where_any_of_its_subscriptions_lets_it_in(
    db, publisher
):
    refuses = Filters(exclude=("ferry",))
    feed = await follow(db, "1", "10", filters=refuses)
    await bring(db, feed, an_event(0), an_event(1))
    assert titles(await publisher.preview("1", "10")) == {an_event(1).title}
    await follow(db, "1", "", filters=Filters(include=("ferry",)))
    assert titles(await publisher.preview("1", "10")) == {
        an_event(0).title,
        an_event(1).title,
    }


async def test_what_nobody_lets_in_makes_no_edition(db, publisher):
    feed = await follow(db, filters=Filters(include=("volcano",)))
    await bring(db, feed, an_event(0))
    assert await publisher.now("1", "10") is None
    assert await db.read(rows, "SELECT * FROM digests") == []


async def test_articles_on_one_event_are_one_card(db, publisher):
    await bring(db, await follow(db), an_event(0))
    await bring(db, await follow(db, url=OTHER), an_event(0, "The Chronicle"))
    edition = await publisher.preview("1", "10")
    assert edition is not None
    assert [len(story.reports) for story in edition.digest.stories] == [2]


async def test_a_preview_stores_nothing(db, publisher, sent):
    await bring(db, await follow(db), an_event(0))
    for _ in range(2):
        edition = await publisher.preview("1", "10")
        assert edition is not None
        assert edition.id == 0
    assert sent == []
    for table in ("digests", "deliveries", "channels", "unprinted"):
        assert await db.read(lambda db, table: db[table].count, table) == 0


async def test_a_fault_in_the_layout_leaves_nothing_behind(db, clock):
    """SAFETY 51."""
    await bring(db, await follow(db), an_event(0))

    def broken(edition: Edition) -> tuple[Parcel, ...]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Publisher(db, clock, InlineWorkers(), broken).now("1", "10")
    for table in ("digests", "digest_articles", "deliveries", "channels"):
        assert await db.read(lambda db, table: db[table].count, table) == 0


async def test_an_edition_of_which_nothing_arrived_is_made_anew(db, publisher, sent):
    await bring(db, await follow(db), an_event(0))
    assert await publisher.now("1", "10")
    await db.write(lambda db: db.conn.execute("UPDATE digests SET failed = 1"))
    assert await publisher.now("1", "10")
    assert titles(sent[0]) == titles(sent[1])


async def test_a_part_that_is_refused_gives_its_stories_back(
    db, publisher, clock, sent
):
    """SAFETY 54: also where the channel has had another digest meanwhile."""
    feed, outbox = await follow(db), Outbox(db, clock)
    await bring(db, feed, an_event(0), an_event(1))
    assert await publisher.now("1", "10")
    (first,) = await outbox.next_due(9)
    await outbox.begin(first)
    await outbox.sent(first, "1001")
    (second,) = await outbox.next_due(9)
    await bring(db, feed, an_event(2))
    assert await publisher.now("1", "10")
    assert titles(sent[1]) == {an_event(2).title}
    await outbox.dead(second, "Discord refused it")
    assert await publisher.now("1", "10")
    assert titles(sent[2]) == {second.parcel.body}


async def test_two_who_ask_at_once_get_what_is_new_once(db, clock, publisher):
    """SAFETY 50: two processes are told apart by the write itself."""
    await bring(db, await follow(db), an_event(0))
    other = Publisher(db, clock, InlineWorkers(), lambda _: ())
    asking = [each.now("1", "10") for each in (publisher, publisher, other, other)]
    made = await asyncio.gather(*asking)
    assert len([key for key in made if key]) == 1


async def test_a_paused_channel_and_another_guilds_are_refused(db, publisher, clock):
    await bring(db, await follow(db), an_event(0))
    await bring(db, await follow(db, "2"), an_event(0))
    keeper = GuildKeeper(db, clock)
    await keeper.channel("1", "10", ChannelKind.FORUM)
    await keeper.pause_channel("10", "it is gone")
    with pytest.raises(ChannelPaused):
        await publisher.now("1", "10")
    with pytest.raises(NotFound):
        await publisher.now("2", "10")
    await keeper.resume_channel("1", "10")
    edition = await publisher.preview("1", "10")
    assert edition is not None
    assert edition.kind is ChannelKind.FORUM
    assert await publisher.now("1", "10")


async def test_what_came_while_a_feed_was_paused_is_not_made_up_for(db, publisher):
    order = Order(FEED, "1")
    subscription = await db.write(subscriptions.follow, order, NOON, None)
    feed = subscription.feed_id
    await db.write(subscriptions.pause, "1", subscription.id, FOREVER)
    await bring(db, feed, an_event(0), at=NOON)
    assert await publisher.preview("1", "10") is None
    await db.write(subscriptions.pause, "1", subscription.id, NOON + MINUTE)
    await bring(db, feed, an_event(1), at=NOON + MINUTE)
    assert titles(await publisher.preview("1", "10")) == {an_event(1).title}


async def test_topics_come_from_feeds_and_words_and_ping_their_roles(
    db, publisher, clock
):
    topics = Topics(db, clock, InlineWorkers())
    await topics.add("1", "Rivers", "river, ferry", "beavers", role="70")
    await topics.add("1", "Chess", "chess", role="71")
    await topics.add("2", "Ferries", "ferry", role="72")
    feed = await follow(db, topic="rivers")
    await bring(db, feed, an_event(3, image="https://gazette.example/map.jpg"))
    other = await follow(db, url=OTHER, topic="Town / Sport")
    await bring(db, other, *(an_event(n, "The Chronicle") for n in (0, 1, 5)))
    edition = await publisher.preview("1", "10")
    assert edition is not None
    titled = [story.lead.article.title for story in edition.digest.stories]
    topics_of = {
        title: placed.topics
        for title, placed in zip(titled, edition.placed, strict=True)
    }
    assert topics_of == {
        an_event(3).title: ("Rivers",),
        an_event(0).title: ("Town / Sport", "Rivers"),
        an_event(1).title: ("Town / Sport",),
        # The word that speaks against it outweighs the river.
        an_event(5).title: ("Town / Sport",),
    }
    assert edition.roles == ("70",)
    images = {placed.image for placed in edition.placed}
    assert images == {"", "https://gazette.example/map.jpg"}


async def test_rules_that_take_too_long_refuse_nothing(db, clock):
    class Overworked(InlineWorkers):
        async def run(self, job, *args, **kwargs):
            if getattr(job, "name", "") == "sift":
                raise JobTimedOut("sift")
            return await super().run(job, *args, **kwargs)

    await Topics(db, clock, InlineWorkers()).add("1", "Rivers", "ferry")
    feed = await follow(db, filters=Filters(include=("volcano",)))
    await bring(db, feed, an_event(0))
    edition = await Publisher(db, clock, Overworked(), lambda _: ()).preview("1", "10")
    assert titles(edition) == {an_event(0).title}


async def test_of_very_much_the_newest_is_weighed_and_no_more(db, publisher, sent):
    feed = await follow(db)
    await bring(
        db,
        feed,
        *(
            an_event(0, title=f"Report {n}", url=f"https://gazette.example/{n}")
            for n in range(305)
        ),
    )
    await publisher.now("1", "10")
    (edition,) = sent
    assert edition.read == 305
    assert not titles(edition) & {f"Report {n}" for n in range(5)}
    assert len(titles(edition)) > 0


async def test_what_filters_refused_is_not_judged_again_unless_they_change(db, clock):
    class Counting(InlineWorkers):
        judged = 0

        async def run(self, job, *args, **kwargs):
            if getattr(job, "name", "") == "sift":
                self.judged += len(args[1])
            return await super().run(job, *args, **kwargs)

    workers = Counting()
    publisher = Publisher(db, clock, workers, lambda _: ())
    feed = await follow(db, filters=Filters(include=("volcano",)))
    await bring(db, feed, an_event(0), an_event(1))
    for _ in range(3):
        assert await publisher.preview("1", "10") is None
    assert workers.judged == 2
    await follow(db, channel="10", filters=Filters(include=("ferry",)))
    assert titles(await publisher.preview("1", "10")) == {an_event(0).title}
    assert workers.judged == 4
