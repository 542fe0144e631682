"""What a sentence is held against: a text that was read, and what stands in it."""

import re
from functools import lru_cache

from msgspec import Struct

from digests.articles.sentences import split
from digests.assigned import Source
from digests.grounding.endings import stems
from digests.types import Report

WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")


class Ground(Struct, frozen=True):
    """The sources that a sentence cites, laid out to be looked things up in.

    `told` are its sentences, titles first; `sentences` are the same, stemmed; `words`
    are plain, in lower case. An outlet's name and a byline are words, and say nothing.
    """

    text: str
    told: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    plain: tuple[tuple[str, ...], ...]
    language: str

    @property
    def words(self) -> frozenset[str]:
        """Every word of it, in lower case."""
        return _all(self.plain)


def of_report(report: Report) -> Source:
    """Return a report as a source."""
    article = report.article
    beside = f"{article.title}\n{article.byline}\n{article.outlet}"
    return Source(article.text, beside, article.language, report.quotes, article.outlet)


@lru_cache(maxsize=256)
def ground(cited: tuple[Source, ...]) -> Ground:
    """Return what the cited sources say, as one."""
    told = [
        line
        for source in cited
        for line in (
            *source.beside.splitlines()[:1],
            *(each.text for each in split(source.text, source.language or "en")),
        )
    ]
    parts = [*told, *(x for each in cited for x in each.beside.splitlines()[1:])]
    return Ground(
        "\n".join(parts),
        tuple(told),
        tuple(tuple(stems(part)) for part in told),
        tuple(tuple(plain_words(part)) for part in parts),
        next((each.language for each in cited if each.language), ""),
    )


def plain_words(text: str) -> list[str]:
    """Return the words in lower case, without an owner's ending."""
    return [_POSSESSIVE.sub("", word).lower() for word in WORD.findall(text)]


@lru_cache(maxsize=256)
def _all(plain: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(word for words in plain for word in words)
