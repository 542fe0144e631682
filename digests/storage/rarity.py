"""Which of the words that are asked for tell anything, in an archive of any size.

What stands everywhere is in too many passages to be weighed, and tells nothing
anyway. Nothing here takes longer the more is stored.
"""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from sqlite_utils import Database

from digests.answers.search import FEW, Query, Term
from digests.answers.stemming import stem
from digests.storage.bounding import EACH

# How many matches one search weighs.
_MOST_MATCHES = 10_000
# How often words that only begin alike may stand in the archive. FTS5 puts all of
# their places together before it gives the first.
_MOST_BEGUN = 3_000

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
# Of so many of the newest articles it is counted how common words are.
_LATELY = 400
_COUNT_NEW = "SELECT count(*) FROM passages WHERE article_id > ?"
_HOLDING = """
    SELECT count(*) FROM {index} WHERE {index} MATCH ? AND rowid > ?
"""


class Telling(Struct, frozen=True):
    """The terms to look for, any of which may match.

    `every` has those that are too common besides. `lowest` is the passage before which
    there are too many matches to weigh: the first term alone has more, of which the
    newest count.
    """

    terms: tuple[str, ...]
    every: tuple[str, ...]
    lowest: int | None = None


def telling(db: Database, index: str, asked: Sequence[Term]) -> Telling:
    """Return the rarest terms, as many as together may be weighed.

    Where even the rarest has more matches, all, the rarest first.
    """
    terms = [spelled(db, index, term) for term in asked]
    counts = {term: _count(db, index, term, _MOST_MATCHES + 1) for term in terms}
    rarest = sorted(filter(counts.__getitem__, counts), key=counts.__getitem__)
    chosen, left = list[str](), _MOST_MATCHES
    for term in rarest:
        left -= counts[term]
        if left >= 0:
            chosen.append(term)
    if chosen or not rarest:
        return Telling(tuple(chosen or terms), tuple(terms))
    return Telling(
        tuple(rarest), tuple(terms), _newest(db, index, rarest[0], _MOST_MATCHES)
    )


def oldest(db: Database, index: str, needed: Sequence[str], beside: int = 0) -> int:
    """Return the passage before which there is too much to be looked through.

    All of `needed` must match; by the rarest of them it is found. `beside` is how
    many words are looked for at each of its places.
    """
    most = _MOST_MATCHES // (1 + beside)
    counts = {each: _count(db, index, each, most + 1) for each in needed}
    rarest = min(counts, key=counts.__getitem__)
    return _newest(db, index, rarest, most) if counts[rarest] > most else 0


def shares(db: Database, query: Query) -> dict[str, float]:
    """Return in how large a share of the newest passages each word stands, by stem.

    Of few passages it is as if there were more without it, or all words of a small
    archive were common.
    """
    (newest,) = db.execute("SELECT max(article_id) FROM passages").fetchone()
    before = max(0, (newest or 0) - _LATELY)
    (count,) = db.execute(_COUNT_NEW, [before]).fetchone()
    found = {}
    for index, terms in (
        ("passage_words", query.words),
        ("passage_pairs", query.pairs),
    ):
        holding = _HOLDING.format(index=index)
        for term in terms:
            (held,) = db.execute(
                holding, [term.exact, (before + 1) * EACH - 1]
            ).fetchone()
            found[term.stem] = held / max(count, FEW)
    return found


def spelled(db: Database, index: str, term: Term) -> str:
    """Return the term for FTS5: without what begins alike, where that is too much."""
    if not term.beginning or _count(db, index, term.exact, _MOST_BEGUN) == _MOST_BEGUN:
        return term.exact
    plain = unicodedata.normalize("NFD", term.beginning)
    # As the index folds words, or nearly: this is about what it costs.
    folded = stem("".join(each for each in plain if not unicodedata.combining(each)))
    db.conn.execute(_VOCABULARY)
    values = [folded, folded + _LAST, _MOST_BEGUN + 1]
    (begun,) = db.conn.execute(_BEGUN, values).fetchone()
    return term.exact if begun > _MOST_BEGUN else term.wide


def _count(db: Database, index: str, term: str, most: int) -> int:
    (found,) = db.conn.execute(_COUNT.format(index=index), [term, most]).fetchone()
    return int(found)


def _newest(db: Database, index: str, term: str, most: int) -> int:
    """Return the last of so many passages that match, the newest of all."""
    newest = _NEWEST.format(index=index)
    (key,) = db.execute(newest, [term, most]).fetchone()
    return int(key)
