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

from sqlite_utils import Database

from digests.answers.search import Query, name_query, words_of
from digests.answers.words import paired
from digests.asked import Bounds
from digests.shelved import Sight
from digests.storage import matching, rarity
from digests.storage.bounding import EACH, IN_SIGHT, bounded, seen
from digests.storage.convert import from_text, to_moment
from digests.types import Passage

# How much what is old weighs beside what is new: it never falls below the first,
# and half of the rest is gone after so long.
_LASTING, _HALF_LIFE = 0.7, timedelta(days=30)
# Of how many that match best the newer ones may come first.
_WEIGHED = 3

_QUOTING = """
    SELECT DISTINCT rowid / :each FROM passage_words
    WHERE passage_words MATCH :query AND rowid >= :lowest AND {sight}
    ORDER BY rowid DESC LIMIT :limit
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
    for wanted in matching.wanted(query, bounds):
        rows = matching.matches(db, wanted, bounds, values)
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
    for wanted in matching.wanted(query, bounds):
        for key, score in matching.matches_in(db, wanted, articles, bounds):
            worth[key] -= score
    best = sorted(worth, key=worth.__getitem__, reverse=True)
    return load(db, best[: limit * len(articles)])


def quoting(db: Database, person: str, sight: Sight, most: int) -> list[int]:
    """Return articles in sight that quote somebody of this name, the newest first.

    Of a name that is everywhere, among the newest that hold it.
    """
    query = name_query(person)
    if not query:
        return []
    lowest = rarity.oldest(db, "passage_words", words_of(person))
    values = {"query": query, "limit": most, "lowest": lowest, **seen(sight)}
    sql = _QUOTING.format(sight=IN_SIGHT.format(index="passage_words"))
    return [int(key) for (key,) in db.conn.execute(sql, values)]


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


def are_of_one(db: Database) -> bool:
    """Tell whether all that is stored is one article."""
    some = "SELECT DISTINCT article_id FROM passages LIMIT 2"
    return len(db.execute(some).fetchall()) == 1


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
