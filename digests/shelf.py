"""The Shelf: what readers look up in what was read: the latest, a search, a story.

All of it is in the reach of the one who asks, filters and all. What people type is
foreign: words to look for, names to compare, never a query.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from digests.access import Access
from digests.answers.search import search_query
from digests.asked import Bounds
from digests.errors import NotFound
from digests.guilds import Reach
from digests.ports import Workers
from digests.shelved import Item, Outlet, Page, Sight, StoredStory
from digests.storage import passages, shelves, sights, topics
from digests.storage.database import Database
from digests.topics import rules_of

# How many articles, or matching passages, are looked through for one list.
_MOST = 300
# What Discord offers while somebody types.
_MOST_OFFERED = 25


class Shelf:
    """What each guild's readers may look up."""

    def __init__(self, db: Database, workers: Workers) -> None:
        """Take the store and the processes that judge."""
        self._db = db
        self._workers = workers
        self._access = Access(db, workers)

    async def latest(
        self,
        reach: Reach,
        *,
        topic: str = "",
        since: datetime | None = None,
        limit: int = 5,
        offset: int = 0,
    ) -> Page[Item]:
        """Return what was read last, the newest first, of one topic where it is named.

        Raises:
            NotFound: There is no such topic.

        """
        sight = await self._access.sight(reach)
        keys = await self._db.read(shelves.newest, sight, since, _MOST)
        admitted = await self._access.admitted(sight, keys)
        if topic:
            admitted &= await self._of_topic(reach, sight, topic, admitted)
        shown = [key for key in keys if key in admitted]
        return await self._page(sight, shown, {}, (offset, limit))

    async def search(
        self,
        reach: Reach,
        query: str,
        *,
        since: datetime | None = None,
        limit: int = 5,
        offset: int = 0,
    ) -> Page[Item]:
        """Return articles that hold any of these words, the best first.

        Each shows the passage that fits best. `since`: read since then.
        """
        sight = await self._access.sight(reach)
        oldest = await self._db.read(shelves.first_since, since)
        wanted = search_query(query)
        bounds = Bounds(oldest)
        found = await self._db.read(passages.search, wanted, sight, _MOST, bounds)
        words = {each.article_id: each.text for each in reversed(found)}
        admitted = await self._access.admitted(sight, words)
        keys = dict.fromkeys(each.article_id for each in found)
        shown = [key for key in keys if key in admitted]
        return await self._page(sight, shown, words, (offset, limit))

    async def story(self, guild: str, digest: int, number: int) -> StoredStory | None:
        """Return a story of a digest of the guild's; None where it has no such one.

        Any numbers may be asked for. Who may see it is who may read its channel.
        """
        return await self._db.read(shelves.story, guild, digest, number)

    async def card_in(
        self, guild: str, channel: str, message: str
    ) -> tuple[int, int] | None:
        """Return the digest that a message of the channel's is of, and its story.

        0 where it shows several; None for a message that is no digest of the guild's.
        """
        return await self._db.read(shelves.card_in, guild, channel, message)

    async def outlets(self, reach: Reach) -> list[Outlet]:
        """Return the feeds that the reach sees, by topic and title."""
        sight = await self._access.sight(reach)
        return await self._db.read(shelves.outlets, sight)

    async def topics_like(self, reach: Reach, typed: str) -> list[str]:
        """Return at most 25 names of topics to offer for what was typed.

        What the feeds in reach are filed under, and topics that words define.
        """
        wanted = typed.strip().casefold()
        names = await self._topic_names(reach)
        found = sorted(name for key, name in names.items() if wanted in key)
        found.sort(key=lambda name: not name.casefold().startswith(wanted))
        return found[:_MOST_OFFERED]

    async def _topic_names(self, reach: Reach) -> dict[str, str]:
        defined = await self._db.read(topics.of_guild, reach.guild)
        sight = await self._access.sight(reach)
        filed = {each.topic for each in sight.followed if each.topic}
        known = {name.casefold() for name in filed}
        # One without words is of feeds alone, which may all be out of reach.
        whole = reach.channels is None
        names = [
            each.name
            for each in defined
            if whole or each.include or each.name.casefold() in known
        ]
        return {name.casefold(): name for name in (*sorted(filed), *names)}

    async def _of_topic(
        self, reach: Reach, sight: Sight, name: str, articles: Collection[int]
    ) -> frozenset[int]:
        """Return those of these articles that are of the topic."""
        wanted = name.strip().casefold()
        if wanted not in await self._topic_names(reach):
            raise NotFound("topic", name)
        filed = {
            each.feed_id for each in sight.followed if each.topic.casefold() == wanted
        }
        of_topic = set(await self._db.read(sights.brought, articles, filed))
        for each in await self._db.read(topics.of_guild, reach.guild):
            if each.name.casefold() == wanted and each.include:
                rest = set(articles) - of_topic
                of_topic |= await self._access.matching(rules_of(each), rest)
        return frozenset(of_topic)

    async def _page(
        self,
        sight: Sight,
        keys: Sequence[int],
        words: Mapping[int, str],
        window: tuple[int, int],
    ) -> Page[Item]:
        start, size = max(0, window[0]), max(0, window[1])
        shown = keys[start : start + size]
        items = await self._db.read(shelves.items, sight, shown, words)
        return Page(items, start, len(keys))
