"""Accountant: what a guild's calls of models cost, and what it may spend on them."""

from datetime import timedelta

from digests.accounts import Bill, Caps
from digests.ports import Clock
from digests.storage import budgets, model_calls
from digests.storage.database import Database

# More than a year, so that a month can be held against the one a year before.
KEPT = timedelta(days=400)


class Accountant:
    """Keeps guilds' budgets, and tells each what it has had."""

    def __init__(self, db: Database, clock: Clock, shared: Caps) -> None:
        """Take the store, the clock, and what all may spend together."""
        self._db = db
        self._clock = clock
        self._shared = shared

    async def budget(self, guild: str) -> Caps:
        """Return what the guild's admins let it spend."""
        return await self._db.read(budgets.get, guild)

    async def set_budget(self, guild: str, caps: Caps) -> None:
        """Let the guild spend so much from now on; 0 has the model left alone."""
        await self._db.write(budgets.keep, guild, caps, self._clock.now())

    async def bill(self, guild: str) -> Bill:
        """Return what the guild has had, and nothing of others."""
        return await self._bill(guild, await self.budget(guild))

    async def overall(self) -> Bill:
        """Return what all guilds have had together, for who hosts them."""
        return await self._bill(None, self._shared)

    async def _bill(self, guild: str | None, caps: Caps) -> Bill:
        now = self._clock.now()
        by_feature, read = model_calls.by_feature, self._db.read
        day, month = model_calls.day_of(now), model_calls.month_of(now)
        shared = await read(model_calls.is_spent, self._shared, now)
        return Bill(
            await read(by_feature, day, guild),
            await read(by_feature, month, guild),
            caps,
            *shared,
        )
