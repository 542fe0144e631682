"""The nouns of the desk: feeds that are found, followed, imported.

What is followed, and how it fares, is in `digests.followed`.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from digests.followed import Filters, Subscription

# Until when a subscription is paused that waits for somebody's word.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that an address may have meant, not read yet; `title` may be ""."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class FeedFound:
    """A feed that was read, to see that it is one; `entries` tells how many."""

    url: str
    title: str
    link: str = ""
    language: str = ""
    entries: int = 0


@dataclass(frozen=True, slots=True)
class ImportedFeed:
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


@dataclass(frozen=True, slots=True)
class ImportedList:
    """A list of feeds as read from a file; `notes` tell of what is no feed in it."""

    kind: str
    feeds: tuple[ImportedFeed, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
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


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following: who follows from now on, and what."""

    subscription: Subscription
    feed: FeedFound


@dataclass(frozen=True, slots=True)
class Choice:
    """What came of following where an address has several feeds, best first."""

    asked: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Change:
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


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A feed on an imported list, what came of it, and why where that is a question.

    `reason` is a phrase without a full stop.
    """

    feed: ImportedFeed
    outcome: LineOutcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a list: a line for each feed on it, in its order."""

    kind: str
    lines: tuple[ImportLine, ...]
    notes: tuple[str, ...] = ()
