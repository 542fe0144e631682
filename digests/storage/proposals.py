"""Proposals on disk: what an admin was shown and has not confirmed yet."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from digests.errors import NotFound
from digests.storage.convert import to_text

_KEPT = timedelta(days=1)


def add(db: Database, guild: str, kind: str, body: str, now: datetime) -> int:
    """Store one and return its id; those of the day before are forgotten."""
    forget(db, now)
    cursor = db.conn.execute(
        "INSERT INTO proposals (guild, kind, body, made_at) VALUES (?, ?, ?, ?)",
        [guild, kind, body, to_text(now)],
    )
    return int(cursor.lastrowid or 0)


def get(db: Database, guild: str, kind: str, key: int) -> str:
    """Return what the guild was proposed.

    Raises:
        NotFound: The guild has no such one, or it was forgotten.

    """
    row = db.conn.execute(
        "SELECT body FROM proposals WHERE guild = ? AND kind = ? AND id = ?",
        [guild, kind, key],
    ).fetchone()
    if row is None:
        raise NotFound("proposal", str(key))
    return str(row[0])


def remove(db: Database, guild: str, key: int) -> None:
    """Forget one."""
    db.conn.execute("DELETE FROM proposals WHERE guild = ? AND id = ?", [guild, key])


def forget(db: Database, now: datetime) -> int:
    """Forget all that were made more than a day ago; return how many."""
    before = to_text(now - _KEPT)
    return db.conn.execute("DELETE FROM proposals WHERE made_at < ?", [before]).rowcount
