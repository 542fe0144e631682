"""Deliveries on disk: the outbox, a row for each thing that Discord is to be told."""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from digests.guilds import Edition, Parcel
from digests.storage.convert import to_text


def add(
    db: Database, edition: Edition, parcels: Sequence[Parcel], now: datetime
) -> None:
    """Put an edition's parcels into the outbox, in the transaction that stores it.

    Args:
        db: Where its digest is stored already.
        edition: With the id of its stored digest, its guild and its channel.
        parcels: What is to be sent for it, in order.
        now: When that was decided.

    """
    # Random, and kept in the row: a copy of the database repeats none of it.
    (prefix,) = db.conn.execute("SELECT lower(hex(randomblob(6)))").fetchone()
    db.conn.executemany(
        "INSERT INTO deliveries (digest_id, position, guild, channel, action, body,"
        " instead, title, topics, nonce, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(edition.id, position, edition.guild, edition.channel),
                *(each.action, each.body, each.instead, each.title),
                "\n".join(each.topics),
                f"{prefix}-{edition.id}-{position}",
                to_text(now),
            )
            for position, each in enumerate(parcels, 1)
        ],
    )
