"""Read a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

import html
import json
from typing import Any

from digests.errors import ParseError
from digests.feeds.dates import moment_of
from digests.feeds.gate import MOST_ENTRIES
from digests.types import Entry, ParsedFeed


def parse_json_feed(text: str, source: str) -> ParsedFeed:
    """Return the feed; values of a wrong type count as missing.

    Raises:
        ParseError: It is not JSON, or not a feed.

    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            source, "it is broken JSON, not a feed; check that it is whole"
        ) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ParseError(source, "it is JSON, but not a feed; check its address")
    found = [_entry(item) for item in items[:MOST_ENTRIES] if isinstance(item, dict)]
    return ParsedFeed(
        title=_text(feed, "title"),
        link=_text(feed, "home_page_url"),
        language=_text(feed, "language"),
        entries=tuple(found),
        cut=len(items) > MOST_ENTRIES,
    )


def _entry(item: dict[str, Any]) -> Entry:
    plain = html.escape(_text(item, "content_text"), quote=False)
    return Entry(
        id=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        content=_text(item, "content_html") or plain or _text(item, "summary"),
        author=_author(item),
        published=moment_of(item.get("date_published"))
        or moment_of(item.get("date_modified")),
    )


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors") or [item.get("author")]
    if not isinstance(authors, list):
        return ""
    names = [_text(each, "name") for each in authors if isinstance(each, dict)]
    return ", ".join(name for name in names if name)


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    # JSON may hold halves of surrogate pairs, which are text nowhere else.
    text = value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
    return text.replace("\x00", "").strip()
