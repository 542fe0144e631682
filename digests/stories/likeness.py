"""How alike articles are, one after the other, with no look ahead.

Each view is a tf-idf cosine whose rarity is learned from the stream itself: a
word counts for less the more of the earlier articles hold it.
"""

import math
from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from digests.stories.views import VIEWS, Sides

Array = NDArray[np.float64]

# As if so many articles had been read before, each word in half of one.
PRIOR = 50.0


class Stream:
    """The articles so far, and their likeness to each that comes."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._seen = 0
        self._holders: list[Counter[str]] = [Counter() for _ in VIEWS]
        self._places: list[defaultdict[str, list[tuple[int, float]]]] = [
            defaultdict(list) for _ in VIEWS
        ]

    def add(self, sides: Sides) -> Array:
        """Return the article's likeness to all before it: a row each, by view."""
        alike = np.zeros((self._seen, len(VIEWS)))
        for view, bag in enumerate(sides.bags):
            holders, places = self._holders[view], self._places[view]
            holders.update(bag.keys())
            weights = {
                word: (1 + math.log(count))
                * math.log((self._seen + 1 + PRIOR) / (holders[word] + 0.5))
                for word, count in bag.items()
            }
            norm = math.sqrt(sum(x * x for x in weights.values())) or 1.0
            # A list: single numbers in arrays are slow to reach.
            column = [0.0] * self._seen
            for word, weight in weights.items():
                own = weight / norm
                for place, theirs in places[word]:
                    column[place] += own * theirs
                places[word].append((self._seen, own))
            alike[:, view] = column
        self._seen += 1
        return alike
