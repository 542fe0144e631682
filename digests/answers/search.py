"""From a question to full-text queries that nobody can break.

Every term is a quoted string to FTS5, so no operator, column or bracket of its
syntax can come from outside.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from digests.answers.stemming import other_forms, stem
from digests.answers.words import (
    CJK,
    WORD,
    content_words,
    paired,
    pairs,
)

# A word is as rare as can be where it stands in none of so many passages.
FEW = 240
_MOST_TERMS = 32
_MOST_PHRASES = 4
# Of how many words of a phrase it is told how rare they are.
_MOST_COUNTED = 4
_PREFIX_FROM = 6
_LEAST_PREFIX = 5
_PHRASE = re.compile('["“”„«»]([^"“”„«»]{2,200})["“”«»]|「([^「」]{2,200})」')


class Term(Struct, frozen=True):
    """A word: any of its forms, quoted, or whatever begins as it does.

    `beginning` is as it was written, and empty where the word is too short for one.
    `stem` is what answers call it.
    """

    forms: tuple[str, ...]
    beginning: str = ""
    stem: str = ""

    @property
    def exact(self) -> str:
        """Return the term for FTS5, to be joined by OR or AND as it stands."""
        return _any(self.forms)

    @property
    def wide(self) -> str:
        """Return the same with all that begins alike."""
        begun = (_quoted(self.beginning) + "*",) if self.beginning else ()
        return _any(self.forms + begun)


class Phrase(Struct, frozen=True):
    """Words that follow each other, as a term for FTS5; `words` are each of them."""

    exact: str
    words: tuple[str, ...]


class Query(Struct, frozen=True):
    """Terms, any of which may match: in the index of words, in that of pairs.

    Of phrases, which somebody put into quotation marks, all must stand there: in the
    index of words, or else in that of pairs, which holds what there is to be found
    then. `letters` are those that the one index does not tell of as a whole.
    """

    words: tuple[Term, ...]
    pairs: tuple[Term, ...]
    phrases: tuple[Phrase, ...] = ()
    cjk_phrases: tuple[Phrase, ...] = ()
    letters: tuple[str, ...] = ()


def search_query(question: str) -> Query:
    """Return queries for any of the words that carry the question.

    Words match by their stem, long ones by their beginning too, so that other
    endings are found.
    """
    content = content_words(question)
    terms = [_term(word) for word in content if not CJK.match(word)]
    found = [Term((_quoted(pair),), stem=pair) for pair in pairs(" ".join(content))]
    phrases, cjk_phrases, letters = _phrases(question)
    return Query(
        tuple(dict.fromkeys(terms[:_MOST_TERMS])),
        tuple(dict.fromkeys(found[: 2 * _MOST_TERMS])),
        phrases,
        cjk_phrases,
        letters,
    )


def name_query(name: str) -> str:
    """Return a query for those quoted by a name, "" where it has no words.

    A part of their names is enough, or of their roles.
    """
    return f"speakers : {_quoted(name)}" if WORD.search(name) else ""


def _phrases(
    question: str,
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...], tuple[str, ...]]:
    """Return phrases for the index of words or for that of pairs, and as letters."""
    found = [one or other for one, other in _PHRASE.findall(question)]
    kept = [each for each in found if WORD.search(each)][:_MOST_PHRASES]
    runs = [run for each in kept for run in CJK.findall(each) if len(run) > 1]
    if runs:
        alone = [each for each in kept if not CJK.fullmatch(each)]
        paired_ = [Phrase(_quoted(paired(run)), _each(pairs(run))) for run in runs]
        return (), tuple(paired_), tuple(alone)
    parts = [part for each in kept for part in CJK.split(each) if WORD.search(part)]
    worded = [Phrase(_quoted(part), words_of(part)) for part in parts]
    mixed = [each for each in kept if CJK.search(each)] if worded else []
    return tuple(worded), (), tuple(mixed)


def words_of(text: str) -> tuple[str, ...]:
    """Return those of a text's words that are the likeliest to be rare, for FTS5."""
    return _each(WORD.findall(text))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)
    return tuple(map(_quoted, longest[:_MOST_COUNTED]))


def _term(word: str) -> Term:
    forms = tuple(_quoted(form) for form in other_forms(word))
    if len(word) < _PREFIX_FROM:
        return Term(forms, stem=stem(word))
    return Term(forms, word[: max(_LEAST_PREFIX, len(word) - 5)], stem(word))


def _any(terms: tuple[str, ...]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _quoted(words: str) -> str:
    # A zero ends a string for FTS5, and halves of characters are no text.
    plain = words.replace("\0", " ").encode("utf8", "ignore").decode("utf8")
    return '"' + plain.replace('"', '""') + '"'
