"""Parse a feed's bytes, in a worker; the only home of feedparser.

feedparser's own sanitising and resolving of addresses are off: what is shown is
made harmless where it is shown, and it takes most of the time. Links are
resolved here, and only those of the web are kept.
"""

import html
import io
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from msgspec.structs import replace

from digests.errors import ParseError
from digests.feeds.charsets import decode
from digests.feeds.dates import moment
from digests.feeds.detect import looks_like_feed, unwrapped
from digests.feeds.gate import survey
from digests.feeds.json_feed import parse_json_feed
from digests.feeds.wishes import skip_days_of, skip_hours_of, ttl_of
from digests.types import Entry, ParsedFeed

# It would look for a driver that is not there at every feed.
feedparser.api.PREFERRED_XML_PARSERS.clear()
# What it copies deeply, twice an entry, is flat: a tenth of its time.
feedparser.FeedParserDict.__deepcopy__ = lambda self, _: type(self)(self)

_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_REFERENCE = re.compile(r"&#(x[0-9a-fA-F]{1,40}|\d{1,40});?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^/]", re.IGNORECASE)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def parse_feed(body: bytes, source: str, content_type: str = "") -> ParsedFeed:
    """Return what the feed holds, entries in its own order.

    Args:
        body: The feed as it came: RSS 0.9 to 2.0, Atom, RDF or JSON Feed.
        source: Its address or file, for relative links and for errors.
        content_type: What the server called it.

    Raises:
        ParseError: It is no feed.
        UnsafeFeed: It is built to hurt its reader.

    """
    text = text_of(body, source, content_type)
    if is_json(text):
        return parse_json(text, source)
    admitted = survey(document_of(text), source)
    return parse_document(admitted.body, source, cut=admitted.cut)


def text_of(body: bytes, source: str, content_type: str) -> str:
    """Return the text of a feed's bytes.

    Raises:
        ParseError: There is none.

    """
    if not body.strip(b"\x00 \t\r\n"):
        raise ParseError(source, "it is empty; check its address, or try again later")
    return _REFERENCE.sub(_possible, decode(body, source, content_type))


def _possible(reference: re.Match[str]) -> str:
    """Return the reference, or a mark in place of what is no character.

    feedparser breaks off at halves of surrogate pairs.
    """
    number = reference[1].lower().lstrip("0") or "0"
    code = int(number.lstrip("x"), 16) if "x" in number else int(number)
    whole = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    return reference[0] if whole else "\ufffd"


def is_json(text: str) -> bool:
    """Tell whether it may be a JSON Feed; XML begins otherwise."""
    return text.lstrip().startswith("{")


def parse_json(text: str, source: str) -> ParsedFeed:
    """Return the JSON Feed.

    Raises:
        ParseError: It is none.

    """
    return _with_web_links(parse_json_feed(text, source), source)


def document_of(text: str) -> bytes:
    """Return XML in UTF-8, without a prolog that says otherwise or a page around it."""
    return unwrapped(_PROLOG.sub("", text, count=1).encode("utf-8", "replace"))


def parse_document(document: bytes, source: str, *, cut: bool = False) -> ParsedFeed:
    """Return the feed of a document that the gate has admitted.

    Raises:
        ParseError: It is no feed.

    """
    parsed = feedparser.parse(
        io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>\n' + document),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise ParseError(source, _what_instead(document[:4096]))
    feed = replace(
        _feed(parsed, cut=cut),
        skip_hours=skip_hours_of(document),
        skip_days=skip_days_of(document),
    )
    return _with_web_links(feed, source)


def _what_instead(head: bytes) -> str:
    if _PAGE.search(head):
        return "it is a web page, not a feed; give the feed's own address"
    if not looks_like_feed(head):
        return "it is not a feed; check its address"
    return "the feed is broken beyond reading; check that it is whole"


def _feed(parsed: Any, *, cut: bool) -> ParsedFeed:
    about = parsed.feed
    return ParsedFeed(
        title=_plain(about.get("title")),
        link=str(about.get("link") or ""),
        language=_language(about),
        entries=tuple(_entry(each) for each in parsed.entries),
        cut=cut,
        ttl=ttl_of(about),
    )


def _language(about: Mapping[str, Any]) -> str:
    named = str(about.get("language") or "").strip().lower()
    return re.split("[-_]", named)[0] if re.match(r"[a-z]{2,3}\b", named) else ""


def _entry(each: dict[str, Any]) -> Entry:
    return Entry(
        id=str(each.get("id") or "").strip(),
        link=str(each.get("link") or "").strip(),
        title=_plain(each.get("title")),
        content=_content(each),
        author=_plain(each.get("author")),
        # dict's own get: feedparser's warns where only one of the two is there.
        published=moment(dict.get(each, "published_parsed"))
        or moment(dict.get(each, "updated_parsed")),
    )


def _content(each: Mapping[str, Any]) -> str:
    """Return the fullest of what the entry says of itself, as HTML."""
    found = [_as_html(part) for part in each.get("content") or ()]
    found.append(_as_html(each.get("summary_detail") or {}))
    return max(found, key=len, default="")


def _as_html(part: Mapping[str, Any]) -> str:
    value = str(part.get("value") or "")
    if part.get("type") == "text/plain" and not _TAG.search(value):
        return html.escape(value, quote=False)
    return value


def _plain(value: object) -> str:
    """Return a title or name without markup, white space folded."""
    text = html.unescape(_TAG.sub(" ", html.unescape(str(value or ""))))
    return " ".join(text.split())


def _with_web_links(feed: ParsedFeed, source: str) -> ParsedFeed:
    """Resolve the links, and drop those that do not lead to the web."""
    home = _web_link(feed.link, source)
    entries = [
        Entry(
            each.id,
            _web_link(each.link, home or source) or _web_link(each.id, ""),
            each.title,
            each.content,
            each.author,
            each.published,
        )
        for each in feed.entries
    ]
    return replace(feed, link=home, entries=tuple(entries))


def _web_link(link: str, base: str) -> str:
    if not link or re.search(r"[\s\x00-\x1f]", link):
        return ""
    try:
        # Most are whole, and joining takes as long as all the rest.
        parts = urlsplit(link if _WHOLE.match(link) else urljoin(base, link))
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return parts.geturl() if sound and "@" not in parts.netloc else ""
