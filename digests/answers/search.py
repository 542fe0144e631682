"""From a question to full-text queries that nobody can break.

Every term is a quoted string to FTS5, so no operator, column or bracket of its
syntax can come from outside.
"""

from dataclasses import dataclass

from digests.answers.words import CJK, content_words

_MOST_TERMS = 32
_PREFIX_FROM = 6


@dataclass(frozen=True, slots=True)
class Query:
    """FTS5 terms, any of which may match: in the index of words, in that of trigrams.

    Each is quoted; they may be joined by OR or AND as they stand.
    """

    words: tuple[str, ...]
    trigrams: tuple[str, ...]


def search_query(question: str) -> Query:
    """Return queries for any of the words that carry the question.

    Long words match by their beginning, so that other endings are found too.
    """
    terms = [w for w in content_words(question) if not CJK.match(w)][:_MOST_TERMS]
    runs = CJK.findall(question)
    pieces = [run[i : i + 3] for run in runs for i in range(max(1, len(run) - 2))]
    return Query(
        tuple(dict.fromkeys(_term(word) for word in terms)),
        tuple(dict.fromkeys(_quoted(p) for p in pieces[: 2 * _MOST_TERMS])),
    )


def _term(word: str) -> str:
    if len(word) < _PREFIX_FROM:
        return _quoted(word)
    return _quoted(word[:-2]) + "*"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
