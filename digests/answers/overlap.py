"""What sentences share with a question, of its words and of its letters.

One kind of part at a time: which of the question's parts stand in each sentence,
in its passage and in its title, weighed by how few of the sentences hold them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from digests.answers.search import FEW

Array = NDArray[np.float64]
Owners = NDArray[np.int64]


# So many sentences are usually compared. Where an archive holds fewer, a word is
# held to be as rare as if there were more, or small archives answered nothing.
_USUAL = 60


class Texts(NamedTuple):
    """Sentences and the titles above them, as words or as spaced letters.

    `owner` tells each sentence's passage; `titles` holds one text per passage.
    """

    sentences: Sequence[Collection[str]]
    titles: Sequence[Collection[str]]
    owner: Owners


class Overlap(Struct, frozen=True):
    """Parts of a question by sentence: a row each for a part, a column for each.

    `before` and `after` are the neighbours' in the same passage.
    """

    weights: Array
    here: Array
    before: Array
    after: Array
    passage: Array
    title: Array

    def sum(self, held: Array) -> Array:
        """Return the weight of the parts held, by sentence."""
        total: Array = self.weights @ held
        return total

    def share(self, held: Array) -> Array:
        """Return the same as a share of all that is asked."""
        return self.sum(held) / (self.weights.sum() or 1.0)


def rareness(words: Sequence[str], shares: Mapping[str, float]) -> Array:
    """Return how rare each of the words is.

    `shares` tells in how large a share of all that was read a word stands; of what it
    does not name nothing is known, and it is as rare as can be.
    """
    held = np.array([shares.get(word, 0.0) for word in words])
    rare: Array = np.log1p(1 / (held + 0.5 / FEW))
    return rare


def overlap(parts: Sequence[str], texts: Texts) -> Overlap:
    """Return which parts stand where."""
    owner = texts.owner
    here, title = _held(parts, texts.sentences), _held(parts, texts.titles)
    whole = title.copy()
    np.maximum.at(whole.T, owner, here.T)
    same = owner[1:] == owner[:-1]
    before, after = np.zeros_like(here), np.zeros_like(here)
    before[:, 1:] = here[:, :-1] * same
    after[:, :-1] = here[:, 1:] * same
    weights = np.log1p(_USUAL / (here.sum(axis=1) + 0.5))
    return Overlap(weights, here, before, after, whole[:, owner], title[:, owner])


def _held(parts: Sequence[str], texts: Sequence[Collection[str]]) -> Array:
    rows = [[part in text for text in texts] for part in parts]
    return np.array(rows, float).reshape(len(parts), len(texts))
