"""What an address leads to: a feed, a page with feeds, or neither."""

import json

import pytest

from digests.desk import Candidate, FeedFound
from digests.errors import ParseError, UnsafeFeed
from digests.feeds.discover import MOST, look
from tests.feeds.samples import a_page, an_alternate

HOME = "https://gazette.example/news/"

RSS_ITEM = (
    "<item><title>Ferry sails</title><link>https://gazette.example/1</link></item>"
)
RDF_SPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FEEDS = {
    "RSS 0.90": f'<rdf:RDF xmlns:rdf="{RDF_SPACE}" xmlns="http://my.netscape.com/rdf/'
    f'simple/0.9/"><channel><title>The Gazette</title></channel>{RSS_ITEM}</rdf:RDF>',
    "RSS 0.91": f'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications'
    '//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    f'<rss version="0.91"><channel><title>The Gazette</title>{RSS_ITEM}'
    "</channel></rss>",
    "RSS 0.92": f'<rss version="0.92"><channel><title>The Gazette</title>{RSS_ITEM}'
    "</channel></rss>",
    "RSS 1.0": f'<rdf:RDF xmlns:rdf="{RDF_SPACE}" xmlns="http://purl.org/rss/1.0/">'
    f"<channel><title>The Gazette</title></channel>{RSS_ITEM}</rdf:RDF>",
    "RSS 2.0": f'<rss version="2.0"><channel><title>The Gazette</title>{RSS_ITEM}'
    "</channel></rss>",
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#">'
    "<title>The Gazette</title><entry><title>Ferry sails</title></entry></feed>",
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title>'
    "<entry><id>1</id><title>Ferry sails</title></entry></feed>",
    "podcast": '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0'
    '.dtd"><channel><title>The Gazette</title><itunes:author>Gazette</itunes:author>'
    '<item><title>Ferry sails</title><enclosure url="https://gazette.example/1.mp3" '
    'type="audio/mpeg" length="1"/></item></channel></rss>',
    "JSON Feed 1.0": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "The Gazette",
            "items": [{"id": "1", "title": "Ferry sails"}],
        }
    ),
    "JSON Feed 1.1": json.dumps(
        {
            "title": "The Gazette",
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": "1", "title": "Ferry sails"}],
        }
    ),
}


def links(page: bytes, source: str = HOME) -> list[str]:
    found = look(page, source, "text/html; charset=utf-8")
    assert isinstance(found, tuple)
    return [each.url for each in found]


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("content_type", ["", "text/html", "application/json"])
def test_a_feed_is_known_whatever_its_kind_and_its_server_say(kind, content_type):
    """SAFETY 30."""
    found = look(FEEDS[kind].encode(), HOME, content_type)
    assert isinstance(found, FeedFound)
    assert (found.title, found.entries) == ("The Gazette", 1)


@pytest.mark.parametrize("start", ["<html>", "<!DOCTYPE html><html><head></head>"])
@pytest.mark.parametrize("kind", ["RSS 2.0", "RSS 1.0", "Atom 1.0"])
def test_a_feed_that_is_wrapped_into_a_page_is_still_one(kind, start):
    """SAFETY 30."""
    body = f"{start}<body>{FEEDS[kind]}</body></html>".encode()
    found = look(body, HOME, "text/html")
    assert isinstance(found, FeedFound)
    assert found.entries == 1


@pytest.mark.parametrize(
    "kind",
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "text/xml",
        "Application/RSS+XML; charset=utf-8",
    ],
)
def test_a_page_given_for_a_feed_tells_of_its_own(kind):
    """SAFETY 30."""
    assert links(a_page(an_alternate("../feed", kind))) == [
        "https://gazette.example/feed"
    ]


def test_every_feed_of_a_page_is_offered_once_and_comments_last():
    head = (
        an_alternate("/comments/feed", title="Gazette: comments")
        + an_alternate("/feed", title="The Gazette")
        + an_alternate("/feed#top")
        + an_alternate("/feed.json", "application/json", "The Gazette as JSON")
        + an_alternate("/wp-json/posts/1", "application/json")
        + an_alternate("/de/", "text/html")
    )
    assert look(a_page(head), HOME) == (
        Candidate("https://gazette.example/feed", "The Gazette"),
        Candidate("https://gazette.example/feed.json", "The Gazette as JSON"),
        Candidate("https://gazette.example/comments/feed", "Gazette: comments"),
    )


def test_links_that_plainly_are_feeds_count_where_they_are_the_sites_own():
    body = (
        '<a href="/rss/world.xml">World</a><a href="/sport.rss">Sport</a>'
        '<a href="https://other.example/feed.xml">A friend</a>'
        '<a href="/feedback">Us</a>'
        '<a href="https://feeds.gazette.example/rss.xml">Main</a>'
        '<a href="/?feed=rss2">All</a><a href="/about-rss.html">What is this?</a>'
    )
    assert links(a_page(body=body)) == [
        "https://gazette.example/rss/world.xml",
        "https://gazette.example/sport.rss",
        "https://feeds.gazette.example/rss.xml",
        "https://gazette.example/?feed=rss2",
    ]


def test_a_folder_that_may_be_a_page_about_feeds_counts_without_better():
    body = '<a href="/rss">Our feeds</a>'
    assert links(a_page(body=body)) == ["https://gazette.example/rss"]
    assert links(a_page(an_alternate("/feed"), body)) == [
        "https://gazette.example/feed"
    ]


def test_links_are_resolved_against_the_pages_base():
    page = a_page('<base href="https://cdn.example/a/">' + an_alternate("feed"))
    assert links(page) == ["https://cdn.example/a/feed"]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:application/rss+xml,x",
        "ftp://gazette.example/feed",
        "https://user:secret@gazette.example/feed",
        "https://gazette.example:99999/feed",
        "http://[::1/feed",
        "",
    ],
)
def test_a_link_that_does_not_lead_to_the_web_is_no_feed(href):
    assert links(a_page(an_alternate(href))) == []


def test_a_page_with_a_thousand_feeds_offers_as_many_as_a_menu_shows():
    head = "".join(an_alternate(f"/{n}.rss") for n in range(1000))
    assert len(links(a_page(head))) == MOST


CHANNEL = "UC" + "a" * 22


@pytest.mark.parametrize(
    "page",
    [
        a_page(f'<meta itemprop="identifier" content="{CHANNEL}">'),
        a_page(body=f'<script>var d = {{"externalId":"{CHANNEL}"}}</script>'),
        a_page(body=f'<script>var d = {{"channelId": "{CHANNEL}"}}</script>'),
    ],
)
def test_a_page_of_youtube_names_its_channel(page):
    feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"
    assert links(page, "https://www.youtube.com/@gazette") == [feed]
    assert links(page, "https://gazette.example/") == []


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "empty"), (b"%PDF-1.7 x", "PDF"), (b"\x89PNG\r\n", "image")],
)
def test_what_is_neither_feed_nor_page_is_named(body, words):
    with pytest.raises(ParseError, match=words):
        look(body, HOME)


def test_a_hostile_feed_and_a_hostile_page_are_refused():
    bomb = b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>"
    with pytest.raises(UnsafeFeed):
        look(bomb, HOME)
    with pytest.raises(ParseError, match="elements"):
        look(a_page(body="<b>" * 50_000), HOME)
