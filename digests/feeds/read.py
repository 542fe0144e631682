"""Read a feed's bytes for a poll, in a worker: its entries and their keys."""

from digests.feeds.keys import keys_of_all
from digests.feeds.parse import parse_feed
from digests.followed import FeedReading


def read_feed(
    body: bytes,
    source: str,
    content_type: str = "",
    known: bytes = b"",  # noqa: ARG001 - not cut yet
) -> FeedReading:
    """Return what the feed holds that was not there to the letter the last time.

    Args:
        body: The feed as it came.
        source: Its address, for relative links and for errors.
        content_type: What the server called it.
        known: The `slices` of the reading before, b"" at the first.

    Raises:
        ParseError: It is no feed.
        UnsafeFeed: It is built to hurt its reader.

    """
    feed = parse_feed(body, source, content_type)
    return FeedReading(feed, b"", keys_of_all(feed))
