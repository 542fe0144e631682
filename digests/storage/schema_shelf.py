"""The tables of what can be looked for: who sees it, and passages by their articles.

Run by `schema`, in its row of migrations; they import nothing of ours either.
"""

from sqlite_utils import Database


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
