"""Whether an article belongs to a story: a logistic model over likenesses.

The features are named here; the weights in `joining.json` are learned by
`bench.learn_stories`, held-out by topic.
"""

import json
import math
from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from digests.stories.likeness import PRIOR, Array
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
    "log articles before",
    *(f"log articles before, by {view}" for view in ("words", "names", "lead")),
    "log articles before, by plain words",
)
_WORDS, _NAMES, _NUMBERS, _LEAD, _PLAIN, _DATES = range(len(VIEWS))


@dataclass(slots=True)
class Group:
    """A story in the making: the places of its articles in the stream.

    `within` is the sum of their likenesses to each other, by view.
    """

    places: list[int] = field(default_factory=list)
    members: list[Sides] = field(default_factory=list)
    within: Array = field(default_factory=lambda: np.zeros(len(VIEWS)))

    def take(self, place: int, sides: Sides, alike: Array) -> None:
        """Add an article, with its likeness to all before it."""
        self.within += 2 * alike[self.places].sum(0)
        self.within += [float(bool(bag)) for bag in sides.bags]
        self.places.append(place)
        self.members.append(sides)


def measure(alike: Array, group: Group, sides: Sides, before: int) -> Array:
    """Return the features of one article against one story.

    Args:
        alike: Its likeness to each of the story's reports: a row each, by view.
        group: The story.
        sides: The article.
        before: How many articles the stream held before it.

    """
    middle = alike.sum(0) / np.sqrt(np.maximum(group.within, 1e-6))
    nearest = alike.max(0)
    three = np.sort(alike, axis=0)[-3:].mean(0)
    reports, learned = math.log(len(group.members)), math.log(1 + before)
    rest = (
        middle[_PLAIN] * (1 - middle[_NAMES]),
        middle[_WORDS] * middle[_NAMES],
        _none_shared(_NUMBERS, nearest, sides, group.members),
        _none_shared(_DATES, nearest, sides, group.members),
        math.log(1 + sides.size),
        reports,
        reports * middle[_WORDS],
        three[_WORDS],
        three[_NAMES],
        middle[_PLAIN] * middle[_NAMES],
        middle[_LEAD] * middle[_NAMES],
        learned,
    )
    by_learned = learned * middle[[_WORDS, _NAMES, _LEAD, _PLAIN]]
    return np.concatenate([(1.0,), middle, nearest, middle**2, rest, by_learned])


def _none_shared(
    view: int, nearest: Array, sides: Sides, members: list[Sides]
) -> float:
    both = bool(sides.bags[view]) and any(each.bags[view] for each in members)
    return float(both and nearest[view] == 0)


def bar_after(before: int, bars: tuple[float, float] | None = None) -> float:
    """Return how much evidence an article needs after so many others.

    A short stream has not taught yet which words are rare there, so it asks for
    more. `bars` are those of a stream's beginning and of a long one.
    """
    short, long = bars or BARS
    return long + (short - long) * PRIOR / (PRIOR + before)


_TABLE = json.loads(
    (files("digests.stories") / "joining.json").read_text(encoding="utf8")
)
WEIGHTS: NDArray[np.float64] = np.array([_TABLE["weights"][name] for name in FEATURES])
BARS: tuple[float, float] = (_TABLE["short bar"], _TABLE["long bar"])
