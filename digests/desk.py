"""The nouns of the desk: feeds that are found, followed, imported.

What is followed, and how it fares, is in `digests.followed`.
"""

from datetime import UTC, datetime
from enum import StrEnum

from msgspec import Struct, field

from digests.followed import Filters, Subscription

# Until when a subscription is paused that waits for somebody's word.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Candidate(Struct, frozen=True):
    """A feed that an address may have meant, not read yet; `title` may be ""."""

    url: str
    title: str = ""


class FeedFound(Struct, frozen=True):
    """A feed that was read, to see that it is one; `entries` tells how many."""

    url: str
    title: str
    link: str = ""
    language: str = ""
    entries: int = 0


class ImportedFeed(Struct, frozen=True):
    """A feed on somebody's list, as the list gives it.

    `place` says where it stands there ("line 12"), for reports. `note` says in
    words what the list tells of it that is not taken over.
    """

    url: str
    title: str = ""
    topic: str = ""
    filters: Filters = field(default_factory=Filters)
    place: str = ""
    note: str = ""


class ImportedList(Struct, frozen=True):
    """A list of feeds as read from a file; `notes` tell of what is no feed in it."""

    kind: str
    feeds: tuple[ImportedFeed, ...]
    notes: tuple[str, ...] = ()


class Order(Struct, frozen=True):
    """That a guild or one of its channels wants to follow a feed.

    `name` is the feed's own title; the rest is as in `Subscription`.
    """

    url: str
    guild: str = ""
    channel: str = ""
    title: str = ""
    topic: str = ""
    filters: Filters = field(default_factory=Filters)
    name: str = ""


class Followed(Struct, frozen=True):
    """What came of following: who follows from now on, and what."""

    subscription: Subscription
    feed: FeedFound


class Choice(Struct, frozen=True):
    """What came of following where an address has several feeds, best first."""

    asked: str
    candidates: tuple[Candidate, ...]


class Change(Struct, frozen=True):
    """What is to become of a subscription; None leaves it as it is."""

    title: str | None = None
    topic: str | None = None
    channel: str | None = None
    filters: Filters | None = None


class LineOutcome(StrEnum):
    """What came of a feed on an imported list; NEW is a preview's word."""

    NEW = "new"
    ADDED = "added"
    THERE = "already there"
    REFUSED = "refused"
    NO_FEED = "not a feed"


class ImportLine(Struct, frozen=True):
    """A feed on an imported list, what came of it, and why where that is a question.

    `reason` is a phrase without a full stop.
    """

    feed: ImportedFeed
    outcome: LineOutcome
    reason: str = ""


class ImportReport(Struct, frozen=True):
    """What came of a list: a line for each feed on it, in its order."""

    kind: str
    lines: tuple[ImportLine, ...]
    notes: tuple[str, ...] = ()
