"""The nouns of looking closer: what became of an item, what a feed would bring.

`digests.tracing` fills the first from what is stored, `digests.sampling` the second
from the web. Every time is aware and in UTC.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from digests.deliveries import Arrival
from digests.followed import Ruling
from digests.types import Digest, Entry, Verdict


class Stage(StrEnum):
    """How far along the way a step lies."""

    FEED = "feed"
    SEEN = "seen"
    CHANGED = "changed"
    PAGE = "page"
    FILTER = "filter"
    DIGEST = "digest"
    NEXT = "next"


class Step(Struct, frozen=True):
    """One thing that happened, or is yet to; `at` is None where no time belongs."""

    stage: Stage
    text: str
    at: datetime | None = None


class Traced(StrEnum):
    """What was asked about."""

    ARTICLE = "article"
    FEED = "feed"
    UNKNOWN = "unknown"


class Trace(Struct, frozen=True):
    """All that is known of an address or a title.

    `others` are further items that the question may have meant, as addresses, or
    titles where they have none.
    """

    asked: str
    kind: Traced
    steps: tuple[Step, ...]
    title: str = ""
    url: str = ""
    others: tuple[str, ...] = ()


class Kept(Struct, frozen=True):
    """A stored article as far as its trace tells of it."""

    id: int
    url: str
    title: str
    text: str
    language: str
    verdict: Verdict
    first_seen: datetime
    quotes: int


class Way(StrEnum):
    """How a digest took an article: on a card, to a card that was there, or not."""

    PRINTED = "printed"
    JOINED = "joined"
    LEFT_OUT = "left out"


class Outing(Struct, frozen=True):
    """A digest that took an article; `story` counts its cards from 1.

    `at` is when the digest was made, or the article joined one of its cards.
    `arrival` is what became of the digest's posts.
    """

    channel: str
    at: datetime
    story: int
    digest: int = 0
    way: Way = Way.PRINTED
    arrival: Arrival = field(default_factory=Arrival)


class FeedItem(Struct, frozen=True):
    """An item of a feed as filters see it; `text` is the article's, or the feed's."""

    title: str
    link: str
    text: str
    language: str
    first_seen: datetime


class Sampled(Struct, frozen=True):
    """An entry as it would look: `note` says how its text was come by.

    `digest` holds its card alone; None where its page is to be asked for again.
    """

    entry: Entry
    note: str
    ruling: Ruling
    digest: Digest | None = None


class Sample(Struct, frozen=True):
    """What a feed would bring if it were followed now; nothing of it is stored.

    `taken` counts what a first poll takes of its `entries`; `items` are the newest.
    """

    url: str
    title: str
    kind: str
    language: str
    entries: int
    taken: int
    items: tuple[Sampled, ...]
    cut: bool = False
