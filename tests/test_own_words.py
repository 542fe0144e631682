"""What a feed says of a page that cannot be read stays with that feed.

Two feeds link to one address: the Gazette's, and one of somebody who says whatever
they like of the Gazette's pages.
"""

from datetime import timedelta

import pytest

from digests.desk import Order
from digests.errors import FetchError
from digests.followed import PagesReport
from digests.pages import PageReader
from digests.polling import Poller
from digests.storage import articles, entries, feeds, readings, subscriptions
from digests.types import Verdict
from tests.builders import NOON, link_of, page_of, rss, text_of
from tests.fakes.clock import ManualClock
from tests.fakes.web import Canned, CannedWeb
from tests.fakes.workers import InlineWorkers

GAZETTE = "https://gazette.example/feed.xml"
STRANGER = "https://stranger.example/feed.xml"
LINK = link_of("one")
REFUSED = FetchError(LINK, "it is refused (403)", 403)
INVENTED = "The mayor has sold the bridge, and nobody was asked. It is a scandal."
HOUR = timedelta(hours=1)


def invented(link: str = LINK, title: str = "Bridge sold", more: str = "") -> bytes:
    return (
        f"<rss version='2.0'><channel><title>The Gazette</title><item><guid>1</guid>"
        f"<title>{title}</title><link>{link}</link><author>Nobody</author>"
        f"<description>{INVENTED}{more}</description></item></channel></rss>"
    ).encode()


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def web():
    return CannedWeb({GAZETTE: rss("one"), STRANGER: invented(), LINK: REFUSED})


@pytest.fixture
def read(db, web, clock):
    """Follow a feed, or several, if need be; ask all, and read what is new."""
    parts = (db, web, clock, InlineWorkers())

    async def round_of_reading(*urls: str) -> None:
        for url in urls:
            await db.write(feeds.add, url, clock.now())
        await Poller(*parts).poll(everything=True)
        await PageReader(*parts).read_waiting()
        clock.advance(2 * HOUR)

    return round_of_reading


async def brought(db, feed: str):
    """The articles that the feed brought, as they are stored."""
    keys = await db.read(_brought, feed)
    return [report.article for report in await db.read(articles.reports, keys)]


def _brought(db, feed: str) -> list[int]:
    rows = db.conn.execute(
        "SELECT article_id FROM arrivals JOIN feeds ON feeds.id = feed_id"
        " WHERE url = ? ORDER BY arrivals.id",
        [feed],
    )
    return [key for (key,) in rows]


async def is_shared(db) -> bool:
    """Whether both feeds brought the same one article."""
    first, second = await db.read(_brought, GAZETTE), await db.read(_brought, STRANGER)
    return len(first) == 1 and first == second


@pytest.mark.parametrize("order", [(GAZETTE, STRANGER), (STRANGER, GAZETTE)])
async def test_each_feed_has_its_own_words_of_a_page_that_is_refused(db, read, order):
    """SAFETY 46."""
    for url in order:
        await read(url)
    (ours,), (theirs,) = await brought(db, GAZETTE), await brought(db, STRANGER)
    assert (ours.title, ours.text) == ("one", text_of("one"))
    assert (theirs.title, theirs.text) == ("Bridge sold", INVENTED)
    assert ours.url == theirs.url == LINK


async def test_feeds_that_come_together_do_not_mix_either(db, read):
    """SAFETY 46."""
    await read(GAZETTE, STRANGER)
    assert [each.text for each in await brought(db, GAZETTE)] == [text_of("one")]
    assert [each.text for each in await brought(db, STRANGER)] == [INVENTED]


async def test_a_page_that_shows_less_than_the_feed_says_is_not_completed_for_others(
    db, web, read
):
    """SAFETY 46."""
    web.pages[LINK] = b"<html><title>one</title><body><p>Subscribe.</p></body></html>"
    await read(STRANGER)
    await read(GAZETTE)
    assert [each.text for each in await brought(db, GAZETTE)] == [text_of("one")]


@pytest.mark.parametrize("order", [(GAZETTE, STRANGER), (STRANGER, GAZETTE)])
async def test_a_page_that_can_be_read_is_everybodys_and_says_all_of_it(
    db, web, read, order
):
    """SAFETY 46: no title, name or date of a feed stands on another's article."""
    web.pages[LINK] = page_of("one")
    for url in order:
        await read(url)
    assert await is_shared(db)
    (article,) = await brought(db, GAZETTE)
    assert (article.title, article.byline, article.owner) == ("one", "", "")
    assert article.verdict is Verdict.FULL


async def test_a_page_that_is_read_later_is_everybodys(db, web, read):
    await read(STRANGER)
    web.pages[LINK] = page_of("one")
    await read(GAZETTE)
    (ours,) = await brought(db, GAZETTE)
    assert (ours.verdict, ours.owner) == (Verdict.FULL, "")
    assert [each.text for each in await brought(db, STRANGER)] == [INVENTED]
    web.pages[STRANGER] = invented(more=" More of it will follow.")
    await read()
    assert (await brought(db, STRANGER))[-1] == ours


async def test_a_feeds_own_words_give_way_to_its_page_and_keep_their_id(db, web, read):
    await read(GAZETTE)
    before = await db.read(_brought, GAZETTE)
    web.pages[GAZETTE] = rss("one").replace(b"Monday", b"Tuesday")
    web.pages[LINK] = page_of("one")
    await read()
    assert await db.read(_brought, GAZETTE) == before
    assert [each.owner for each in await brought(db, GAZETTE)] == [""]
    await read(STRANGER)
    assert await is_shared(db)


async def test_two_entries_of_a_feed_share_its_own_words(db, web, read):
    again = f"<item><guid>2</guid><title>Ferry rests</title><link>{LINK}</link></item>"
    more = again.encode() + b"</channel>"
    web.pages[GAZETTE] = rss("one").replace(b"</channel>", more)
    await read(GAZETTE)
    assert len(await db.read(entries.of_url, LINK)) == 2
    assert [each.text for each in await brought(db, GAZETTE)] == [text_of("one")]


@pytest.mark.parametrize("more", ["", " And more."])
async def test_a_link_that_is_changed_afterwards_leads_nobody_astray(
    db, web, read, more
):
    """SAFETY 46: what stood behind the first link is not what stands there."""
    elsewhere = "https://stranger.example/one"
    web.pages[STRANGER] = invented(elsewhere)
    web.pages[elsewhere] = page_of("Bridge sold", INVENTED)
    await read(STRANGER)
    web.pages[STRANGER] = invented(LINK, more=more)
    await read()
    web.pages[LINK] = page_of("one")
    await read(GAZETTE)
    (ours,) = await brought(db, GAZETTE)
    assert (ours.title, ours.url) == ("one", LINK)
    assert INVENTED not in ours.text


async def test_a_link_that_is_changed_takes_no_article_from_others(db, web, read):
    """SAFETY 46."""
    web.pages[LINK] = page_of("one")
    await read(STRANGER)
    await read(GAZETTE)
    assert await is_shared(db)
    elsewhere = "https://stranger.example/one"
    web.pages[elsewhere] = page_of("Bridge sold", INVENTED)
    web.pages[STRANGER] = invented(elsewhere, more=" And more.")
    await read()
    assert [each.title for each in await brought(db, GAZETTE)] == ["one"]
    assert (await brought(db, STRANGER))[-1].title == "Bridge sold"


async def test_what_a_feed_brought_stays_its_own_when_it_moves_on(db, web, read):
    """SAFETY 46: who follows it may still see the article of before."""
    web.pages[LINK] = page_of("one")
    await read(STRANGER)
    await read(GAZETTE)
    web.pages[link_of("two")] = page_of("two")
    moved = rss("one").replace(LINK.encode(), link_of("two").encode())
    web.pages[GAZETTE] = moved.replace(b"Monday", b"Tuesday")
    await read()
    assert [each.title for each in await brought(db, GAZETTE)] == ["one", "two"]
    elsewhere = "https://stranger.example/one"
    web.pages[elsewhere] = page_of("Bridge sold", INVENTED)
    web.pages[STRANGER] = invented(elsewhere, more=" And more.")
    await read()
    assert [each.title for each in await brought(db, GAZETTE)] == ["one", "two"]


@pytest.mark.parametrize("held", ["kept", "posted"])
async def test_what_is_kept_or_was_posted_is_not_changed_by_a_link(db, web, read, held):
    """SAFETY 46: by hand, or to a server that follows the feed no longer."""
    web.pages[LINK] = page_of("one")
    await read(STRANGER)
    (key,) = await db.read(_brought, STRANGER)
    await db.write(_hold, key, held)
    elsewhere = "https://stranger.example/one"
    web.pages[elsewhere] = page_of("Bridge sold", INVENTED)
    web.pages[STRANGER] = invented(elsewhere, more=" And more.")
    await read()
    (report,) = await db.read(articles.reports, [key])
    assert report.article.title == "one"
    assert (await brought(db, STRANGER))[-1].title == "Bridge sold"


def _hold(db, article: int, held: str) -> None:
    if held == "kept":
        db.conn.execute("INSERT INTO kept_articles VALUES (?)", [article])
        return
    db.conn.execute(
        "INSERT INTO digests (id, guild, channel, made_at, engine)"
        " VALUES (1, '1', '10', '', '')"
    )
    db.conn.execute(
        "INSERT INTO digest_articles (digest_id, story, position, article_id)"
        " VALUES (1, 0, 0, ?)",
        [article],
    )


async def test_a_link_that_is_changed_under_a_second_entry_leads_nobody_astray(
    db, web, read
):
    """SAFETY 46: the second entry still names the address of the first article."""
    second = f"<item><guid>2</guid><title>Also</title><link>{LINK}#v2</link></item>"
    both = second.encode() + b"</channel>"
    web.pages[LINK] = web.pages[f"{LINK}#v2"] = page_of("one")
    web.pages[STRANGER] = invented().replace(b"</channel>", both)
    await read(STRANGER)
    elsewhere = "https://stranger.example/one"
    web.pages[elsewhere] = page_of("Bridge sold", INVENTED)
    changed = invented(elsewhere, more=" And more.")
    web.pages[STRANGER] = changed.replace(b"</channel>", both)
    await read()
    web.pages[GAZETTE] = rss("one").replace(LINK.encode(), f"{LINK}#v2".encode())
    await read(GAZETTE)
    assert [each.title for each in await brought(db, GAZETTE)] == ["one"]


async def test_a_feed_that_moves_onto_anothers_says_nothing_in_its_name(db, web, read):
    """SAFETY 46: what it told of and nobody has read yet is not read as the other's."""
    web.pages[LINK] = FetchError(LINK, "the site answered with status 500", 500)
    web.pages[GAZETTE] = rss("two")
    web.pages[link_of("two")] = page_of("two")
    await read(GAZETTE, STRANGER)
    web.pages[STRANGER] = Canned(rss("two"), moved_to=GAZETTE)
    for _ in range(6):
        await read()
    assert [each.url for each in await db.read(feeds.health)] == [GAZETTE]
    assert [each.title for each in await brought(db, GAZETTE)] == ["two"]


async def test_a_feed_that_moves_to_another_host_begins_anew(db, web, read):
    """SAFETY 46: who follows that address later finds nothing said there before."""
    order = Order(STRANGER, "1", "10", title="Strange news")
    await db.write(subscriptions.follow, order, NOON, None)
    await read()
    assert [each.text for each in await brought(db, STRANGER)] == [INVENTED]
    web.pages[GAZETTE] = rss("two")
    web.pages[link_of("two")] = page_of("two")
    web.pages[STRANGER] = Canned(rss("two"), moved_to=GAZETTE)
    for _ in range(4):
        await read()
    (followed,) = await db.read(subscriptions.of_guild, "1")
    assert (followed.url, followed.title) == (GAZETTE, "Strange news")
    assert [each.url for each in await db.read(feeds.health)] == [GAZETTE]
    assert [each.title for each in await brought(db, GAZETTE)] == ["two"]


async def test_what_was_stored_under_a_link_is_looked_at_once_more(db, web, clock):
    """SAFETY 46: it may have become another article while the entry had its turn."""
    web.pages[LINK] = page_of("one")
    parts = (db, web, clock, InlineWorkers())
    reader = PageReader(*parts)
    for url in (STRANGER, GAZETTE):
        await db.write(feeds.add, url, NOON)
        await Poller(*parts).poll(everything=True)
        if url == STRANGER:
            await reader.read_waiting()
    (item,) = await db.read(entries.load, await db.read(entries.waiting, clock.now()))
    outcome = await reader.look(item)
    assert outcome.article is not None
    await db.write(_let_it_move, outcome.article)
    assert await db.write(readings.settle, [outcome], clock.now()) == PagesReport()
    assert await brought(db, GAZETTE) == []
    await reader.read_waiting()
    assert [each.title for each in await brought(db, GAZETTE)] == ["one"]


def _let_it_move(db, article: int) -> None:
    db.conn.execute("UPDATE entries SET moved = 1 WHERE article_id = ?", [article])
    db.conn.execute(
        "UPDATE articles SET identity = 'https://stranger.example/', title = 'Bridge'"
        " WHERE id = ?",
        [article],
    )
