"""Read several feeds in one job; handing one over costs as much as a small feed."""

from digests.errors import SourceError
from digests.feeds.read import read_feed
from digests.incoming import FeedBody, FeedReading


def read_feeds(bodies: tuple[FeedBody, ...]) -> tuple[FeedReading | SourceError, ...]:
    """Return what each of the feeds holds, or what is wrong with it, in their order."""
    return tuple(_read(each) for each in bodies)


def _read(each: FeedBody) -> FeedReading | SourceError:
    try:
        return read_feed(each.body, each.source, each.content_type, each.known)
    except SourceError as error:
        return error
