"""FeedKeeper: how feeds are doing, and the word that pauses or resumes one.

People name a feed by its id, its address or its title.
"""

from collections.abc import Sequence
from datetime import datetime

from digests.errors import Ambiguous, InThePast, NotFound
from digests.followed import FeedHealth, Notice, Subscription
from digests.naming import Called, meant
from digests.ports import Clock
from digests.storage import entries, feeds, notices, subscriptions
from digests.storage.database import Database


class FeedKeeper:
    """Knows every feed and changes whether it is asked."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Take the store and the clock."""
        self._db = db
        self._clock = clock

    async def health(self, guild: str | None = None) -> list[FeedHealth]:
        """Return how a guild's feeds are doing, or (None) all; trouble comes first."""
        return await self._db.read(feeds.health, guild)

    async def followed(self) -> list[Subscription]:
        """Return who follows what, in every guild, each under a title."""
        return await self._db.read(subscriptions.everywhere)

    async def named(self, name: str) -> FeedHealth:
        """Return the feed that goes by this id, address or title.

        Raises:
            NotFound: None does.
            Ambiguous: More than one does.

        """
        return named(name, await self.health())

    async def news(self) -> list[Notice]:
        """Return what nobody was told yet of any feed; it counts as told now."""
        return await self._db.write(notices.take_untold, self._clock.now())

    async def due(self, *, everything: bool = False) -> int:
        """Return how many feeds a poll would ask."""
        if everything:
            return len(await self._db.read(feeds.active))
        return len(await self._db.read(feeds.due, self._clock.now()))

    async def waiting(self) -> int:
        """Return of how many entries the page would be read now."""
        return len(await self._db.read(entries.waiting, self._clock.now()))

    async def pause(self, name: str, until: datetime | None = None) -> FeedHealth:
        """Ask the feed no more until then, or (None) until it is resumed.

        Raises:
            NotFound: There is no such feed.
            Ambiguous: There are several.
            InThePast: It would be asked at once.

        """
        feed = await self.named(name)
        if until is not None and until <= self._clock.now():
            raise InThePast(f"{until:%Y-%m-%d %H:%M}")
        await self._db.write(feeds.pause, feed.url, until)
        return await self.named(feed.url)

    async def resume(
        self, name: str, guild: str | None = None
    ) -> tuple[FeedHealth, int]:
        """Ask the feed again; return it and how many held entries are taken.

        For a `guild` none are where others follow the feed too.

        Raises:
            NotFound: There is no such feed.
            Ambiguous: There are several.

        """
        feed = await self.named(name)
        now = self._clock.now()
        held = await self._db.write(feeds.resume, feed.url, now, guild)
        return await self.named(feed.url), held

    async def drop(self, feed: FeedHealth) -> None:
        """Forget a feed that nobody follows; its articles stay."""
        await self._db.write(feeds.remove, feed.url)


def named(name: str, known: Sequence[FeedHealth]) -> FeedHealth:
    """Return the one of these that goes by the id, address or title, or part of it.

    Raises:
        NotFound: None does.
        Ambiguous: More than one does.

    """
    found = meant(name, known, lambda feed: Called(feed.id, feed.title, feed.url))
    if not found:
        raise NotFound("feed", name)
    if len(found) > 1:
        choices = tuple(f"{each.id}  {each.title}  {each.url}" for each in found)
        raise Ambiguous("feed", name, choices)
    return found[0]
