"""The numbers, days and months of a text, in one form, digits or words."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from digests.grounding.days import DAYS_IN_IDEOGRAPHS, day_in_ideographs, named
from digests.grounding.numerals import (
    LOOSE,
    NUMERAL,
    SINGLE,
    in_ideographs,
    noughts,
    spoken,
)

_GAPS = " \u00a0\u202f"
_DIGITS = rf"\d+(?:[.,{_GAPS}’']\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_GROUPED = re.compile(rf"(?<=\d)[.,{_GAPS}’'](?=\d{{3}}(?!\d))")
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"(?P<day>{DAYS_IN_IDEOGRAPHS})|(?P<digits>{_DIGITS})|(?P<signs>{NUMERAL})"
    rf"|(?P<word>[^\W\d_{_CJK}]+)"
)
# So many tokens make a number: "3 mil millones".
_LONGEST = 4
# Between a number and the magnitude that goes with it.
_WITH = re.compile(rf"[{_GAPS}-]*")
# A magnitude in one letter goes with money alone.
_MONEY = re.compile(r"[$€£¥₹₽]\s?$")
_LETTERS = {"k": 3, "m": 6, "b": 9}
_VAGUE = re.compile(
    r"\b(?:several|few|many|some|einige|mehrere|quelques|plusieurs|vari[oa]s"
    r"|un[oa]s|несколько)\s$",
    re.IGNORECASE,
)
# Eleven in Spanish, one time in English.
_ELSEWHERE = {"once": "es"}
_TENS = frozenset(map(str, range(20, 100, 10)))
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_IN_DATE = re.compile(r"(?:st|nd|rd|th|º)?[.,]?\s*(?:(?:of|de)\s+)?")
_DAY = 2
_MONTH = "month"
# What Arabic writes together with the word behind it.
_PREFIXED = re.compile(r"^[وفبل](?=[\u0621-\u064a]{2})")
# Digits of other scripts, each to the one that it stands for.
_SCRIPTS = str.maketrans(
    {
        start + digit: str(digit)
        for start in (0x660, 0x6F0, 0xFF10)
        for digit in range(10)
    }
)


class Number(Struct, frozen=True):
    """A number at a place of a text, without marks; or "day 0", "month 0".

    `counts` is whether it may count something, and is no date or "twice".
    """

    value: str
    start: int
    end: int
    counts: bool = True


def numbers_in(text: str, language: str = "") -> frozenset[str]:
    """Return the numbers, magnitudes, weekdays and months that the text names."""
    return frozenset(each.value for each in read_numbers(text, language))


@lru_cache(maxsize=1024)
def read_numbers(text: str, language: str = "") -> tuple[Number, ...]:
    """Return the same with their places, in order.

    The language decides where a word is a number in one and another word elsewhere.
    """
    text = text.translate(_SCRIPTS)
    tokens = list(_TOKEN.finditer(text))
    found: list[Number] = []
    for at, token in enumerate(tokens):
        if _ELSEWHERE.get(token[0].lower(), language) != language:
            continue
        if not found or token.start() >= found[-1].end:
            found += _number(text, tokens[at : at + _LONGEST])
    return tuple(_dated(text, found))


def _number(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[Number]:
    """Yield the number that begins with the first of these, if any does."""
    token = tokens[0]
    start, end, word = token.start(), token.end(), token[0]
    if token["day"]:
        yield Number(day_in_ideographs(word), start, end, counts=False)
    elif token["digits"]:
        counts = not _YEAR.fullmatch(word)
        yield _scaled(Number(_plain(word), start, end, counts), text, tokens[1:])
    elif token["signs"]:
        if read := in_ideographs(word, text[end:]):
            yield Number(read, start, end)
    elif value := _spoken(word):
        counts = word.lower() not in LOOSE
        yield _scaled(Number(value, start, end, counts), text, tokens[1:])
    elif size := noughts(word):
        one = word.lower() in SINGLE and not _VAGUE.search(text, 0, start)
        yield Number(str(10**size) if one else f"e{size}", start, end)
    elif day := named(word) or named(_PREFIXED.sub("", word)):
        yield Number(day, start, end, counts=False)


def _spoken(word: str) -> str | None:
    lower = word.lower()
    return spoken().get(lower) or spoken().get(_PREFIXED.sub("", lower))


def _scaled(number: Number, text: str, behind: Sequence[re.Match[str]]) -> Number:
    """Return a number with what is added to it, and what multiplies it."""
    value, end, size = number.value, number.end, 0
    for token in behind:
        if not _WITH.fullmatch(text, end, token.start()):
            break
        added = _spoken(token[0]) or ""
        if value in _TENS and not size and len(added) == 1:
            value = str(int(value) + int(added))
        elif more := _multiplies(number, token, text):
            size += more
        else:
            break
        end = token.end()
    return Number(_times(value, size), number.start, end, number.counts or size > 0)


def _multiplies(number: Number, token: re.Match[str], text: str) -> int | None:
    if token.start() == number.end and _MONEY.search(text, 0, number.start):
        return _LETTERS.get(token[0].lower()) or noughts(token[0])
    return noughts(token[0])


def _times(value: str, size: int) -> str:
    """Return so many noughts more of a number, as far as it is one."""
    try:
        return f"{(Decimal(value) * 10**size).normalize():f}"
    except InvalidOperation:
        return f"{value} e{size}" if size else value


def _plain(digits: str) -> str:
    """Return the number with a point for its fraction, and no other mark."""
    return _GROUPED.sub("", digits).replace(",", ".")


def dates_joined(numbers: Sequence[Number], text: str) -> list[Number]:
    """Return the numbers, a day and its month as one: "18 June" is what is told of.

    The year beside them is left out.
    """
    runs: list[list[Number]] = []
    for each in numbers:
        if runs and _is_date(runs[-1][-1], each, text):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [_joined(run) if len(run) > 1 else run[0] for run in runs]


def _joined(run: Sequence[Number]) -> Number:
    parts = [x.value for x in run if len(x.value) <= _DAY or x.value.startswith(_MONTH)]
    value = " ".join(sorted(parts))
    return Number(value, run[0].start, run[-1].end, counts=False)


def _dated(text: str, found: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers; what stands beside a month is a day of it."""
    dates = {
        each.start
        for pair in pairwise(found)
        if _is_date(*pair, text)
        for each in pair
        if len(each.value) <= _DAY
    }
    for each in found:
        yield replace(each, counts=each.counts and each.start not in dates)


def _is_date(one: Number, other: Number, text: str) -> bool:
    beside = _IN_DATE.fullmatch(text, one.end, other.start)
    return bool(beside) and any(x.value.startswith(_MONTH) for x in (one, other))
