"""What tells whether the best sentence is an answer at all, as numbers.

Its own features, and how far it stands above what else was found: a question
that nothing answers is one that many sentences answer a little. Where nothing but
names is shared, it is none, however well those are.
"""

import numpy as np
from numpy.typing import NDArray

from digests.answers.features import ASKED_ABOUT, FEATURES, HAS_MEASURE, NAMES_ALONE
from digests.answers.forms import FORMS
from digests.answers.overlap import Array

_SCALE = 10.0
# How far ahead is what nothing stands beside.
_NOTHING_BESIDE = 0.5
_ALONE = FEATURES.index(NAMES_ALONE)
_SHARED = FEATURES.index("words shared")
_ASKED = FEATURES.index(ASKED_ABOUT)
_MEASURED = FEATURES.index(HAS_MEASURE)
_MEASURE = FEATURES.index("asked for a measure")
_HAS = [
    FEATURES.index(f"asked for a {form.name}, has one")
    for form in FORMS
    if form.name != "quote"
]
_EVERY = 0.999
_PASSAGE = FEATURES.index("1 / (1 + passage's rank)")

SUPPORT = (
    *FEATURES,
    "score",
    "ahead of other passages",
    "ahead of its own passage",
    "share of all that may answer",
    "its passage's share of it",
    "how many may answer",
    "one",
)


def evidence(rows: Array, scores: Array) -> Array:
    """Return the features of the sentence that scores best, and its lead."""
    at = int(np.argmax(scores))
    own = rows[:, _PASSAGE] == rows[at, _PASSAGE]
    beside = own.copy()
    beside[at] = False
    powers = np.exp(scores - scores[at])
    total = powers.sum()
    lead = [
        scores[at] / _SCALE,
        _ahead(scores[at], scores[~own]),
        _ahead(scores[at], scores[beside]),
        1 / total,
        powers[own].sum() / total,
        np.log(total),
        1.0,
    ]
    return np.concatenate([rows[at], lead])


def support(rows: Array, scores: Array, weights: Array) -> float:
    """Return how surely the best sentence answers, from 0 to 1; 0 where none does."""
    if not len(rows) or rows[int(np.argmax(scores)), _ALONE]:
        return 0.0
    return float(1 / (1 + np.exp(-(evidence(rows, scores) @ weights))))


def in_full(rows: Array, least: int = 2) -> NDArray[np.bool_]:
    """Return which sentences hold every word asked about, and what is asked for.

    In the measure that is asked for; and so many words at `least` that name nobody,
    as a name stands in every other sentence of what is told of it.
    """
    every = (rows[:, _SHARED] > _EVERY) & (10 * rows[:, _ASKED] > least - 0.5)
    measured = rows[:, _MEASURED] >= rows[:, _MEASURE]
    found: NDArray[np.bool_] = every & measured & (rows[:, _HAS].max(axis=1) > 0)
    return found


def _ahead(score: float, others: Array) -> float:
    return float((score - others.max()) / _SCALE) if len(others) else _NOTHING_BESIDE
