"""Passages of stored articles, and full-text search over them.

Two indexes: words (diacritics and English endings off) and trigrams, which
serve scripts that part no words. Triggers keep both in step with the table.
"""

from collections.abc import Sequence

from sqlite_utils import Database

from digests.storage.convert import to_moment
from digests.types import Passage

_SEARCH = """
    SELECT passages.id, article_id, start, "end", passages.text,
           articles.url, articles.title, articles.outlet, articles.published_at
    FROM {index}
    JOIN passages ON passages.id = {index}.rowid
    JOIN articles ON articles.id = article_id
    WHERE {index} MATCH ?
    ORDER BY bm25({index}, 1.0, 0.4), passages.id
    LIMIT ?
"""
_BY_WORDS = _SEARCH.format(index="passage_words")
_BY_TRIGRAMS = _SEARCH.format(index="passage_trigrams")


def add(
    db: Database,
    article_id: int,
    text: str,
    title: str,
    spans: Sequence[tuple[int, int]],
) -> None:
    """Store slices of an article's text, as (start, end), to be searched."""
    db.conn.executemany(
        'INSERT INTO passages (article_id, start, "end", text, title)'
        " VALUES (?, ?, ?, ?, ?)",
        [(article_id, start, end, text[start:end], title) for start, end in spans],
    )


def search(db: Database, words: str, trigrams: str, limit: int) -> list[Passage]:
    """Return passages that match, the best first, each once.

    Args:
        db: The store.
        words: A full-text query for the words' index, "" for none.
        trigrams: One for the trigrams' index, "" for none.
        limit: How many at most from each index.

    """
    found: dict[int, Passage] = {}
    for sql, query in ((_BY_WORDS, words), (_BY_TRIGRAMS, trigrams)):
        if not query:
            continue
        for key, *row, published in db.execute(sql, [query, limit]):
            article_id, start, end, text, url, title, outlet = row
            found.setdefault(
                key,
                Passage(
                    article_id,
                    text,
                    start,
                    end,
                    url,
                    title,
                    outlet,
                    to_moment(published),
                ),
            )
    return list(found.values())
