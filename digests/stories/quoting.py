"""Choose the quotes that a card prints."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from digests.types import KeyQuote, Quote, Report

MOST_QUOTES = 3
# How alike two quotes may be before a reader sees one of them twice (0 to 100).
_ALIKE = 80
_FRAGMENT_WORDS = 2
_WORD = re.compile(r"\w+")


def key_quotes(
    reports: Sequence[Report], limit: int = MOST_QUOTES
) -> tuple[KeyQuote, ...]:
    """Return the quotes that matter most, the first report's first.

    No two are nearly alike, and speakers differ as long as they last. One of
    one or two words is never among them while a longer one exists, nor is one
    that the story's summary holds whole, unless nothing else was said.
    """
    every = list(_in_order(reports))
    sentences = [each for each in every if not _is_fragment(each.quote)]
    told = _squeezed(" ".join(s.text for s in reports[0].summary.sentences))
    new = [each for each in sentences if _squeezed(each.quote.text) not in told]
    pool = new or sentences or every
    chosen: list[KeyQuote] = []
    for again in (False, True):
        for each in pool:
            if len(chosen) == limit:
                break
            if each not in chosen and _adds(each, chosen, again=again):
                chosen.append(each)
    chosen.sort(key=pool.index)
    return tuple(chosen)


def _in_order(reports: Sequence[Report]) -> Iterator[KeyQuote]:
    """Yield attributed quotes report by report, then those of nobody."""
    for attributed in (True, False):
        for report in reports:
            for quote in report.quotes:
                if (quote.speaker is not None) is attributed:
                    yield KeyQuote(quote, report.article)


def _adds(each: KeyQuote, chosen: Sequence[KeyQuote], *, again: bool) -> bool:
    """Tell whether the quote adds a speaker, or with `again` at least words."""
    if any(_alike(each.quote.text, other.quote.text) for other in chosen):
        return False
    return again or each.quote.speaker not in {o.quote.speaker for o in chosen}


def _alike(one: str, other: str) -> bool:
    a, b = _squeezed(one), _squeezed(other)
    return a in b or b in a or fuzz.token_set_ratio(a, b) >= _ALIKE


def _is_fragment(quote: Quote) -> bool:
    return len(_WORD.findall(quote.text)) <= _FRAGMENT_WORDS


def _squeezed(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
