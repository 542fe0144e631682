"""Replies of models on disk, by what they were asked, whoever asks it again."""

from datetime import datetime

from msgspec import DecodeError, json
from sqlite_utils import Database

from digests.ports import Completion
from digests.storage.convert import to_text

# Of a few kilobytes each; the ones that would be forgotten first give way.
_MOST = 20_000


def get(db: Database, key: bytes, now: datetime) -> Completion | None:
    """Return what was replied to that, None where nothing is kept.

    Raises:
        ValueError: What is kept is no reply.

    """
    # Bytes: whatever stands there is ours to read.
    row = db.conn.execute(
        "SELECT CAST(reply AS BLOB) FROM model_replies"
        " WHERE key = ? AND kept_until > ?",
        [key, to_text(now)],
    ).fetchone()
    try:
        return json.decode(row[0], type=Completion) if row else None
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(key) from error


def keep(db: Database, key: bytes, reply: Completion, until: datetime) -> None:
    """Keep a reply until then."""
    db.conn.execute(
        "INSERT OR REPLACE INTO model_replies (key, kept_until, reply)"
        " VALUES (?, ?, ?)",
        [key, to_text(until), json.encode(reply).decode()],
    )


def drop(db: Database, key: bytes) -> None:
    """Forget a reply."""
    db.conn.execute("DELETE FROM model_replies WHERE key = ?", [key])


def shorten(db: Database, key: bytes, until: datetime) -> None:
    """Keep a reply no longer than until then."""
    db.conn.execute(
        "UPDATE model_replies SET kept_until = min(kept_until, ?) WHERE key = ?",
        [to_text(until), key],
    )


def forget(db: Database, now: datetime, most: int, kept: int = _MOST) -> int:
    """Forget some that were kept for long enough or are too many; return how many."""
    gone = db.conn.execute(
        "DELETE FROM model_replies WHERE key IN ("
        " SELECT key FROM model_replies WHERE kept_until <= :now"
        " OR kept_until <= (SELECT kept_until FROM model_replies"
        "  ORDER BY kept_until DESC LIMIT 1 OFFSET :kept)"
        " ORDER BY kept_until LIMIT :most)",
        {"now": to_text(now), "kept": kept, "most": most},
    )
    return gone.rowcount
