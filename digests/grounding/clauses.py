"""A clause of its own that the sources know nothing of, behind one that they say."""

import re

from digests.answers.words import telling
from digests.grounding.endings import stems
from digests.grounding.sources import Ground

_BORDER = re.compile(
    r"[,;:–—]\s+|\s+(?:and|so|but|und|aber|doch|et|mais|y|pero|и|но|а|і|але)\s+"
)
_FEWEST = 3


def parted(sentence: str) -> list[str]:
    """Return the clauses of a sentence, as far as signs and conjunctions part them."""
    return _BORDER.split(sentence)


def has_strange_clause(sentence: str, ground: Ground) -> bool:
    """Tell whether most words of a clause stand nowhere in the sources."""
    known = frozenset(word for part in ground.sentences for word in part)
    for clause in parted(sentence):
        words = telling(stems(clause))
        if len(words) >= _FEWEST and 2 * len(words - known) > len(words):
            return True
    return False
