"""Selector: which articles there are for a channel's next edition.

Its feeds' and the guild's channel-less ones', first seen since its last edition,
never had by it, and let in by the filters of a subscription that brings them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.drafts import Brought, Selection, Taken
from digests.errors import JobError
from digests.followed import Filters
from digests.guilds import Topic
from digests.named_jobs import sift
from digests.ports import Clock, Workers
from digests.storage import arrivals, topics
from digests.storage.database import Database
from digests.topics import rules_of

# How far back a channel's first edition looks.
FIRST_WINDOW = timedelta(hours=24)
# What each rule takes of the articles at hand, in their order.
Takes = dict[Filters, tuple[bool, ...]]
# Articles that were refused, each with the filters that all refused it.
Refused = dict[int, tuple[Filters, ...]]
_NO_RULES = Filters()
# Of long articles and many rules, so many are judged well within a job's time.
_JUDGED = 100


class Selector:
    """Selects what is new for a channel."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock, and the processes that judge."""
        self._db = db
        self._clock = clock
        self._workers = workers
        # What each channel's filters refused of the window at hand. Where they take
        # little, the window grows long, and live schedules look every minute.
        self._refused: dict[tuple[str, str], Refused] = {}

    async def select(
        self, guild: str, channel: str, since: datetime | None = None
    ) -> Selection:
        """Return what there is for the channel's next edition.

        By default its window begins with the channel's last edition, or 24 hours
        ago; with `since`, there.
        """
        first = self._clock.now() - FIRST_WINDOW
        window = await self._db.read(arrivals.window, guild, channel, first, since)
        found = await self._db.read(arrivals.brought, guild, channel, window)
        known = self._refused.get((guild, channel), {})
        brought = [each for each in found if known.get(each.article) != each.filters]
        defined = await self._db.read(topics.of_guild, guild)
        taken: list[Taken] = []
        for start in range(0, len(brought), _JUDGED):
            some = brought[start : start + _JUDGED]
            takes = await self._judge(some, defined)
            taken += [
                Taken(each.article, _topics(each, defined, takes, place))
                for place, each in enumerate(some)
                if any(takes[rules][place] for rules in each.filters)
            ]
        ids = {each.article for each in taken}
        self._refused[guild, channel] = {
            each.article: each.filters for each in found if each.article not in ids
        }
        return Selection(window, tuple(taken), tuple(defined))

    async def _judge(
        self, brought: Sequence[Brought], defined: Sequence[Topic]
    ) -> Takes:
        """Return what each of their filters takes of them, and each topic's words."""
        letting_in = {rules for each in brought for rules in each.filters}
        telling = {rules_of(each) for each in defined if each.include}
        asked = tuple((letting_in | telling) - {_NO_RULES})
        takes = {rules: (True,) * len(brought) for rules in letting_in | {_NO_RULES}}
        if not asked:
            return takes
        ids = [each.article for each in brought]
        texts = await self._db.read(arrivals.texts, ids)
        try:
            found = await self._workers.run(sift, asked, texts)
        except JobError:
            # Rules that cannot be applied refuse nothing, and tell nothing.
            return {rules: (False,) * len(brought) for rules in telling} | takes
        return takes | dict(zip(asked, found, strict=True))


def _topics(
    brought: Brought,
    defined: Sequence[Topic],
    takes: Takes,
    place: int,
) -> tuple[str, ...]:
    """Return the topics of an article: where its feeds are filed, what words say."""
    named = {each.name.casefold(): each.name for each in defined}
    filed = [named.get(each.casefold(), each) for each in brought.topics]
    said = [
        each.name for each in defined if each.include and takes[rules_of(each)][place]
    ]
    return tuple(dict.fromkeys([*filed, *said]))
