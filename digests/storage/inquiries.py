"""Questions that are being answered, on disk: taken on, and not seen to yet.

What still stands here after a start was cut off. Their words are not kept.
"""

import json
from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from digests.asked import Asked, CutOff, Spot
from digests.storage.convert import to_text


def add(db: Database, asked: Asked, spot: Spot, now: datetime) -> int:
    """Remember that a question is being answered; return its number."""
    cursor = db.conn.execute(
        "INSERT INTO inquiries (guild, asker, room, reply_to, key, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            *(asked.reach.guild, asked.asker),
            *(spot.room, spot.to, spot.key, to_text(now)),
        ],
    )
    return int(cursor.lastrowid or 0)


def is_open(db: Database, number: int) -> bool:
    """Tell whether it is being answered still, and its asker was not forgotten."""
    row = db.conn.execute("SELECT 1 FROM inquiries WHERE id = ?", [number]).fetchone()
    return row is not None


def close(db: Database, number: int) -> None:
    """Let go of a question that was seen to."""
    db.conn.execute("DELETE FROM inquiries WHERE id = ?", [number])


def left_over(db: Database, but: Collection[int], since: datetime) -> list[CutOff]:
    """Return what nobody sees to any more; `but` is what somebody does.

    What was asked before `since`, or in private, nobody waits for: it is let go of.
    """
    db.conn.execute(
        "DELETE FROM inquiries WHERE id NOT IN (SELECT value FROM json_each(?))"
        " AND (asked_at < ? OR room = '')",
        [json.dumps(list(but)), to_text(since)],
    )
    rows = db.conn.execute(
        "SELECT id, guild, room, reply_to, key FROM inquiries"
        " WHERE id NOT IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(but))],
    )
    return [CutOff(key, guild, Spot(*spot)) for key, guild, *spot in rows]


def forget_asker(db: Database, asker: str) -> int:
    """Forget who asked what is being answered; return how much that is."""
    return db.conn.execute("DELETE FROM inquiries WHERE asker = ?", [asker]).rowcount
