"""Digests on disk: which articles went out together, and where."""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from digests.storage import articles
from digests.storage.convert import to_moment, to_text
from digests.types import Digest


def add(db: Database, digest: Digest, channel: str) -> int:
    """Store a digest whose articles are stored, and return its id."""
    cursor = db.execute(
        "INSERT INTO digests (channel, made_at, engine) VALUES (?, ?, ?)",
        [channel, to_text(digest.made_at), digest.engine],
    )
    key = int(cursor.lastrowid or 0)
    for story, content in enumerate(digest.stories):
        ids = articles.ids_of(db, [report.article for report in content.reports])
        db.conn.executemany(
            "INSERT INTO digest_articles (digest_id, story, position, article_id)"
            " VALUES (?, ?, ?, ?)",
            [(key, story, position, each) for position, each in enumerate(ids)],
        )
    return key


def last_made(db: Database, channel: str) -> datetime | None:
    """Return when the channel's last digest was made, None before its first."""
    (made_at,) = db.execute(
        "SELECT max(made_at) FROM digests WHERE channel = ?", [channel]
    ).fetchone()
    return to_moment(made_at)


def fresh(db: Database, channel: str, since: datetime) -> Sequence[int]:
    """Return the articles first seen since then that the channel has not had.

    Ids, the earliest first.
    """
    rows = db.execute(
        """
        SELECT id FROM articles
        WHERE first_seen_at >= :since AND id NOT IN (
            SELECT article_id FROM digest_articles
            JOIN digests ON digests.id = digest_id WHERE channel = :channel
        )
        ORDER BY first_seen_at, id
        """,
        {"since": to_text(since), "channel": channel},
    )
    return [int(key) for (key,) in rows]
