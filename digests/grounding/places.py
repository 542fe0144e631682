"""Countries and cities by what languages call them, as far as CLDR knows them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from babel.core import get_global
from babel.localedata import LocaleDataDict, exists, load

from digests.answers.stemming import stem
from digests.answers.words import CJK, WORD

# What is in too many names to be one: New York, Saint Lucia, Bosnia and Herzegovina.
_SHORTEST = 4
# What Arabic writes together with the name behind it.
_PREFIXED = re.compile(r"^[وفبل](?=[\u0621-\u064a]{3})")


def places(text: str, language: str) -> frozenset[str]:
    """Return the codes of the places that any word of a text may be (part of)."""
    known = _known(language or "en")
    if CJK.search(text):
        return frozenset[str]().union(*(known[name] for name in known if name in text))
    words = map(_form, WORD.findall(text))
    forms = (each for word in words for each in (word, _PREFIXED.sub("", word)))
    return frozenset[str]().union(*(known.get(form, frozenset()) for form in forms))


def is_place(word: str, language: str) -> bool:
    """Tell whether a word by itself is what a place is called."""
    return word.lower() in _single(language or "en")


@cache
def _single(language: str) -> frozenset[str]:
    return frozenset(name.lower() for _, name in _named(language))


def _form(word: str) -> str:
    return stem(word.lower())


@cache
def _known(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, name in _named(language):
        for word in WORD.findall(name):
            if word == name or len(word) >= _SHORTEST:
                found.setdefault(_form(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


# What CLDR calls otherwise, in one language or another.
_ALSO = {
    "GB": "Britain British Britannien Bretaña Bretagne Британия Англия England",
    "US": "America American Amerika América Amérique Америка USA США",
}


def _named(language: str) -> Iterator[tuple[str, str]]:
    if not exists(language):
        return
    loaded: Any = load(language)
    data: Any = LocaleDataDict(loaded)
    yield from ((c, name) for c, name in data["territories"].items() if c.isalpha())
    yield from ((c, name) for c, names in _ALSO.items() for name in names.split())
    zones: Any = get_global("zone_territories")
    for zone in zones:
        city = data["time_zones"].get(zone, {}).get("city")
        yield zone, city or zone.rpartition("/")[2].replace("_", " ")
