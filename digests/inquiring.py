"""Inquiries: questions from when they are taken on until they are seen to.

What was cut off meanwhile is known after the next start, so that nobody waits for an
answer that does not come.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from msgspec.structs import replace

from digests.asked import Asked, CutOff, Spot
from digests.ports import Clock
from digests.storage import inquiries
from digests.storage.database import Database

# Who asked before that does not wait any more.
_WAITS = timedelta(days=1)
_NOWHERE = Spot()


class Inquiries:
    """Knows what is being answered, in one process at a time."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Take the store and the clock."""
        self._db = db
        self._clock = clock
        self._here = set[int]()

    @asynccontextmanager
    async def taken_on(
        self, asked: Asked, spot: Spot = _NOWHERE
    ) -> AsyncIterator[Asked]:
        """See to a question meanwhile; it is answered at `spot`, or in private."""
        now = self._clock.now()
        number = await self._db.write(inquiries.add, asked, spot, now)
        self._here.add(number)
        try:
            yield replace(asked, taken=number)
        finally:
            await self._db.write(inquiries.close, number)
            self._here.discard(number)

    async def cut_off(self) -> list[CutOff]:
        """Return what was being answered when the last process here was cut off."""
        since = self._clock.now() - _WAITS
        return await self._db.write(inquiries.left_over, self._here, since)

    async def told(self, each: CutOff) -> None:
        """Let go of one whose asker was told."""
        await self._db.write(inquiries.close, each.id)
