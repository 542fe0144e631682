"""Whether an article belongs to a story: a logistic model over likenesses.

The features are named here; the weights in `joining.json` are learned by
`bench.learn_stories`, held-out by topic.
"""

import json
import math
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from digests.stories.likeness import Array
from digests.stories.views import VIEWS, Sides

FEATURES = (
    "one",
    *(f"{view}, to the story's middle" for view in VIEWS),
    *(f"{view}, to the nearest report" for view in VIEWS),
    *(f"{view}, to the middle, squared" for view in VIEWS),
    "plain words without names",
    "words and names",
    "numbers in both, none shared",
    "dates in both, none shared",
    "log words",
    "log reports",
    "log reports, by words",
    "words, three nearest reports",
    "names, three nearest reports",
    "plain words and names",
    "lead and names",
)
_WORDS, _NAMES, _NUMBERS, _LEAD, _PLAIN, _DATES = range(len(VIEWS))


def measure(alike: Array, within: Array, sides: Sides, members: list[Sides]) -> Array:
    """Return the features of one article against one story.

    Args:
        alike: Its likeness to each of the story's reports: a row each, by view.
        within: The sum of the reports' likenesses to each other, by view.
        sides: The article.
        members: The story's reports.

    """
    middle = alike.sum(0) / np.sqrt(np.maximum(within, 1e-6))
    nearest = alike.max(0)
    three = np.sort(alike, axis=0)[-3:].mean(0)
    reports = math.log(len(members))
    rest = (
        middle[_PLAIN] * (1 - middle[_NAMES]),
        middle[_WORDS] * middle[_NAMES],
        _none_shared(_NUMBERS, nearest, sides, members),
        _none_shared(_DATES, nearest, sides, members),
        math.log(1 + sides.size),
        reports,
        reports * middle[_WORDS],
        three[_WORDS],
        three[_NAMES],
        middle[_PLAIN] * middle[_NAMES],
        middle[_LEAD] * middle[_NAMES],
    )
    return np.concatenate([(1.0,), middle, nearest, middle**2, rest])


def _none_shared(
    view: int, nearest: Array, sides: Sides, members: list[Sides]
) -> float:
    both = bool(sides.bags[view]) and any(each.bags[view] for each in members)
    return float(both and nearest[view] == 0)


_TABLE = json.loads(
    (files("digests.stories") / "joining.json").read_text(encoding="utf8")
)
WEIGHTS: NDArray[np.float64] = np.array([_TABLE["weights"][name] for name in FEATURES])
BAR: float = _TABLE["bar"]
