"""Scopes: where it is looked for an answer, from a story to all that is in reach.

A story and a digest are seen by who reads the channel that they were posted in; what
is in them must be in reach besides.
"""

from collections.abc import Collection

from msgspec import Struct

from digests.access import Access
from digests.asked import Asked, Scope
from digests.guilds import Reach
from digests.shelved import Sight
from digests.storage import ledger, shelves
from digests.storage.database import Database

_ORDER = list(Scope)


class Field(Struct, frozen=True):
    """Where it is looked: these articles, or (None) all that is in sight."""

    scope: Scope
    sight: Sight
    articles: frozenset[int] | None = None


class Scopes:
    """Knows what a question may be looked for in."""

    def __init__(self, db: Database, access: Access) -> None:
        """Take the store, and who knows what is in reach."""
        self._db = db
        self._access = access

    async def of(self, asked: Asked, sight: Sight) -> list[Field]:
        """Return where to look, one after the other, from the narrowest there is.

        `asked.scope` leaves out what is narrower. Each is looked in once: what would
        show the same as the next wider one is left out.
        """
        fields = [
            await self._story(asked, sight),
            await self._digest(asked, sight),
            await self._channel(asked, sight),
            Field(Scope.SERVER, sight),
        ]
        first = _ORDER.index(asked.scope) if asked.scope else 0
        return [
            each
            for each in fields
            if each is not None and _ORDER.index(each.scope) >= first
        ]

    async def among(self, sight: Sight, articles: Collection[int]) -> Field:
        """Return those of these articles that are in reach, as a story."""
        admitted = await self._access.admitted(sight, articles)
        return Field(Scope.STORY, sight, admitted)

    async def _story(self, asked: Asked, sight: Sight) -> Field | None:
        if not asked.story:
            return None
        found = await self._db.read(
            shelves.story, asked.reach.guild, asked.digest, asked.story
        )
        if found is None or not _reads(asked.reach, found.channel):
            return None
        return await self.among(sight, found.articles)

    async def _digest(self, asked: Asked, sight: Sight) -> Field | None:
        if not 0 < asked.digest < 2**63:
            return None
        channel, articles = await self._db.read(
            ledger.digest_articles, asked.reach.guild, asked.digest
        )
        if not articles or not _reads(asked.reach, channel):
            return None
        admitted = await self._access.admitted(sight, articles)
        return Field(Scope.DIGEST, sight, admitted)

    async def _channel(self, asked: Asked, sight: Sight) -> Field | None:
        if not asked.channel or not _reads(asked.reach, asked.channel):
            return None
        narrow = Reach(asked.reach.guild, frozenset({asked.channel}))
        seen = await self._access.sight(narrow)
        if seen.feeds == sight.feeds or not seen.feeds:
            return None
        return Field(Scope.CHANNEL, seen)


def _reads(reach: Reach, channel: str) -> bool:
    return reach.channels is None or channel in reach.channels
