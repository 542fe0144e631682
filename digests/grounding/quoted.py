"""The quotation marks of a sentence: only around what was said, and by whom it says."""

import re
from collections.abc import Sequence
from functools import lru_cache

from digests.articles.sentences import split
from digests.assigned import Source
from digests.grounding.layout import lay_out
from digests.quotes.called import name_parts
from digests.quotes.find import Span, find_spans
from digests.quotes.read import read_quotes
from digests.quotes.verify import LEFT_OUT, find
from digests.types import Quote

# Of every script: what `find_spans` does not know as a mark is no way around it.
MARK = re.compile(
    r"[\"“”„‟«»‹›「」『』﹁﹂﹃﹄｢｣〝〞〟＂″❛❜❝❞⹂]|``|''|(?<!\w)[‘'‚‛＇`´](?=\w)"
)
_WORD = re.compile(r"\w+")
# So many words in a row that stand in marks alone are somebody's own.
_RUN = 4
# So far before a mark the words are looked at.
_LOOK_BACK = 40


def misquotes(sentence: str, source: Source, language: str) -> bool:
    """Tell whether anything stands in quotation marks that was not said so.

    Whose words they are must be told as well: the speaker, where there is one, has
    to be named beside them, and nobody else.
    """
    if not MARK.search(sentence):
        return False
    spans = find_spans(sentence)
    outside = unquoted(sentence)
    if MARK.search(outside) or not spans:
        return True
    claims = read_quotes(sentence, split(sentence, language or "en"), language or "en")
    return not all(
        _is_told(sentence[span.start : span.end], outside, claims, source)
        or _is_called(span, sentence, source)
        for span in spans
    )


def takes_over(sentence: str, source: Source) -> bool:
    """Tell whether it says of its own what stands there in quotation marks alone.

    Words lose their marks where who said them is named.
    """
    said = _runs(unquoted(sentence))
    return any(
        said & runs and not (speaker and _is_named(speaker, sentence))
        for runs, speaker in _marked(source)
    )


def unquoted(sentence: str) -> str:
    """Return what of it stands outside of quotation marks."""
    outside = sentence
    for span in reversed(find_spans(sentence)):
        outside = outside[: span.opened] + " " + outside[span.closed :]
    return outside


@lru_cache(maxsize=256)
def _marked(source: Source) -> tuple[tuple[frozenset[str], Quote | None], ...]:
    """Return runs of words that stand in marks alone, and whose they are if known."""
    parts = (source.text, *source.beside.splitlines())
    bare = frozenset[str]().union(*(_runs(unquoted(part)) for part in parts))
    return tuple(
        (runs, _said_there(source, part[span.start : span.end]))
        for part in parts
        for span in find_spans(part)
        if (runs := _runs(part[span.start : span.end]) - bare)
    )


def _said_there(source: Source, words: str) -> Quote | None:
    own = (each for each in source.quotes if each.text in words or words in each.text)
    return next((each for each in own if each.speaker), None)


def _runs(text: str) -> frozenset[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(
        " ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)
    )


def _is_told(words: str, outside: str, claims: Sequence[Quote], source: Source) -> bool:
    claimed = next(
        (each.speaker for each in claims if each.text in words or words in each.text),
        None,
    )
    if LEFT_OUT.search(words):
        return False  # It is printed as it stands here, and nobody said it so.
    quote = find(source.quotes, words, claimed, source.text)
    return quote is not None and _is_named(quote, outside)


def _is_called(span: Span, sentence: str, source: Source) -> bool:
    """Tell whether something is called so there, and nobody says it: a work's title.

    It has a capital, no end of a sentence, and a noun before its marks in both.
    """
    words, language = sentence[span.start : span.end], source.language or "en"
    if not words[:1].isupper() or words[-1:] in ".,!?…":
        return False
    if any(words in each.text and each.speaker for each in source.quotes):
        return False
    return _names_what(sentence[: span.opened], language) and any(
        _names_what(source.text[: there.opened], language)
        for there in find_spans(source.text)
        if source.text[there.start : there.end] == words
    )


def _names_what(before: str, language: str) -> bool:
    """Tell whether a text ends with a noun, as "the novel"."""
    last = lay_out(before[-_LOOK_BACK:], language)[-1:] if before[-1:] == " " else ()
    return any(word.tells and not word.is_verb for word in last)


def _is_named(quote: Quote, outside: str) -> bool:
    """Tell whether who speaks is named outside the marks; nobody, where nobody is."""
    if quote.speaker is None:
        return not re.search(r"(?<!^)\b(?!I\b)[^\W\d_a-z]\w+", outside.strip())
    beside = set(name_parts(outside))
    by_role = set(name_parts(quote.role or "")) & beside
    return bool(set(name_parts(quote.speaker)) & beside or by_role)
