"""Access: which stored articles somebody may see, filters and all.

The one door to what a guild's readers are shown; the Librarian and the Shelf pass
everything that they found through it.
"""

from collections import defaultdict
from collections.abc import Collection

from digests.followed import Filters
from digests.guilds import Reach
from digests.named_jobs import judge_all
from digests.ports import Workers
from digests.shelved import Sight
from digests.storage import sights
from digests.storage.database import Database


class Access:
    """Says what is in somebody's reach."""

    def __init__(self, db: Database, workers: Workers) -> None:
        """Take the store and the processes that judge."""
        self._db = db
        self._workers = workers

    async def sight(self, reach: Reach) -> Sight:
        """Return what the reach gives to look at."""
        return await self._db.read(sights.sight, reach)

    async def admitted(self, sight: Sight, articles: Collection[int]) -> frozenset[int]:
        """Return those of these articles that are in sight and pass its filters.

        One that came by several feeds is seen where any of them lets it through.
        """
        by = await self._db.read(sights.brought, articles, sight.feeds)
        plain = sight.unfiltered
        seen = {article for article, feeds in by.items() if feeds & plain}
        if sight.kept:
            seen |= await self._db.read(sights.kept, articles)
        rest = {each: feeds for each, feeds in by.items() if each not in seen}
        return frozenset(seen | await self._passed(sight, rest))

    async def matching(
        self, filters: Filters, articles: Collection[int]
    ) -> frozenset[int]:
        """Return those of these articles that the filters take."""
        texts = await self._db.read(sights.texts, articles) if articles else {}
        if not texts:
            return frozenset()
        rulings = await self._workers.run(judge_all, filters, list(texts.values()))
        pairs = zip(texts, rulings, strict=True)
        return frozenset(key for key, ruling in pairs if ruling.taken)

    async def _passed(
        self, sight: Sight, brought: dict[int, frozenset[int]]
    ) -> set[int]:
        asked: dict[Filters, set[int]] = defaultdict(set)
        for each in sight.followed:
            asked[each.filters] |= {
                a for a, by in brought.items() if each.feed_id in by
            }
        passed = set[int]()
        for filters, articles in asked.items():
            passed |= await self.matching(filters, articles - passed)
        return passed
