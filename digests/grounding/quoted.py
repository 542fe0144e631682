"""The quotation marks of a sentence: only around what was said, and by whom it says."""

import re
from collections.abc import Sequence

from digests.articles.sentences import split
from digests.assigned import Source
from digests.quotes.called import name_parts
from digests.quotes.find import find_spans
from digests.quotes.read import read_quotes
from digests.quotes.verify import find
from digests.types import Quote

_MARK = re.compile(r"[\"“”„«»‹›「」『』]|``|(?<!\w)[‘'‚](?=\w)")


def misquotes(sentence: str, cited: Sequence[Source], language: str) -> bool:
    """Tell whether anything stands in quotation marks that was not said so.

    Whose words they are must be told as well: the speaker, where there is one, has
    to be named beside them, and nobody else.
    """
    if not _MARK.search(sentence):
        return False
    spans = find_spans(sentence)
    outside = sentence
    for span in reversed(spans):
        outside = outside[: span.opened] + " " + outside[span.closed :]
    if _MARK.search(outside) or not spans:
        return True
    claims = read_quotes(sentence, split(sentence, language or "en"), language or "en")
    return not all(
        _is_told(sentence[span.start : span.end], outside, claims, cited)
        for span in spans
    )


def _is_told(
    words: str, outside: str, claims: Sequence[Quote], cited: Sequence[Source]
) -> bool:
    claimed = next(
        (each.speaker for each in claims if each.text in words or words in each.text),
        None,
    )
    for source in cited:
        quote = find(source.quotes, words, claimed, source.text)
        if quote is not None and _is_named(quote, outside):
            return True
    return False


def _is_named(quote: Quote, outside: str) -> bool:
    """Tell whether who speaks is named outside the marks; nobody, where nobody is."""
    if quote.speaker is None:
        return not re.search(r"(?<!^)\b(?!I\b)[^\W\d_a-z]\w+", outside.strip())
    beside = set(name_parts(outside))
    by_role = set(name_parts(quote.role or "")) & beside
    return bool(set(name_parts(quote.speaker)) & beside or by_role)
