"""Quotes as they were said, from the reports of ours, and what is made of them.

Each is changed in one way, so that it stands in its report no more, or not so.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from bench.gold import Expected, GoldReport, read_gold
from digests.types import Article
from tests.builders import an_article

_DATA = Path(__file__).parent / "data"
_FEWEST = 5
_LOOKALIKES = str.maketrans("aeocpxаеосрх", "аеосрхaeocpx")


class Claim(Struct, frozen=True):
    """Words that are said to stand in an article, and whose; "" claims nobody.

    `way` tells what was changed, "" for nothing.
    """

    article: Article
    words: str
    speaker: str = ""
    way: str = ""


@cache
def _reports() -> tuple[tuple[GoldReport, Article], ...]:
    every = (*read_gold(_DATA / "reports" / "tuning"),)
    every += read_gold(_DATA / "reports" / "held_out")
    return tuple(
        (each, an_article(each.text, language=each.language)) for each in every
    )


def true() -> Iterator[tuple[Claim, ...]]:
    """Yield each quote, by all the names that its speaker goes by."""
    for report, article in _reports():
        for each in report.expected:
            yield tuple(Claim(article, each.words, name) for name in each.names)


def altered() -> Iterator[Claim]:
    """Yield what is made of the quotes: none of it stands in its report so."""
    for report, article in _reports():
        for each in report.expected:
            for way, words in _changed(each.words.split()):
                if _plain(words) not in _plain(report.text):
                    yield Claim(article, words, "", way)
        for one, other in pairwise(report.expected):
            yield from _of_two(article, one, other)


def translated() -> Iterator[Claim]:
    """Yield quotes in another language than they were said in."""
    rows = (_DATA / "attacks" / "translations.txt").read_text("utf8").splitlines()
    for row in rows:
        words, translation = row.split(" | ")
        (article,) = (a for r, a in _reports() if words in r.text)
        yield Claim(article, translation, "", "translated")


def _changed(words: list[str]) -> Iterator[tuple[str, str]]:
    if len(words) < _FEWEST:
        return
    at = len(words) // 2
    before, after = words[:at], words[at + 1 :]
    yield "one word changed", " ".join([*before, "seldom", *after])
    yield "one word left out", " ".join([*before, *after])
    yield "one word added", " ".join([*words[:at], "hardly", *words[at:]])
    yield "one ending changed", " ".join([*before, f"{words[at]}s", *after])
    swapped = [*before, *reversed(words[at : at + 2]), *words[at + 2 :]]
    yield "two words swapped", " ".join(swapped)
    yield "turned around", f"{' '.join(words[at:])} … {' '.join(words[:at])}"
    yield "letters alike", " ".join(words).translate(_LOOKALIKES)


def _of_two(article: Article, one: Expected, other: Expected) -> Iterator[Claim]:
    first, second = one.words.split(), other.words.split()
    if min(len(first), len(second)) >= _FEWEST:
        half, rest = " ".join(first[:-2]), " ".join(second[2:])
        if _plain(f"{half} {rest}") not in _plain(article.text):
            yield Claim(article, f"{half} {rest}", "", "merged")
            yield Claim(article, f"{rest} … {half}", "", "ellipsis over two")
    strangers = {name for name in other.names if not _parts(name) & _known(one)}
    for name in sorted(filter(None, strangers))[:1]:
        yield Claim(article, one.words, name, "wrong speaker")


def _known(quote: Expected) -> set[str]:
    return {part for name in (*quote.names, *quote.roles) for part in _parts(name)}


def _parts(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", name.lower())) - {"the", "of"}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
