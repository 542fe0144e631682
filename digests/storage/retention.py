"""Forget what is too old to be asked for, a little at a time.

What is known of entries stays, so that nothing forgotten is taken for new.
"""

from datetime import datetime

from sqlite_utils import Database

from digests.storage.convert import to_text


def forget_articles(db: Database, before: datetime, most: int) -> int:
    """Forget articles first seen before then, the oldest first; return how many.

    Their quotes, summaries, passages and places in digests go with them. What the
    local desk keeps by hand stays. The full-text indexes give their room back
    bit by bit, as new passages are merged into them.
    """
    gone = db.conn.execute(
        "DELETE FROM articles WHERE id IN ("
        " SELECT id FROM articles WHERE first_seen_at < ?"
        " AND id NOT IN (SELECT article_id FROM kept_articles)"
        " ORDER BY first_seen_at LIMIT ?)",
        [to_text(before), most],
    )
    return gone.rowcount


def forget_digests(db: Database, before: datetime, most: int) -> int:
    """Forget digests made before then and all that was sent for them."""
    gone = db.conn.execute(
        "DELETE FROM digests WHERE id IN ("
        " SELECT id FROM digests WHERE made_at < ? AND id NOT IN"
        " (SELECT digest_id FROM deliveries WHERE state IN ('waiting', 'sending'))"
        " ORDER BY made_at LIMIT ?)",
        [to_text(before), most],
    )
    return gone.rowcount
