"""Likeness: passages that tell of what a question means, in whatever words.

It is there where an embeddings endpoint was chosen, and is better and never needed:
whatever the endpoint does or costs, what was asked goes on without it.
"""

from collections import OrderedDict
from collections.abc import Sequence

from digests.accounts import Feature, Purpose
from digests.asked import Bounds
from digests.errors import EndpointError, NotAsked
from digests.shelved import Sight
from digests.storage import vectors
from digests.storage.database import Database
from digests.storage.vectors import Bare, Question
from digests.surveyor import Surveyor
from digests.types import Passage

_BATCH = 32
# No passage is so long but where a text has no sentences.
_MOST_CHARS = 2000
# A question is placed once for every field that is looked in.
_MOST_KEPT = 256
# Articles are everybody's; who asks is waiting, and they are not.
_FILLING = Purpose("", Feature.VECTORS, yields=True)
_PATIENCE_S = 2.0


class Likeness:
    """Places passages and questions, and finds what lies near."""

    def __init__(self, db: Database, surveyor: Surveyor) -> None:
        """Take the store, and who places texts."""
        self._db = db
        self._surveyor = surveyor
        self._batch = _BATCH
        self._unfit: set[int] = set()
        self._asked: OrderedDict[str, Question] = OrderedDict()

    async def near(
        self, meaning: str, sight: Sight, limit: int, bounds: Bounds
    ) -> list[Passage]:
        """Return passages in sight that lie near a question, the nearest first.

        They are still to be admitted. None where the endpoint is away, or what the
        guild may spend is spent.
        """
        asked = await self._placed(meaning, sight.guild)
        if asked is None:
            return []
        return await self._db.read(vectors.near, asked, sight, limit, bounds)

    async def near_in(
        self, meaning: str, sight: Sight, articles: Sequence[int], limit: int
    ) -> list[Passage]:
        """Return passages of these few articles in sight, the nearest first."""
        asked = await self._placed(meaning, sight.guild) if articles else None
        if asked is None:
            return []
        return await self._db.read(vectors.near_in, asked, articles, limit)

    async def fill(self) -> int:
        """Place some passages that were not yet, and return how many."""
        model = self._surveyor.model
        some = await self._db.read(vectors.without, model, self._batch, self._unfit)
        if not some:
            return 0
        try:
            packed = await self._surveyor.place([_text(x) for x in some], _FILLING)
        except NotAsked:
            return 0
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

    async def _placed(self, meaning: str, guild: str) -> Question | None:
        if meaning in self._asked:
            return self._asked[meaning]
        if not meaning.strip():
            return None
        purpose = Purpose(guild, Feature.VECTORS, _PATIENCE_S)
        try:
            (packed,) = await self._surveyor.place([meaning[:_MOST_CHARS]], purpose)
        except (NotAsked, EndpointError):
            return None
        asked = Question(self._surveyor.model, packed)
        self._asked[meaning] = asked
        if len(self._asked) > _MOST_KEPT:
            self._asked.popitem(last=False)
        return asked


def _text(passage: Bare) -> str:
    return f"{passage.title}\n{passage.text}"[:_MOST_CHARS]
