"""Proposals: what an admin was shown, to be confirmed with a button.

A button's id is too short for what it confirms, and the bot may be restarted before
it is pressed: so that is kept for a day. It is text of the face that shows it.
"""

from digests.ports import Clock
from digests.storage import proposals
from digests.storage.database import Database


class Proposals:
    """What waits for each guild's word."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Take the store and the clock."""
        self._db = db
        self._clock = clock

    async def add(self, guild: str, kind: str, body: str) -> int:
        """Keep a proposal of this kind, and return its id."""
        now = self._clock.now()
        return await self._db.write(proposals.add, guild, kind, body, now)

    async def get(self, guild: str, kind: str, key: int) -> str:
        """Return what was proposed.

        Raises:
            NotFound: The guild has no such proposal, or has no longer.

        """
        return await self._db.read(proposals.get, guild, kind, key)

    async def drop(self, guild: str, key: int) -> None:
        """Forget it, whether it was confirmed or not."""
        await self._db.write(proposals.remove, guild, key)
