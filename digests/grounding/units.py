"""What numbers are measured in: the units and currencies of a language, by CLDR."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from babel.core import get_global
from babel.localedata import LocaleDataDict, exists, load

from digests.answers.words import FUNCTION_WORDS
from digests.grounding.numbers import Number
from digests.quotes.lexicon import words

# English has two spellings of "metres", and of "per cent".
_LOCALES = {"en": ("en", "en_GB"), "": ("en", "en_GB")}
_MEASURES = re.compile(
    r"(?:area|digital|duration|energy|length|mass|power|speed|temperature|volume)-"
    r"|concentr-per(?:cent|mille)$"
)
_POINTS = "percentage points"
_PERCENT = "concentr-percent"
# What CLDR has no word for.
_MORE = {
    **dict.fromkeys(
        """
        percentage prozentpunkt prozentpunkte prozentpunkten puntos points пункт пункта
        пунктов процентных процентный 百分点 个百分点 個百分點 نقطة نقاط
        """.split(),  # noqa: SIM905 - a text of words reads better
        _POINTS,
    ),
    **dict.fromkeys(("percent", "المئة", "المائة", "بالمئة", "%", "٪"), _PERCENT),
    "元": "CNY",
    "百分之": _PERCENT,
}
# A unit's sign or word; one letter may be anything.
UNIT = re.compile(r"[^\W\d_]{2,}(?:/[^\W\d_]+)?|[%‰٪$€£¥₹₽₩₪₺₴]|°[CF]?")
_LETTERS = re.compile(r"[^$€£¥₹₽₩₪₺₴]")
# A sign or code before a number, and a share in Chinese.
_SIGN = re.compile(r"(?:[$€£¥₹₽₩₪₺₴]|\b[A-Z]{3}|百分之)\s?$")
# What joins a number to another of the same, and where what belongs to it ends.
_JOINED = re.compile(
    r"\s*(?:[-–~至到]|to|or|and|bis|oder|und|à|ou|a|o|y|или|до|и)\s*[$€£]?\d[\d.,]*"
)
_ENDS = re.compile(r"[,;:()\d.،؛–—]")
_FAR = 30
# How far behind a number its unit stands: "41 million US dollars".
_WITHIN = 2
# What is as short is written as it stands: "km", and no "St".
_SHORT = 4
_NO_WORDS = frozenset({"zh", "ja"})
_NONE = frozenset[str]()
# Where the noun stands before what describes it.
_NOUN_FIRST = frozenset({"es", "fr", "ar"})
_LITTLE = frozenset({"in", "per", "por", "par", "pour", "pro", "в", "на", "за", "في"})


def measure(text: str, number: Number, language: str) -> frozenset[str]:
    """Return what a number of a text may be measured in; nothing where that is open.

    "3 to 4 years" are years, both of them.
    """
    known = units(language)
    before = _SIGN.search(text, 0, number.start)
    if before and before[0].strip() in known:
        return known[before[0].strip()]
    behind = text[number.end : number.end + _FAR]
    if joined := _JOINED.match(behind):
        behind = behind[joined.end() :]
    if language in _NO_WORDS:
        fits = [word for word in known if behind.startswith(word)]
        return known[max(fits, key=len)] if fits else _NONE
    for word in UNIT.findall(_ENDS.split(behind)[0])[:_WITHIN]:
        found = known.get(word if len(word) < _SHORT else word.lower())
        if found:
            return found
    return _NONE


@cache
def units(language: str) -> dict[str, frozenset[str]]:
    """Return what a word or sign may stand for: "dollars" for a dozen currencies."""
    found: dict[str, set[str]] = {}
    groups = ("preposition", "determiner", "irregular")
    little = FUNCTION_WORDS.union(*(words(language, group) for group in groups))
    for word, unit in _named(language):
        if word and word not in little:
            found.setdefault(word, set()).add(unit)
    return {word: frozenset(units) for word, units in found.items()}


def _named(language: str) -> Iterator[tuple[str, str]]:
    yield from _MORE.items()
    for code in _LOCALES.get(language, (language,)):
        if not exists(code):
            continue
        loaded: Any = load(code)
        data: Any = LocaleDataDict(loaded)
        for unit, patterns in data["unit_patterns"].items():
            if _MEASURES.match(unit):
                yield from ((word, unit) for word in _first_words(patterns))
        yield from _currencies(data, language)


def _currencies(data: Any, language: str) -> Iterator[tuple[str, str]]:
    """Yield the codes, signs and names of the money that is in use somewhere."""
    for code in _tender() & data["currency_names"].keys():
        name = data["currency_names"][code]
        yield code, code
        yield _LETTERS.sub("", data["currency_symbols"].get(code, "")), code
        for form in (name, *data["currency_names_plural"].get(code, {}).values()):
            yield _noun(form, language), code


@cache
def _tender() -> frozenset[str]:
    of_places: Any = get_global("territory_currencies")
    return frozenset(
        code
        for currencies in of_places.values()
        for code, _, until, is_tender in currencies
        if is_tender and not until
    )


def _first_words(patterns: Any) -> Iterator[str]:
    """Yield what stands behind the number, one word of it, in every form."""
    for pattern in _texts(patterns):
        _, number, behind = pattern.partition("{0}")
        found = [w for w in UNIT.findall(behind.lower()) if w not in _LITTLE]
        if number and found and not behind.startswith("/"):
            yield found[0]


def _texts(patterns: Any) -> Iterator[str]:
    for each in patterns.values():
        if isinstance(each, str):
            yield each
        else:
            yield from _texts(each)


def _noun(name: str, language: str) -> str:
    found: list[str] = [word for word in UNIT.findall(name) if not word.isupper()] or [
        name
    ]
    return found[0 if language in _NOUN_FIRST else -1].lower()
