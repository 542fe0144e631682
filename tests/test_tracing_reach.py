"""What a guild's members are told of an item: their own guild's part, and no more."""

import pytest

from digests.desk import FOREVER, Order
from digests.guilds import Reach
from digests.pages import PageReader
from digests.polling import Poller
from digests.storage import subscriptions
from digests.traced import Traced
from digests.tracing import Tracer
from tests.builders import NOON, link_of, rss
from tests.fakes.clock import ManualClock
from tests.fakes.web import CannedWeb
from tests.fakes.workers import InlineWorkers

OPEN, SECRET = "https://gazette.example/feed.xml", "https://canary.example/feed.xml"
READERS, STRANGERS = "500", "501"


@pytest.fixture
async def tracer(db):
    """Readers follow one feed for all channels, strangers another in one of theirs."""
    web = CannedWeb({OPEN: rss("Bridge opens"), SECRET: rss("Ferry retires")})
    for order in (Order(OPEN, READERS), Order(SECRET, STRANGERS, "700")):
        await db.write(subscriptions.follow, order, NOON, None)
    clock, workers = ManualClock(), InlineWorkers()
    await Poller(db, web, clock, workers).poll(everything=True)
    await PageReader(db, web, clock, workers).read_waiting()
    return Tracer(db, clock, workers)


def told(trace) -> str:
    return "\n".join([trace.title, *(step.text for step in trace.steps), *trace.others])


@pytest.mark.parametrize(
    "asked", [link_of("Ferry retires"), "Ferry retires", SECRET, "ferry"]
)
async def test_what_another_guild_follows_is_unknown(tracer, asked):
    """SAFETY 46."""
    trace = await tracer.why(asked, Reach(READERS))
    assert trace.kind is Traced.UNKNOWN
    assert "501" not in told(trace)
    assert "700" not in told(trace)
    known = await tracer.why(asked, Reach(STRANGERS))
    assert known.kind is not Traced.UNKNOWN


async def test_a_feed_that_two_guilds_share_tells_each_of_itself(db, tracer):
    """SAFETY 46."""
    await db.write(subscriptions.follow, Order(OPEN, STRANGERS, "700"), NOON, None)
    trace = await tracer.why(link_of("Bridge opens"), Reach(READERS))
    assert "Server 500 takes it" in told(trace)
    assert "501" not in told(trace)
    everything = await tracer.why(link_of("Bridge opens"))
    assert "Channel 700 of server 501 takes it" in told(everything)


async def test_who_cannot_read_a_channel_learns_nothing_of_its_feeds(tracer):
    """SAFETY 46: a channel that is private is private here too."""
    hidden = Reach(STRANGERS, frozenset({"701"}))
    for asked in (link_of("Ferry retires"), "Ferry retires", SECRET):
        assert (await tracer.why(asked, hidden)).kind is Traced.UNKNOWN
    shown = Reach(STRANGERS, frozenset({"700"}))
    assert (await tracer.why("Ferry retires", shown)).kind is Traced.ARTICLE


async def test_a_feed_that_the_guild_paused_says_so(db, tracer):
    (mine,) = await db.read(subscriptions.of_guild, READERS)
    await db.write(subscriptions.pause, READERS, mine.id, FOREVER)
    trace = await tracer.why("Bridge opens", Reach(READERS))
    assert "Server 500 has paused the feed" in told(trace)


async def test_a_feed_s_address_with_its_key_is_the_operator_s_alone(db):
    """SAFETY 46."""
    feed = "https://paid.example/feed.xml?key=opensesame"
    order = Order(feed, READERS)
    await db.write(subscriptions.follow, order, NOON, None)
    clock, workers = ManualClock(), InlineWorkers()
    tracer = Tracer(db, clock, workers)
    near = "https://paid.example/story"
    for asked in (feed, near):
        assert "opensesame" in await whole(tracer, asked)
        said = await whole(tracer, asked, Reach(READERS))
        assert "paid.example" in said
        assert "opensesame" not in said.replace(asked, "")
    await Poller(db, CannedWeb({feed: rss("Bridge opens")}), clock, workers).poll()
    for asked in (link_of("Bridge opens"), "Bridge opens", feed, near):
        assert "opensesame" in await whole(tracer, asked)
        said = await whole(tracer, asked, Reach(READERS))
        assert "opensesame" not in said.replace(asked, "")


async def whole(tracer, asked: str, reach: Reach | None = None) -> str:
    trace = await tracer.why(asked, reach)
    return "\n".join([told(trace), trace.url])
