"""Overruns on disk: how far models go beyond what they are asked for.

What one did once, it is taken to do again: that much is reserved for each of its
calls from then on, until it has kept to what it was asked for a while.
"""

from datetime import datetime, timedelta

from sqlite_utils import Database

from digests.accounts import Tokens
from digests.storage.convert import to_text

_REMEMBERED = timedelta(days=7)


def get(db: Database, model: str, now: datetime) -> Tokens:
    """Return the most that a call of the model came to against its order."""
    row = db.conn.execute(
        "SELECT tokens_in, tokens_out FROM overruns WHERE model = ? AND at > ?",
        [model, to_text(now - _REMEMBERED)],
    ).fetchone()
    return Tokens(*row) if row else Tokens()


def note(db: Database, model: str, most: Tokens, now: datetime) -> None:
    """Note the most that a call came to, and that it was more than it was asked."""
    before = get(db, model, now)
    db.conn.execute(
        "INSERT OR REPLACE INTO overruns (model, tokens_in, tokens_out, at)"
        " VALUES (?, ?, ?, ?)",
        [
            *(model, max(most.read, before.read), max(most.written, before.written)),
            to_text(now),
        ],
    )
