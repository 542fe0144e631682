"""The nouns of what is followed: feeds on their way to the newsroom.

`digests.types` holds what is made of them. Every time is aware and in UTC.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from digests.types import Entry, Reading


class FeedState(StrEnum):
    """Whether a feed is polled."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


def owner_of(feed_id: int) -> str:
    """Return whose a feed's own words are; no other feed ever has its number."""
    return f"feed {feed_id}"


class FeedToPoll(Struct, frozen=True):
    """A feed that is due, with what the last polls left.

    `etag` and `last_modified` are what the server called the last body, to the
    letter; `body_hash` and `slices` are that body's. `first` tells that it was
    never read. `ttl`, `skip_hours` and `skip_days` are what it asked of those who
    poll it, as in `ParsedFeed`.
    `moved_to` is where permanent redirects have led for `moved_polls` polls.
    `title` and `link` are what it called itself and its page.
    """

    id: int
    url: str
    interval: timedelta
    etag: str = ""
    last_modified: str = ""
    body_hash: bytes = b""
    slices: bytes = b""
    failures: int = 0
    failing_since: datetime | None = None
    first: bool = True
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    moved_to: str = ""
    moved_polls: int = 0
    title: str = ""
    link: str = ""


class FeedHealth(Struct, frozen=True):
    """How a feed is doing.

    `next_poll` is None where it is not asked again before somebody says so.
    `error` says in words what is wrong, "" where nothing is. `waiting` counts
    entries whose pages are yet to be read, `held` those that wait for a word.
    """

    id: int
    url: str
    title: str
    state: FeedState
    interval: timedelta
    added: datetime
    polled: datetime | None = None
    read: datetime | None = None
    next_poll: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    entries: int = 0
    waiting: int = 0
    held: int = 0


class Remark(Struct, frozen=True):
    """What there is to tell of a feed; of one `kind` it is told once."""

    kind: str
    text: str


class Notice(Struct, frozen=True):
    """What somebody should be told of a feed, once."""

    id: int
    url: str
    kind: str
    text: str
    made: datetime


class EntryState(StrEnum):
    """How far an entry has come."""

    WAITING = "waiting"
    READ = "read"
    ARCHIVE = "archive"
    HELD = "held"


class EntryToRead(Struct, frozen=True):
    """An entry whose page is to be read; `feed_…` and `language` are its feed's.

    `changed` is when the feed last changed it. `stored` is the article that stands
    under the same link already, for all or for this feed; `own` is the one that was
    made of this entry before it changed.
    """

    id: int
    entry: Entry
    feed_title: str
    feed_link: str
    language: str
    attempts: int = 0
    changed: datetime | None = None
    stored: int | None = None
    own: int | None = None
    feed: int = 0

    @property
    def owner(self) -> str:
        """Whose the article is where it is the feed's own words."""
        return owner_of(self.feed)


class EntryOutcome(Struct, frozen=True):
    """What became of an entry whose turn it was; `note` says it in words.

    Either `reading` is its article, or `article` is one that is stored already, or
    its turn comes again at `retry`.
    """

    item: EntryToRead
    note: str
    reading: Reading | None = None
    article: int | None = None
    retry: datetime | None = None


class StoredEntry(Struct, frozen=True):
    """What is known of an entry: where it came from and what became of it.

    `note` says in words how its text was come by. `article` is the id of the
    article made from it.
    """

    id: int
    feed_url: str
    feed_title: str
    title: str
    link: str
    state: EntryState
    first_seen: datetime
    published: datetime | None = None
    changed: datetime | None = None
    read: datetime | None = None
    attempts: int = 0
    next_try: datetime | None = None
    note: str = ""
    article: int | None = None


class PollReport(Struct, frozen=True):
    """What one round of polling came to. `failures` are (address, reason).

    `asked` counts feeds, `unchanged` those that held what we have; the rest entries.
    """

    asked: int = 0
    unchanged: int = 0
    new: int = 0
    changed: int = 0
    archived: int = 0
    held: int = 0
    failures: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: "PollReport") -> "PollReport":
        """Return both rounds as one."""
        return PollReport(
            self.asked + other.asked,
            self.unchanged + other.unchanged,
            self.new + other.new,
            self.changed + other.changed,
            self.archived + other.archived,
            self.held + other.held,
            self.failures + other.failures,
        )


class PagesReport(Struct, frozen=True):
    """What one round of reading pages came to, in entries.

    `read` have an article now, `linked` share one that was stored, `later` are
    tried again.
    """

    read: int = 0
    linked: int = 0
    later: int = 0

    def __add__(self, other: "PagesReport") -> "PagesReport":
        """Return both rounds as one."""
        return PagesReport(
            self.read + other.read,
            self.linked + other.linked,
            self.later + other.later,
        )


class Filters(Struct, frozen=True):
    """Which articles of a feed a subscription takes.

    `include` and `exclude` are keywords or phrases: one of the first must stand
    in the title or text, none of the second. `languages` are ISO 639-1 codes.
    `pattern` is a regular expression over title and text. Empty: no limit.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pattern: str = ""


class Ruling(Struct, frozen=True):
    """Whether filters let an article in.

    `reason` says which rule refused it, or which could not be applied; "" where
    there is nothing to say.
    """

    taken: bool
    reason: str = ""


class Subscription(Struct, frozen=True):
    """Who follows a feed, and what of it.

    `guild` is "" for the local desk, `channel` is "" for all of a guild's
    channels. `title` is what the followers call the feed, "" for its own name.
    Until `paused_until` they are brought nothing of it, whoever else is.
    """

    id: int
    feed_id: int
    url: str
    guild: str = ""
    channel: str = ""
    title: str = ""
    topic: str = ""
    filters: Filters = Filters()
    paused_until: datetime | None = None

    @property
    def holder(self) -> str:
        """Who follows, as it stands in a sentence."""
        if not self.guild:
            return "the local desk"
        server = f"server {self.guild}"
        return f"channel {self.channel} of {server}" if self.channel else server
