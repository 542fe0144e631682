"""What an article is about, seen from several sides, each a bag of words.

Names, numbers and dates tell events apart where the rest of the words only tell
their kind.
"""

import re
from collections import Counter

from msgspec import Struct

from digests.types import Article

VIEWS = ("words", "names", "numbers", "lead", "plain words", "dates")
Bag = dict[str, int]

_LEAD_WORDS = 60
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
_NAME = re.compile(
    r"(?<![.!?\"“”`]\s)(?<!^)(?<!\n)\b(?=[^\W\d_])(?![a-zß-öø-ÿа-яґєії])\w[\w'’-]+"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDINGS = ("'s", "’s", "ing", "ed", "es", "s")
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november
    december januar februar märz mai juni juli oktober dezember
    """.split()  # noqa: SIM905 - a text of words reads better
)
_MONTH_DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\b\d{1,2}\.?\s+(?:Jan|Feb|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec"
    r"|Dez)[a-zä]*\b"
)
# Weekdays are among them: what all of a day's reports share tells none apart.
_FUNCTION_WORDS = frozenset(
    """
    the a an of and or in on at to for from by with as is are was were be been has have
    had it its this that he she they his her their i you we who which not but will would
    can could after before said says
    der die das und ist ein eine den dem des mit von auf für sich nicht auch als im zu
    le la les l de des du et un une dans pour par sur que qui est el los las una con del
    monday tuesday wednesday thursday friday saturday sunday
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    """.split()  # noqa: SIM905 - a text of words reads better
)

_NO_NAMES = _CALENDAR | _FUNCTION_WORDS


class Sides(Struct, frozen=True):
    """An article's bags, in the order of `VIEWS`, and how many words it has."""

    bags: tuple[Bag, ...]
    size: int


def look_at(article: Article) -> Sides:
    """Return what the article's title and text are about."""
    text = f"{article.title}\n{article.text}" if article.title else article.text
    found = [_stem(word) for word in _split(text)]
    words = Counter(w for w in found if w not in _FUNCTION_WORDS and len(w) > 1)
    names = Counter(
        stem
        for match in _NAME.finditer(text)
        if (stem := _stem(match.group())) not in _NO_NAMES
    )
    numbers = Counter(w for w in found if w[0].isdigit() and not _YEAR.fullmatch(w))
    lead = Counter(w for w in found[:_LEAD_WORDS] if w not in _FUNCTION_WORDS)
    plain = {w: n for w, n in words.items() if w not in names and not w[0].isdigit()}
    dates = _dates(text, found)
    if article.published:
        dates.pop(str(article.published.year), None)
    return Sides((words, names, numbers, lead, plain, dates), len(words))


def _dates(text: str, found: list[str]) -> Bag:
    dates = Counter(w for w in found if w in _CALENDAR or _YEAR.fullmatch(w))
    dates.update(match.group().lower() for match in _MONTH_DAY.finditer(text))
    return dates


def _split(text: str) -> list[str]:
    if not _CJK.search(text):
        return _WORD.findall(text)
    return [
        part
        for word in _WORD.findall(text)
        for part in (
            [word[i : i + 2] for i in range(max(1, len(word) - 1))]
            if _CJK.match(word)
            else [word]
        )
    ]


def _stem(word: str) -> str:
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
