"""Corrector: finds posted cards that show what their articles no longer say.

What is stored of an article changes when its page is read again; what it has lost by
that is noted in the same write. How a card looks is for who posts: it asks for the
next one and says what its messages are to be, which is one write with their edits.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec.structs import replace

from digests.corrected import Correction, Withdrawn
from digests.jobs import result_or_error
from digests.named_jobs import fallen, story_of
from digests.ports import Clock, Workers
from digests.storage import articles, corrections
from digests.storage.database import Database
from digests.timetables import Changed
from digests.types import Report

# Nobody goes back to what is older.
_NEWS = timedelta(days=7)


class Corrector:
    """Knows which cards are to be looked at."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock and the processes that choose quotes."""
        self._db = db
        self._clock = clock
        self._workers = workers

    async def next(self) -> Correction | None:
        """Return the next card to be looked at, None where there is none.

        What is to be left as it is counts as looked at, and so does what cannot be
        told anew.
        """
        now = self._clock.now()
        while found := await self._db.read(corrections.first, now - _NEWS):
            reports = await self._db.read(articles.reports, found.articles)
            found = await self._with_fallen(found, reports)
            if found.gone and found.changed is not Changed.IGNORE and found.posts:
                story = await result_or_error(self._workers.run(story_of, reports))
                if not isinstance(story, Exception):
                    return Correction(found, story, now)
            await self._db.write(corrections.settle, found, {}, now)
        return None

    async def _with_fallen(
        self, found: Withdrawn, reports: Sequence[Report]
    ) -> Withdrawn:
        """Return it with what was told by a model and does not stand there any more."""
        if not (found.told and reports):
            return found
        lost = await result_or_error(self._workers.run(fallen, found.told, reports))
        if isinstance(lost, Exception):
            # What cannot be judged is not believed.
            lost = tuple(each.text for each in found.told)
        return replace(found, gone=(*found.gone, *lost))

    async def settle(self, correction: Correction, bodies: Mapping[int, str]) -> None:
        """Have messages edited to these bodies, by their deliveries; none is fine."""
        now = self._clock.now()
        await self._db.write(corrections.settle, correction.withdrawn, bodies, now)
