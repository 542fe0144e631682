"""Overruns on disk: how far models go beyond what they are asked for.

What one did once, it is taken to do again: that much is reserved for each of its
calls from then on, half as much a day later, and so on.
"""

from datetime import datetime, timedelta

from sqlite_utils import Database

from digests.accounts import Tokens
from digests.storage.convert import from_text, to_text

_HALVED = timedelta(days=1)


def get(db: Database, model: str, now: datetime) -> Tokens:
    """Return what a call of the model is thought to come to, whatever its order."""
    row = db.conn.execute(
        "SELECT tokens_in, tokens_out, at FROM overruns WHERE model = ?", [model]
    ).fetchone()
    if row is None:
        return Tokens()
    read, written, at = row
    left = 0.5 ** max((now - from_text(at)) / _HALVED, 0.0)
    return Tokens(int(read * left), int(written * left))


def note(db: Database, model: str, most: Tokens, now: datetime) -> None:
    """Note what a call came to that was more than it was asked, or what is left."""
    before = get(db, model, now)
    db.conn.execute(
        "INSERT OR REPLACE INTO overruns (model, tokens_in, tokens_out, at)"
        " VALUES (?, ?, ?, ?)",
        [
            *(model, max(most.read, before.read), max(most.written, before.written)),
            to_text(now),
        ],
    )
