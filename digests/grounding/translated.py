"""A translation keeps what needs no translating: numbers, days, and every name."""

import re
from functools import cache

from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from rapidfuzz import fuzz

from digests.grounding.endings import stem
from digests.grounding.names import names_in
from digests.grounding.numbers import numbers_in
from digests.grounding.opposites import denies
from digests.grounding.quoted import MARK
from digests.quotes.lexicon import words as listed

_WORD = re.compile(r"[a-z]{2,}")
# How alike two spellings of a name are, in Latin letters (0 to 100).
_ALIKE = 60
_ROOT = 4
# What is said of countries, beside the words for their people.
_PLACES = frozenset(
    """
    french british english scottish welsh irish spanish dutch polish turkish danish
    swedish finnish european african asian arab arabic western eastern northern southern
    """.split()  # noqa: SIM905 - a text of words reads better
)


def mistranslates(original: str, translation: str, language: str) -> bool:
    """Tell whether a name is missing, a number or denial is missing or new, or quoted.

    Names are compared as they are spelled in Latin letters, countries by what they
    are called in the `language` of the translation. A script without capitals shows
    no names: there, numbers alone are held against each other.
    """
    if MARK.search(translation) or numbers_in(original) != numbers_in(translation):
        return True
    if denies(original) != denies(translation):
        return True
    words = _WORD.findall(anyascii(translation).lower())
    countries = _countries(language)
    return not all(
        _is_among(countries.get(name, name), words)
        for name in names_in(original)
        if not _is_translated(name)
    )


def _is_translated(name: str) -> bool:
    """Tell whether a word with a capital is one that every language has its own for."""
    return name in _PLACES or any(
        form in listed("en", group)
        for form in (name, stem(name), name.removesuffix("s"))
        for group in ("demonym", "time", "role", "title", "rank", "body", "document")
    )


def _is_among(name: str, words: list[str]) -> bool:
    spelled = _WORD.findall(anyascii(name).lower())
    return any(
        word.startswith(part[:_ROOT]) or fuzz.ratio(part, word) >= _ALIKE
        for part in spelled[-1:]
        for word in words
    )


@cache
def _countries(language: str) -> dict[str, str]:
    """Return what countries with one-word names in English are called."""
    try:
        names = Locale(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    english = Locale("en").territories
    return {
        name.lower(): names[code]
        for code, name in english.items()
        if code.isalpha() and code in names
    }
