"""Notices on disk: what somebody should be told of a feed, once."""

from datetime import datetime

from sqlite_utils import Database

from digests.followed import Notice, Remark
from digests.storage.convert import from_text, to_text

# What stops being worth telling once the feed answers again.
_PASSING = ("failing", "paused")


def add(
    db: Database,
    feed_id: int,
    remark: Remark,
    now: datetime,
    since: datetime | None = None,
) -> bool:
    """Store a notice, unless one of its kind was made since then (None: ever).

    Returns:
        Whether it was stored.

    """
    (made,) = db.conn.execute(
        "SELECT count(*) FROM notices WHERE feed_id = ? AND kind = ? AND made_at >= ?",
        [feed_id, remark.kind, to_text(since) if since else ""],
    ).fetchone()
    if made:
        return False
    db.conn.execute(
        "INSERT INTO notices (feed_id, kind, made_at, text) VALUES (?, ?, ?, ?)",
        [feed_id, remark.kind, to_text(now), remark.text],
    )
    return True


def withdraw(db: Database, feed_id: int) -> None:
    """Drop what nobody was told yet and is over: the feed answers again."""
    db.conn.execute(
        "DELETE FROM notices WHERE feed_id = ? AND told_at IS NULL AND kind IN (?, ?)",
        [feed_id, *_PASSING],
    )


def untold(db: Database, limit: int = 100) -> list[Notice]:
    """Return what nobody was told yet, the oldest first."""
    rows = db.conn.execute(
        "SELECT notices.id, url, kind, text, made_at FROM notices"
        " JOIN feeds ON feeds.id = feed_id"
        " WHERE told_at IS NULL ORDER BY made_at, notices.id LIMIT ?",
        [limit],
    )
    return [
        Notice(key, url, kind, text, from_text(made))
        for key, url, kind, text, made in rows
    ]


def take_untold(db: Database, now: datetime) -> list[Notice]:
    """Return what nobody was told yet, the oldest first, and count it as told."""
    found = untold(db)
    for each in found:
        told(db, each.id, now)
    return found


def told(db: Database, notice_id: int, now: datetime) -> None:
    """Remember that somebody was told."""
    db.conn.execute(
        "UPDATE notices SET told_at = ? WHERE id = ? AND told_at IS NULL",
        [to_text(now), notice_id],
    )
