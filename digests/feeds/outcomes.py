"""What came of asking a feed, and what that means for it. Pure.

A feed that fails is asked ever more rarely and, after a week of failures, once a
week only; that it begins to fail is told once. Nothing that a failing feed sends
changes what is known of it.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from digests.articles.urls import same_site
from digests.errors import DigestsError, FetchError, ParseError, SourceError, UnsafeFeed
from digests.feeds import pace
from digests.feeds.cutting import split_slices
from digests.feeds.edits import alike_titles
from digests.feeds.gate import MOST_ENTRIES
from digests.feeds.pace import Hints
from digests.followed import FeedState, FeedToPoll, Remark
from digests.incoming import FeedReading

# A site may stumble twice before anybody hears of it.
_FAILURES_TOLD = 3
# Then a feed counts as lost: both must be reached.
_LONGEST_FAILING = timedelta(days=7)
_MOST_FAILURES = 10
_LOST_AGAIN = timedelta(days=7)
# So many polls in a row lead to the same new address before it is believed.
_MOVED_FOR_GOOD = 3


class Fetched(Struct, frozen=True):
    """The feed answered; `reading` is None where it holds what we have."""

    feed: FeedToPoll
    at: datetime
    etag: str
    last_modified: str
    body_hash: bytes
    cache: timedelta | None = None
    moved_to: str = ""
    reading: FeedReading | None = None

    @property
    def hints(self) -> Hints:
        """What the feed and its server ask of those who poll it."""
        said = self.reading.feed if self.reading else self.feed
        return Hints(self.cache, said.ttl, said.skip_hours, said.skip_days)

    @property
    def moved_polls(self) -> int:
        """For how many polls in a row a redirect has led to `moved_to`."""
        if not self.moved_to or self.moved_to == self.feed.url:
            return 0
        return self.feed.moved_polls + 1 if self.moved_to == self.feed.moved_to else 1

    @property
    def moved_for_good(self) -> bool:
        """Whether the feed's new address can be believed."""
        return self.moved_polls >= _MOVED_FOR_GOOD


class Failed(Struct, frozen=True):
    """The feed could not be read; `next_poll` is None where that is for good."""

    feed: FeedToPoll
    at: datetime
    reason: str
    state: FeedState
    next_poll: datetime | None
    remark: Remark | None = None


Outcome = Fetched | Failed


def failed(feed: FeedToPoll, error: DigestsError, now: datetime) -> Failed:
    """Return what a failure to read the feed means for it."""
    reason = error.reason if isinstance(error, SourceError) else _TOO_MUCH
    if isinstance(error, FetchError) and error.status == 410:
        remark = Remark("gone", f"{feed.url}: {reason}. It is not asked any more.")
        return Failed(feed, now, reason, FeedState.GONE, None, remark)
    failures, since = feed.failures + 1, feed.failing_since or now
    if failures >= _MOST_FAILURES and now - since >= _LONGEST_FAILING:
        remark = Remark("paused", _PAUSED.format(url=feed.url, reason=reason))
        return Failed(feed, now, reason, FeedState.PAUSED, now + _LOST_AGAIN, remark)
    told = failures >= _FAILURES_TOLD or _is_certain(error, first=feed.first)
    remark = Remark("failing", _FAILING.format(url=feed.url, reason=reason))
    asked = error.retry_after if isinstance(error, FetchError) else ""
    again = pace.after_failure(feed.url, now, failures, asked)
    return Failed(feed, now, reason, FeedState.ACTIVE, again, remark if told else None)


_TOO_MUCH = "reading it takes too much time or memory"
_FAILING = "{url} cannot be read: {reason}. It is asked again, less and less often."
_PAUSED = (
    "{url} has not been read for a week: {reason}. It is paused and asked once a week; "
    "`/feed resume` or `pullquote feeds resume {url}` asks it at once."
)


def is_another(feed: FeedToPoll, reading: FeedReading) -> bool:
    """Tell whether another feed stands in this one's place.

    It has another name and another site, and nothing in it is as it stood before.
    One that merely went on since, or was renamed, or moved, keeps one of the three.
    """
    said = reading.feed
    return (
        bool(feed.title and said.title)
        and not alike_titles(feed.title, said.title)
        and bool(feed.link and said.link)
        and not same_site(feed.link, said.link)
        and split_slices(feed.slices).isdisjoint(split_slices(reading.slices))
    )


def held(feed: FeedToPoll, reading: FeedReading, count: int) -> Remark:
    """Return what there is to tell of new entries that are held back."""
    title = reading.feed.title or feed.url
    if is_another(feed, reading):
        what = _ANOTHER.format(before=feed.title, url=feed.url, title=title)
    else:
        what = f"{title} came with {count} new entries at once, as if it were another "
        what += "feed; they are held back."
    return Remark("held", f"{what} {_RESUME.format(url=feed.url)}")


_ANOTHER = (
    "{before} seems to be another feed now: at {url} stands {title}, with nothing but "
    "new entries. They are held back."
)
_RESUME = "`/feed resume` or `pullquote feeds resume {url}` takes them in."


def cut(feed: FeedToPoll, title: str) -> Remark:
    """Return what there is to tell of a feed that is too long."""
    return Remark(
        "cut",
        f"{title or feed.url} is very long; only its first {MOST_ENTRIES} entries are "
        "read each time.",
    )


def merged(into: str) -> Remark:
    """Return what there is to tell of a feed that moved to another one's address.

    The followers of that one hear it too, and are not to learn what others follow.
    """
    return Remark(
        "moved",
        f"What was followed at another address has moved to {into}, which is "
        "followed already; they are one feed now.",
    )


def _is_certain(error: DigestsError, *, first: bool) -> bool:
    """Tell whether asking again will not help, so that nobody need wait to hear."""
    match error:
        case UnsafeFeed():
            return True
        case ParseError():
            # One that was read before may show an error page for an hour.
            return first
        case FetchError(permanent=permanent, status=status):
            return permanent and status is None
        case _:
            return False
