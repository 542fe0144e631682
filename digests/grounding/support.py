"""How surely the sources say what a sentence says: from 0 to 1, and what is enough.

Words in common count where one sentence of the source says them together, in the same
order, of the same subject. What is denied or turned into its opposite speaks against
it. The weights are learned by `bench.learn_support`, from sentences of ours.
"""

import json
from collections.abc import Collection, Sequence
from importlib.resources import files
from itertools import pairwise
from statistics import median

import numpy as np
from msgspec import Struct

from digests.answers.words import CJK, FUNCTION_WORDS, WORD, pairs
from digests.grounding.endings import stem
from digests.grounding.opposites import denies, is_opposite
from digests.grounding.sources import Ground

FEATURES = (
    "words in one sentence",
    "words in two on end",
    "words in the same order",
    "its first words and the rest in one sentence",
    "its first words before the rest",
    "an opposite in their place",
    "denied in one of them only",
    "one",
)
_DENIED = FEATURES.index("denied in one of them only")
# With whom or what a sentence begins is what it is about.
_FIRST = 2


class _Learned(Struct, frozen=True):
    weights: tuple[float, ...]
    bar: float


def is_supported(sentence: str, ground: Ground) -> bool:
    """Tell whether the sources say it; what is denied in one alone, they do not."""
    found = evidence(sentence, ground)
    return not found[_DENIED] and _sure(found) >= _LEARNED.bar


def support(sentence: str, ground: Ground) -> float:
    """Return how surely the sources say what the sentence says."""
    return _sure(evidence(sentence, ground))


def _sure(found: Sequence[float]) -> float:
    return float(1 / (1 + np.exp(-float(np.dot(found, _LEARNED.weights)))))


def evidence(sentence: str, ground: Ground) -> tuple[float, ...]:
    """Return the features of a sentence beside its sources, as `FEATURES` names."""
    words = _content(sentence)
    if not words or not ground.sentences:
        return (0.0,) * (len(FEATURES) - 1) + (1.0,)
    wanted = frozenset(words)
    said = [frozenset(part) for part in ground.sentences]
    two = [a | b for a, b in pairwise((*said, frozenset()))]
    closest, closest_two = _best(wanted, said), _best(wanted, two)
    first, rest = words[:_FIRST], words[_FIRST:] or words
    beside = _best(rest, said)
    return (
        _share(wanted, said[closest]),
        _share(wanted, two[closest_two]),
        _in_order(words, ground.sentences[closest]) / len(words),
        max(_share(first, part) * _share(rest, part) for part in said),
        _before(first, rest, ground.sentences[beside]),
        float(is_opposite(wanted, two[closest_two])),
        float(denies(sentence) != denies(" ".join(ground.plain[beside]))),
        1.0,
    )


def _content(sentence: str) -> list[str]:
    found = []
    for word in WORD.findall(sentence):
        if CJK.match(word):
            found += pairs(word)
        elif word.lower() not in FUNCTION_WORDS and len(word) > 1:
            found.append(stem(word))
    return found


def _share(wanted: Collection[str], there: Collection[str]) -> float:
    return sum(word in there for word in wanted) / len(wanted)


def _best(wanted: Collection[str], parts: Sequence[Collection[str]]) -> int:
    shares = [_share(wanted, part) for part in parts]
    return max(range(len(shares)), key=shares.__getitem__)


def _in_order(words: Sequence[str], there: Sequence[str]) -> int:
    """Return how many of the words stand there in the same order, at most."""
    row = [0] * (len(there) + 1)
    for word in words:
        before = 0
        for at, other in enumerate(there, 1):
            above = row[at]
            row[at] = before + 1 if word == other else max(above, row[at - 1])
            before = above
    return row[-1]


def _before(
    first: Collection[str], rest: Collection[str], there: Sequence[str]
) -> float:
    """Return 1 where the first words come before most of the rest there, else 0."""
    places = {word: at for at, word in reversed(list(enumerate(there)))}
    one = [places[word] for word in first if word in places]
    others = [places[word] for word in rest if word in places]
    return float(bool(one and others) and min(one) <= median(others))


def _learned() -> _Learned:
    table = json.loads((files("digests.grounding") / "support.json").read_text("utf8"))
    return _Learned(tuple(table["weights"][name] for name in FEATURES), table["bar"])


_LEARNED = _learned()
