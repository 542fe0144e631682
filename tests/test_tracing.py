"""What became of an item is told from what is stored, and nothing else."""

import pytest

from digests.followed import Filters
from digests.storage import articles, digests, feeds
from digests.storage.database import Database
from digests.traced import Stage, Traced
from digests.tracing import Tracer
from digests.types import Digest, Reading, Story
from tests.builders import NOON, a_report, an_article
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed.xml"


@pytest.fixture
async def db(tmp_path):
    async with Database(tmp_path / "news.db") as database:
        yield database


@pytest.fixture
def tracer(db):
    return Tracer(db, ManualClock(), InlineWorkers())


def told(trace) -> str:
    return "\n".join(step.text for step in trace.steps)


async def test_where_nothing_is_followed_that_is_the_reason(tracer):
    trace = await tracer.why("https://gazette.example/bridge")
    assert trace.kind is Traced.UNKNOWN
    assert "No feed is followed" in told(trace)


async def test_a_stranger_is_told_what_is_followed_of_its_site(db, tracer):
    await db.write(feeds.add, FEED, NOON, "The Gazette")
    near = await tracer.why("https://www.gazette.example/tolls")
    assert f"The Gazette ({FEED}) is followed; never asked" in told(near)
    far = await tracer.why("https://courier.example/tolls")
    assert "No feed of that site is followed" in told(far)


async def test_a_feed_is_told_by_its_address(db, tracer):
    await db.write(feeds.add, FEED, NOON, "The Gazette")
    await db.write(feeds.pause, FEED)
    trace = await tracer.why("http://www.gazette.example/feed.xml?utm_source=x")
    assert (trace.kind, trace.url) == (Traced.FEED, FEED)
    assert "Paused until somebody resumes it" in told(trace)


async def test_an_article_without_a_feed_is_told_with_its_digest(db, tracer):
    report = a_report(an_article())
    await db.write(articles.add, Reading(report, ()), NOON)
    digest = Digest((Story((report,), ()),), NOON)
    await db.write(digests.add, digest, "4711")
    trace = await tracer.why("http://www.gazette.example/bridge?utm_medium=rss#more")
    assert trace.kind is Traced.ARTICLE
    assert [step.stage for step in trace.steps] == [
        Stage.SEEN,
        Stage.PAGE,
        Stage.DIGEST,
    ]
    assert "In the digest of channel 4711, story 1" in told(trace)


@pytest.mark.parametrize("asked", ["", "%", "_", "'; DROP TABLE feeds; --", 'a" NEAR('])
async def test_any_words_may_be_asked_for(tracer, asked):
    """SAFETY 48."""
    trace = await tracer.why(asked)
    assert trace.kind is Traced.UNKNOWN


async def test_a_feed_without_items_has_nothing_to_preview(db, tracer):
    await db.write(feeds.add, FEED, NOON)
    assert await tracer.preview(FEED, Filters(include=("bridge",))) == []
