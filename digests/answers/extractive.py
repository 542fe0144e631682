"""Answer a question with sentences that were read, or refuse: the default engine.

A linear model ranks the sentences of the passages that a search found; a second
one judges whether the best of them is an answer at all. Both are learned by
`bench.learn_answers` over the features that `features` names.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

import numpy as np

from digests.answers.features import FEATURES, Array, measure, names_unknown, take_apart
from digests.articles.language import detect
from digests.articles.sentences import split
from digests.types import Answer, Passage, Sentence

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence as a passage of its own, with how well it answers."""

    passage: Passage
    score: float
    support: float


def answer(question: str, found: Sequence[Passage]) -> Answer:
    """Return the sentence that answers, or a refusal.

    Args:
        question: As it was asked; its language is taken for the passages'.
        found: Passages that a search found, the best first.

    """
    ranked = rank(question, found, detect(question) or "en")
    nearest = tuple(_distinct(ranked)[:_NEAREST])
    if not ranked or ranked[0].support < BAR or names_unknown(question, found):
        return Answer(question, (), nearest)
    return Answer(question, (ranked[0].passage,), nearest)


def rank(question: str, found: Sequence[Passage], language: str = "en") -> list[Ranked]:
    """Return the passages' sentences, the best answer first."""
    asked = take_apart(question, found)
    parts = [split(passage.text, language) for passage in found]
    rows = measure(asked, parts, [passage.title for passage in found])
    flat = [
        (passage, sentence)
        for passage, sentences in zip(found, parts, strict=True)
        for sentence in sentences
    ]
    if not flat:
        return []
    scores = rows @ RANKING
    support = 1 / (1 + np.exp(-(rows @ SUPPORT)))
    order = np.argsort(-scores, kind="stable")
    return [
        Ranked(_narrowed(*flat[i]), float(scores[i]), float(support[i])) for i in order
    ]


def _narrowed(passage: Passage, sentence: Sentence) -> Passage:
    start = passage.start + sentence.start
    end = passage.start + sentence.end
    return replace(passage, text=sentence.text, start=start, end=end)


def _distinct(ranked: Sequence[Ranked]) -> list[Passage]:
    """Return the best sentence of each article, in order."""
    best: dict[int, Passage] = {}
    for each in ranked:
        best.setdefault(each.passage.article_id, each.passage)
    return list(best.values())


def _weights(kind: str) -> Array:
    return np.array([_TABLE[kind][name] for name in FEATURES])


_TABLE = json.loads(
    (files("digests.answers") / "weights.json").read_text(encoding="utf8")
)
RANKING = _weights("ranking")
SUPPORT = _weights("support")
BAR: float = _TABLE["bar"]
