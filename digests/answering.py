"""The Librarian: from a question to sentences that were read, with their sources.

Whoever asks is answered from what is in their reach, and from nothing else.
"""

from collections.abc import Collection

from digests.access import Access
from digests.answers.search import Query, search_query
from digests.guilds import Reach
from digests.named_jobs import answer
from digests.ports import Workers
from digests.shelved import Sight
from digests.storage import passages
from digests.storage.database import Database
from digests.types import Answer, Passage

_MOST_PASSAGES = 24
# Where filters refuse what was found first, it is looked further, up to so far.
_FURTHEST = 384


class Librarian:
    """Answers from the stored passages, or says that it has not read of it."""

    def __init__(self, db: Database, workers: Workers) -> None:
        """Take the store and the processes that weigh sentences."""
        self._db = db
        self._workers = workers
        self._access = Access(db, workers)

    async def answer(
        self, question: str, reach: Reach, story: Collection[int] = ()
    ) -> Answer:
        """Return the sentences that answer, or a refusal with what came nearest.

        Args:
            question: As it was asked.
            reach: What the one who asks may see.
            story: Articles to look in first; where they hold no answer, it is
                looked for in all that is in reach.

        """
        query, sight = search_query(question), await self._access.sight(reach)
        if story:
            allowed = sorted(await self._access.admitted(sight, story))
            found = await self._db.read(
                passages.search_in, query, allowed, _MOST_PASSAGES
            )
            first = await self._workers.run(answer, question, found)
            if not first.refused:
                return first
        found = await self._found(query, sight)
        return await self._workers.run(answer, question, found)

    async def _found(self, query: Query, sight: Sight) -> list[Passage]:
        limit = _MOST_PASSAGES
        while True:
            found = await self._db.read(passages.search, query, sight, limit)
            admitted = await self._access.admitted(
                sight, {each.article_id for each in found}
            )
            seen = [each for each in found if each.article_id in admitted]
            if len(seen) >= min(len(found), _MOST_PASSAGES) or limit >= _FURTHEST:
                return seen[: 2 * _MOST_PASSAGES]
            limit *= 4
