"""Read a feed for a poll, in a worker: what was not there to the letter last time.

Where a document may be cut into entries, only those that are new or changed reach
feedparser; where it may not, all do, and the known ones are dropped afterwards.
"""

from msgspec.structs import replace

from digests.feeds.cutting import cut_down, slice_of, split_slices
from digests.feeds.gate import survey
from digests.feeds.keys import arrivals_of
from digests.feeds.parse import (
    document_of,
    is_json,
    parse_document,
    parse_json,
    text_of,
)
from digests.incoming import FeedReading
from digests.types import Entry, ParsedFeed


def read_feed(
    body: bytes, source: str, content_type: str = "", known: bytes = b""
) -> FeedReading:
    """Return what the feed holds that did not stand there to the letter before.

    Args:
        body: The feed as it came: RSS 0.9 to 2.0, Atom, RDF or JSON Feed.
        source: Its address, for relative links and for errors.
        content_type: What the server called it.
        known: The `slices` of the reading before, b"" at the first.

    Raises:
        ParseError: It is no feed.
        UnsafeFeed: It is built to hurt its reader.

    """
    text = text_of(body, source, content_type)
    if is_json(text):
        return _without_known(parse_json(text, source), known)
    admitted = survey(document_of(text), source)
    if admitted.entries is None:
        feed = parse_document(admitted.body, source, cut=admitted.cut)
        return _without_known(feed, known)
    cutting = cut_down(admitted.body, admitted.entries, known)
    feed = parse_document(cutting.document, source, cut=admitted.cut)
    return _reading(feed, cutting.slices)


def _without_known(feed: ParsedFeed, known: bytes) -> FeedReading:
    before = split_slices(known)
    slices = [_slice(entry) for entry in feed.entries]
    left = tuple(
        entry
        for entry, its in zip(feed.entries, slices, strict=True)
        if its not in before
    )
    return _reading(replace(feed, entries=left), b"".join(slices))


def _reading(feed: ParsedFeed, slices: bytes) -> FeedReading:
    return FeedReading(replace(feed, entries=()), slices, arrivals_of(feed))


def _slice(entry: Entry) -> bytes:
    content = repr((entry.id, entry.link, entry.title, entry.content, entry.author))
    return slice_of(f"{content}{entry.published}".encode("utf-8", "replace"))
