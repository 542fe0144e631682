"""Answer a question with sentences that were read, or refuse: the default engine.

A linear model ranks the sentences of the passages that a search found; a second
one judges whether the best of them is an answer at all. Both are learned by
`bench.learn_answers` over what `features` and `support` name, for the languages
that it had questions in and for all the others.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from digests.answers.asked import take_apart
from digests.answers.features import FEATURES, lay_out, measure
from digests.answers.overlap import Array
from digests.answers.support import SUPPORT, in_full, support
from digests.answers.words import language, parts_no_words
from digests.articles.sentences import split
from digests.asked import Scope
from digests.types import Answer, Passage, Sentence

# So many of the passages found are looked through; the rest came too far behind.
MOST_PASSAGES = 12
_NEAREST = 3
# Splitting costs more than all the rest: what was split lately is kept.
_MOST_SPLIT = 2048
_UNKNOWN: Mapping[str, float] = {}


class Ranked(Struct, frozen=True):
    """Sentences as passages of their own, the best answer first.

    `support` tells how surely the first is an answer, from 0 to 1, and `answers`
    whether that is enough.
    """

    sentences: tuple[Passage, ...] = ()
    support: float = 0.0
    answers: bool = False


class _Learned(Struct, frozen=True):
    ranking: Array
    support: Array
    bar: float


def answer(
    question: str,
    found: Sequence[Passage],
    shares: Mapping[str, float] = _UNKNOWN,
    scope: Scope = Scope.SERVER,
) -> Answer:
    """Return the sentence that answers, or a refusal.

    Args:
        question: What is asked.
        found: What a search found, the best first.
        shares: How common the question's words are in all that was read, by stem.
        scope: What it is asked of.

    """
    ranked = rank(question, found, shares, scope)
    if ranked.answers:
        return Answer(question, ranked.sentences[:1], _nearest(ranked))
    return Answer(question, (), _nearest(ranked))


def rank(
    question: str,
    found: Sequence[Passage],
    shares: Mapping[str, float] = _UNKNOWN,
    scope: Scope = Scope.SERVER,
) -> Ranked:
    """Return the passages' sentences, the best answer first."""
    looked_at = found[:MOST_PASSAGES]
    parts = [sentences(passage.text) for passage in looked_at]
    rows = rows_of(question, looked_at, parts, shares)
    if not len(rows):
        return Ranked()
    flat = [
        _narrowed(passage, sentence)
        for passage, each in zip(looked_at, parts, strict=True)
        for sentence in each
    ]
    learned = _TABLES.get(language(question), _TABLES[""])
    scores = rows @ learned.ranking
    sure = support(rows, scores, learned.support)
    answers = sure >= learned.bar
    # Who has pointed at a story need not say which, and asks in fewer words.
    full = in_full(rows, 1) if scope is Scope.STORY else in_full(rows)
    order = np.argsort(-scores, kind="stable")
    if not answers and full.any():
        answers, order = True, np.lexsort((-scores, ~full))
    return Ranked(tuple(flat[i] for i in order), sure, answers)


@lru_cache(maxsize=_MOST_SPLIT)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Return a passage's sentences."""
    return split(text, "zh" if parts_no_words(text) else "en")


def rows_of(
    question: str,
    found: Sequence[Passage],
    parts: Sequence[Sequence[Sentence]],
    shares: Mapping[str, float],
) -> Array:
    """Return the features of the passages' sentences, passage after passage."""
    laid = lay_out(
        [[sentence.text for sentence in each] for each in parts],
        [passage.title for passage in found],
    )
    return measure(take_apart(question), laid, shares)


def _narrowed(passage: Passage, sentence: Sentence) -> Passage:
    start = passage.start + sentence.start
    end = passage.start + sentence.end
    return replace(passage, text=sentence.text, start=start, end=end)


def _nearest(ranked: Ranked) -> tuple[Passage, ...]:
    """Return the best sentence of each article, in order."""
    best: dict[int, Passage] = {}
    for each in ranked.sentences:
        best.setdefault(each.article_id, each)
    return tuple(best.values())[:_NEAREST]


def _learned(table: dict[str, Any]) -> _Learned:
    return _Learned(
        np.array([table["ranking"][name] for name in FEATURES]),
        np.array([table["support"][name] for name in SUPPORT]),
        table["bar"],
    )


_TABLES = {
    code: _learned(table)
    for code, table in json.loads(
        (files("digests.answers") / "weights.json").read_text(encoding="utf8")
    ).items()
}
