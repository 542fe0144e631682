"""Read the role that an article gives a person, as it words it.

A role stands before the name ("French President Emmanuel Macron"), after it
("Jane Doe, head of the union,") or set off in front ("The mayor, Jane Doe,").
"""

import re

from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_AFTER = re.compile(
    r"(?:\([^)PQ]*\))?,(?:0,)?"
    r"(?P<role>(?:[DG]?[wbsNRMzfG0]*[rR]|D[wbsN0]*[ws](?=[q,.PQ;W]))[wsNRMrqfG0cDp]*)"
    r"(?=[,.PQ;VUavWkh(]|$)"
)
_OF = re.compile(r",?[qp](?P<role>D?[MRN](?:[MRN]|[fq](?=[MRN]))*)(?=[,.PQVUa])")
_SET_OFF = re.compile(
    r"(?:^|[.PQckVU,])(?P<role>D[wbsNRMfqGr]*[rR](?:q[wsNRMrqfGcD]+)?),$"
)
_ANOTHER_PERSON = re.compile(r"[^rRpq]*[rR]+[MN]")
_ARTICLE = re.compile(
    r"^(?:(?:an?|the|his|her|their|its|der|die|das|eine?|le|la|les|une?|el|los|las|una)"
    r"(?:\s+|$)|l[’'])",
    re.IGNORECASE,
)
_AFTER_SET_OFF = frozenset({",", ".", "V", "P", "Q", ""})
_LONGEST = 100
_BACK, _AHEAD = 14, 30


def before(narration: Narration, mention: Mention, name: int) -> str | None:
    """Return the role that leads up to the name, which begins at token *name*."""
    first = mention.first
    if name == first:
        return None
    if first and narration.words(first - 1, first).lower() in words(
        narration.language, "past"
    ):
        first -= 1  # Retired teacher Jane Doe
    return _worded(narration, first, name)


def beside(narration: Narration, mention: Mention) -> str | None:
    """Return the role in apposition to the name, after it or before."""
    stop = mention.stop
    ahead = narration.codes[stop : stop + _AHEAD]
    match = _AFTER.match(ahead)
    if match and not _ANOTHER_PERSON.match(match["role"]):
        return _worded(narration, stop + match.start("role"), stop + match.end("role"))
    start = max(0, mention.first - _BACK)
    match = _SET_OFF.search(narration.codes[start : mention.first])
    if match and ahead[:1] in _AFTER_SET_OFF:
        return _worded(
            narration, start + match.start("role"), start + match.end("role")
        )
    return _belonging(narration, stop, ahead)


def _belonging(narration: Narration, stop: int, ahead: str) -> str | None:
    """Return the body that a person is "of" or "from"."""
    match = _OF.match(ahead)
    if match is None:
        return None
    first = stop + match.start("role")
    link = narration.words(first - 1, first).lower()
    if link not in words(narration.language, "origin"):
        return None
    return _worded(narration, first, stop + match.end("role"))


def of_part(narration: Narration, first: int, stop: int) -> str | None:
    """Return the body named within a mention: "Jane Doe of Human Rights Watch"."""
    return _worded(narration, first, stop)


def _worded(narration: Narration, first: int, stop: int) -> str | None:
    role = narration.words(first, stop)
    if narration.text[narration.ends[stop - 1] :][:1] == "." and len(role) < 5:
        role += "."  # Sen., Gov.
    role = _ARTICLE.sub("", " ".join(role.split()), count=1)
    return role if 0 < len(role) <= _LONGEST else None
