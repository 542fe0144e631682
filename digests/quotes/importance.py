"""Weigh how much a quote matters among an article's quotes.

Whole sentences of a named person, of some length and early on, come first; a
fragment stays below every sentence. The figures are by hand.
"""

from digests.quotes.accept import Standing
from digests.types import QuoteKind

_FULL_LENGTH = 22
_LONG = 70


def weigh(
    words: str,
    standing: Standing,
    kind: QuoteKind,
    prominence: float,
    position: float,
) -> float:
    """Return the weight of a quote: 1 to 4 for a sentence, below 1 for a fragment.

    *prominence* tells how well the speaker is named, *position* where in the
    article the quote begins, both from 0 to 1.
    """
    if standing is Standing.FRAGMENT:
        return round(0.2 + 0.3 * prominence + 0.2 * (1 - position), 4)
    count = len(words.split())
    length = min(count, _FULL_LENGTH) / _FULL_LENGTH
    if count > _LONG:
        length -= 0.2
    whole = words[0].isupper() and words[-1] in ".?!,…"
    weight = 1.0 + length + 0.9 * prominence + 0.4 * (1 - position) + 0.3 * whole
    if kind is QuoteKind.SECOND_HAND:
        weight -= 0.3
    return round(weight, 4)


def without_its_half(weight: float) -> float:
    """Return the weight of a quote that begins with "and": below every whole one.

    A report that parts a sentence round "she said" leaves such a half; it stays
    above the fragments.
    """
    return round(min(weight, 1.0 + weight / 20), 4)
