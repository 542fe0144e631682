"""A large archive for measuring is made quickly, and is what the program would make."""

import random
from itertools import islice

from sqlite_utils import Database as Tables

from bench.large_archive import brought, fill, readings, seen
from digests.answers.search import search_query
from digests.guilds import Reach
from digests.storage import articles, passages, sights
from digests.storage.schema import migrations

COUNT = 30
# A row of words of which so few articles are cut may be short.
ROW = 20_000
TABLES = ("articles", "passages", "arrivals", "quotes", "summary_sentences")


def test_it_holds_what_the_program_itself_would_have_stored():
    quick, slow = _filled(), _empty()
    slow.conn.executemany(
        "INSERT INTO feeds (id, url, added_at, interval_s) VALUES (?, ?, '', 1)",
        [(number, str(number)) for number in range(1, COUNT + 1)],
    )
    made = readings(random.Random(7), ROW)
    for key in range(1, COUNT + 1):
        articles.add(slow, next(made), seen(key))
        slow.conn.execute(
            "INSERT INTO arrivals (feed_id, article_id, at) VALUES (?, ?, ?)",
            brought(key),
        )
    for table in (*TABLES, *_words(quick), *_words(slow)):
        assert _rows(quick, table) == _rows(slow, table)


def test_what_is_stored_after_it_is_found_as_ever():
    db = _filled()
    *_, further = islice(readings(random.Random(8), ROW), COUNT + 1)
    key = articles.add(db, further, seen(COUNT + 1))
    assert key == COUNT + 1
    db.conn.execute("INSERT INTO kept_articles VALUES (?)", [key])
    (text,) = db.execute("SELECT text FROM passages ORDER BY id DESC").fetchone()
    found = passages.search(db, search_query(text), sights.sight(db, Reach()), 5)
    assert {each.article_id for each in found} == {key}


def _empty() -> Tables:
    db = Tables(memory=True)
    migrations.apply(db)
    db.conn.isolation_level = None
    return db


def _filled() -> Tables:
    db = _empty()
    fill(db, readings(random.Random(7), ROW), COUNT)
    return db


def _rows(db: Tables, table: str) -> list[tuple[object, ...]]:
    sql = f"SELECT * FROM {table} ORDER BY 1, 2, 3"  # noqa: S608 - our own table names
    rows: list[tuple[object, ...]] = db.execute(sql).fetchall()
    return rows


def _words(db: Tables) -> tuple[str, ...]:
    """Return the tables of every word at its place in the indexes."""
    found = ("passage_words", "passage_pairs")
    for index in found:
        db.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_vocabulary"
            f" USING fts5vocab (main, {index}, instance)"
        )
    return tuple(f"{index}_vocabulary" for index in found)
