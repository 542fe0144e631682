"""Tell a feed from a page by its first bytes."""

import re

_HEAD = 4096
_FEED = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_JSON_FEED = re.compile(
    rb'^\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed', re.DOTALL
)


def looks_like_feed(body: bytes, content_type: str = "") -> bool:
    """Tell whether the document is a feed, sound or not.

    What it holds counts, not what the server calls it: feeds come as text/html
    and pages as text/xml.
    """
    head = body[:_HEAD].replace(b"\x00", b"")
    page, feed = _PAGE.search(head), _FEED.search(head)
    if feed and (not page or feed.start() < page.start()):
        return True
    if page:
        return False
    return bool(_JSON_FEED.match(head)) or "feed+json" in content_type


def kind_of_feed(body: bytes) -> str:
    """Return what people call this kind of feed."""
    found = _FEED.search(body[:_HEAD].replace(b"\x00", b""))
    return _KINDS[found[1].lower()] if found else "JSON Feed"


_KINDS = {b"rss": "RSS", b"feed": "Atom", b"rdf": "RSS 1.0", b"channel": "RSS"}
