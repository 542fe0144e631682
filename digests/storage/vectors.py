"""Vectors of passages: which have none yet, and which lie near a question's.

What a search finds here is bounded by the same conditions as one for words.
"""

import json
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import chain
from typing import Any

from msgspec import Struct
from sqlite_utils import Database

from digests.asked import ALWAYS, Bounds
from digests.ports import Job
from digests.shelved import Sight
from digests.storage import passages
from digests.storage.bounding import EACH, IN_BOUNDS, IN_SIGHT, bounded, seen
from digests.types import Passage

# How many of the newest passages get vectors, and how many a search compares.
MOST = 100_000
# How many are compared at a time: more would hold up other threads by their copying.
_AT_ONCE = 500

# By its name, as in `named_jobs`: who looks for no vectors loads no numpy.
_nearest: Job[[bytes, Sequence[bytes], int], list[tuple[float, int]]] = Job(
    "digests.answers.nearness", "nearest"
)

_WITHOUT = """
    SELECT id, title, text FROM passages WHERE id IN (
        SELECT newest.id FROM (
            SELECT id FROM passages ORDER BY article_id DESC, id DESC LIMIT :most
        ) AS newest
        WHERE NOT EXISTS (
            SELECT 1 FROM vectors INDEXED BY vectors_model
            WHERE passage_id = newest.id AND model = :model
        )
        AND newest.id NOT IN (SELECT value FROM json_each(:but))
        LIMIT :limit
    )
    ORDER BY id DESC
"""
# Nothing is kept of a passage that has gone, or was read anew, in between.
_KEEP = """
    INSERT OR REPLACE INTO vectors (passage_id, model, vector)
    SELECT id, ?, ? FROM passages WHERE id = ? AND text = ?
"""
# A model's vectors may change their length with its server.
_COMPARED = """
    SELECT passage_id, vector FROM vectors
    WHERE length(vector) = :size AND passage_id IN ({reached})
"""
# What is out of sight is passed over in the index, and never read.
_SEEN = """
    SELECT placed.passage_id FROM vectors AS placed
    WHERE placed.model = :model AND placed.passage_id >= :lowest AND {sight} {bounds}
    ORDER BY placed.passage_id DESC LIMIT :most
"""
_THESE = """
    SELECT placed.passage_id FROM json_each(:ids) AS these
    CROSS JOIN vectors AS placed ON placed.passage_id >= these.value * :each
    AND placed.passage_id < (these.value + 1) * :each
    WHERE placed.model = :model LIMIT :most
"""


class Bare(Struct, frozen=True):
    """A passage that has no vector of a model yet."""

    id: int
    title: str
    text: str


class Question(Struct, frozen=True):
    """A question as a model places it."""

    model: str
    vector: bytes


def without(
    db: Database, model: str, limit: int, but: Iterable[int] = ()
) -> list[Bare]:
    """Return passages that have no vector of the model, the newest first.

    Args:
        db: The store.
        model: Which model.
        limit: How many at most.
        but: Passages to leave out.

    """
    values = {"model": model, "limit": limit, "most": MOST, "but": json.dumps([*but])}
    return [Bare(*row) for row in db.conn.execute(_WITHOUT, values)]


def keep(
    db: Database, model: str, some: Sequence[Bare], vectors: Sequence[bytes]
) -> None:
    """Keep passages' vectors, given in their order, in place of another model's."""
    rows = zip(some, vectors, strict=True)
    db.conn.executemany(
        _KEEP, [(model, vector, each.id, each.text) for each, vector in rows]
    )


def near(
    db: Database, asked: Question, sight: Sight, limit: int, bounds: Bounds
) -> list[Passage]:
    """Return passages in sight that lie near a question, the nearest first.

    Filters are not applied: what a search finds is still to be admitted.

    Args:
        db: The store.
        asked: What is looked for.
        sight: Whose articles to look through, the newest of them.
        limit: How many at most.
        bounds: What else is left out; `speaker` is the caller's to see to.

    """
    lowest = {"lowest": bounds.oldest * EACH}
    values = {**lowest, **seen(sight), **bounded(bounds)}
    told = IN_BOUNDS if bounds.outlets or bounds.span != ALWAYS else ""
    reached = _SEEN.format(
        sight=IN_SIGHT.format(index="placed"), bounds=told.format(index="placed")
    )
    return _found(db, asked, reached, values, limit)


def near_in(
    db: Database, asked: Question, articles: Sequence[int], limit: int
) -> list[Passage]:
    """Return passages of these few articles, the nearest first."""
    values = {"each": EACH, "ids": json.dumps(list(articles))}
    return _found(db, asked, _THESE, values, limit)


def _found(
    db: Database, asked: Question, reached: str, values: dict[str, Any], limit: int
) -> list[Passage]:
    told = {"model": asked.model, "size": len(asked.vector), "most": MOST}
    rows = db.conn.execute(_COMPARED.format(reached=reached), values | told)
    best: list[tuple[float, int]] = []
    while some := rows.fetchmany(_AT_ONCE):
        near = _nearest(asked.vector, [vector for _, vector in some], limit)
        keys = ((likeness, some[place][0]) for likeness, place in near)
        best = nlargest(limit, chain(best, keys))
    return passages.load(db, [key for _, key in best])
