"""The PageReader, with a canned web, a clock that stands still and real SQLite."""

from datetime import timedelta

import pytest

from digests.errors import FetchError, JobDied, JobTimedOut
from digests.followed import EntryState, PagesReport
from digests.manners import Robots
from digests.pages import PageReader
from digests.polling import Poller
from digests.storage import articles, digests, entries, feeds
from digests.types import Verdict
from tests.builders import link_of, page_of, rss, text_of
from tests.fakes.clock import ManualClock
from tests.fakes.web import Canned, CannedWeb
from tests.fakes.workers import InlineWorkers

GAZETTE = "https://gazette.example/feed.xml"
COURIER = "https://courier.example/feed.xml"
LINK = link_of("one")
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def web():
    return CannedWeb({GAZETTE: rss("one"), LINK: page_of("one")})


@pytest.fixture
def workers():
    return InlineWorkers()


@pytest.fixture
async def poller(db, web, clock, workers):
    await db.write(feeds.add, GAZETTE, clock.now())
    return Poller(db, web, clock, workers)


@pytest.fixture
def reader(db, web, clock, workers):
    return PageReader(db, web, clock, workers)


async def the_entry(db, link=LINK):
    (entry,) = await db.read(entries.of_url, link)
    return entry


async def the_article(db, link=LINK):
    entry = await the_entry(db, link)
    (report,) = await db.read(articles.reports, [entry.article])
    return report.article


def times_asked(web, url) -> int:
    return sum(each == url for each, _ in web.asked)


async def test_a_new_entry_becomes_an_article(poller, reader, db):
    await poller.poll()
    assert await reader.read_waiting() == PagesReport(read=1)
    entry, article = await the_entry(db), await the_article(db)
    assert (entry.state, entry.note) == (
        EntryState.READ,
        "read in full from its page",
    )
    assert (article.title, article.verdict) == ("one", Verdict.FULL)
    assert (article.url, article.outlet) == (LINK, "Gazette")
    assert await reader.read_waiting() == PagesReport()


async def test_an_article_in_two_feeds_is_fetched_and_stored_once(
    poller, reader, db, web, clock
):
    await db.write(feeds.add, COURIER, clock.now())
    web.pages[COURIER] = rss("one", name="Courier").replace(
        LINK.encode(), LINK.encode() + b"?utm_source=courier"
    )
    await poller.poll()
    assert await reader.read_waiting() == PagesReport(read=1, linked=1)
    assert len({each.article for each in await db.read(entries.of_url, LINK)}) == 1
    assert len([url for url, _ in web.asked if url.startswith(LINK)]) == 1


async def test_a_page_that_cannot_be_had_is_tried_again_then_the_feed_must_do(
    poller, reader, db, web, clock
):
    web.pages[LINK] = FetchError(LINK, "the site answered with status 500", 500)
    await poller.poll()
    for wait in (timedelta(minutes=10), HOUR, 6 * HOUR):
        assert await reader.read_waiting() == PagesReport(later=1)
        assert await reader.read_waiting() == PagesReport()
        assert "status 500" in (await the_entry(db)).note
        clock.advance(wait)
    assert await reader.read_waiting() == PagesReport(read=1)
    article = await the_article(db)
    assert (article.text, article.verdict) == (text_of("one"), Verdict.TEASER)
    assert (await the_entry(db)).note == (
        "the feed's own text: the site answered with status 500"
    )


async def test_a_page_that_comes_back_is_read(poller, reader, db, web, clock):
    web.pages[LINK] = FetchError(LINK, "the site answered with status 500", 500)
    await poller.poll()
    await reader.read_waiting()
    web.pages[LINK] = page_of("one")
    clock.advance(HOUR)
    await reader.read_waiting()
    assert (await the_article(db)).verdict is Verdict.FULL


async def test_a_page_is_asked_for_again_though_the_clock_was_set_back(
    poller, reader, db, web, clock
):
    """SAFETY 67."""
    web.pages[LINK] = FetchError(LINK, "the site answered with status 500", 500)
    await poller.poll()
    await reader.read_waiting()
    web.pages[LINK] = page_of("one")
    clock.advance(-timedelta(days=400))
    assert await reader.read_waiting() == PagesReport(read=1)


async def test_a_page_is_not_asked_for_sooner_than_its_site_wants(
    poller, reader, db, web, clock
):
    web.pages[LINK] = FetchError(LINK, "too many", 429, retry_after="7200")
    await poller.poll()
    await reader.read_waiting()
    clock.advance(HOUR)
    await reader.read_waiting()
    assert times_asked(web, LINK) == 1
    clock.advance(HOUR)
    await reader.read_waiting()
    assert times_asked(web, LINK) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
async def test_a_page_that_is_refused_for_good_is_asked_for_once(
    poller, reader, db, web, status
):
    web.pages[LINK] = FetchError(LINK, f"it is refused ({status})", status)
    await poller.poll()
    assert await reader.read_waiting() == PagesReport(read=1)
    assert (await the_article(db)).text == text_of("one")
    assert times_asked(web, LINK) == 1


RULES = "https://gazette.example/robots.txt"


async def test_what_robots_may_not_read_is_not_asked_for(
    poller, db, web, clock, workers
):
    web.pages[RULES] = b"User-agent: *\nDisallow: /"
    await poller.poll()
    reader = PageReader(db, web, clock, workers, Robots(web, clock))
    await reader.read_waiting()
    assert times_asked(web, LINK) == 0
    assert "robots.txt" in (await the_entry(db)).note
    assert (await the_article(db)).text == text_of("one")


async def test_a_site_that_cannot_tell_its_rules_now_is_asked_again(
    poller, db, web, clock, workers
):
    web.pages[RULES] = FetchError(RULES, "the site answered with status 500", 500)
    await poller.poll()
    reader = PageReader(db, web, clock, workers, Robots(web, clock))
    assert await reader.read_waiting() == PagesReport(later=1)
    web.pages[RULES] = b""
    clock.advance(HOUR)
    assert await reader.read_waiting() == PagesReport(read=1)
    assert (await the_article(db)).verdict is Verdict.FULL


async def test_an_entry_without_a_page_is_read_from_its_feed(poller, reader, db, web):
    web.pages[GAZETTE] = rss("one").replace(f"<link>{LINK}</link>".encode(), b"")
    await poller.poll()
    assert await reader.read_waiting() == PagesReport(read=1)
    ids = await db.read(digests.fresh, "", ManualClock().now())
    (report,) = await db.read(articles.reports, ids)
    assert report.article.text == text_of("one")


async def test_a_changed_article_is_read_again_and_keeps_its_id(
    poller, reader, db, web, clock
):
    await poller.poll()
    await reader.read_waiting()
    before = (await the_entry(db)).article
    web.pages[GAZETTE] = rss("one").replace(b"Monday", b"Tuesday")
    web.pages[LINK] = page_of("one", "It was on Tuesday, and not before that day.")
    clock.advance(2 * HOUR)
    await poller.poll()
    await reader.read_waiting()
    assert (await the_entry(db)).article == before
    assert "It was on Tuesday" in (await the_article(db)).text


async def test_a_feed_that_changes_all_the_time_costs_a_page_an_hour(
    poller, reader, db, web, clock
):
    for number in range(13):
        web.pages[GAZETTE] = rss("one").replace(b"Monday", b"Monday %d" % number)
        await poller.poll(everything=True)
        await reader.read_waiting()
        clock.advance(timedelta(minutes=10))
    assert times_asked(web, LINK) == 3


async def test_a_page_that_is_lost_does_not_take_its_article_along(
    poller, reader, db, web, clock
):
    await poller.poll()
    await reader.read_waiting()
    web.pages[GAZETTE] = rss("one").replace(b"Monday", b"Tuesday")
    web.pages[LINK] = FetchError(LINK, "it is gone for good (410)", 410, True)
    clock.advance(2 * HOUR)
    await poller.poll()
    await reader.read_waiting()
    assert (await the_article(db)).verdict is Verdict.FULL
    assert "could not be read again" in (await the_entry(db)).note


async def test_a_wall_put_up_later_does_not_take_the_article_along(
    poller, reader, db, web, clock
):
    await poller.poll()
    await reader.read_waiting()
    web.pages[GAZETTE] = rss("one").replace(b"Monday", b"Tuesday")
    web.pages[LINK] = b"<html><title>one</title><body><p>Subscribe.</p></body></html>"
    clock.advance(2 * HOUR)
    await poller.poll()
    await reader.read_waiting()
    assert (await the_article(db)).verdict is Verdict.FULL


async def test_a_site_that_names_one_address_for_all_loses_no_article(
    poller, reader, db, web
):
    home = b'<head><link rel="canonical" href="https://gazette.example/">'
    web.pages[GAZETTE] = rss("one", "two")
    for title in ("one", "two"):
        web.pages[link_of(title)] = page_of(title).replace(b"<head>", home)
    await poller.poll()
    await reader.read_waiting()
    titles = {(await the_article(db, link_of(each))).title for each in ("one", "two")}
    assert titles == {"one", "two"}


class DeadlyWorkers(InlineWorkers):
    """Dies under every job that holds the word."""

    async def run(self, job, *args, **kwargs):
        if "poison" in str(args):
            raise JobDied(job.name)
        return await super().run(job, *args, **kwargs)


async def test_a_page_that_kills_its_worker_costs_only_itself(poller, db, web, clock):
    """SAFETY 22."""
    web.pages[GAZETTE] = rss("one", "two")
    web.pages[LINK] = page_of("one", "poison")
    web.pages[link_of("two")] = page_of("two")
    await poller.poll()
    report = await PageReader(db, web, clock, DeadlyWorkers()).read_waiting()
    assert report == PagesReport(read=2)
    assert (await the_article(db)).text == text_of("one")
    assert (await the_article(db, link_of("two"))).verdict is Verdict.FULL


class BusyWorkers(InlineWorkers):
    """Does not get done in time, for the first so many jobs."""

    def __init__(self, late: int) -> None:
        self.late = late

    async def run(self, job, *args, **kwargs):
        if self.late:
            self.late -= 1
            raise JobTimedOut(job.name)
        return await super().run(job, *args, **kwargs)


async def test_a_page_that_a_busy_machine_did_not_get_read_is_read_later(
    poller, db, web, clock
):
    """SAFETY 22."""
    await poller.poll()
    reader = PageReader(db, web, clock, BusyWorkers(late=1))
    assert await reader.read_waiting() == PagesReport(later=1)
    assert "took too long" in (await the_entry(db)).note
    clock.advance(HOUR)
    assert await reader.read_waiting() == PagesReport(read=1)
    assert (await the_article(db)).verdict is Verdict.FULL


async def test_a_page_that_always_takes_too_long_is_given_up(poller, db, web, clock):
    """SAFETY 22."""
    await poller.poll()
    reader = PageReader(db, web, clock, BusyWorkers(late=4))
    for _ in range(3):
        assert await reader.read_waiting() == PagesReport(later=1)
        clock.advance(6 * HOUR)
    assert await reader.read_waiting() == PagesReport(read=1)
    assert (await the_article(db)).text == text_of("one")


async def test_a_feeds_own_text_is_not_lost_to_a_busy_machine(poller, db, web, clock):
    web.pages[LINK] = FetchError(LINK, "it is refused (403)", 403)
    await poller.poll()
    reader = PageReader(db, web, clock, BusyWorkers(late=1))
    assert await reader.read_waiting() == PagesReport(later=1)
    clock.advance(HOUR)
    assert await reader.read_waiting() == PagesReport(read=1)
    assert (await the_article(db)).text == text_of("one")


async def test_an_entry_that_loses_its_link_keeps_the_page_it_had(
    poller, reader, db, web, clock
):
    await poller.poll()
    await reader.read_waiting()
    edited = rss("one").replace(b"Monday", b"Tuesday")
    web.pages[GAZETTE] = edited.replace(f"<link>{LINK}</link>".encode(), b"")
    web.pages[LINK] = page_of("one", "It was on Tuesday, and not before that day.")
    clock.advance(2 * HOUR)
    assert (await poller.poll()).changed == 1
    await reader.read_waiting()
    assert "It was on Tuesday" in (await the_article(db)).text


async def test_an_entry_that_kills_every_worker_leaves_its_headline(
    poller, db, web, clock
):
    """SAFETY 22."""
    web.pages[GAZETTE] = rss("one").replace(b"Monday", b"poison")
    web.pages[LINK] = page_of("one", "poison")
    await poller.poll()
    await PageReader(db, web, clock, DeadlyWorkers()).read_waiting()
    assert (await the_article(db)).verdict is Verdict.HEADLINE


@pytest.mark.parametrize(
    "kind", ["application/pdf", "audio/mpeg; x=y", "image/svg+xml"]
)
async def test_a_file_in_a_pages_place_is_said_to_be_one(poller, reader, db, web, kind):
    web.pages[LINK] = Canned(b"%PDF-1.4 not a page", {"content-type": kind})
    await poller.poll()
    assert await reader.read_waiting() == PagesReport(read=1)
    assert (await the_article(db)).text == text_of("one")
    assert (await the_entry(db)).note == (
        f"the feed's own text: it links to a file ({kind.partition(';')[0]})"
    )


async def test_feeds_take_turns(poller, db, web, clock):
    """A feed with many new entries does not make the others wait."""
    await db.write(feeds.add, COURIER, clock.now())
    web.pages[GAZETTE] = rss(*(f"story {n}" for n in range(5)))
    web.pages[COURIER] = rss("news", name="Courier")
    await poller.poll()
    items = await db.read(entries.load, await db.read(entries.waiting, clock.now()))
    assert "Courier" in [each.feed_title for each in items[:2]]


async def test_what_a_removed_feed_had_waiting_is_not_read(poller, reader, db, web):
    await poller.poll()
    await db.write(feeds.remove, GAZETTE)
    assert await reader.read_waiting() == PagesReport()
    assert times_asked(web, LINK) == 0
