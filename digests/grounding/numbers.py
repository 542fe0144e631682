"""The numbers, days and months of a sentence, in one form, digits or words."""

import re
from collections.abc import Iterator
from functools import cache

from digests.answers.words import WORD
from digests.quotes.lexicon import listed

_DIGITS = re.compile(
    r"\d+(?:[.,\u00a0\u202f ’']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
)
_GROUPED = re.compile(r"(?<=\d)[.,\u00a0\u202f ’'](?=\d{3}(?!\d))")
# What is counted in words, from nought to twelve, then tens.
_COUNTED = {
    "en": """zero one two three four five six seven eight nine ten eleven twelve
        thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty""",
    "de": """null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
        dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig""",
    "fr": """zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize
        quatorze quinze seize dix-sept dix-huit dix-neuf vingt""",
    "es": """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece
        catorce quince dieciséis diecisiete dieciocho diecinueve veinte""",
    "ru": """ноль один два три четыре пять шесть семь восемь девять десять одиннадцать
        двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать
        восемнадцать девятнадцать двадцать""",
}
_TENS = {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "hundred": "100",
    "dozen": "12",
    "half": "1/2",
    "hälfte": "1/2",
    "twice": "2",
    "double": "2",
    "doubled": "2",
    "triple": "3",
    "tripled": "3",
    "both": "2",
}
_MAGNITUDES = {
    word: size
    for size, words in (
        ("k", "thousand thousands tausend mille mil тысяч тысячи"),
        (
            "m",
            "million millions millionen millón millones миллион миллиона миллионов mn",
        ),
        ("b", "billion billions milliarde milliarden milliard milliards bn"),
        ("t", "trillion trillions billionen trillones"),
    )
    for word in words.split()
}
_IDEOGRAPHS = str.maketrans("０１２３４５６７８９", "0123456789")
# "one of them", "un pont": too common to be a count.
_ARTICLES = frozenset({"1"})


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers, magnitudes, weekdays and months that the text names."""
    return frozenset(_found(text.translate(_IDEOGRAPHS)))


def _found(text: str) -> Iterator[str]:
    spoken = _spoken()
    # A number of millions is another one than the same of euros.
    for scaled in _scaled().finditer(text):
        number = spoken.get(scaled[1].lower()) or _plain(scaled[1])
        yield f"{number} {_MAGNITUDES[scaled[2].lower()]}"
    text = _scaled().sub(" ", text)
    for digits in _DIGITS.findall(text):
        yield _plain(digits)
    for word in WORD.findall(text):
        lower = word.lower()
        if lower in spoken:
            yield spoken[lower]
        elif lower in _MAGNITUDES:
            yield _MAGNITUDES[lower]
        elif lower in _calendar() and (lower not in _AMBIGUOUS or word[0].isupper()):
            yield _calendar()[lower]


@cache
def _scaled() -> re.Pattern[str]:
    """Return what finds a number in digits or a word, and its magnitude after it."""
    spoken, sizes = ("|".join(each) for each in (_spoken(), _MAGNITUDES))
    numbers = rf"{_DIGITS.pattern}|\b(?:{spoken})"
    return re.compile(rf"({numbers})[ \u00a0\u202f-]+({sizes})\b", re.IGNORECASE)


def _plain(digits: str) -> str:
    """Return the number with a point for its fraction, and no other mark."""
    plain = _GROUPED.sub("", digits).replace(",", ".")
    whole, _, part = plain.partition(".")
    part = part.rstrip("0") if part.isdigit() else part
    return f"{whole.lstrip('0') or '0'}.{part}" if part else whole.lstrip("0") or "0"


# A language's list of times begins with seven days and twelve months.
_WEEK, _NAMED = 7, 19
# "may" the verb, "march" the walk.
_AMBIGUOUS = frozenset({"may", "march", "mars", "sat", "sun", "wed", "mar", "jan"})


@cache
def _calendar() -> dict[str, str]:
    """Return weekdays and months by their places, the same in every language."""
    found: dict[str, str] = {}
    for code in ("en", "de", "fr", "es", "ru", "uk"):
        names = listed(code, "time")[:_NAMED]
        found |= {name: f"day {at}" for at, name in enumerate(names[:_WEEK])}
        found |= {name: f"month {at}" for at, name in enumerate(names[_WEEK:])}
    return found | {
        name[:3]: found[name] for name in listed("en", "time")[_WEEK:_NAMED]
    }


@cache
def _spoken() -> dict[str, str]:
    found = {
        word: str(number)
        for words in _COUNTED.values()
        for number, word in enumerate(words.split())
        if str(number) not in _ARTICLES
    }
    return found | _TENS
