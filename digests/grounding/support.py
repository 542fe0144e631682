"""How surely the sources say what a sentence says: from 0 to 1, and what is enough.

Words in common count where the source says them together, of the same subject and with
the same doer. What is denied, only hoped for, turned into its opposite or put in
another's place speaks against it. The weights are learned by `bench.learn_support`,
from sentences of ours; the words that are known are those of a language, not of a text.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from msgspec import Struct

from digests.answers.words import CJK
from digests.grounding.clauses import parted
from digests.grounding.compounds import by_last_part
from digests.grounding.denials import denies
from digests.grounding.doing import PRONOUNS, Deed, deeds, likest, subject
from digests.grounding.layout import Word, lay_out, telling
from digests.grounding.opposites import (
    are_contrary,
    is_open,
    is_opposite,
    refuses,
)
from digests.grounding.replaced import replaced
from digests.grounding.sources import Ground

FEATURES = (
    "words in two sentences on end",
    "words that are nowhere, but verbs",
    "no verb of it anywhere",
    "its subject and the rest in one sentence",
    "its names beside the rest",
    "the same doer",
    "open there and done here",
    "a deed denied in one of them only",
    "another subject there",
    "open there and not here",
    "denied in one of them only, or turned round",
    "an opposite in their place",
    "words in the place of others",
    "one",
)
SAME_DOER = FEATURES.index("the same doer")
DENIED = FEATURES.index("denied in one of them only, or turned round")
_NAMES = frozenset("NMGR")
# How much its subject helps to choose the sentence that says the rest.
_OF_SUBJECT = 0.25
# So many words in the place of others are as bad as more.
_MOST = 3


class _Learned(Struct, frozen=True):
    weights: tuple[float, ...]
    bar: float


class _Told(Struct, frozen=True):
    """A sentence of a source: its words, what it begins with, and its deeds.

    `means` has with it what the pronouns stand for.
    """

    text: str
    words: tuple[Word, ...]
    begins: tuple[str, ...]
    means: frozenset[str]
    deeds: tuple[Deed, ...]


def is_supported(sentence: str, ground: Ground) -> bool:
    """Tell whether the sources say it; what is denied or turned round, they do not."""
    found = evidence(sentence, ground)
    return not found[DENIED] and _sure(found) >= _LEARNED.bar


def support(sentence: str, ground: Ground) -> float:
    """Return how surely the sources say what the sentence says."""
    return _sure(evidence(sentence, ground))


def _sure(found: Sequence[float]) -> float:
    return float(1 / (1 + np.exp(-float(np.dot(found, _LEARNED.weights)))))


def evidence(sentence: str, ground: Ground) -> tuple[float, ...]:
    """Return the features of a sentence beside its sources, as `FEATURES` names."""
    told = _told(ground.told, ground.language)
    there = frozenset(word for part in told for word in part.words)
    words = by_last_part(lay_out(sentence, ground.language), there, ground.language)
    means = telling(words)
    if not means or not told:
        return (0.0,) * (len(FEATURES) - 1) + (1.0,)
    begins = subject(words)
    rest = means[len(begins) :] or means
    beside = max(told, key=lambda part: _says(part, begins, rest))
    names = [word.means for word in words if word.kind in _NAMES]
    is_plain = not any(is_open(word.plain) for word in words)
    instead = replaced(_tell(words), [_tell(part.words) for part in told])
    return (
        max(_share(means, both) for both in _on_end(told)),
        *_nowhere(words, told),
        _share(begins, beside.means) * _share(rest, beside.means),
        _share(names, beside.means),
        *_deeds(words, told),
        float(bool(beside.begins) and set(beside.begins).isdisjoint(means)),
        float(is_plain and any(is_open(word.plain) for word in beside.words)),
        float(
            _is_denied(sentence, beside, ground.language)
            or _is_turned(words, beside)
            or _is_swapped(words, told)
        ),
        float(is_opposite(frozenset(means), telling(beside.words))),
        min(len(instead), _MOST) / len(means),
        1.0,
    )


def _says(part: _Told, begins: Collection[str], rest: Collection[str]) -> float:
    helped = _share(begins, part.means) if begins else 0.0
    return _share(rest, part.means) + _OF_SUBJECT * helped


def _nowhere(words: Sequence[Word], told: Sequence[_Told]) -> tuple[float, float]:
    """Return the share of words that no sentence has, and whether no verb is there."""
    every = frozenset[str]().union(*(part.means for part in told))
    telling_words = _tell(words)
    strange = [w for w in telling_words if not w.is_verb and w.means not in every]
    verbs = [word.means for word in telling_words if word.is_verb]
    return (
        len(strange) / len(telling_words),
        float(bool(verbs) and every.isdisjoint(verbs)),
    )


def _deeds(words: Sequence[Word], told: Sequence[_Told]) -> tuple[float, float, float]:
    """Return how far the doers are the same, and whether deeds are turned.

    One is turned that is only hoped for there and done here, or denied in one of them.
    """
    here = deeds(words, ())
    found = [(deed, *same) for deed in here if (same := likest(deed, _of(deed, told)))]
    verbs = [each for each in found if each[0].is_verb]
    doers = [doer for _, doer, _ in verbs or found]
    return (
        sum(doers) / len(doers) if doers else 0.0,
        float(
            any(
                there.is_open and deed.is_done and not deed.is_open
                for deed, _, there in found
                if deed.is_verb or there.is_verb
            )
        ),
        float(any(deed.is_denied != there.is_denied for deed, _, there in verbs)),
    )


def _is_denied(sentence: str, beside: _Told, language: str) -> bool:
    """Tell whether one of them alone denies what the other says.

    "Failed to" denies as well, and a clause of other things denies nothing of this.
    """
    here, means = denies(sentence, language), set(telling(lay_out(sentence, language)))
    there = any(
        denies(clause, language)
        and not means.isdisjoint(telling(lay_out(clause, language)))
        for clause in parted(beside.text)
    )
    plain, denying = (beside.text, sentence) if here else (sentence, beside.text)
    return here != there and (not refuses(plain) or refuses(denying))


def _is_turned(words: Sequence[Word], beside: _Told) -> bool:
    """Tell whether a word has its contrary in its very place there.

    Pairs of ideographs overlap, so that none stands beside what it stood beside.
    """
    unparted = [word.means for word in words if CJK.match(word.plain)]
    return is_opposite(unparted, telling(beside.words)) or any(
        are_contrary(word.means, other.means)
        for word, other in replaced(_tell(words), [_tell(beside.words)])
        if word.means not in beside.means
    )


def _is_swapped(words: Sequence[Word], told: Sequence[_Told]) -> bool:
    """Tell whether one does to another what there the other does to the one."""
    names = frozenset(word.means for word in words if word.kind in _NAMES)
    for deed in deeds(words, ()):
        does, bears = names & set(deed.doer), names & set(deed.done_to)
        if not (deed.is_verb and does and bears):
            continue
        there = [(set(each.doer), set(each.done_to)) for each in _of(deed, told)]
        is_so = any(does & doer or bears & done_to for doer, done_to in there)
        is_turned = any(does & done_to and bears & doer for doer, done_to in there)
        if is_turned and not is_so:
            return True
    return False


def _of(deed: Deed, told: Sequence[_Told]) -> Iterator[Deed]:
    for part in told:
        if deed.word in part.means:
            yield from (each for each in part.deeds if each.word == deed.word)


def _tell(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.tells]


def _share(wanted: Collection[str], there: Collection[str]) -> float:
    return sum(word in there for word in wanted) / len(wanted) if wanted else 1.0


def _on_end(told: Sequence[_Told]) -> list[frozenset[str]]:
    parts = [part.means for part in told]
    return [one | other for one, other in pairwise((*parts, frozenset[str]()))]


@lru_cache(maxsize=64)
def _told(sentences: tuple[str, ...], language: str) -> tuple[_Told, ...]:
    found: list[_Told] = []
    before: tuple[str, ...] = ()
    names: list[str] = []
    for text in sentences:
        words = lay_out(text, language)
        begins = tuple(subject(words))
        has_pronoun = any(word.kind in PRONOUNS for word in words)
        stands = (*before, *names) if has_pronoun else ()
        names = [word.means for word in words if word.kind in _NAMES]
        done = tuple(deeds(words, (*before, *begins)))
        means = frozenset((*stands, *telling(words)))
        found.append(_Told(text, words, begins, means, done))
        before = begins
    return tuple(found)


def _learned() -> _Learned:
    table = json.loads((files("digests.grounding") / "support.json").read_text("utf8"))
    return _Learned(tuple(table["weights"][name] for name in FEATURES), table["bar"])


_LEARNED = _learned()
