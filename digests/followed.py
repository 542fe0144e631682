"""The nouns of what is followed: feeds on their way to the newsroom.

`digests.types` holds what is made of them. Every time is aware and in UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digests.types import Entry, ParsedFeed


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What one reading of a feed's bytes gives.

    `feed.entries` leaves out those that stood there to the letter the last time.
    `slices` tells this document's entries from the next one's: 8 bytes each, in
    its order; empty where it cannot be cut into entries.
    """

    feed: ParsedFeed
    slices: bytes = b""


class FeedState(StrEnum):
    """Whether a feed is polled."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FeedToPoll:
    """A feed that is due, with what the last polls left.

    `etag` and `last_modified` are what the server called the last body, to the
    letter; `body_hash` is that body's. `first` tells that it was never read.
    `moved_to` is where permanent redirects have led for `moved_polls` polls.
    """

    id: int
    url: str
    interval: timedelta
    etag: str = ""
    last_modified: str = ""
    body_hash: bytes = b""
    failures: int = 0
    failing_since: datetime | None = None
    first: bool = True
    moved_to: str = ""
    moved_polls: int = 0


class EntryState(StrEnum):
    """How far an entry has come."""

    WAITING = "waiting"
    READ = "read"
    ARCHIVE = "archive"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class EntryToRead:
    """An entry whose page is to be read; `outlet` and `language` are its feed's."""

    id: int
    entry: Entry
    outlet: str
    language: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles of a feed a subscription takes.

    `include` and `exclude` are keywords or phrases: one of the first must stand
    in the title or text, none of the second. `languages` are ISO 639-1 codes.
    `pattern` is a regular expression over title and text. Empty: no limit.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who follows a feed, and what of it.

    `guild` is "" for the local desk, `channel` is "" for all of a guild's
    channels. `title` is what the followers call the feed, "" for its own name.
    """

    id: int
    feed_id: int
    url: str
    guild: str = ""
    channel: str = ""
    title: str = ""
    topic: str = ""
    filters: Filters = Filters()
