"""How well sentences of an article read side by side, without the rest of it.

Better where the first tells what the headline promises; worse where one leans on
a sentence that is left out, or says what another has said.
"""

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from digests.condense.coverage import Array, Numbers
from digests.condense.standing import figures, introductions, opening

# Tried by 5-fold on digests by people, but for the opening; see docs/decisions.
_LEANING = 0.05
_STRANGE = 0.02
_REPEATING = 0.1
_OPENING = 0.1

# Openings that lean on what stands before.
_LEANS = re.compile(
    r"(?:But|And|So|Yet|Or|Also|However|Then|Meanwhile|Instead|Still|Nor|Nevertheless"
    r"|He|She|They|It|We|His|Her|Their|Its|This|That|These|Those|Such|There|Here"
    r"|The (?:latter|former|pair|two|move|decision|man|woman)"
    r"|Er|Sie|Es|Doch|Aber|Und|Il|Elle|Ils|Mais|Et|Ella|Pero|Y"
    r"|Он|Она|Они|Но|И|Він|Вона|Вони|Але)\b"
)


class SideBySide(Struct, frozen=True):
    """What is known of some candidates, in the article's order.

    `needs` tells which name somebody by surname alone, `gives[a, b]` whether b
    introduces whom a names, `follows[a, b]` whether b comes right after a.
    """

    opens: Array
    leans: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    needs: NDArray[np.bool_]
    gives: NDArray[np.bool_]
    repeats: NDArray[np.bool_]

    def worth(self, places: Numbers) -> Array:
        """Return what each set of candidates gains or loses: a row is a set."""
        value: Array = _OPENING * self.opens[places[:, 0]]
        columns = places.T
        for k, each in enumerate(columns):
            alone = self.leans[each]
            if k:
                alone = alone & ~self.follows[columns[k - 1], each]
            missing = self.needs[each]
            for other in columns:
                missing = missing & ~self.gives[each, other]
            value -= _LEANING * alone + _STRANGE * missing
        for one, other in combinations(columns, 2):
            value -= _REPEATING * self.repeats[one, other]
        return value


def side_by_side(
    texts: Sequence[str], candidates: Numbers, title: str = ""
) -> SideBySide:
    """Return how the candidates, places among an article's texts, go together."""
    chosen = [texts[place] for place in candidates]
    introduced = introductions(texts)
    needed = [introduced[place] for place in candidates]
    given = [figures(text) for text in chosen]
    return SideBySide(
        opens=np.array(opening(chosen, title)),
        leans=np.array([bool(_LEANS.match(text)) for text in chosen]),
        follows=candidates[None, :] == candidates[:, None] + 1,
        needs=np.array([bool(each) for each in needed]),
        gives=np.array([[p in each for p in candidates.tolist()] for each in needed]),
        repeats=np.array([[not a.isdisjoint(b) for b in given] for a in given]),
    )
