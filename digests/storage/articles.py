"""Reports on disk: articles with their summaries.

Plain functions over an open database; quotes and passages have their own
modules. An article is known by its identity, and a changed one replaces what
was stored of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from digests.storage import corrections, passages, quotes
from digests.storage.convert import to_moment, to_text, to_text_or_none
from digests.stories.standing import gone_from
from digests.types import Article, Reading, Report, Sentence, Summary, Verdict


def add(db: Database, reading: Reading, seen: datetime) -> int:
    """Store what was read and return the article's id.

    An article that is stored with the same text stays as it is; with another
    text it keeps its id and the time it was first seen.
    """
    article = reading.report.article
    row = db.conn.execute(
        "SELECT id, text FROM articles WHERE identity = ?", (article.identity,)
    ).fetchone()
    if row is None:
        key = _insert(db, article, seen)
        _add_parts(db, key, reading)
        return key
    if row[1] != article.text:
        replace(db, row[0], reading)
    return int(row[0])


def keep(db: Database, reading: Reading, seen: datetime) -> int:
    """Store what somebody read by hand, for the local desk; return its id."""
    key = add(db, reading, seen)
    db.conn.execute("INSERT OR IGNORE INTO kept_articles VALUES (?)", (key,))
    return key


def replace(db: Database, key: int, reading: Reading) -> None:
    """Store what was read in place of a stored article, which keeps its id.

    It takes the new identity too, which no other stored article may have. Cards
    that may show what is gone from it are to be looked at.
    """
    article = reading.report.article
    if corrections.is_shown(db, key):
        was = _report(db, key)
        gone = gone_from(was, reading.report)
        if gone or was.article.text != article.text:
            corrections.note(db, key, gone)
    values = _columns(article)
    pairs = ", ".join(f"{name} = :{name}" for name in values)
    db.conn.execute(
        f"UPDATE articles SET {pairs} WHERE id = :id",  # noqa: S608 - our own column names
        values | {"id": key},
    )
    for table in ("summary_sentences", "quotes", "passages"):
        db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (key,))  # noqa: S608 - our own table names
    _add_parts(db, key, reading)


def reports(db: Database, ids: Sequence[int]) -> list[Report]:
    """Return the stored reports in the order of the ids."""
    return [_report(db, key) for key in ids]


def last_read(db: Database, most: int) -> list[int]:
    """Return the articles with a text that were read last, the newest first."""
    rows = db.conn.execute(
        "SELECT id FROM articles WHERE verdict IN ('full', 'teaser')"
        " ORDER BY id DESC LIMIT ?",
        [most],
    )
    return [key for (key,) in rows]


def says(db: Database, key: int, text: str) -> bool:
    """Tell whether this is the article's text still."""
    row = db.conn.execute(
        "SELECT 1 FROM articles WHERE id = ? AND text = ?", (key, text)
    ).fetchone()
    return row is not None


def ids_of(db: Database, articles: Sequence[Article]) -> list[int]:
    """Return the ids of articles that are stored, in their order.

    Raises:
        KeyError: One of them is not stored.

    """
    found = []
    for article in articles:
        row = db.execute(
            "SELECT id FROM articles WHERE identity = ?", [article.identity]
        ).fetchone()
        if row is None:
            raise KeyError(article.identity)
        found.append(int(row[0]))
    return found


def _insert(db: Database, article: Article, seen: datetime) -> int:
    values = {
        **_columns(article),
        "first_seen_at": to_text(seen),
    }
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    cursor = db.conn.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", values)  # noqa: S608 - our own column names
    return int(cursor.lastrowid or 0)


def _add_parts(db: Database, key: int, reading: Reading) -> None:
    article = reading.report.article
    _add_summary(db, key, reading.report.summary)
    quotes.add(db, key, reading.report.quotes)
    passages.add(db, key, article.text, article.title, reading.passages)


def _columns(article: Article) -> dict[str, Any]:
    return {
        "identity": article.identity,
        "owner": article.owner,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "language": article.language,
        "verdict": article.verdict.value,
        "published_at": to_text_or_none(article.published),
        "text": article.text,
        "image": article.image,
    }


def _add_summary(db: Database, key: int, summary: Summary) -> None:
    engine = summary.engine
    db.conn.executemany(
        "INSERT INTO summary_sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (key, position, each.text, each.start, each.end, each.paragraph, engine)
            for position, each in enumerate(summary.sentences)
        ],
    )


def _report(db: Database, key: int) -> Report:
    row = db.execute(
        "SELECT url, title, text, verdict, byline, outlet, published_at, language,"
        " image, owner FROM articles WHERE id = ?",
        [key],
    ).fetchone()
    url, title, text, verdict, byline, outlet, published, language, *rest = row
    article = Article(
        url,
        title,
        text,
        Verdict(verdict),
        byline,
        outlet,
        to_moment(published),
        language,
        *rest,
    )
    return Report(article, quotes.of_article(db, key), _summary(db, key))


def _summary(db: Database, key: int) -> Summary:
    rows = db.execute(
        'SELECT text, start, "end", paragraph, engine FROM summary_sentences'
        " WHERE article_id = ? ORDER BY position",
        [key],
    ).fetchall()
    sentences = tuple(Sentence(*row[:4]) for row in rows)
    return Summary(sentences, rows[0][4]) if rows else Summary(())
