"""Which of the words that are asked for tell anything, in an archive of any size.

What stands everywhere is in too many passages to be weighed, and tells nothing
anyway. Nothing here takes longer the more is stored.
"""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from sqlite_utils import Database

from digests.answers.search import Term
from digests.answers.words import stem

# How many matches one search weighs.
_MOST_MATCHES = 20_000
# How often words that only begin alike may stand in the archive. FTS5 puts all of
# their places together before it gives the first.
_MOST_BEGUN = 5_000

_COUNT = """
    SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)
"""
_NEWEST = """
    SELECT rowid FROM {index} WHERE {index} MATCH ?
    ORDER BY rowid DESC LIMIT 1 OFFSET ?
"""
_VOCABULARY = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_vocabulary
    USING fts5vocab (main, passage_words, instance)
"""
_BEGUN = """
    SELECT count(*) FROM (
        SELECT 1 FROM temp.passage_vocabulary WHERE term >= ? AND term < ? LIMIT ?
    )
"""
_LAST = "\U0010ffff"


class Telling(Struct, frozen=True):
    """The terms to look for, any of which may match.

    `lowest` is the passage before which there are too many matches to weigh: the
    first term alone has more, of which the newest count.
    """

    terms: tuple[str, ...]
    lowest: int | None = None


def telling(db: Database, index: str, asked: Sequence[Term]) -> Telling:
    """Return the rarest terms, as many as together may be weighed.

    Where even the rarest has more matches, all, the rarest first.
    """
    terms = [spelled(db, index, term) for term in asked]
    count, most = _COUNT.format(index=index), _MOST_MATCHES + 1
    counts = {term: db.execute(count, [term, most]).fetchone()[0] for term in terms}
    chosen, left = set[str](), _MOST_MATCHES
    for term in sorted(counts, key=counts.__getitem__):
        left -= counts[term]
        if left >= 0:
            chosen.add(term)
    if any(counts[term] for term in chosen) or not any(counts.values()):
        return Telling(tuple(term for term in terms if term in chosen))
    found = sorted(filter(counts.__getitem__, counts), key=counts.__getitem__)
    newest = _NEWEST.format(index=index)
    (lowest,) = db.execute(newest, [found[0], _MOST_MATCHES]).fetchone()
    return Telling(tuple(found), lowest)


def spelled(db: Database, index: str, term: Term) -> str:
    """Return the term for FTS5: without what begins alike, where that is too much."""
    if not term.beginning or index != "passage_words":
        return term.exact
    # As the index folds words, or nearly: this is about what it costs.
    folded = stem(
        "".join(filter(_is_no_mark, unicodedata.normalize("NFD", term.beginning)))
    )
    db.conn.execute(_VOCABULARY)
    found = db.conn.execute(_BEGUN, [folded, folded + _LAST, _MOST_BEGUN + 1])
    return term.exact if found.fetchone()[0] > _MOST_BEGUN else term.wide


def _is_no_mark(character: str) -> bool:
    return not unicodedata.combining(character)
