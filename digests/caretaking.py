"""Caretaker: how the newsroom itself is doing, for those who keep it running."""

from datetime import datetime, timedelta

from digests.accounting import KEPT as CALLS_KEPT
from digests.errors import BadSchedule
from digests.named_jobs import read_text
from digests.ports import Clock, Workers
from digests.remembering import LASTS
from digests.storage import (
    exchanges,
    figures,
    model_calls,
    model_replies,
    proposals,
    retention,
)
from digests.storage.database import Database
from digests.upkeep import Condition, Counts, Used
from digests.zones import zone_of

# Articles and digests are kept so long; docs/privacy.md says so too.
KEPT = timedelta(days=365)
_AT_ONCE = 100
_ANY_TEXT = b"The ferry stops in May. It has crossed the river for 112 years."


class Caretaker:
    """Counts what is stored, looks the file over, and tries the workers."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock and who reads pages."""
        self._db = db
        self._clock = clock
        self._workers = workers

    async def counts(self) -> Counts:
        """Return what there is to count."""
        return await self._db.read(figures.counts, self._clock.now())

    async def condition(self) -> Condition:
        """Return how the database is doing; its pages are read through for it."""
        return await self._db.read(figures.condition, self._db.path)

    async def posted_in(self) -> list[Used]:
        """Return the channels with schedules, feeds or a log, of guilds it is in."""
        return await self._db.read(figures.posted_in)

    async def lost_zones(self) -> list[str]:
        """Return the zones that something goes by and this machine does not know."""
        return [
            each for each in await self._db.read(figures.zones) if not is_zone(each)
        ]

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock.now()

    async def tidy(self) -> int:
        """Forget a little of what is too old, and return how much that was.

        Again and again until it is nothing; others write in between.
        """
        now = self._clock.now()
        before = now - KEPT
        digests = await self._db.write(retention.forget_digests, before, _AT_ONCE)
        articles = await self._db.write(retention.forget_articles, before, _AT_ONCE)
        questions = await self._db.write(exchanges.forget, now - LASTS, _AT_ONCE)
        shown = await self._db.write(proposals.forget, now)
        calls = await self._db.write(model_calls.forget, now - CALLS_KEPT, _AT_ONCE)
        replies = await self._db.write(model_replies.forget, now, _AT_ONCE)
        return digests + articles + questions + shown + calls + replies

    async def try_workers(self) -> None:
        """Have a line read.

        Raises:
            JobError: No worker could.

        """
        await self._workers.run(read_text, _ANY_TEXT, "trial.txt")


def is_zone(name: str) -> bool:
    """Whether this machine knows the zone."""
    try:
        zone_of(name)
    except BadSchedule:
        return False
    return True
