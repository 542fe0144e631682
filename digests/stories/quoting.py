"""Choose the quotes that a card prints."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from digests.types import KeyQuote, Quote, Report

MOST_QUOTES = 3
# How alike two quotes may be before a reader sees one of them twice (0 to 100).
_ALIKE = 80
_FRAGMENT_WORDS = 2
# How much of a quote may stand in the summary before it says nothing new.
_TOLD = 0.8
# What it counts that the headline or summary is about the speaker.
_AT_THE_HEART = 0.5
# The second half of a sentence whose first half is not in the quote.
_HALF = re.compile(
    r"(?:and|but|or|nor|because|so|which|who|while|though|und|aber|oder|weil|denn"
    r"|et|mais|ou|car|y|pero|o|porque|и|но|а|или|і|але|або|бо)\b"
)
_WORD = re.compile(r"\w+")


def key_quotes(
    reports: Sequence[Report], limit: int = MOST_QUOTES
) -> tuple[KeyQuote, ...]:
    """Return the quotes that matter most, the first report's first.

    No two are nearly alike, and speakers differ as long as they last. Those
    whom the headline or summary is about come first. One of one or two words,
    or half a sentence from its conjunction on, is never among them while
    another exists, nor is one that the summary tells already.
    """
    every = list(_in_order(reports))
    sentences = [each for each in every if not _is_fragment(each.quote)]
    whole = [each for each in sentences if not _HALF.match(each.quote.text)]
    told = _words(" ".join(_texts(reports[0])))
    new = [each for each in whole if not _is_told(each.quote, told)]
    pool = new or whole or sentences or every
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
    lead = reports[0]
    heart = _words(" ".join([lead.article.title, *_texts(lead)]))

    def weight(quote: Quote) -> float:
        named = _words(quote.speaker or "")[-1:]
        return quote.weight + _AT_THE_HEART * (bool(named) and named[0] in heart)

    for attributed in (True, False):
        for report in reports:
            for quote in sorted(report.quotes, key=weight, reverse=True):
                if (quote.speaker is not None) is attributed:
                    yield KeyQuote(quote, report.article)


def _texts(report: Report) -> list[str]:
    return [sentence.text for sentence in report.summary.sentences]


def _is_told(quote: Quote, told: Sequence[str]) -> bool:
    """Tell whether nearly all of the quote's words stand in the summary."""
    own, known = _words(quote.text), set(told)
    return bool(own) and sum(word in known for word in own) >= _TOLD * len(own)


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
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
