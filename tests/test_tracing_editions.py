"""What became of an item in a server's editions is told to that server alone."""

from datetime import time, timedelta

import pytest

from digests.deliveries import Action, Parcel
from digests.desk import Order
from digests.followed import Filters
from digests.guilds import Edition, Mode, Reach, ScheduleOrder
from digests.outbox import Outbox
from digests.publishing import Publisher
from digests.scheduling import Schedules
from digests.storage import subscriptions
from digests.timetables import Timetable
from digests.tracing import Tracer
from tests.arrivals import an_event, bring
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    return ManualClock(NOON)


@pytest.fixture
def tracer(db, clock):
    return Tracer(db, clock, InlineWorkers())


@pytest.fixture
def publisher(db, clock):
    def layout(edition: Edition) -> tuple[Parcel, ...]:
        return tuple(Parcel(Action.POST, "{}") for _ in edition.digest.stories)

    return Publisher(db, clock, InlineWorkers(), layout)


async def follow(db, guild: str = "1", **rest) -> int:
    order = Order(FEED, guild, **rest)
    followed = await db.write(subscriptions.follow, order, NOON, None)
    return int(followed.feed_id)


async def told(tracer, article, guild: str = "1", channels=None) -> str:
    trace = await tracer.why(article.url, Reach(guild, channels))
    return "\n".join(step.text for step in trace.steps)


async def settle(db, clock, how: str) -> None:
    outbox = Outbox(db, clock)
    (delivery,) = await outbox.next_due(1)
    await outbox.begin(delivery)
    if how == "sent":
        await outbox.sent(delivery, "99")
    else:
        await outbox.undeliverable(delivery, "I may not write there")


async def test_a_card_is_told_with_its_channel_and_what_arrived(
    db, clock, tracer, publisher
):
    await bring(db, await follow(db), an_event(0))
    assert "can come with the next digest" in await told(tracer, an_event(0))
    key = await publisher.now("1", "10")
    words = await told(tracer, an_event(0))
    assert "In the digest of channel 10, story 1" in words
    assert f"Digest No. {key}: 0 of 1 post sent so far" in words
    await settle(db, clock, "sent")
    assert f"Digest No. {key} has arrived" in await told(tracer, an_event(0))


async def test_what_never_arrived_can_come_again(db, clock, tracer, publisher):
    await bring(db, await follow(db, channel="10"), an_event(0))
    key = await publisher.now("1", "10")
    await settle(db, clock, "lost")
    words = await told(tracer, an_event(0))
    assert f"Nothing of digest No. {key} arrived" in words
    assert "I may not write there" in words
    assert "It can come with the next digest of channel 10" in words


async def test_what_found_no_room_or_was_refused_is_told(db, clock, tracer, publisher):
    feed = await follow(db, filters=Filters(exclude=("chess",)))
    order = ScheduleOrder(Timetable((time(13),), "UTC"), most=1)
    await Schedules(db, clock).add("1", "10", order)
    await bring(db, feed, an_event(0), an_event(1), an_event(2))
    clock.advance(timedelta(hours=1))
    await publisher.publish_due()
    words = [await told(tracer, an_event(number)) for number in range(2)]
    (room,) = [each for each in words if "There was no room for it" in each]
    assert "in the digest of channel 10" in room
    refused = await told(tracer, an_event(2))
    assert "leaves it out: its title contains the excluded word “chess”" in refused
    assert "Channel 10 had a digest since, without it" in refused


async def test_what_joined_a_card_silently_is_told(db, clock, tracer, publisher):
    live = ScheduleOrder(Timetable((time(8),), "UTC"), mode=Mode.LIVE)
    await Schedules(db, clock).add("1", "10", live)
    feed = await follow(db)
    await bring(db, feed, an_event(0))
    await publisher.publish_due()
    clock.advance(MINUTE)
    await bring(db, feed, an_event(0, "The Chronicle"))
    await publisher.publish_due()
    words = await told(tracer, an_event(0, "The Chronicle"))
    assert "It went with story 1 of the digest of channel 10" in words


async def test_a_server_learns_nothing_of_anothers_editions(db, tracer, publisher):
    """SAFETY 46."""
    secret = Filters(include=("ferry",))
    feed = await follow(db, "1", channel="10", filters=secret)
    await follow(db, "2", channel="20")
    await bring(db, feed, an_event(0))
    await publisher.now("1", "10")
    words = await told(tracer, an_event(0), "2")
    assert "10" not in words
    assert "server 1" not in words
    assert "It can come with the next digest of channel 20" in words
    # Nor does a member of what they may not read in their own.
    assert "10" not in await told(tracer, an_event(0), "1", frozenset({"11"}))
    # The operator is told of all.
    everything = await tracer.why(an_event(0).url)
    assert any("channel 10, story 1" in step.text for step in everything.steps)
