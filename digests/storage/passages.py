"""Passages of stored articles, and full-text search over them.

Two indexes: words (diacritics and English endings off) and pairs of characters
of scripts that part no words. Triggers keep both in step with the table.
A passage's id holds its article's, so that a match tells whose it is with
nothing more looked up, and a later article's passages come after an earlier's.
"""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from digests.answers.search import Query
from digests.answers.words import paired
from digests.shelved import Sight
from digests.storage.convert import to_moment
from digests.types import Passage

# How many passages an article may have; far more than its size allows.
_EACH = 1 << 20
# How many matches one search weighs: words that stand everywhere are left out,
# and tell nothing anyway.
_MOST_MATCHES = 20_000
# How far down a ranking a place still counts, when rankings are fused.
_SOFTENED = 10

# "+": that many feeds are not looked up one by one for each match.
_SEARCH = """
    SELECT rowid FROM {index}
    WHERE {index} MATCH :query AND rowid >= :lowest AND (
        EXISTS (
            SELECT 1 FROM arrivals WHERE article_id = {index}.rowid / :each
            AND +feed_id IN (SELECT value FROM json_each(:feeds))
        )
        OR :kept AND {index}.rowid / :each IN (SELECT article_id FROM kept_articles)
    )
    ORDER BY bm25({index}, 1.0, 0.4), rowid
    LIMIT :limit
"""
_WITHIN = """
    SELECT rowid FROM {index}
    WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?
    ORDER BY bm25({index}, 1.0, 0.4), rowid LIMIT ?
"""
_COUNT = """
    SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)
"""
_NEWEST = """
    SELECT rowid FROM {index} WHERE {index} MATCH ?
    ORDER BY rowid DESC LIMIT 1 OFFSET ?
"""


def add(
    db: Database,
    article_id: int,
    text: str,
    title: str,
    spans: Sequence[tuple[int, int]],
) -> None:
    """Store slices of an article's text, as (start, end), to be searched."""
    first = article_id * _EACH
    parts = [(start, end, text[start:end]) for start, end in spans]
    db.conn.executemany(
        'INSERT INTO passages (id, article_id, start, "end", text, title, pairs)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (first + number, article_id, *each, title, paired(f"{title} {each[2]}"))
            for number, each in enumerate(parts[:_EACH])
        ],
    )


def search(
    db: Database, query: Query, sight: Sight, limit: int, oldest: int = 0
) -> list[Passage]:
    """Return passages in sight that match, the best first, each once.

    Filters are not applied: what a search finds is still to be admitted.

    Args:
        db: The store.
        query: What is looked for.
        sight: Whose articles to look through.
        limit: How many at most from each index.
        oldest: The article before which none is looked at.

    """
    ranked: list[list[int]] = []
    for index, terms in _indexes(query):
        chosen, lowest = _affordable(db, index, terms)
        values = {
            "query": " OR ".join(chosen),
            "lowest": max(lowest, oldest * _EACH),
            "each": _EACH,
            "feeds": json.dumps(sorted(sight.feeds)),
            "kept": sight.kept,
            "limit": limit,
        }
        rows = db.execute(_SEARCH.format(index=index), values)
        ranked.append([key for (key,) in rows])
    return _load(db, _fused(ranked))


def search_in(
    db: Database, query: Query, articles: Sequence[int], limit: int
) -> list[Passage]:
    """Return passages of these few articles that match, article by article."""
    keys: list[int] = []
    for index, terms in _indexes(query):
        sql, text = _WITHIN.format(index=index), " OR ".join(terms)
        for article in articles:
            bounds = (article * _EACH, (article + 1) * _EACH - 1)
            keys += [key for (key,) in db.execute(sql, [text, *bounds, limit])]
    return _load(db, list(dict.fromkeys(keys)))


def _fused(ranked: Sequence[Sequence[int]]) -> list[int]:
    """Return the keys of several rankings, those first that stand high in most."""
    worth: dict[int, float] = {}
    for keys in ranked:
        for rank, key in enumerate(keys):
            worth[key] = worth.get(key, 0.0) + 1 / (_SOFTENED + rank)
    return sorted(worth, key=worth.__getitem__, reverse=True)


def _indexes(query: Query) -> list[tuple[str, tuple[str, ...]]]:
    both = (("passage_words", query.words), ("passage_pairs", query.pairs))
    return [(index, terms) for index, terms in both if terms]


def _affordable(
    db: Database, index: str, terms: Sequence[str]
) -> tuple[list[str], int]:
    """Return the terms to look for, and the passage before which not to.

    The rarest, as many as make up the matches that may be weighed; where even the
    rarest has more, that one, in what was read last.
    """
    count, most = _COUNT.format(index=index), _MOST_MATCHES + 1
    counts = {term: db.execute(count, [term, most]).fetchone()[0] for term in terms}
    chosen, left = set[str](), _MOST_MATCHES
    for term in sorted(counts, key=counts.__getitem__):
        left -= counts[term]
        if left >= 0:
            chosen.add(term)
    if any(counts[term] for term in chosen) or not any(counts.values()):
        return [term for term in terms if term in chosen], 0
    rarest = min((term for term in terms if counts[term]), key=counts.__getitem__)
    newest = _NEWEST.format(index=index)
    (lowest,) = db.execute(newest, [rarest, _MOST_MATCHES]).fetchone()
    return [rarest], lowest


def _load(db: Database, keys: Sequence[int]) -> list[Passage]:
    rows = db.execute(
        'SELECT passages.id, article_id, passages.text, start, "end",'
        " articles.url, articles.title, articles.outlet, articles.published_at"
        " FROM passages JOIN articles ON articles.id = article_id"
        " WHERE passages.id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(keys))],
    )
    found = {}
    for key, article_id, text, start, end, url, title, outlet, published in rows:
        moment = to_moment(published)
        found[key] = Passage(article_id, text, start, end, url, title, outlet, moment)
    return [found[key] for key in keys if key in found]
