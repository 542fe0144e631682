"""Who does it to whom, turned round: "A accused B" of a source that says "B accused A".

Nothing is made of a passive beside an active, of "said A" behind what A said, nor of
what two do with each other. In German, whose order is free, roles and bodies alone
are looked at.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct

from digests.grounding.alike import meaning
from digests.grounding.doing import is_passive
from digests.grounding.layout import Word, lay_out
from digests.grounding.sources import Ground

_VERBS = frozenset("vVU")
_SAYING = "V"
_LINKS = frozenset("kW")
_ACTORS = {"de": frozenset("rRM")}
_ANY_ACTORS = frozenset("rRMNG")
_TOGETHER = frozenset(map(meaning, ("meet", "talk", "agree", "marry", "share", "join")))


class _Deed(Struct, frozen=True):
    verb: Word
    before: frozenset[str]
    behind: frozenset[str]
    follows: str
    is_passive: bool


def swaps(sentence: str, ground: Ground) -> bool:
    """Tell whether two change places at a verb, and nowhere in the sources stand so."""
    language = ground.language
    there = [each for told in ground.told for each in _deeds(told, language)]
    return any(
        _is_swapped(each, [other for other in there if _is_like(each, other)])
        for each in _deeds(sentence, language)
    )


def _is_swapped(here: _Deed, there: Sequence[_Deed]) -> bool:
    return any(
        here.before & each.behind and here.behind & each.before for each in there
    ) and not any(
        here.before & each.before or here.behind & each.behind for each in there
    )


def _is_like(here: _Deed, there: _Deed) -> bool:
    return (
        here.verb.means == there.verb.means
        and here.is_passive == there.is_passive
        and not (there.verb.kind == _SAYING and there.follows in here.before)
    )


def _deeds(sentence: str, language: str) -> Iterator[_Deed]:
    words = lay_out(sentence, language)
    for at, word in enumerate(words):
        if word.kind in _VERBS and word.means not in _TOGETHER:
            behind = words[at + 1 :]
            yield _Deed(
                word,
                _actors(words[:at][::-1], language),
                _actors(behind, language),
                next((each.means for each in behind if each.tells), ""),
                is_passive(words, at),
            )


def _actors(words: Sequence[Word], language: str) -> frozenset[str]:
    """Return who acts among words, as far as "that", "when" or "who"."""
    kinds = _ACTORS.get(language, _ANY_ACTORS)
    near = takewhile(lambda word: word.kind not in _LINKS, words)
    return frozenset(word.means for word in near if word.kind in kinds and word.tells)
