"""How surely the sources say what a sentence says: from 0 to 1, and what is enough.

Words in common count where the source says them together. What is denied in one and
not in the other, or done by one to another the other way round, speaks against it.
The weights are learned by `bench.learn_support`, from sentences of ours.
"""

import json
import re
from collections.abc import Collection, Sequence
from importlib.resources import files
from itertools import pairwise

import numpy as np
from msgspec import Struct

from digests.answers.words import CJK, FUNCTION_WORDS, WORD, pairs, stem
from digests.grounding.names import names_in
from digests.grounding.sources import Ground

FEATURES = (
    "words in one sentence",
    "words in two on end",
    "words anywhere",
    "beginnings of words anywhere",
    "neighbours close together",
    "words that are no names, in two on end",
    "names beside the other words",
    "denied in one of them only",
    "names the other way round",
    "one",
)
_DENIALS = frozenset(
    """
    not no never none nobody nothing neither nor without cannot refuse reject deny fail
    nicht kein keine keinen keiner niemand nie ohne ne pas jamais aucun aucune personne
    sans nunca jamás ningún ninguna nadie sin не нет никогда никто без ні ніколи ніхто
    """.split()  # noqa: SIM905 - a text of words reads better
)
_SHORT_FORM = re.compile(r"n[’']t\b")
_UNPARTED_DENIALS = re.compile("不|没|未|无|非|ない|ません")
# What turns a sentence round and leaves its sense.
_TURNS = frozenset(
    [
        "by",
        "von",
        "durch",
        "par",
        "por",
        "от",
        "after",
        "when",
        "as",
        "while",
        "nach",
        "nachdem",
    ]
)
_ROOT, _CLOSE = 5, 6


class _Learned(Struct, frozen=True):
    weights: tuple[float, ...]
    bar: float


def is_supported(sentence: str, ground: Ground) -> bool:
    """Tell whether the sources say it."""
    return support(sentence, ground) >= _LEARNED.bar


def support(sentence: str, ground: Ground) -> float:
    """Return how surely the sources say what the sentence says."""
    sure = float(np.dot(evidence(sentence, ground), _LEARNED.weights))
    return float(1 / (1 + np.exp(-sure)))


def evidence(sentence: str, ground: Ground) -> tuple[float, ...]:
    """Return the features of a sentence beside its sources, as `FEATURES` names."""
    words = _content(sentence)
    if not words or not ground.sentences:
        return (0.0,) * (len(FEATURES) - 1) + (1.0,)
    wanted = frozenset(words)
    names = {stem(part) for name in names_in(f". {sentence}") for part in name.split()}
    said = [frozenset(part) for part in ground.sentences]
    two = [a | b for a, b in pairwise((*said, frozenset()))]
    everywhere = frozenset[str]().union(*said)
    deeds = wanted - names or wanted
    closest = _best(deeds, said)
    return (
        _share(wanted, said[_best(wanted, said)]),
        _share(wanted, two[_best(wanted, two)]),
        _share(wanted, everywhere),
        _share({w[:_ROOT] for w in wanted}, {w[:_ROOT] for w in everywhere}),
        _close(words, ground.sentences),
        _share(deeds, two[_best(deeds, two)]),
        _share(wanted & names, two[_best(deeds, two)]) if wanted & names else 1.0,
        float(_denies(sentence) != _is_denied(closest, ground)),
        float(_is_turned(sentence, ground.plain[_best(wanted, said)])),
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
    return len(set(wanted) & set(there)) / len(wanted)


def _best(wanted: Collection[str], parts: Sequence[Collection[str]]) -> int:
    shares = [_share(wanted, part) for part in parts]
    return max(range(len(shares)), key=shares.__getitem__)


def _close(words: Sequence[str], sentences: Sequence[Sequence[str]]) -> float:
    """Return the share of neighbours that stand close together in some sentence."""
    together = list(pairwise(words))
    near = {
        (first, second)
        for part in sentences
        for at, first in enumerate(part)
        for second in part[max(0, at - _CLOSE) : at + _CLOSE + 1]
    }
    return sum(pair in near for pair in together) / len(together) if together else 1.0


def _denies(sentence: str) -> bool:
    words = {stem(word) for word in WORD.findall(sentence)}
    return bool(
        words & _DENIALS
        or _SHORT_FORM.search(sentence)
        or _UNPARTED_DENIALS.search(sentence)
    )


def _is_denied(at: int, ground: Ground) -> bool:
    return bool(set(ground.sentences[at]) & _DENIALS) or any(
        _SHORT_FORM.search(word) for word in ground.plain[at]
    )


def _is_turned(sentence: str, there: Sequence[str]) -> bool:
    """Tell whether two names stand the other way round than in the source."""
    order = [
        there.index(name)
        for name in dict.fromkeys(names_in(f". {sentence}"))
        if name in there
    ]
    words = {word.lower() for word in WORD.findall(sentence)}
    return (
        len(order) > 1 and order[0] > order[1] and _TURNS.isdisjoint(words ^ set(there))
    )


def _learned() -> _Learned:
    table = json.loads((files("digests.grounding") / "support.json").read_text("utf8"))
    return _Learned(tuple(table["weights"][name] for name in FEATURES), table["bar"])


_LEARNED = _learned()
