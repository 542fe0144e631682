"""The tables of what can be looked for: who sees it, and passages by their articles.

Run by `schema`, in its row of migrations; they import nothing of ours either.
"""

import re

from sqlite_utils import Database

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def shelf(db: Database) -> None:
    """Add what was kept by hand, and let a passage's id tell its article."""
    # What somebody read by hand, for the local desk, with no feed that brought it.
    db.execute(
        """
        CREATE TABLE kept_articles (
            article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
        ) STRICT
        """
    )
    db.execute(
        "INSERT INTO kept_articles SELECT id FROM articles"
        " WHERE id NOT IN (SELECT article_id FROM arrivals)"
    )
    # A passage's id: its article's, times 1,048,576, and its place in it. By way
    # of negative ones, so that no two ever meet.
    db.execute("UPDATE passages SET id = -id")
    db.execute(
        "UPDATE passages SET id = article_id * 1048576 + ("
        " SELECT count(*) FROM passages AS others"
        " WHERE others.article_id = passages.article_id"
        " AND others.start < passages.start)"
    )
    for index in ("passage_words", "passage_trigrams"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - our own names


def pairs(db: Database) -> None:
    """Let scripts that part no words be found by pairs of characters, not by threes.

    Most of their words have two, which an index of trigrams cannot find; and
    that index held every other script's text once more.
    """
    for index in ("passage_trigrams_insert", "passage_trigrams_delete"):
        db.execute(f"DROP TRIGGER {index}")
    db.execute("DROP TABLE passage_trigrams")
    # pairs: empty for a text in words, which is then in no row of the index.
    db.execute("ALTER TABLE passages ADD COLUMN pairs TEXT NOT NULL DEFAULT ''")
    kept = db.execute("SELECT id, title || ' ' || text FROM passages").fetchall()
    found = [(_paired(text), key) for key, text in kept if _CJK.search(text)]
    db.conn.executemany("UPDATE passages SET pairs = ? WHERE id = ?", found)
    db.execute(
        "CREATE VIRTUAL TABLE passage_pairs USING fts5 ("
        " pairs, content='passages', content_rowid='id', tokenize='unicode61')"
    )
    db.execute(
        "INSERT INTO passage_pairs (rowid, pairs)"
        " SELECT id, pairs FROM passages WHERE pairs <> ''"
    )
    db.execute(
        """
        CREATE TRIGGER passage_pairs_insert AFTER INSERT ON passages
        WHEN new.pairs <> '' BEGIN
            INSERT INTO passage_pairs (rowid, pairs) VALUES (new.id, new.pairs);
        END
        """
    )
    db.execute(
        """
        CREATE TRIGGER passage_pairs_delete AFTER DELETE ON passages
        WHEN old.pairs <> '' BEGIN
            INSERT INTO passage_pairs (passage_pairs, rowid, pairs)
            VALUES ('delete', old.id, old.pairs);
        END
        """
    )


def owners(db: Database) -> None:
    """Add whose words an article is made of, and which links tell nothing of it."""
    # owner: '' for what its page says to everybody; else it ends the identity too.
    db.execute("ALTER TABLE articles ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
    # moved: the link was changed since the article was read, and says nothing of it.
    db.execute("ALTER TABLE entries ADD COLUMN moved INTEGER NOT NULL DEFAULT 0")


def _paired(text: str) -> str:
    runs = _CJK.findall(text)
    return " ".join(run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1)))
