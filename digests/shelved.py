"""The nouns of the shelf: what somebody may look at, and what is found there.

Every time is aware and in UTC.
"""

from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct

from digests.followed import Filters, Subscription
from digests.retold import Wording
from digests.types import Report, Verdict

T = TypeVar("T")


class Sight(Struct, frozen=True):
    """What one who asks may look at: what these subscriptions bring.

    `kept` tells that articles which somebody read by hand are in it too. `guild` is
    whose it is, "" for the local desk.
    """

    followed: tuple[Subscription, ...] = ()
    kept: bool = False
    guild: str = ""

    @property
    def feeds(self) -> frozenset[int]:
        """The feeds that it is of."""
        return frozenset(each.feed_id for each in self.followed)

    @property
    def unfiltered(self) -> frozenset[int]:
        """The feeds all of whose articles are in it."""
        plain = (each for each in self.followed if each.filters == Filters())
        return frozenset(each.feed_id for each in plain)


class Item(Struct, frozen=True):
    """An article on the shelf; `words` is a piece of its text that tells of it.

    `seen` is when the first feed in sight brought it.
    """

    article_id: int
    title: str
    url: str
    outlet: str
    verdict: Verdict
    seen: datetime
    published: datetime | None = None
    words: str = ""


class Page(Struct, Generic[T], frozen=True):
    """Some of what there is: those from `offset` on, of `total`.

    `total` counts what was looked through, which has its limits.
    """

    items: tuple[T, ...]
    offset: int
    total: int


class Outlet(Struct, frozen=True):
    """A feed as its readers see it; `link` is its site's address, or ""."""

    feed_id: int
    title: str
    link: str = ""
    topic: str = ""
    channel: str = ""


class StoredStory(Struct, frozen=True):
    """A story as a digest had it, its articles as they are stored now.

    `number` counts the digest's stories from 1. `articles` are the reports' ids.
    `told` is what was printed in a model's words, empty where there was none.
    """

    digest: int
    number: int
    guild: str
    channel: str
    made_at: datetime
    articles: tuple[int, ...]
    reports: tuple[Report, ...]
    told: tuple[Wording, ...] = ()
