"""German words put together, by the last of their parts: that is what they are.

A work of art is a work. What stands before the last part says which, and is not held
against the source here.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from digests.grounding.endings import stem
from digests.grounding.layout import Word

_LANGUAGE = "de"
# So many letters of the last part, and so many before it, at least.
_LAST = 4
_BEFORE = 3


def by_last_part(
    words: Sequence[Word], there: frozenset[Word], language: str
) -> tuple[Word, ...]:
    """Return the words, with those put together meaning what the source calls it."""
    if language != _LANGUAGE:
        return tuple(words)
    known = {word.means for word in there}
    return tuple(
        replace(each, means=_named_there(each, there))
        if each.tells and not each.is_verb and each.means not in known
        else each
        for each in words
    )


def _named_there(word: Word, there: frozenset[Word]) -> str:
    last, own = _nouns(there), stem(word.plain)
    for at in range(_BEFORE, len(own) - _LAST + 1):
        if means := last.get(own[at:]):
            return means
    if len(own) < _LAST:
        return word.means
    longer = [x for x in last if x.endswith(own) and len(x) >= len(own) + _BEFORE]
    return last[min(longer)] if longer else word.means


@lru_cache(maxsize=256)
def _nouns(there: frozenset[Word]) -> dict[str, str]:
    """Return what the words that are no verbs mean, by their stems."""
    nouns = sorted((w.plain, w.means) for w in there if w.tells and not w.is_verb)
    return {stem(plain): means for plain, means in nouns}
