"""A feed or a page, told by what stands in it."""

import pytest

from digests.feeds.detect import looks_like_feed


@pytest.mark.parametrize(
    "body",
    [
        b"<?xml version='1.0'?><rss version='2.0'>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>",
        b"<rdf:RDF xmlns:rdf='x'>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        "<rss version='2.0'>".encode("utf-16"),
        b"<!-- a note --><rss>",
        b"<!-- <html> -->" + b"<!-- a long note -->" * 9000 + b"<?x y?>\n<rss>",
        b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 900 + b"]><rss>",
        b"<!DOCTYPE r [" + b"<!ENTITY a 'b'>" * 900 + b"]><rss>",
        b'{"items": [' + b'{"id": 1},' * 900 + b'{}], "version": '
        b'"https://jsonfeed.org/version/1"}',
    ],
)
def test_a_feed_is_told_by_its_first_element(body):
    assert looks_like_feed(body, "text/html")


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><head><link type='application/rss+xml'>",
        b"<html><body><p>About <rss> feeds",
        b"Plain words about the rss.",
        b'{"a": 1}',
        b"",
    ],
)
def test_a_page_is_no_feed_whatever_it_links_to(body):
    assert not looks_like_feed(body, "text/xml")
