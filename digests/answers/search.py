"""From a question to full-text queries that nobody can break.

Every term is a quoted string to FTS5, so no operator, column or bracket of its
syntax can come from outside.
"""

from dataclasses import dataclass

from digests.answers.words import CJK, content_words, pairs

_MOST_TERMS = 32
_PREFIX_FROM = 6
_LEAST_PREFIX = 5


@dataclass(frozen=True, slots=True)
class Query:
    """FTS5 terms, any of which may match: in the index of words, in that of pairs.

    Each is quoted; they may be joined by OR or AND as they stand.
    """

    words: tuple[str, ...]
    pairs: tuple[str, ...]


def search_query(question: str) -> Query:
    """Return queries for any of the words that carry the question.

    Words match by their stem, long ones by their beginning too, so that other
    endings are found.
    """
    terms = [w for w in content_words(question) if not CJK.match(w)][:_MOST_TERMS]
    return Query(
        tuple(dict.fromkeys(_term(word) for word in terms)),
        tuple(dict.fromkeys(_quoted(p) for p in pairs(question)[: 2 * _MOST_TERMS])),
    )


def _term(word: str) -> str:
    if len(word) < _PREFIX_FROM:
        return _quoted(word)
    beginning = word[: max(_LEAST_PREFIX, len(word) - 5)]
    return f"({_quoted(word)} OR {_quoted(beginning)}*)"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
