"""Seeker: looks for an answer in one field after the other, until one holds it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from digests.access import Access
from digests.answers.following import is_pronoun
from digests.answers.search import Query, search_query
from digests.asked import ALWAYS, Bounds, Said, Saying, Scope, Span, Understood
from digests.ledger import Ledger
from digests.likeness import Likeness
from digests.named_jobs import answer
from digests.ports import Workers
from digests.scopes import Field
from digests.shelved import Sight
from digests.storage import bounding, passages, rarity
from digests.storage.database import Database
from digests.types import Answer, Passage

_MOST_PASSAGES = 24
# Where filters refuse what was found first, it is looked further, up to so far.
_FURTHEST = 384
_MOST_QUOTES = 3
# How little a place in one ranking weighs beside a place in two: the usual measure
# of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
_EVEN = 60


class Found(Struct, frozen=True):
    """What a question came to; `said` goes along with the answer's sentences.

    It is empty where they are not quotes.
    """

    answer: Answer
    scope: Scope
    said: tuple[Said, ...] = ()
    passed: tuple[Scope, ...] = ()
    undated: bool = False
    elsewhere: bool = False


class Seeker:
    """Answers from what stands in a field, or says that it does not."""

    def __init__(
        self,
        db: Database,
        workers: Workers,
        access: Access,
        ledger: Ledger,
        likeness: Likeness | None = None,
    ) -> None:
        """Take the store, who weighs sentences, and who knows quotes.

        Without `likeness` it is looked for by words alone.
        """
        self._db = db
        self._workers = workers
        self._access = access
        self._ledger = ledger
        self._likeness = likeness

    async def seek(
        self,
        understood: Understood,
        fields: Sequence[Field],
        bounds: Bounds,
        anytime: Span = ALWAYS,
    ) -> Found:
        """Return what the first field that holds an answer gives, or a refusal.

        Where nothing is found of a time that the question only names, it is looked
        for once more in all of `anytime`; where nothing is of the outlet that it
        names, in all of them.
        """
        passed: list[Scope] = []
        for field in fields:
            found = await self._in(field, understood.meaning, understood, bounds)
            if not found.answer.refused:
                return replace(found, passed=tuple(passed))
            passed.append(field.scope)
        found = replace(found, passed=tuple(passed[:-1]))
        for meaning, wider in _wider(understood, bounds, anytime):
            other = await self._in(fields[-1], meaning, understood, wider)
            if not other.answer.refused:
                return replace(
                    other,
                    passed=found.passed,
                    undated=wider.span != bounds.span,
                    elsewhere=wider.outlets != bounds.outlets,
                )
            found = replace(found, answer=other.answer)
        return found

    async def _in(
        self, field: Field, meaning: str, understood: Understood, bounds: Bounds
    ) -> Found:
        saying = understood.saying
        if saying is None and understood.speaker:
            saying = Saying(understood.speaker, meaning)
        if saying is not None and is_pronoun(saying.person):
            # Nobody knows whose words are asked for: anybody's would be another's.
            return Found(Answer(meaning, ()), field.scope)
        if saying is not None:
            said = await self._ledger.said(field, saying, bounds, _MOST_QUOTES)
            if said:
                some = tuple(said)
                sentences = tuple(map(_as_passage, some))
                return Found(Answer(meaning, sentences), field.scope, some)
        query = search_query(meaning)
        found = await self._passages(field, meaning, query, bounds)
        shares = await self._db.read(rarity.shares, query)
        one = field.scope is not Scope.STORY and await self._db.read(
            passages.are_of_one
        )
        scope = Scope.STORY if one else field.scope
        made = await self._workers.run(answer, meaning, found, shares, scope)
        return Found(made, field.scope)

    async def _passages(
        self, field: Field, meaning: str, query: Query, bounds: Bounds
    ) -> list[Passage]:
        found = await self._by_words(field, query, bounds)
        # Who asks for these very words, or somebody's, is not given others.
        exact = query.phrases or query.cjk_phrases or bounds.speaker
        if self._likeness is None or exact:
            return found
        alike = await self._alike(self._likeness, field, meaning, bounds)
        return fused(found, alike)[: 2 * _MOST_PASSAGES] if alike else found

    async def _alike(
        self, likeness: Likeness, field: Field, meaning: str, bounds: Bounds
    ) -> list[Passage]:
        if field.articles is not None:
            within = sorted(field.articles)
            kept = await self._db.read(bounding.within, within, bounds)
            return await likeness.near_in(meaning, field.sight, kept, _MOST_PASSAGES)
        found = await likeness.near(meaning, field.sight, _MOST_PASSAGES, bounds)
        return await self._seen(field.sight, found)

    async def _by_words(
        self, field: Field, query: Query, bounds: Bounds
    ) -> list[Passage]:
        if field.articles is None:
            return await self._in_sight(query, field.sight, bounds)
        within = sorted(field.articles)
        kept = await self._db.read(bounding.within, within, bounds)
        return await self._db.read(
            passages.search_in, query, kept, _MOST_PASSAGES, bounds
        )

    async def _in_sight(
        self, query: Query, sight: Sight, bounds: Bounds
    ) -> list[Passage]:
        limit = _MOST_PASSAGES
        while True:
            found = await self._db.read(passages.search, query, sight, limit, bounds)
            seen = await self._seen(sight, found)
            if len(seen) >= min(len(found), _MOST_PASSAGES) or limit >= _FURTHEST:
                return seen[: 2 * _MOST_PASSAGES]
            limit *= 4

    async def _seen(self, sight: Sight, found: Sequence[Passage]) -> list[Passage]:
        admitted = await self._access.admitted(
            sight, {each.article_id for each in found}
        )
        return [each for each in found if each.article_id in admitted]


def _wider(
    understood: Understood, bounds: Bounds, anytime: Span
) -> Iterator[tuple[str, Bounds]]:
    """Yield the question by all that may be left aside of it, the least first."""
    dated = understood.span != ALWAYS and not understood.firm
    if dated:
        yield understood.undated, replace(bounds, span=anytime)
    if bounds.outlets:
        yield understood.unsourced, replace(bounds, outlets=())
    if dated and bounds.outlets:
        yield understood.whole, replace(bounds, span=anytime, outlets=())


def fused(*rankings: Sequence[Passage]) -> list[Passage]:
    """Return what any ranking holds, what stands high in several of them first."""
    worth: dict[Passage, float] = defaultdict(float)
    for ranking in rankings:
        for place, passage in enumerate(ranking):
            worth[passage] += 1 / (_EVEN + place)
    return sorted(worth, key=worth.__getitem__, reverse=True)


def _as_passage(said: Said) -> Passage:
    # A comma before the closing mark belongs to the sentence around it.
    start, text = said.quote.start, said.quote.text.rstrip(" ,，、")
    return Passage(
        *(said.article_id, text, start, start + len(text), said.url),
        *(said.title, said.outlet, said.published),
    )
