"""Feeds, pages and texts become readings; what is wrong with one costs no other."""

from email.utils import format_datetime

import pytest

from digests.adapters.saved import SavedWeb
from digests.errors import FetchError, JobDied, ParseError, SourceError, UnsafeFeed
from digests.limits import FEED_BYTES, PAGE_BYTES
from digests.named_jobs import read_entry
from digests.sources import MOST_PAGES, Contents, Document, SourceReader
from digests.types import Reading, Verdict
from tests.builders import NOON
from tests.fakes.workers import InlineWorkers

STORY = (
    "The new bridge at Tarn opened on Monday, two years late and over its budget, the "
    "county council said. “We are proud of every rivet,” said Ada Marsh, the mayor. "
    "The ferry, which the bridge replaces, will stop in May after many years of work "
    "on the river, and its two boats will be sold to a museum."
)
PAGE = f"<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens\
</h1><p>{STORY}</p></article></body></html>".encode()


def a_feed(*links: str) -> bytes:
    items = "".join(
        f"<item><title>Story {n}</title><link>{link}</link><pubDate>"
        f"{format_datetime(NOON)}</pubDate><description>In short, number {n} happened."
        "</description></item>"
        for n, link in enumerate(links)
    )
    return (
        f"<rss version='2.0'><channel><title>The Gazette</title>{items}</channel></rss>"
    ).encode()


async def read(document: Document, pages: dict[str, bytes] | None = None):
    web = SavedWeb(pages or {}, "text/html; charset=utf-8")
    return [each async for each in SourceReader(web, InlineWorkers()).read(document)]


async def test_a_feeds_entries_are_read_from_their_pages_in_order():
    links = [f"https://gazette.example/{n}" for n in range(8)]
    document = Document("feed.xml", a_feed(*links))
    contents, *readings = await read(document, dict.fromkeys(links, PAGE))
    assert contents == Contents(8, 8)
    articles = [each.report.article for each in readings]
    assert [article.url for article in articles] == links
    assert {article.verdict for article in articles} == {Verdict.FULL}
    assert {article.outlet for article in articles} == {"The Gazette"}
    assert {article.published for article in articles} == {NOON}


async def test_an_entry_whose_page_is_gone_is_read_from_the_feed():
    links = ["https://gazette.example/gone", "https://gazette.example/there"]
    _, note, gone, there = await read(
        Document("feed.xml", a_feed(*links)), {links[1]: PAGE}
    )
    assert isinstance(note, FetchError)
    assert gone.report.article.verdict is Verdict.TEASER
    assert gone.report.article.text == "In short, number 0 happened."
    assert there.report.article.verdict is Verdict.FULL


async def test_a_feed_that_points_elsewhere_is_not_taken_for_the_outlet():
    feed = a_feed("https://gazette.example/1").replace(
        b"</title>", b"</title><link>https://links.example/</link>", 1
    )
    pages = {"https://gazette.example/1": PAGE}
    _, reading = await read(Document("feed.xml", feed), pages)
    assert reading.report.article.outlet == "gazette.example"


async def test_of_an_archive_the_newest_pages_are_fetched_and_every_entry_is_read():
    links = [f"https://gazette.example/{n}" for n in range(MOST_PAGES + 20)]
    web = SavedWeb(dict.fromkeys(links, PAGE), "text/html; charset=utf-8")
    reader = SourceReader(web, InlineWorkers())
    document = Document("feed.xml", a_feed(*links))
    contents, *readings = [each async for each in reader.read(document)]
    assert contents == Contents(MOST_PAGES + 20, MOST_PAGES)
    assert len(readings) == MOST_PAGES + 20
    assert sorted(web.asked) == sorted(links[:MOST_PAGES])


class LostWorkers(InlineWorkers):
    """Workers that get through a feed, and die of everything in it."""

    async def run(self, job, *args, **kwargs):
        if job is read_entry:
            raise JobDied("read_entry")
        return await super().run(job, *args, **kwargs)


async def test_an_entry_that_kills_its_worker_leaves_its_headline():
    web = SavedWeb({"https://gazette.example/1": PAGE}, "text/html")
    reader = SourceReader(web, LostWorkers())
    document = Document("feed.xml", a_feed("https://gazette.example/1"))
    _, reading = [each async for each in reader.read(document)]
    assert isinstance(reading, Reading)
    assert reading.report.article.title == "Story 0"
    assert reading.report.article.verdict is Verdict.HEADLINE


async def test_a_feed_that_is_cut_says_so():
    """SAFETY 21."""
    contents, *readings = await read(Document("feed.xml", a_feed(*[""] * 501)))
    assert contents == Contents(500, MOST_PAGES, cut=True)
    assert len(readings) == 500


async def test_a_page_is_read_as_an_article():
    (reading,) = await read(Document("bridge.html", PAGE))
    assert reading.report.article.title == "Bridge opens"
    assert [quote.speaker for quote in reading.report.quotes] == ["Ada Marsh"]


async def test_a_text_is_read_as_an_article():
    (reading,) = await read(Document("bridge.txt", f"Bridge opens\n\n{STORY}".encode()))
    assert isinstance(reading, Reading)
    assert reading.report.article.text == STORY


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"", ParseError, "empty"),
        (b"%PDF-1.4", ParseError, "PDF"),
        (a_feed(), ParseError, "no entries"),
        (PAGE + b" " * PAGE_BYTES, ParseError, "too large for an article"),
        (a_feed("x") + b" " * FEED_BYTES, ParseError, "too large for a feed"),
        (b"<title>Menu</title><nav>Home</nav>", ParseError, "no sentence"),
        (b"<?xml version='1.0'?><note><to>x</to></note>", ParseError, "it is XML"),
        (b"<opml version='2.0'><body/></opml>", ParseError, "list of feeds"),
        (b'{"text": "The bridge opened on Monday."}', ParseError, "it is JSON"),
        (
            b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>",
            UnsafeFeed,
            "built to harm",
        ),
    ],
)
async def test_what_cannot_be_read_says_why_and_names_its_source(body, kind, words):
    with pytest.raises(kind, match=words) as caught:
        await read(Document("the-source", body))
    assert isinstance(caught.value, SourceError)
    assert caught.value.source == "the-source"
