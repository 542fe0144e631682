"""How far a number goes: "up to 40" are no more than 40, and "at least 40" no fewer."""

import re
from collections.abc import Iterator

from digests.grounding.numbers import Number, read_numbers
from digests.grounding.sources import Ground

_LEAST = r"""
    at\sleast|more\sthan|over|above|exceed(?:s|ed|ing)?|mindestens|mehr\sals|über|
    wenigstens|au\smoins|plus\sd[e’']|al\smenos|por\slo\smenos|más\sde|
    не\sменее|более|больше|свыше
"""
_MOST = r"""
    up\sto|at\smost|less\sthan|fewer\sthan|no\smore\sthan|under|below|bis\szu|
    höchstens|maximal|weniger\sals|unter|au\splus|jusqu[’']à|moins\sd[e’']|hasta|
    menos\sde|como\smáximo|до|менее|не\sболее
"""
_NEARLY = r"nearly|almost|close\sto|fast|knapp|beinahe|près\sde|presque|casi|почти"
# "Up to" is said of what may be fewer, and must not be left out.
_UP_TO = r"up\sto|bis\szu|jusqu[’']à|hasta"
_BEHIND = r"\s+(?:\w+\s+)?(?:or|and|oder|und|ou|et|o|y)\s+(?:more|mehr|plus|más)\b"
_TIME = re.compile(
    r"\W*(?:years?|months?|weeks?|days?|hours?|Jahren?|Monaten?|Wochen?|Tagen?|Stunden?)\b"
)
_FAR = 24
_SIGN = r"\s*(?:an?\s|[$€£])?\s*$"


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words}){_SIGN}", re.VERBOSE | re.IGNORECASE)


# The first that fits is meant: "no more than" is not "more than".
_KINDS = {
    "up to": _before(_UP_TO),
    "most": _before(_MOST),
    "least": _before(_LEAST),
    "nearly": _before(_NEARLY),
}
_OR_MORE = re.compile(_BEHIND)
# What must stand there so, or in another of these ways, for each.
_FITS = {
    "up to": {"up to", "most"},
    "most": {"up to", "most"},
    "least": {"least"},
    "nearly": {"nearly", "most", "up to", ""},
    "": {"", "nearly", "most", "least"},
}


def oversteps(sentence: str, ground: Ground) -> bool:
    """Tell whether a number is bounded here as it nowhere is in the sources."""
    language = ground.language
    said = [each for told in ground.told for each in _bounded(told, language)]
    for value, kind in _bounded(sentence, language):
        there = {bound for other, bound in said if other == value}
        if there and there.isdisjoint(_FITS[kind]):
            return True
    return False


def _bounded(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of a text that count, and how each is bounded."""
    for number in read_numbers(text, language):
        if number.counts:
            yield number.value, _kind(text, number)


def _kind(text: str, number: Number) -> str:
    before = text[max(0, number.start - _FAR) : number.start]
    for kind, pattern in _KINDS.items():
        if found := pattern.search(before):
            lasts = found[0].strip().lower() in {"over", "über"}
            return "" if lasts and _TIME.match(text, number.end) else kind
    return "least" if _OR_MORE.match(text, number.end) else ""
