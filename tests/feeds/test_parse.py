"""What feeds of every kind hold, as entries."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import ParseError, UnsafeFeed
from digests.feeds.parse import parse_feed

SOURCE = "https://gazette.example/feed.xml"

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Gazette</title><link>https://gazette.example/</link>
<language>en-GB</language>
<item><title>Bridge &amp;amp; ferry: a &lt;em&gt;choice&lt;/em&gt;</title>
<link>/bridge?a=1&amp;b=2</link><guid isPermaLink="false">b-1</guid>
<pubDate>Mon, 04 May 2026 12:00:00 +0200</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The <b>whole</b> report.</p>]]></content:encoded>
<author>ada@gazette.example (Ada Marsh)</author></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title>
<link href="https://gazette.example/"/><id>g</id>
<entry><title>Bridge</title><id>b-1</id><link rel="alternate" href="bridge"/>
<updated>2026-05-04T10:00:00Z</updated><author><name>Ada Marsh</name></author>
<content type="html">&lt;p&gt;The report.&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="g"><title>The Gazette</title><link>https://gazette.example/</link>
</channel><item rdf:about="b-1"><title>Bridge</title>
<link>https://gazette.example/bridge</link><dc:date>2026-05-04T10:00:00Z</dc:date>
</item></rdf:RDF>"""

RSS_091 = """<rss version="0.91"><channel><title>The Gazette</title>
<link>https://gazette.example/</link><item><title>Bridge</title>
<link>https://gazette.example/bridge</link></item></channel></rss>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Gazette",
        "home_page_url": "https://gazette.example/",
        "items": [
            {
                "id": "b-1",
                "url": "https://gazette.example/bridge",
                "title": "Bridge",
                "content_text": "a < b",
                "date_published": "2026-05-04T12:00:00+02:00",
                "authors": [{"name": "Ada Marsh"}],
            }
        ],
    }
)


def rss(*items: str) -> bytes:
    """An RSS feed of these items' inner XML."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f"<rss version='2.0'><channel><title>G</title>{inside}</channel></rss>"
    ).encode()


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, RSS_091, JSON_FEED])
def test_every_kind_of_feed_gives_its_entry(feed):
    parsed = parse_feed(feed.encode(), SOURCE)
    assert parsed.title == "The Gazette"
    assert parsed.link == "https://gazette.example/"
    (entry,) = parsed.entries
    assert entry.link.startswith("https://gazette.example/bridge")
    assert entry.title.startswith("Bridge")


def test_an_entry_keeps_what_the_feed_says_of_it():
    parsed = parse_feed(RSS.encode(), SOURCE)
    (entry,) = parsed.entries
    assert parsed.language == "en"
    assert entry.id == "b-1"
    assert entry.title == "Bridge & ferry: a choice"
    assert entry.link == "https://gazette.example/bridge?a=1&b=2"
    assert entry.content == "<p>The <b>whole</b> report.</p>"
    assert entry.published == datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert "Ada Marsh" in entry.author


def test_plain_text_in_a_json_feed_is_not_taken_for_markup():
    (entry,) = parse_feed(JSON_FEED.encode(), SOURCE).entries
    assert entry.content == "a &lt; b"
    assert entry.author == "Ada Marsh"
    assert entry.published == datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://user:pw@gazette.example/",
        "http://a b.example/",
        "http://[::1",
        "mailto:ada@gazette.example",
    ],
)
def test_only_links_of_the_web_are_kept(link):
    (entry,) = parse_feed(rss(f"<title>x</title><link>{link}</link>"), SOURCE).entries
    assert entry.link == ""


def test_a_permalink_serves_where_there_is_no_link():
    item = "<title>x</title><guid>https://gazette.example/p</guid>"
    (entry,) = parse_feed(rss(item), SOURCE).entries
    assert entry.link == "https://gazette.example/p"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"<!doctype html><html><body><p>Hi", "web page"),
        (b"Just words.", "not a feed"),
        (b"%PDF-1.7", "not a feed"),
        (b"{broken", "broken JSON"),
        (b'{"a": 1}', "not a feed"),
        (b"[" * 100_000, "not a feed"),
        (b"{" + b'"a":{' * 100_000, "broken JSON"),
    ],
)
def test_what_is_no_feed_is_refused_by_name(body, said):
    with pytest.raises(ParseError, match=said):
        parse_feed(body, SOURCE)


def test_a_feed_without_entries_is_a_feed():
    assert parse_feed(rss(), SOURCE).entries == ()


@pytest.mark.parametrize(
    "date",
    [
        "9999-99-99T99:99:99Z",
        "Fri, 31 Dec 10000 00:00:00 GMT",
        "Mon, 01 Jan -001 00:00:00 GMT",
        "0000-00-00",
        "Sun, 31 Feb 2026 10:00:00 +9999",
        "1970-01-01T00:00:00Z",
        "1" * 100_000,
        "Mon, " * 20_000,
        "yesterday",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_a_date_that_cannot_be_is_none(date):
    """SAFETY 24."""
    item = f"<title>x</title><pubDate>{date}</pubDate>"
    (entry,) = parse_feed(rss(item), SOURCE).entries
    assert entry.published is None


@pytest.mark.parametrize(
    "date", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "x", 5, None]
)
def test_a_json_date_that_cannot_be_is_none(date):
    """SAFETY 24."""
    feed = json.loads(JSON_FEED)
    feed["items"][0]["date_published"] = date
    (entry,) = parse_feed(json.dumps(feed).encode(), SOURCE).entries
    assert entry.published is None


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_parser_down(body):
    try:
        parse_feed(body, SOURCE)
    except (ParseError, UnsafeFeed) as error:
        assert error.reason  # noqa: PT017 - any other outcome is fine too


@given(st.text(max_size=200))
def test_no_title_brings_the_parser_down(title):
    item = f"<title><![CDATA[{title}]]></title>"
    body = rss(item.replace("]]>]]>", "]]>")).decode("utf8", "ignore")
    try:
        parsed = parse_feed(body.encode("utf8", "surrogatepass"), SOURCE)
    except (ParseError, UnsafeFeed):
        return
    for entry in parsed.entries:
        assert not set(entry.title) & set("\x00\ud800\x08")


@pytest.mark.parametrize("document", [RSS, ATOM, RDF])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<html><head><title>Gateway</title></head><body>", "</body></html>"),
        ("<!DOCTYPE html>\n<html>\n<body><pre>", ""),
    ],
)
def test_a_page_around_a_feed_changes_nothing_of_it(document, before, after):
    """SAFETY 30."""
    bare = document.removeprefix('<?xml version="1.0"?>')
    wrapped = f"{before}{bare}{after}".encode()
    assert parse_feed(wrapped, SOURCE) == parse_feed(document.encode(), SOURCE)
