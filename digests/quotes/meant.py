"""Whether a claim means who said it, by whatever form of the name. Pure.

"Mr Doe", "Mayor Doe", "Jane Doe (Green)" and "Jane Doe of Tarn" are Jane Doe where
the article leaves no doubt; another Doe, and who speaks for her, are not.
"""

import re
from functools import cache
from itertools import pairwise

from digests.quotes.called import (
    bare_parts,
    is_called,
    is_held_by,
    is_named_in,
    links,
    members,
    name_parts,
)
from digests.quotes.lexicon import coder, everywhere, unmarked

_ASIDE = re.compile(r"\s*\([^()]*\)")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_GENITIVE = re.compile(r"(?<=\w)['’]s$|(?<=s)['’]$")
_WORD = re.compile(r"[^\W\d_]+")
_TITLES = ("title", "honorific", "kept_title", "role", "rank")


def is_meant(name: str, role: str, person: str, text: str) -> bool:
    """Tell whether `person` is who has this name and role in the article's text."""
    person = _GENITIVE.sub("", _ASIDE.sub("", person).strip())
    if is_called(name, person) or is_held_by(role, person):
        return True
    if _CJK.search(person):
        return person == f"{role}{name}"
    named, _, described = person.partition(", ")
    if described and is_held_by(role, described):
        person = named
    return is_called(name, person) or any(
        _is_longer(each, role, person, text) for each in members(name)
    )


def _is_longer(name: str, role: str, person: str, text: str) -> bool:
    """Tell whether it is the name with a title before it, or a place behind it."""
    own, wanted, held = name_parts(name), bare_parts(person), set(name_parts(role))
    at, size = _end_in(own, wanted)
    tail = wanted[at + size :]
    titles = set(wanted[:at]) - held
    if not size or (tail and tail[0] not in links()):
        return False
    if not _is_of_sex(own, titles, text):
        return False
    if held.issuperset(tail) and titles <= _words("honorific"):
        return True
    # A longer form must itself stand in the article.
    if not is_named_in(text, person):
        return False
    if titles <= _words(*_TITLES):
        return size == len(own) or not _has_namesake(own, text)
    return size == len(own) and links().isdisjoint(titles)


def _end_in(own: list[str], wanted: list[str]) -> tuple[int, int]:
    """Return where the longest end of the name stands, and of how many words it is."""
    for size in range(len(own), 0, -1):
        for at in range(len(wanted) - size + 1):
            if wanted[at : at + size] == own[-size:]:
                return at, size
    return 0, 0


def _is_of_sex(own: list[str], titles: set[str], text: str) -> bool:
    """Tell whether "Mr" goes with the name, where the article has no "Mrs" of it."""
    man, woman = _words("man"), _words("woman")
    males, females = _words("male"), _words("female")
    for mine, other, ours, theirs in (
        (man, woman, males, females),
        (woman, man, females, males),
    ):
        if not titles & mine:
            continue
        fits, differs = (len(own) > 1 and own[0] in each for each in (ours, theirs))
        if fits or differs:
            return fits
        return other.isdisjoint(map(unmarked, _before(own[-1], text)))
    return True


def _has_namesake(own: list[str], text: str) -> bool:
    """Tell whether the article has somebody else of this surname."""
    known = _words(*_TITLES).union(own)
    code_of = coder("en")
    return any(
        word[0].isupper() and code_of(word, True) == "N"
        for word in _before(own[-1], text)
        if unmarked(word) not in known
    )


def _before(surname: str, text: str) -> list[str]:
    """Return the words that stand right before a surname in the text."""
    pairs = pairwise(_WORD.findall(text))
    return [word for word, following in pairs if unmarked(following) == surname]


@cache
def _words(*groups: str) -> frozenset[str]:
    return frozenset().union(*map(everywhere, groups))
