"""Tell a feed from a page by its first element."""

import re

_HEAD = 4096
_FEED = re.compile(
    rb"<(?:!doctype\s+)?(?:[\w.-]+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# What may stand before the first element: white space, instructions, comments.
_BEFORE = re.compile(rb"(?:[\s\xef\xbb\xbf]++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_OTHER_DOCTYPE = re.compile(rb"<!doctype\s+(?!html\b)", re.IGNORECASE)
_WRAPPED = re.compile(
    rb"<(?P<name>rss|feed|rdf:RDF)(?:(?<=rss)\s[^<>]{0,500}version"
    rb"|(?<=feed)\s[^<>]{0,500}2005/Atom|(?<=RDF)\s)",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed')


def looks_like_feed(body: bytes, content_type: str = "") -> bool:
    """Tell whether the document is a feed, sound or not.

    What it holds counts, not what the server calls it: feeds come as text/html
    and pages as text/xml.
    """
    wide = b"\x00" in body[:_HEAD]
    text = body.replace(b"\x00", b"").lstrip(b"\xff\xfe") if wide else body
    start = _start(text)
    if text[start : start + 1] == b"{":
        return bool(_JSON_FEED.search(text)) or "feed+json" in content_type
    # Entities are declared before the first element, as many as one likes.
    declares = _OTHER_DOCTYPE.match(text, start)
    head = text[start:] if declares else text[start : start + _HEAD]
    page, feed = _PAGE.search(head), _FEED.search(head)
    return bool(feed and (not page or feed.start() < page.start()))


def holds_feed(page: bytes) -> bool:
    """Tell whether there is a feed somewhere in a page."""
    return bool(_WRAPPED.search(page))


def unwrapped(document: bytes) -> bytes:
    """Return the feed alone where somebody's server has wrapped it into a page.

    The page would take the feed's title and link for its own.
    """
    if not _PAGE.match(document, _start(document)):
        return document
    feed = _WRAPPED.search(document)
    if feed is None:
        return document
    end = document.rfind(b"</" + feed["name"])
    if end < 0:
        return document[feed.start() :]
    return document[feed.start() : end] + b"</" + feed["name"] + b">"


def _start(text: bytes) -> int:
    before = _BEFORE.match(text)
    return before.end() if before else 0


def kind_of_feed(body: bytes) -> str:
    """Return what people call this kind of feed."""
    found = _FEED.search(body.replace(b"\x00", b""))
    return _KINDS[found[1].lower()] if found else "JSON Feed"


_KINDS = {b"rss": "RSS", b"feed": "Atom", b"rdf": "RSS 1.0", b"channel": "RSS"}
