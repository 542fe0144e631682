"""Passages of stored articles, and full-text search over them.

Two indexes: words (diacritics and English endings off) and pairs of characters
of scripts that part no words. Triggers keep both in step with the table.
A passage's id holds its article's, so that a match tells whose it is with
nothing more looked up, and a later article's passages come after an earlier's.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from digests.answers.search import Query, Term, name_query
from digests.answers.words import paired
from digests.asked import ALWAYS, Bounds
from digests.shelved import Sight
from digests.storage import rarity
from digests.storage.bounding import (
    EACH,
    IN_BOUNDS,
    IN_SIGHT,
    QUOTED,
    bounded,
    seen,
)
from digests.storage.convert import from_text, to_moment
from digests.types import Passage

# How much what is old weighs beside what is new: it never falls below the first,
# and half of the rest is gone after so long.
_LASTING, _HALF_LIFE = 0.7, timedelta(days=30)
# Of how many that match best the newer ones may come first.
_WEIGHED = 3

# How much a match counts in the text, the title, and the names of who is quoted.
_BM25 = "bm25({index}, 1.0, 0.4, 0.5)"
_SEARCH = """
    SELECT rowid, {score} FROM {index}
    WHERE {index} MATCH :query AND rowid >= :lowest AND {sight} {bounds}
    ORDER BY {score}, rowid
    LIMIT :limit
"""
# Words that are everywhere weigh nothing, and the newest is the best.
_LATEST = """
    SELECT rowid FROM {index}
    WHERE {index} MATCH :query AND rowid >= :lowest AND {sight} {bounds}
    ORDER BY rowid DESC
    LIMIT :limit
"""
# What bm25 gives such a word.
_NOTHING = -1e-6
_QUOTING = """
    SELECT DISTINCT rowid / :each FROM passage_words
    WHERE passage_words MATCH :query AND {sight}
    ORDER BY rowid DESC LIMIT :limit
"""
_WITHIN = """
    SELECT rowid, {score} FROM {index}
    WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?
    ORDER BY 2, rowid LIMIT ?
"""
# Who is quoted in a passage, as its quotes are stored.
_ADD = """
    INSERT INTO passages (
        id, article_id, start, "end", text, title, pairs, speakers
    )
    VALUES (:id, :article, :start, :end, :text, :title, :pairs, coalesce((
        SELECT group_concat(DISTINCT trim(coalesce(speaker, '') || ' ' ||
            coalesce(role, '')))
        FROM quotes WHERE article_id = :article AND start >= :start AND start < :end
    ), ''))
"""
_NO_BOUNDS = Bounds()


def add(
    db: Database,
    article_id: int,
    text: str,
    title: str,
    spans: Sequence[tuple[int, int]],
) -> None:
    """Store slices of an article's text, as (start, end), to be searched.

    Its quotes are stored already: who is quoted is found by name too.
    """
    first = article_id * EACH
    parts = [(start, end, text[start:end]) for start, end in spans]
    db.conn.executemany(
        _ADD,
        [
            {
                "id": first + number,
                "article": article_id,
                "start": start,
                "end": end,
                "text": part,
                "title": title,
                "pairs": paired(f"{title} {part}"),
            }
            for number, (start, end, part) in enumerate(parts[:EACH])
        ],
    )


def search(
    db: Database, query: Query, sight: Sight, limit: int, bounds: Bounds = _NO_BOUNDS
) -> list[Passage]:
    """Return passages in sight that match, the best first, each once.

    Filters are not applied: what a search finds is still to be admitted.

    Args:
        db: The store.
        query: What is looked for.
        sight: Whose articles to look through.
        limit: How many at most from each index.
        bounds: What else is left out.

    """
    worth: dict[int, float] = defaultdict(float)
    values = {
        "limit": limit * (_WEIGHED if bounds.at else 1),
        **seen(sight),
        **bounded(bounds),
    }
    for index, _ in _indexes(query):
        rows = _matches(db, query, index, bounds, values)
        for key, score in _weighed(db, rows, bounds.at)[:limit]:
            worth[key] -= score
    return load(db, sorted(worth, key=worth.__getitem__, reverse=True))


def search_in(
    db: Database,
    query: Query,
    articles: Sequence[int],
    limit: int,
    bounds: Bounds = _NO_BOUNDS,
) -> list[Passage]:
    """Return passages of these few articles that match, the best first.

    Of the bounds, outlets and times are the caller's to see to.
    """
    worth: dict[int, float] = defaultdict(float)
    for index, terms in _indexes(query):
        chosen = rarity.telling(db, index, terms)
        # bm25 counts each word in all that is stored, so common ones are only found.
        ways = [(chosen.every, str(_NOTHING))]
        if chosen.lowest is None:
            ways.append((chosen.terms, _BM25.format(index=index)))
        for some, score in ways:
            sql = _WITHIN.format(index=index, score=score)
            text = _query(query, index, some, bounds)
            for article in articles:
                first_last = (article * EACH, (article + 1) * EACH - 1)
                for key, found in db.execute(sql, [text, *first_last, limit]):
                    worth[key] -= found
    return load(db, sorted(worth, key=worth.__getitem__, reverse=True))


def quoting(db: Database, person: str, sight: Sight, most: int) -> list[int]:
    """Return articles in sight that quote somebody of this name, the newest first."""
    query = name_query(person)
    if not query:
        return []
    values = {"query": query, "limit": most, **seen(sight)}
    sql = _QUOTING.format(sight=IN_SIGHT.format(index="passage_words"))
    return [int(key) for (key,) in db.conn.execute(sql, values)]


def _statement(sql: str, index: str, bounds: Bounds) -> str:
    told = IN_BOUNDS if bounds.outlets or bounds.span != ALWAYS else ""
    if bounds.speaker and index != "passage_words":
        told += QUOTED
    return sql.format(
        index=index,
        score=_BM25.format(index=index),
        sight=IN_SIGHT.format(index=index),
        bounds=told.format(index=index),
    )


def _query(query: Query, index: str, terms: Sequence[str], bounds: Bounds) -> str:
    """Return what must match: any of the terms, each phrase, and who is quoted."""
    worded = index == "passage_words"
    parts = [f"({' OR '.join(terms)})"] if terms else []
    parts += query.phrases if worded else query.cjk_phrases
    if worded and bounds.speaker and (name := name_query(bounds.speaker)):
        parts.append(f"({name})")
    return " AND ".join(parts)


def _matches(
    db: Database, query: Query, index: str, bounds: Bounds, values: dict[str, Any]
) -> list[tuple[int, float]]:
    """Return passages that match in this index, and their bm25, the best first."""
    asked = query.words if index == "passage_words" else query.pairs
    chosen = rarity.telling(db, index, asked)
    terms, lowest = chosen.terms, max(chosen.lowest or 0, bounds.oldest * EACH)
    if chosen.lowest is None:
        text = _query(query, index, terms, bounds)
        sql = _statement(_SEARCH, index, bounds)
        found = db.conn.execute(sql, {**values, "query": text, "lowest": lowest})
        return found.fetchall()
    worth: dict[int, float] = defaultdict(float)
    sql = _statement(_LATEST, index, bounds)
    for some in ([" AND ".join(terms)], terms[:1]):
        text = _query(query, index, some, bounds)
        found = db.conn.execute(sql, {**values, "query": text, "lowest": lowest})
        for (key,) in found:
            worth[key] += _NOTHING
    return sorted(worth.items(), key=lambda each: (each[1], -each[0]))


def _weighed(
    db: Database, rows: Sequence[tuple[int, float]], at: datetime | None
) -> list[tuple[int, float]]:
    """Return the passages and their bm25, what is new a little before what is old."""
    if at is None:
        return list(rows)
    told = db.conn.execute(
        "SELECT id, coalesce(published_at, first_seen_at) FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list({key // EACH for key, _ in rows}))],
    )
    ages = {key: max(at - from_text(moment), timedelta(0)) for key, moment in told}
    scores = [
        # bm25 is the lower, the better.
        (key, score * _freshness(ages[key // EACH]))
        for key, score in rows
    ]
    return sorted(scores, key=itemgetter(1))


def _freshness(age: timedelta) -> float:
    left: float = 0.5 ** (age / _HALF_LIFE)
    return _LASTING + (1 - _LASTING) * left


def _indexes(query: Query) -> list[tuple[str, tuple[Term, ...]]]:
    both = (("passage_words", query.words), ("passage_pairs", query.pairs))
    return [(index, terms) for index, terms in both if terms]


def load(db: Database, keys: Sequence[int]) -> list[Passage]:
    """Return the passages of these ids, in this order."""
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
