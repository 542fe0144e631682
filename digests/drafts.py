"""The nouns of an edition in the making, from what came by feeds to what is stored.

Articles go by their ids here; `digests.guilds.Edition` is what readers get.
"""

from datetime import datetime

from msgspec import Struct

from digests.followed import Filters
from digests.guilds import Edition, Schedule, ScheduleOrder, Topic

# An article that was in so many digests of which nothing arrived is left aside: it may
# be what they failed of.
MOST_FAILURES = 3


class Run(Struct, frozen=True):
    """A schedule's turn; `next_run` is what is to be stored as its next run.

    It is `skipped` where it comes late and the schedule leaves such runs out.
    """

    schedule: Schedule
    next_run: datetime
    is_due: bool = True
    late: bool = False
    skipped: bool = False


class Wanted(Struct, frozen=True):
    """An edition that is asked for, by a person or (`run`) by a schedule.

    `since` is where its window begins, None for where the last edition ended.
    """

    guild: str
    channel: str
    order: ScheduleOrder
    since: datetime | None = None
    run: Run | None = None


class Window(Struct, frozen=True):
    """Which arrivals an edition looks at: those later than `after`, to `last`.

    Both are ids of arrivals, so that no clock turned back hides one. `since` is the
    moment at which it begins, for readers. `next_after` is where the next one
    begins, once this one went out.
    """

    after: int
    last: int
    since: datetime
    next_after: int


class Brought(Struct, frozen=True):
    """An article that a channel's feeds brought, and it has not had.

    `filters` and `topics` are those of the subscriptions that bring it.
    """

    article: int
    filters: tuple[Filters, ...]
    topics: tuple[str, ...]


class Taken(Struct, frozen=True):
    """An article that a channel takes, and the topics that it is of."""

    article: int
    topics: tuple[str, ...] = ()


class Selection(Struct, frozen=True):
    """What there is for an edition, in the order in which it came.

    `topics` are all that the guild has defined.
    """

    window: Window
    taken: tuple[Taken, ...]
    topics: tuple[Topic, ...] = ()


class Joined(Struct, frozen=True):
    """That an article is on an event of which the channel had a card already.

    `story` counts the cards of that digest from 0, as they are stored.
    """

    article: int
    digest: int
    story: int


class Draft(Struct, frozen=True):
    """An edition to be stored, and what that changes.

    `printed` are the articles of each of its stories; `left_out` those for whose
    stories there was no room. There may be nothing but what `joined`.
    """

    edition: Edition
    next_after: int
    printed: tuple[tuple[int, ...], ...] = ()
    left_out: tuple[int, ...] = ()
    joined: tuple[Joined, ...] = ()


class PublishReport(Struct, frozen=True):
    """What came of the schedules that were due.

    `made` are the ids of the digests that go out, `nothing_new` counts editions
    for which there was nothing. `failures` are (schedule's id, reason); they are
    tried again a little later.
    """

    made: tuple[int, ...] = ()
    nothing_new: int = 0
    failures: tuple[tuple[int, str], ...] = ()

    def __add__(self, other: "PublishReport") -> "PublishReport":
        """Return both as one."""
        return PublishReport(
            self.made + other.made,
            self.nothing_new + other.nothing_new,
            self.failures + other.failures,
        )
