"""Choose the few sentences that together say most of an article.

Every set of at most three of the most promising sentences is weighed: by the
F-measure that it is expected to reach against a person's digest, a little for
centrality and for using the room given, less what reads badly out of its place.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from digests.condense.coverage import (
    Array,
    Grams,
    Numbers,
    Tokens,
    grams,
    probabilities,
    tokens,
)
from digests.condense.standing import (
    after_dateline,
    without_standfirst,
)
from digests.condense.together import side_by_side
from digests.condense.words import length
from digests.types import Sentence

MOST_WORDS = 60
MOST_SENTENCES = 3
# How long people's digests are; what the F-measure is expected against.
_USUAL_WORDS = 48
_CANDIDATES = 11
# Tried by 5-fold on digests by people; see docs/decisions.
_CENTRALITY = 0.12
_ROOM = 0.2
_LATE = 0.04
_MISFIT = 0.10
_NEVER = 9.0

_OPENERS = tuple("“\"'‘«„「")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("「", "」"))


class _Cover(Struct, frozen=True):
    """Which n-grams each candidate holds, and what each is worth."""

    holds: NDArray[np.bool_]
    chance: Array


def choose(sentences: Sequence[Sentence], title: str = "") -> tuple[Sentence, ...]:
    """Return at most three sentences of at most 60 words in all, in order.

    Where no sentence is that short, the first alone is returned.
    """
    sentences = without_standfirst(sentences)
    texts = [sentence.text for sentence in sentences]
    text = tokens(texts)
    if not len(text.number):
        return ()
    sizes = np.array([length([each]) for each in texts])
    chosen = _chosen(texts, text, sizes, title)
    found = [sentences[index] for index in chosen] or sentences[:1]
    return tuple(after_dateline(each) for each in found)


def _chosen(
    texts: Sequence[str], text: Tokens, sizes: Numbers, title: str
) -> list[int]:
    models = [_model(text, n) for n in (1, 2)]
    lengths = text.lengths.astype(float)
    standing = _CENTRALITY * _centrality(models[0][0], len(texts)) - _misfits(texts)
    standing -= _LATE * np.arange(len(texts)) / len(texts)
    alone = standing.copy()
    for found, chance in models:
        hits = _sums(found.sentence, chance[found.gram], len(texts))
        alone += _share(hits, lengths)
    alone[sizes > MOST_WORDS] -= _NEVER
    candidates = np.sort(np.argsort(-alone, kind="stable")[:_CANDIDATES])
    covers = [_cover(found, chance, candidates) for found, chance in models]
    beside = side_by_side(texts, candidates, title)
    best: tuple[float, list[int]] = (-_NEVER, [])
    for size in range(1, min(MOST_SENTENCES, len(candidates)) + 1):
        places = _sets(len(candidates), size)
        places = places[sizes[candidates[places]].sum(1) <= MOST_WORDS]
        if not len(places):
            break
        sets = candidates[places]
        words = lengths[sets].sum(1)
        value = standing[sets].sum(1) + _ROOM * words / _USUAL_WORDS
        value += beside.worth(places)
        for cover in covers:
            value += _share(cover.holds[places].any(1) @ cover.chance, words)
        top = int(np.argmax(value))
        best = max(best, (float(value[top]), sets[top].tolist()))
    return best[1]


def _model(text: Tokens, n: int) -> tuple[Grams, Array]:
    found = grams(text, n)
    return found, probabilities(found, n)


def _share(hits: Array, words: Array) -> Array:
    """Return the F-measure of so many expected hits in so many words."""
    return 2 * hits / (words + _USUAL_WORDS)


@lru_cache
def _sets(candidates: int, size: int) -> Numbers:
    return np.array(list(combinations(range(candidates), size)), np.int64)


def _cover(found: Grams, chance: Array, candidates: Numbers) -> _Cover:
    place = np.full(int(found.sentence.max(initial=0)) + 1, -1)
    known = candidates[candidates < len(place)]
    place[known] = np.arange(len(known))
    row = place[found.sentence]
    within = row >= 0
    used, column = np.unique(found.gram[within], return_inverse=True)
    holds = np.zeros((len(candidates), len(used)), bool)
    holds[row[within], column] = True
    return _Cover(holds, chance[used])


def _centrality(found: Grams, sentences: int) -> Array:
    """Return how near each sentence is to the whole, from 0 to 1 (tf-idf cosine)."""
    keep = found.content[found.gram]
    sentence, gram, count = found.sentence[keep], found.gram[keep], found.count[keep]
    spread = np.bincount(gram, minlength=len(found.content))
    weight = count.astype(float) * np.log1p(sentences / spread[gram])
    norm = np.sqrt(_sums(sentence, weight**2, sentences)) + 1e-9
    weight /= norm[sentence]
    whole = _sums(gram, weight, len(found.content))
    whole = whole / (np.linalg.norm(whole) + 1e-9)
    return _sums(sentence, weight * whole[gram], sentences)


def _sums(places: Numbers, weights: Array, size: int) -> Array:
    """Return the sum of the weights at each place below the size."""
    result: Array = np.bincount(places, weights, size).astype(float)
    return result


def _misfits(texts: Sequence[str]) -> Array:
    return np.array([_misfit(text) for text in texts])


def _misfit(text: str) -> float:
    """Return how badly a sentence stands alone: half a quote, a question."""
    if any(text.count(a) != text.count(b) for a, b in _PAIRS) or text.count('"') % 2:
        return _NEVER / 3
    fault = _MISFIT if text.startswith(_OPENERS) else 0.0
    return fault + (_MISFIT if text.endswith("?") else 0.0)
