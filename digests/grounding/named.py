"""The names that a sentence surely holds, for holding a translation against it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from digests.grounding.names import Capitalised, capitalised, is_told
from digests.grounding.numerals import noughts
from digests.grounding.places import is_place
from digests.grounding.units import units
from digests.quotes.lexicon import first_names

# Where nouns have capitals, and names are told by what they stand beside.
_NOUNS_TOO = "de"
_LATIN = re.compile(r"[A-Z][A-Za-zÀ-ž-]*[A-Za-zÀ-ž]")
_NO_CAPITALS = re.compile(r"[\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff]")
_LETTERS = 5
_BARE = re.compile(r"\b(?:in|nach) $")
_ADJECTIVE = re.compile(
    r"\w+(?:isch|lich|ig|bar|los)(?:e[rnms]?)?|(?:oberst|erst|zweit|dritt)e[rnms]?"
    r"|ende|anfang|mitte"
)
_NOUN = re.compile(
    r"\w+(?:(?:ung|heit|keit|schaft|tion|ität)(?:en)?|ismus|tums?|niss?e?|mente?s?)"
    # What is set behind "in", and many things: "in Haft", "in Wohnvierteln".
    r"|bezug|höhe|frage|betrieb|arbeit|ruhe|kraft|gebrauch|haft|form|zukunft|gang|not"
    r"|eile|brand|umlauf|rechnung|sicht|angst|armut|sicherheit|gefahr|gewahrsam|teilen"
    r"|\w{6,}(?:[^aeiou]en|e[lr]n)|\w+-\w+"
)


def named(text: str, language: str) -> list[str]:
    """Return the words that must be names, but for those that may be more.

    In German these are countries, cities, and what stands behind another word with a
    capital; in a script without capitals what is written in Latin letters. Letters
    like EU are left out: languages have their own.
    """
    if shows_no_names(text):
        found = [match[0] for match in _LATIN.finditer(text)]
    elif language == _NOUNS_TOO:
        found = _among_nouns(text)
    else:
        found = [text[x.start : x.end] for x in capitalised(text) if not x.opens]
    return [x for x in found if not (x.isupper() and len(x) <= _LETTERS)]


def surely_named(text: str, language: str) -> list[str]:
    """Return those of them that are places, first names, or stand behind one."""
    found = [each for each in capitalised(text) if not each.opens]
    of_people = {each.start for each in _of_people(found, text, language)}
    return [
        text[each.start : each.end]
        for each in found
        if each.start in of_people or is_place(each.word, language)
    ]


@lru_cache(maxsize=256)
def people(text: str, language: str) -> frozenset[str]:
    """Return the names of people, in lower case: first names and what is behind."""
    found = _of_people(list(capitalised(text)), text, language)
    return frozenset(each.word for each in found)


def _of_people(
    found: Sequence[Capitalised], text: str, language: str
) -> Iterator[Capitalised]:
    first = first_names(language)
    for one, other in pairwise(found):
        if one.word in first and text[one.end : other.start] == " ":
            yield from (one, other)


def shows_no_names(text: str) -> bool:
    """Tell whether it is in a script without capitals."""
    return bool(_NO_CAPITALS.search(text))


def _among_nouns(text: str) -> list[str]:
    found = list(capitalised(text))
    sure = {each.start for each in found if is_place(each.word, _NOUNS_TOO)}
    for one, other in pairwise(found):
        if text[one.end : other.start] != " " or _describes(one):
            continue
        if not (is_told(other.word, _NOUNS_TOO) or _is_noun(other)):
            sure.add(other.start)
        if one.word in first_names(_NOUNS_TOO):
            sure.add(one.start)
    sure |= {
        each.start
        for each in found
        if _BARE.search(text, 0, each.start)
        and not (is_told(each.word, _NOUNS_TOO) or _is_noun(each))
    }
    return [text[each.start : each.end] for each in found if each.start in sure]


def _describes(each: Capitalised) -> bool:
    """Tell whether the noun behind it may be any: "Ende Juni", "Luthers Karriere"."""
    word = each.word
    known = word in first_names(_NOUNS_TOO) or is_told(word, _NOUNS_TOO)
    return (
        (each.opens and not known)
        or _is_measure(word)
        or bool(_ADJECTIVE.fullmatch(word))
        or is_place(word.removesuffix("er"), _NOUNS_TOO)
        or (word.endswith("s") and not known)
    )


def _is_noun(each: Capitalised) -> bool:
    return _is_measure(each.word) or bool(_NOUN.fullmatch(each.word))


def _is_measure(word: str) -> bool:
    """Tell whether it says how much or when."""
    known = units(_NOUNS_TOO)
    return bool(noughts(word) or {word, word.removesuffix("n")} & known.keys())
