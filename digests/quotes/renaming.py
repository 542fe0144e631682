"""Tell when a description is but another word for somebody whom the text has named.

"The tenor" may be, "the former judge" is; "the captain, who asked not to be named,"
is not. Whom they stand for is told by `names`.
"""

import re

from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_RELATIVE = re.compile(r"(?:[qp][DwsNRr]{1,4})?,(?P<told>[WvV][^.PQ,]{1,12})")
_GOES_ON = re.compile(r",?[Wqp]")


def is_another_word(narration: Narration, mention: Mention) -> bool:
    """Tell "the tenor" from a tenor who was met before, or is told of here."""
    last = mention.stop - 1
    noun = narration.words(last, last + 1).lower()
    if noun not in words(narration.language, "renaming"):
        return False
    if _GOES_ON.match(narration.codes, mention.stop):
        return False
    known = re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)
    return known.search(narration.text, 0, narration.starts[mention.first]) is None


def is_once(narration: Narration, mention: Mention) -> bool:
    """Tell "the former judge", of whom we must have read, from "a former judge"."""
    first, stop = mention.first, mention.stop
    if mention.kind not in "rR" or stop - first < len("Dwr"):
        return False
    opening, once = (narration.words(n, n + 1).lower() for n in (first, first + 1))
    if opening not in words(narration.language, "definite"):
        return False
    return once in words(narration.language, "once")


def is_kept_unnamed(narration: Narration, mention: Mention) -> bool:
    """Tell a captain, "who asked not to be named", from one whom we know."""
    match = _RELATIVE.match(narration.codes, mention.stop)
    if match is None:
        return False
    told = narration.words(match.start("told"), match.end()).lower()
    return not words(narration.language, "unnamed").isdisjoint(told.split())
