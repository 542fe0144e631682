"""Likeness: passages that tell of what a question means, in whatever words.

It is there where an embeddings endpoint was chosen, and is better and never needed:
whatever the endpoint does, what was asked goes on without it.
"""

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Sequence

from digests.asked import Bounds
from digests.errors import EndpointError
from digests.fuse import Fuse
from digests.named_jobs import pack
from digests.ports import Clock, Embedder
from digests.shelved import Sight
from digests.storage import vectors
from digests.storage.database import Database
from digests.storage.vectors import Bare, Question
from digests.types import Passage

_BATCH = 32
# No passage is so long but where a text has no sentences.
_MOST_CHARS = 2000
# A question is placed once for every field that is looked in.
_MOST_KEPT = 256
_log = logging.getLogger(__name__)


class Likeness:
    """Places passages and questions, and finds what lies near."""

    def __init__(self, db: Database, clock: Clock, embedder: Embedder) -> None:
        """Take the store, the clock and the endpoint."""
        self._db = db
        self._embedder = embedder
        # How many calls of the endpoint had which outcome, since the start.
        self.calls = Counter(answered=0, failed=0)
        self._batch = _BATCH
        self._unfit: set[int] = set()
        # A question that waits for an endpoint that is away is late already.
        self._fuse = Fuse(clock, faults=1)
        self._asked: OrderedDict[str, Question] = OrderedDict()

    async def near(
        self, meaning: str, sight: Sight, limit: int, bounds: Bounds
    ) -> list[Passage]:
        """Return passages in sight that lie near a question, the nearest first.

        They are still to be admitted. None where the endpoint is away.
        """
        asked = await self._placed(meaning)
        if asked is None:
            return []
        return await self._db.read(vectors.near, asked, sight, limit, bounds)

    async def near_in(
        self, meaning: str, articles: Sequence[int], limit: int
    ) -> list[Passage]:
        """Return passages of these few articles, the nearest first."""
        asked = await self._placed(meaning) if articles else None
        if asked is None:
            return []
        return await self._db.read(vectors.near_in, asked, articles, limit)

    async def fill(self) -> int:
        """Place some passages that were not yet, and return how many."""
        model = self._embedder.model
        some = await self._db.read(vectors.without, model, self._batch, self._unfit)
        if not some or not self._fuse.admit():
            return 0
        try:
            packed = await self._vectors([_text(each) for each in some])
        except EndpointError as error:
            self._leave_out(some, error)
            return 0
        await self._db.write(vectors.keep, model, some, packed)
        self._batch = min(2 * self._batch, _BATCH)
        return len(some)

    def _leave_out(self, some: Sequence[Bare], error: EndpointError) -> None:
        """Come nearer to what the endpoint will not take, so that all else goes on."""
        if error.refused and len(some) == 1:
            self._unfit.add(some[0].id)
        self._batch = max(1, self._batch // 2) if error.refused else self._batch

    async def _placed(self, meaning: str) -> Question | None:
        if meaning in self._asked:
            return self._asked[meaning]
        if not meaning.strip() or not self._fuse.admit():
            return None
        try:
            (packed,) = await self._vectors([meaning[:_MOST_CHARS]])
        except EndpointError:
            return None
        asked = Question(self._embedder.model, packed)
        self._asked[meaning] = asked
        if len(self._asked) > _MOST_KEPT:
            self._asked.popitem(last=False)
        return asked

    async def _vectors(self, texts: Sequence[str]) -> list[bytes]:
        """Return a packed vector for each text; of a fault, the log hears once.

        Raises:
            EndpointError: There are none.

        """
        try:
            given = await self._embedder.embed(texts)
        except EndpointError as error:
            self.calls["failed"] += 1
            if self._fuse.failed(error):
                _log.warning("searching without vectors: %s", error.reason)
            raise
        self.calls["answered"] += 1
        if self._fuse.worked():
            _log.info("searching with vectors again")
        return await asyncio.to_thread(pack, given)


def _text(passage: Bare) -> str:
    return f"{passage.title}\n{passage.text}"[:_MOST_CHARS]
