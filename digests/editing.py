"""The Editor: from what is stored to a digest for one channel."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.errors import JobError
from digests.named_jobs import compose, compose_apart
from digests.ports import Clock, Workers
from digests.storage import articles, digests
from digests.storage.database import Database
from digests.types import Digest

# How far back a channel's first digest looks.
_FIRST_WINDOW = timedelta(hours=24)


class Editor:
    """Makes digests of articles that a channel has not had."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock and the processes that compose."""
        self._db = db
        self._clock = clock
        self._workers = workers

    async def digest(
        self, channel: str, ids: Sequence[int] | None = None
    ) -> Digest | None:
        """Return a digest, or None where there is nothing to tell.

        Args:
            channel: Whose digest; "" is the command line's.
            ids: The articles to take; by default those first seen since the
                channel's last digest (the first: in the last 24 hours) that it
                has not had.

        """
        now = self._clock.now()
        if ids is None:
            last = await self._db.read(digests.last_made, channel)
            ids = await self._db.read(digests.fresh, channel, _window(last, now))
        if not ids:
            return None
        reports = await self._db.read(articles.reports, ids)
        try:
            return await self._workers.run(compose, reports, now)
        except JobError:
            # A digest that could be shorter is better than none.
            return await self._workers.run(compose_apart, reports, now)

    async def posted(self, digest: Digest, channel: str) -> None:
        """Remember that the channel has had this digest's articles."""
        await self._db.write(digests.add, digest, channel)


def _window(last: datetime | None, now: datetime) -> datetime:
    return last if last is not None else now - _FIRST_WINDOW
