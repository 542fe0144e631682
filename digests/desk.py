"""The nouns of the desk: feeds that are found, followed, imported.

What is followed, and how it fares, is in `digests.followed`.
"""

from dataclasses import dataclass, field

from digests.followed import Filters


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
