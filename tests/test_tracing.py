"""What became of an item is told from what is stored, and nothing else."""

from datetime import timedelta

import pytest

from digests.errors import FetchError
from digests.followed import Filters
from digests.pages import PageReader
from digests.polling import Poller
from digests.storage import articles, digests, feeds
from digests.traced import Stage, Traced
from digests.tracing import Tracer
from digests.types import Digest, Reading, Story
from tests.builders import NOON, a_report, an_article, link_of, rss
from tests.fakes.clock import ManualClock
from tests.fakes.web import CannedWeb
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed.xml"


REPORT = """\
<html><head><title>one</title></head><body><article><h1>one</h1>
<p>The new bridge at Tarn opened on Monday, two years late and 3 million pounds over
its budget, the county council said at the ceremony by the river.</p>
<p>“We are proud of every rivet,” said Ada Marsh, the mayor. “It was worth the wait,
and the ferry may rest now.”</p>
<p>The ferry, which the bridge replaces, will stop in May after 112 years on the river,
and its last captain will get the freedom of the town.</p></article></body></html>
"""


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def tracer(db, clock):
    return Tracer(db, clock, InlineWorkers())


@pytest.fixture
def web():
    return CannedWeb({FEED: rss("one"), link_of("one"): REPORT.encode()})


@pytest.fixture
async def poll(db, clock, web):
    """Follow the feed for the local desk; then each call is a round of polling."""
    key = await db.write(feeds.add, FEED, NOON)
    await db.write(follow, key)
    poller = Poller(db, web, clock, InlineWorkers())
    pages = PageReader(db, web, clock, InlineWorkers())

    async def round_of_polling():
        await poller.poll(everything=True)
        await pages.read_waiting()

    return round_of_polling


def follow(db, feed_id: int) -> None:
    db.conn.execute(
        "INSERT INTO subscriptions (feed_id, added_at) VALUES (?, '')", [feed_id]
    )


def exclude(db, words: str) -> None:
    db.conn.execute("UPDATE subscriptions SET exclude = ?", [words])


def told(trace) -> str:
    return "\n".join(step.text for step in trace.steps)


def stages(trace) -> list[Stage]:
    return [step.stage for step in trace.steps]


async def test_an_article_is_told_from_its_feed_to_its_next_digest(tracer, poll):
    await poll()
    trace = await tracer.why(f"{link_of('one')}?utm_source=rss&fbclid=1#top")
    assert (trace.kind, trace.title) == (Traced.ARTICLE, "one")
    assert stages(trace) == [
        Stage.SEEN,
        Stage.PAGE,
        Stage.PAGE,
        Stage.FILTER,
        Stage.NEXT,
    ]
    assert f"First seen in Gazette ({FEED})" in told(trace)
    assert "Read in full from its page" in told(trace)
    assert "2 quotes, language en" in told(trace)
    assert "The local desk takes it" in told(trace)
    assert "next digest of the local desk" in told(trace)


async def test_a_filter_that_refuses_an_article_is_named(tracer, poll, db):
    await poll()
    await db.write(exclude, "ferry\nlottery")
    trace = await tracer.why(link_of("one"))
    assert (
        "The local desk leaves it out: its text contains the excluded word “ferry”"
        in told(trace)
    )


async def test_a_page_that_does_not_answer_is_told_with_its_next_try(
    tracer, poll, web, clock
):
    link = link_of("one")
    web.pages[link] = FetchError(link, "the site does not answer")
    await poll()
    trace = await tracer.why(link)
    assert "(asked 1 time)" in told(trace)
    assert "the site does not answer" in told(trace)
    again = next(step for step in trace.steps if step.stage is Stage.NEXT)
    assert again.at > clock.now()


async def test_what_changed_is_told_with_its_time(tracer, poll, web, clock):
    await poll()
    clock.advance(timedelta(hours=2))
    web.pages[FEED] = rss("one").replace(b"Read all of it", b"Nobody was hurt")
    await poll()
    trace = await tracer.why(link_of("one"))
    changed = next(step for step in trace.steps if step.stage is Stage.CHANGED)
    assert changed.at == NOON + timedelta(hours=2)


async def test_what_a_first_poll_leaves_out_is_told_so(tracer, poll, web):
    names = [f"story {number}" for number in range(9)]
    web.pages[FEED] = rss(*names)
    await poll()
    left = await tracer.why(link_of("story 8"))
    assert "Noted and not read: a first poll takes the newest 5" in told(left)
    assert Stage.FILTER not in stages(left)


async def test_what_the_flood_breaker_holds_is_told_so(tracer, poll, web):
    await poll()
    web.pages[FEED] = rss(*(f"story {number}" for number in range(40)))
    await poll()
    held = await tracer.why(link_of("story 7"))
    assert "Held: it came with more than 30 new items at once" in told(held)
    feed = await tracer.why(FEED)
    assert "40 held until the feed is resumed" in told(feed)


async def test_words_of_a_title_find_it_and_its_likes(tracer, poll, web):
    web.pages[FEED] = rss("Bridge opens", "Bridge closes", "Ferry stops")
    await poll()
    trace = await tracer.why("bridge")
    assert trace.title.startswith("Bridge")
    assert len(trace.others) == 1
    assert (await tracer.why("Ferry  stops")).others == ()


async def test_a_missing_article_is_told_what_its_site_s_feed_suffers(
    tracer, poll, web
):
    web.pages[FEED] = FetchError(FEED, "the certificate has expired")
    await poll()
    trace = await tracer.why("https://gazette.example/never-seen")
    assert trace.kind is Traced.UNKNOWN
    assert "in none of the feeds" in told(trace)
    assert "the certificate has expired" in told(trace)


async def test_a_feed_s_last_items_are_judged_newest_first(tracer, poll, web):
    web.pages[FEED] = rss("Bridge opens", "Lottery drawn")
    await poll()
    rulings = await tracer.preview(FEED, Filters(exclude=("lottery",)))
    assert {item.title: ruling.taken for item, ruling in rulings} == {
        "Bridge opens": True,
        "Lottery drawn": False,
    }


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


@pytest.mark.parametrize(
    "asked", ["", "%", "_", "'; DROP TABLE feeds; --", 'a" NEAR(', "\0", "\udcff"]
)
async def test_any_words_may_be_asked_for(tracer, asked):
    """SAFETY 48."""
    trace = await tracer.why(asked)
    assert trace.kind is Traced.UNKNOWN


async def test_a_feed_without_items_has_nothing_to_preview(db, tracer):
    await db.write(feeds.add, FEED, NOON)
    assert await tracer.preview(FEED, Filters(include=("bridge",))) == []
