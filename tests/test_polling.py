"""The Poller, with a canned web, a clock that stands still and real SQLite."""

import asyncio
from datetime import timedelta

import pytest

from digests.errors import FetchError, JobDied
from digests.followed import FeedState, PollReport
from digests.polling import Poller
from digests.ports import Validators
from digests.storage import entries, feeds, notices
from tests.builders import link_of, rss
from tests.fakes.clock import ManualClock
from tests.fakes.web import Canned, CannedWeb
from tests.fakes.workers import InlineWorkers

GAZETTE = "https://gazette.example/feed.xml"
COURIER = "https://courier.example/feed.xml"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HALVES = rb"""{"version": "https://jsonfeed.org/version/1.1", "title": "\ud800",
"items": [{"id": "\udfff", "title": "a \ud83d b", "content_text": "\u0000"}]}"""
DOWN = FetchError(GAZETTE, "the site answered with status 500", 500)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def web():
    return CannedWeb({GAZETTE: rss("one", "two")})


@pytest.fixture
async def poller(db, web, clock):
    await db.write(feeds.add, GAZETTE, clock.now())
    return Poller(db, web, clock, InlineWorkers())


async def waiting(db, clock) -> list[str]:
    ids = await db.read(entries.waiting, clock.now())
    items = await db.read(entries.load, sorted(ids))
    return [each.entry.title for each in items]


async def health(db, url=GAZETTE):
    return next(each for each in await db.read(feeds.health) if each.url == url)


async def told(db) -> list[str]:
    return [each.text for each in await db.read(notices.untold)]


async def test_what_is_new_waits_to_be_read(poller, db, clock):
    assert await poller.poll() == PollReport(asked=1, new=2)
    assert await waiting(db, clock) == ["one", "two"]
    assert (await health(db)).title == "Gazette"


async def test_a_feed_is_not_asked_again_before_it_is_due(poller, web, clock):
    await poller.poll()
    clock.advance(timedelta(minutes=14))
    assert await poller.poll() == PollReport()
    assert len(web.asked) == 1
    clock.advance(2 * HOUR)
    assert (await poller.poll()).asked == 1


async def test_everything_is_asked_where_that_is_wanted(poller, web):
    await poller.poll()
    assert (await poller.poll(everything=True)).asked == 1


async def test_an_entry_is_taken_once(poller, web, db, clock):
    await poller.poll()
    web.pages[GAZETTE] = rss("three", "two", "one")
    assert (await poller.poll(everything=True)).new == 1
    assert await waiting(db, clock) == ["one", "two", "three"]


async def test_validators_are_sent_back_to_the_letter(poller, web):
    """SAFETY 16."""
    odd = {"etag": 'W/"a, b" ', "last-modified": "the day after tomorrow"}
    web.pages[GAZETTE] = Canned(rss("one"), odd)
    await poller.poll()
    assert (await poller.poll(everything=True)).unchanged == 1
    assert web.asked[-1][1] == Validators(odd["etag"], odd["last-modified"])


async def test_an_etag_that_changes_over_the_same_body_brings_nothing(
    poller, web, db, figure
):
    """SAFETY 16."""
    for number in range(3):
        web.pages[GAZETTE] = Canned(rss("one"), {"etag": f'"{number}"'})
        report = await poller.poll(everything=True)
    assert (report.unchanged, (await health(db)).entries) == (1, 1)
    assert web.asked[-1][1].etag == '"1"'
    figure.total(16, "entries doubled", (await health(db)).entries - 1)


async def test_a_broken_feed_costs_only_itself(poller, web, db, clock):
    await db.write(feeds.add, COURIER, clock.now())
    web.pages[COURIER] = b"<html><body>We will be back soon.</body></html>"
    report = await poller.poll()
    assert report.new == 2
    assert [url for url, _ in report.failures] == [COURIER]


@pytest.mark.parametrize(
    "body",
    [
        HALVES,
        rss("a &#xD800; &#55296; &#0; &#x110000; b"),
        rss("a" + "&#" + "9" * 5000 + ";"),
    ],
)
async def test_what_is_no_character_costs_nobody_anything(poller, web, db, clock, body):
    """SAFETY 23: else the write would fail, and with it that of many feeds."""
    await db.write(feeds.add, COURIER, clock.now())
    web.pages[COURIER] = body
    assert await poller.poll() == PollReport(asked=2, new=3)


async def test_an_error_page_changes_nothing_that_is_known(poller, web, db, clock):
    """SAFETY 26."""
    web.pages[GAZETTE] = Canned(rss("one", "two"), {"etag": '"good"'})
    await poller.poll()
    before = await db.read(feeds.load, [1])
    for page in (
        b"<html><body>We will be back soon.</body></html>",
        b"",
        b'<!DOCTYPE r [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
    ):
        web.pages[GAZETTE] = Canned(page, {"etag": '"bad"'})
        assert (await poller.poll(everything=True)).failures
    (after,) = await db.read(feeds.load, [1])
    assert (after.etag, after.body_hash) == ('"good"', before[0].body_hash)
    assert after.slices == before[0].slices
    assert await waiting(db, clock) == ["one", "two"]


async def test_a_feed_that_fails_is_asked_less_and_less_and_told_of_once(
    poller, web, db, clock, figure
):
    """SAFETY 18."""
    await poller.poll()
    web.pages[GAZETTE] = DOWN
    polls_before = len(web.asked)
    for _ in range(7 * 24 * 4):
        clock.advance(timedelta(minutes=15))
        await poller.poll()
    polls = len(web.asked) - polls_before
    assert polls <= 16
    (notice,) = await told(db)
    assert "status 500" in notice
    figure.most(18, "polls in 7 days", polls)
    figure.most(18, "notices in 7 days", 1)
    assert (await health(db)).state is FeedState.ACTIVE


@pytest.mark.parametrize("status", [401, 403, 404, 451, 500, None])
async def test_a_feed_that_has_failed_for_a_week_is_paused(
    poller, web, db, clock, status
):
    """SAFETY 18."""
    web.pages[GAZETTE] = FetchError(GAZETTE, "it is not to be had", status)
    for _ in range(9 * 24):
        clock.advance(HOUR)
        await poller.poll()
    asked = len(web.asked)
    state = await health(db)
    assert (state.state, state.error) == (FeedState.PAUSED, "it is not to be had")
    failing, paused = await told(db)
    assert "cannot be read" in failing
    assert f"pullquote feeds resume {GAZETTE}" in paused
    for _ in range(3 * 24):
        clock.advance(HOUR)
        await poller.poll()
    assert len(web.asked) == asked


async def test_a_paused_feed_that_answers_again_is_followed_again(
    poller, web, db, clock
):
    """SAFETY 18."""
    web.pages[GAZETTE] = DOWN
    for _ in range(9 * 24):
        clock.advance(HOUR)
        await poller.poll()
    web.pages[GAZETTE] = rss("one")
    for _ in range(7 * 24):
        clock.advance(HOUR)
        await poller.poll()
    state = await health(db)
    assert (state.state, state.failures, state.error) == (FeedState.ACTIVE, 0, "")
    assert await told(db) == []


async def test_a_paused_feed_is_resumed_by_a_word(poller, web, db, clock):
    await poller.poll()
    await db.write(feeds.pause, GAZETTE)
    clock.advance(30 * DAY)
    assert (await poller.poll()).asked == 0
    await db.write(feeds.resume, GAZETTE, clock.now())
    assert (await poller.poll()).asked == 1


async def test_a_feed_that_is_gone_is_asked_no_more(poller, web, db, clock):
    """SAFETY 18."""
    web.pages[GAZETTE] = FetchError(GAZETTE, "it is gone for good (410)", 410, True)
    await poller.poll()
    clock.advance(30 * DAY)
    assert (await poller.poll()).asked == 0
    assert (await health(db)).state is FeedState.GONE
    assert len(await told(db)) == 1


async def test_what_can_never_work_is_told_at_once(poller, web, db):
    web.pages[GAZETTE] = FetchError(GAZETTE, "that host is not public", None, True)
    await poller.poll()
    assert len(await told(db)) == 1


async def test_a_page_that_never_was_a_feed_is_told_at_once(poller, web, db):
    web.pages[GAZETTE] = b"<html><body>Welcome.</body></html>"
    await poller.poll()
    (notice,) = await told(db)
    assert "it is a web page, not a feed" in notice


async def test_two_stumbles_are_told_to_nobody(poller, web, db):
    await poller.poll()
    web.pages[GAZETTE] = DOWN
    await poller.poll(everything=True)
    await poller.poll(everything=True)
    web.pages[GAZETTE] = rss("one", "two")
    await poller.poll(everything=True)
    assert await told(db) == []
    assert (await health(db)).failures == 0


async def test_retry_after_is_minded(poller, web, db, clock):
    """SAFETY 17."""
    web.pages[GAZETTE] = FetchError(
        GAZETTE, "come back later", 429, retry_after=str(6 * 3600)
    )
    await poller.poll()
    clock.advance(timedelta(hours=5))
    assert (await poller.poll()).asked == 0
    clock.advance(2 * HOUR)
    assert (await poller.poll()).asked == 1


async def test_a_new_address_is_believed_after_three_polls(poller, web, db):
    """SAFETY 7."""
    new = "https://gazette.example/new.xml"
    web.pages[GAZETTE] = Canned(rss("one"), moved_to=new)
    for _ in range(2):
        await poller.poll(everything=True)
    assert (await health(db)).url == GAZETTE
    await poller.poll(everything=True)
    (moved,) = await db.read(feeds.health)
    assert (moved.url, moved.entries) == (new, 1)


async def test_a_new_address_that_does_not_hold_is_not_believed(poller, web, db):
    web.pages[GAZETTE] = Canned(rss("one"), moved_to="https://parked.example/")
    for _ in range(2):
        await poller.poll(everything=True)
    web.pages[GAZETTE] = Canned(rss("one"))
    await poller.poll(everything=True)
    web.pages[GAZETTE] = Canned(rss("one"), moved_to="https://parked.example/")
    for _ in range(2):
        await poller.poll(everything=True)
    assert (await health(db)).url == GAZETTE


async def test_a_feed_that_moves_onto_another_joins_it(poller, web, db, clock):
    whole = "https://www.gazette.example/all.xml"
    await db.write(feeds.add, whole, clock.now())
    web.pages[whole] = rss("one")
    await poller.poll()
    web.pages[GAZETTE] = Canned(rss("one"), moved_to=whole)
    for _ in range(3):
        await poller.poll(everything=True)
    (left,) = await db.read(feeds.health)
    assert (left.url, left.state) == (whole, FeedState.ACTIVE)
    (notice,) = await told(db)
    assert whole in notice
    # Its followers are not to learn what others follow.
    assert GAZETTE not in notice
    # What only the first had brought stays known.
    assert len(await db.read(entries.of_url, link_of("two"))) == 1
    assert len(await db.read(entries.of_url, link_of("one"))) == 1


async def test_a_flood_is_held_and_told(poller, web, db, clock):
    """SAFETY 26."""
    await poller.poll()
    web.pages[GAZETTE] = rss(*(f"surprise {n}" for n in range(40)))
    assert (await poller.poll(everything=True)).held == 40
    assert await waiting(db, clock) == ["one", "two"]
    (notice,) = await told(db)
    assert "40 new entries" in notice
    assert await db.write(feeds.resume, GAZETTE, clock.now()) == 40
    assert len(await waiting(db, clock)) == 42


def at_home(host: str) -> str:
    return f"<link>https://{host}/</link>"


async def test_another_feed_in_the_feeds_place_is_held_and_told(poller, web, db, clock):
    """SAFETY 26: however few entries it has."""
    web.pages[GAZETTE] = rss("one", "two", extra=at_home("gazette.example"))
    await poller.poll()
    theirs = rss("Win", "Spin", name="Lucky Nights", extra=at_home("lucky.example"))
    web.pages[GAZETTE] = theirs
    assert (await poller.poll(everything=True)).held == 2
    assert await waiting(db, clock) == ["one", "two"]
    (notice,) = await told(db)
    assert notice.startswith("Gazette seems to be another feed now")
    assert "Lucky Nights" in notice
    # Back in its place, it goes on as if nothing had been.
    web.pages[GAZETTE] = rss("three", "two", extra=at_home("gazette.example"))
    assert await poller.poll(everything=True) == PollReport(asked=1, new=1)


@pytest.mark.parametrize(
    ("titles", "name", "host"),
    [
        (("three", "four"), "Gazette", "gazette.example"),
        (("three", "four"), "The Tarn Herald", "news.gazette.example"),
        (("three", "four"), "Gazette.", "herald.example"),
        (("three", "two"), "The Tarn Herald", "herald.example"),
    ],
)
async def test_a_feed_that_went_on_or_was_renamed_or_moved_is_no_other(
    titles, name, host, poller, web
):
    """SAFETY 26: though between two polls every entry may have gone."""
    web.pages[GAZETTE] = rss("one", "two", extra=at_home("gazette.example"))
    await poller.poll()
    after = rss(*titles, extra=at_home(host))
    title = f"<title>{name}</title>".encode()
    web.pages[GAZETTE] = after.replace(b"<title>Gazette</title>", title)
    report = await poller.poll(everything=True)
    assert (report.new, report.held) == (len({*titles} - {"two"}), 0)


async def test_a_feed_that_is_too_long_is_told_of_once(poller, web, db):
    """SAFETY 21."""
    for more in ("", "x"):
        web.pages[GAZETTE] = rss(*(f"{n}{more}" for n in range(501)))
        await poller.poll(everything=True)
    assert [text for text in await told(db) if "first 500 entries" in text]
    assert len([text for text in await told(db) if "very long" in text]) == 1


async def test_a_feed_that_is_removed_while_it_is_asked_stays_removed(db, clock):
    class Removing(CannedWeb):
        async def get(self, url, limit, validators=None):
            await db.write(feeds.remove, url)
            return await super().get(url, limit, validators)

    await db.write(feeds.add, GAZETTE, clock.now())
    web = Removing({GAZETTE: rss("one")})
    await Poller(db, web, clock, InlineWorkers()).poll()
    assert await db.read(feeds.health) == []


async def test_a_feed_that_is_paused_while_it_is_asked_stays_paused(db, clock):
    class Pausing(CannedWeb):
        async def get(self, url, limit, validators=None):
            await db.write(feeds.pause, url)
            return await super().get(url, limit, validators)

    await db.write(feeds.add, GAZETTE, clock.now())
    web = Pausing({GAZETTE: rss("one")})
    await Poller(db, web, clock, InlineWorkers()).poll()
    state = await health(db)
    assert (state.state, state.next_poll) == (FeedState.PAUSED, None)


class DeadlyWorkers(InlineWorkers):
    """Dies under every job that holds the word."""

    async def run(self, job, *args, **kwargs):
        if b"poison" in str(args).encode():
            raise JobDied(job.name)
        return await super().run(job, *args, **kwargs)


async def test_a_feed_that_kills_its_worker_costs_only_itself(db, clock, figure):
    """SAFETY 22: though small feeds go to a worker together."""
    pages = {f"https://site{n}.example/f": rss(f"story {n}") for n in range(20)}
    pages["https://site7.example/f"] = rss("poison")
    for url in pages:
        await db.write(feeds.add, url, clock.now())
    report = await Poller(db, CannedWeb(pages), clock, DeadlyWorkers(), 1).poll()
    assert report.new == 19
    assert [url for url, _ in report.failures] == ["https://site7.example/f"]
    figure.total(22, "other feeds lost", len(report.failures) - 1)


class HangingWeb(CannedWeb):
    """Never answers where the address says so; tells when so many were asked."""

    def __init__(self, pages, most):
        super().__init__(pages)
        self._left = most
        self.done = asyncio.Event()

    async def get(self, url, limit, validators=None):
        if "hang" in url:
            await asyncio.Event().wait()
        reply = await super().get(url, limit, validators)
        self._left -= 1
        if not self._left:
            self.done.set()
        return reply


async def test_fast_feeds_do_not_wait_for_those_that_hang(db, clock):
    """SAFETY 14."""
    good = [f"https://good{n}.example/f" for n in range(100)]
    hanging = [f"https://hang{n}.example/f" for n in range(100)]
    for pair in zip(hanging, good, strict=True):
        for url in pair:
            await db.write(feeds.add, url, clock.now())
    web = HangingWeb({url: rss("one") for url in good}, len(good))
    poll = asyncio.ensure_future(Poller(db, web, clock, InlineWorkers()).poll())
    await asyncio.wait_for(web.done.wait(), 20)
    poll.cancel()
    await asyncio.wait({poll})


async def test_what_was_due_while_nobody_polled_is_asked_once(poller, web, clock):
    await poller.poll()
    clock.advance(30 * DAY)
    assert (await poller.poll()).asked == 1
    assert (await poller.poll()).asked == 0


async def test_the_feeds_own_wish_outlasts_polls_that_bring_nothing(
    poller, web, db, clock
):
    web.pages[GAZETTE] = Canned(
        rss("one", extra="<ttl>600</ttl>"), {"etag": '"always"'}
    )
    await poller.poll()
    for _ in range(3):
        clock.advance(timedelta(days=2))
        assert (await poller.poll()).unchanged == 1
        assert (await health(db)).next_poll >= clock.now() + timedelta(minutes=600)


async def test_an_edit_is_changed_and_not_new(poller, web, db, clock):
    await poller.poll()
    edited = rss("one", "two").replace(b"on Monday", b"on Tuesday")
    web.pages[GAZETTE] = edited
    report = await poller.poll(everything=True)
    assert (report.new, report.changed) == (0, 2)
    (entry,) = await db.read(entries.of_url, link_of("one"))
    assert entry.changed == clock.now()
