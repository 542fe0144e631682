"""Who does what to whom, without a parser: the words on either side of a word.

What is before a verb does it and what is behind it has it done, but for the passive,
which is turned round in English. A pronoun stands for what its sentence, or the one
before, begins with.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from digests.grounding.layout import Word
from digests.grounding.opposites import denies_beside, is_done, is_open

PRONOUNS = frozenset("htx")
_SIDE = 4
_SAYING = frozenset("VU")
_LINKS = frozenset("kW")
_BEING = frozenset({"was", "were", "is", "are", "been", "be", "being"})
_PARTICIPLE = re.compile(r"\w{2,}(?:ed|en|wn|nt|lt|ld|ght|rn|ade|aid|ung|un|et|ut|ost)")
# How far before a word its helpers stand, and its pronoun, and how far behind "by".
_HELPED = 4
_LED = 6
_BY = 6


class Deed(Struct, frozen=True):
    """A word with what does it and what has it done, and whether it came about."""

    word: str
    is_verb: bool
    doer: tuple[str, ...]
    done_to: tuple[str, ...]
    is_denied: bool
    is_open: bool
    is_done: bool


def deeds(words: Sequence[Word], about: Sequence[str]) -> list[Deed]:
    """Return the deeds of a sentence; `about` is what its pronouns may stand for."""
    return [_deed(words, at, about) for at, word in enumerate(words) if word.tells]


def subject(words: Sequence[Word]) -> list[str]:
    """Return what a sentence begins with: the words before its first verb."""
    found: list[str] = []
    for word in words:
        if found and (word.kind == "a" or word.is_verb):
            break
        if word.tells:
            found.append(word.means)
    return found[-_SIDE:]


def likest(deed: Deed, others: Iterable[Deed]) -> tuple[float, Deed] | None:
    """Return the likest deed of the same word, after how far one does both."""
    found = [(*_likeness(deed, other), other) for other in others]
    if not found:
        return None
    _, doer, other = max(found, key=lambda each: each[0])
    return doer, other


def _likeness(deed: Deed, other: Deed) -> tuple[float, float]:
    one, two = _shared(deed.doer, other.doer), _shared(deed.done_to, other.done_to)
    turned = max(
        _shared(deed.doer, other.done_to, 0.0) - one,
        _shared(deed.done_to, other.doer, 0.0) - two,
        0.0,
    )
    return one + two - turned, one


def _shared(some: Sequence[str], others: Sequence[str], empty: float = 1.0) -> float:
    """Return how much of the one is in the other; the nearest words count most."""
    if not some:
        return empty
    near = [1.0 / at for at, _ in enumerate(some, 1)]
    there = (weight for weight, word in zip(near, some, strict=True) if word in others)
    return sum(there) / sum(near)


def _deed(words: Sequence[Word], at: int, about: Sequence[str]) -> Deed:
    word = words[at]
    helped = [each.plain for each in words[max(0, at - _HELPED) : at]]
    led = words[max(0, at - _LED) : at]
    doer, done_to = _sides(words, at, about)
    return Deed(
        word.means,
        word.is_verb or is_passive(words, at),
        doer,
        done_to,
        any(
            map(denies_beside, (*helped, *(each.plain for each in words[at : at + 3])))
        ),
        any(is_open(each.plain) for each in (*led, word)),
        any(map(is_done, helped)) or word.plain.endswith("ed"),
    )


def _sides(
    words: Sequence[Word], at: int, about: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who does what a word says, and what has it done."""
    before, behind = _nearest(words[:at][::-1]), _nearest(words[at + 1 :])
    if any(each.kind in PRONOUNS for each in words[max(0, at - _LED + 1) : at]):
        before = (*before, *about)
    if words[at].kind in _SAYING:
        return (*before[:2], *behind[:2]), ()
    if is_passive(words, at):
        after = [each.plain for each in words[at + 1 : at + 1 + _BY]]
        by = at + 2 + after.index("by") if "by" in after else len(words)
        return _nearest(words[by:]), before
    return before, behind


def _nearest(words: Sequence[Word]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if found and (word.kind in _LINKS or word.is_verb):
            break
        if word.tells:
            found.append(word.means)
    return tuple(found[:_SIDE])


def is_passive(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word of a sentence is a passive, in English."""
    return bool(_PARTICIPLE.fullmatch(words[at].plain)) and any(
        word.plain in _BEING for word in words[max(0, at - 3) : at]
    )
