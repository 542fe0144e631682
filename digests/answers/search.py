"""From a question to full-text queries that nobody can break.

Every term is a quoted string to FTS5, so no operator, column or bracket of its
syntax can come from outside.
"""

import re

from msgspec import Struct

from digests.answers.words import (
    CJK,
    WORD,
    content_words,
    other_forms,
    paired,
    pairs,
)

_MOST_TERMS = 32
_MOST_PHRASES = 4
_PREFIX_FROM = 6
_LEAST_PREFIX = 5
_PHRASE = re.compile('["“”„«»]([^"“”„«»]{2,200})["“”«»]|「([^「」]{2,200})」')


class Term(Struct, frozen=True):
    """A word: any of its forms, quoted, or whatever begins as it does.

    `beginning` is as it was written, and empty where the word is too short for one.
    """

    forms: tuple[str, ...]
    beginning: str = ""

    @property
    def exact(self) -> str:
        """Return the term for FTS5, to be joined by OR or AND as it stands."""
        return _any(self.forms)

    @property
    def wide(self) -> str:
        """Return the same with all that begins alike."""
        begun = (_quoted(self.beginning) + "*",) if self.beginning else ()
        return _any(self.forms + begun)


class Query(Struct, frozen=True):
    """Terms, any of which may match: in the index of words, in that of pairs.

    Phrases, which somebody put into quotation marks, must all stand there besides.
    """

    words: tuple[Term, ...]
    pairs: tuple[Term, ...]
    phrases: tuple[str, ...] = ()
    cjk_phrases: tuple[str, ...] = ()


def search_query(question: str) -> Query:
    """Return queries for any of the words that carry the question.

    Words match by their stem, long ones by their beginning too, so that other
    endings are found.
    """
    content = content_words(question)
    terms = [_term(word) for word in content if not CJK.match(word)]
    found = [Term((_quoted(pair),)) for pair in pairs(" ".join(content))]
    return Query(
        tuple(dict.fromkeys(terms[:_MOST_TERMS])),
        tuple(dict.fromkeys(found[: 2 * _MOST_TERMS])),
        *_phrases(question),
    )


def name_query(name: str) -> str:
    """Return a query for those quoted by a name, "" where it has no words.

    A part of their names is enough, or of their roles.
    """
    return f"speakers : {_quoted(name)}" if WORD.search(name) else ""


def _phrases(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phrases for the index of words and for that of pairs."""
    found = [one or other for one, other in _PHRASE.findall(question)]
    kept = [each for each in found if WORD.search(each)][:_MOST_PHRASES]
    worded = [_quoted(each) for each in kept if not CJK.search(each)]
    return tuple(worded), tuple(_quoted(paired(e)) for e in kept if CJK.search(e))


def _term(word: str) -> Term:
    forms = tuple(_quoted(form) for form in other_forms(word))
    if len(word) < _PREFIX_FROM:
        return Term(forms)
    return Term(forms, word[: max(_LEAST_PREFIX, len(word) - 5)])


def _any(terms: tuple[str, ...]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _quoted(words: str) -> str:
    # A zero ends a string for FTS5, and halves of characters are no text.
    plain = words.replace("\0", " ").encode("utf8", "ignore").decode("utf8")
    return '"' + plain.replace('"', '""') + '"'
