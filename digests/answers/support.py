"""What tells whether the best sentence is an answer at all, as numbers.

Its own features, and the products of those that tell how much of the question
it covers: each alone says little where another is low.
"""

from itertools import combinations_with_replacement

import numpy as np

from digests.answers.features import FEATURES
from digests.answers.overlap import Array

_COVERAGE = (
    "letters shared",
    "letters shared with title and sentence before",
    "letters shared with both, their sum",
    "letters shared by the passage",
    "letters shared by the passage, their sum",
    "words shared",
    "words shared by the passage",
    "words missing in the passage, their sum",
    "longest run shared",
    "pairs of words shared",
)
_PAIRS = tuple(combinations_with_replacement(_COVERAGE, 2))
_LEFT = [FEATURES.index(left) for left, _ in _PAIRS]
_RIGHT = [FEATURES.index(right) for _, right in _PAIRS]

SUPPORT = (*FEATURES, *(f"{left} × {right}" for left, right in _PAIRS), "one")


def evidence(rows: Array, scores: Array) -> Array:
    """Return the features of the sentence that scores best."""
    best = rows[int(np.argmax(scores))]
    return np.concatenate([best, best[_LEFT] * best[_RIGHT], [1.0]])
