"""Deliveries on disk: the outbox, a row for each thing that Discord is to be told."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlite_utils import Database

from digests.deliveries import Action, Again, Arrival, Backlog, Delivery, Loss, Parcel
from digests.followed import Remark
from digests.guilds import Edition
from digests.storage import channels, guild_notices
from digests.storage.convert import from_numbers, to_moment, to_numbers, to_text

_OPEN = "state IN ('waiting', 'sending')"
_LANE = "iif(action IN ('publish', 'edit'), action, '')"
_POSTED_IN = "channel NOT IN (SELECT id FROM channels WHERE paused_for <> '')"
# No try is ever so far ahead, but where the clock was set back since.
FARTHEST = timedelta(hours=1)
# An edit brings its message to what that one's own row says by now.
_COLUMNS = (
    "id, digest_id, position, guild, channel, action,"
    " coalesce((SELECT body FROM deliveries AS its WHERE its.id = deliveries.amends),"
    " body), title, topics, instead,"
    " stories, nonce, attempts, first_try_at, state = 'sending',"
    " coalesce((SELECT message FROM deliveries AS sooner WHERE sooner.id ="
    " deliveries.amends OR deliveries.amends IS NULL AND sooner.digest_id ="
    " deliveries.digest_id AND sooner.position = deliveries.position - 1), '')"
)


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
        " instead, title, topics, stories, nonce, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(edition.id, position, edition.guild, edition.channel),
                *(each.action, each.body, each.instead, each.title),
                "\n".join(each.topics),
                from_numbers(each.stories),
                f"{prefix}-{edition.id}-{position}",
                to_text(now),
            )
            for position, each in enumerate(parcels, 1)
        ],
    )


def amend(db: Database, key: int, body: str, now: datetime) -> None:
    """Have what was posted brought to another body, unless that is under way already.

    A forum's thread is the channel that its first message stands in.
    """
    db.conn.execute("UPDATE deliveries SET body = ? WHERE id = ?", [body, key])
    db.conn.execute(
        "INSERT INTO deliveries (digest_id, position, guild, channel, action, body,"
        " nonce, made_at, amends) SELECT digest_id, (SELECT max(position) + 1"
        "  FROM deliveries AS every WHERE every.digest_id = posted.digest_id), guild,"
        " iif(action = 'thread', message, channel), 'edit', '',"
        " lower(hex(randomblob(12))), ?, id FROM deliveries AS posted WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM deliveries AS edit"
        "  WHERE edit.amends = posted.id AND edit.state = 'waiting')",
        [to_text(now), key],
    )


def heads(
    db: Database, now: datetime, busy: Collection[str], limit: int
) -> list[Delivery]:
    """Return what channels are to be sent next, where its time has come.

    One for each lane that is not busy, of channels that are not paused, the longest
    waiting first. A publication waits for its own post, and no post for it.
    """
    rows = db.conn.execute(
        f"SELECT {_COLUMNS} FROM deliveries WHERE id IN (SELECT min(id)"  # noqa: S608 - constants
        f"  FROM deliveries WHERE {_OPEN} GROUP BY channel, {_LANE})"
        " AND (next_try_at IS NULL OR next_try_at <= :now OR next_try_at > :far)"
        " AND NOT (action = 'publish' AND EXISTS (SELECT 1 FROM deliveries AS sooner"
        "  WHERE sooner.digest_id = deliveries.digest_id"
        f"  AND sooner.position = deliveries.position - 1 AND sooner.{_OPEN}))"
        f" AND {_POSTED_IN} ORDER BY id",
        {"now": to_text(now), "far": to_text(now + FARTHEST)},
    )
    idle = (each for each in map(_delivery, rows) if each.lane not in busy)
    return list(islice(idle, limit))


def next_try(db: Database) -> datetime | None:
    """Return when the first of what waits for a moment to come may be tried again."""
    (soonest,) = db.conn.execute(
        f"SELECT min(next_try_at) FROM deliveries WHERE {_OPEN} AND {_POSTED_IN}"  # noqa: S608 - constants
    ).fetchone()
    return to_moment(soonest)


def begin(db: Database, key: int, now: datetime) -> None:
    """Remember that it is being sent, before it is."""
    db.conn.execute(
        "UPDATE deliveries SET state = 'sending',"
        " first_try_at = coalesce(first_try_at, ?) WHERE id = ?",
        [to_text(now), key],
    )


def sent(db: Database, key: int, message: str, note: str, now: datetime) -> None:
    """Remember the message that it has become."""
    db.conn.execute(
        "UPDATE deliveries SET state = 'sent', message = ?, note = ?, settled_at = ?"
        " WHERE id = ?",
        [message, note, to_text(now), key],
    )


def wait(db: Database, key: int, again: Again) -> None:
    """Have it tried again."""
    db.conn.execute(
        "UPDATE deliveries SET state = 'waiting', attempts = attempts + 1,"
        " next_try_at = :at, note = :note,"
        " first_try_at = CASE WHEN :certain THEN NULL ELSE first_try_at END,"
        " body = CASE WHEN :simpler THEN instead ELSE body END,"
        " instead = CASE WHEN :simpler THEN '' ELSE instead END WHERE id = :key",
        {
            "at": to_text(again.at),
            "note": again.reason,
            "certain": again.certain,
            "simpler": again.simpler,
            "key": key,
        },
    )


def give_up(db: Database, delivery: Delivery, loss: Loss, now: datetime) -> None:
    """Settle it as lost, and have its guild told what there is to tell."""
    db.conn.execute(
        "UPDATE deliveries SET state = ?, note = ?, settled_at = ? WHERE id = ?",
        [loss.state, loss.reason, to_text(now), delivery.id],
    )
    _fail(db, delivery.digest)
    if loss.told:
        channels.make(db, delivery.guild, delivery.channel, None, now)
        remark = Remark(loss.state, loss.told)
        guild_notices.add(db, delivery.guild, remark, now, delivery.channel)


def give_up_channel(
    db: Database, delivery: Delivery, reason: str, now: datetime
) -> bool:
    """Settle all that waits for its channel as dead, and pause that.

    Returns:
        Whether the channel is newly paused; its guild is told then.

    """
    waiting = db.conn.execute(
        f"SELECT DISTINCT digest_id FROM deliveries WHERE channel = ? AND {_OPEN}",  # noqa: S608 - constants
        [delivery.channel],
    ).fetchall()
    db.conn.execute(
        "UPDATE deliveries SET state = 'dead', note = ?, settled_at = ?"  # noqa: S608
        f" WHERE channel = ? AND {_OPEN}",
        [reason, to_text(now), delivery.channel],
    )
    for (digest,) in waiting:
        _fail(db, digest)
    channels.make(db, delivery.guild, delivery.channel, None, now)
    return channels.pause(db, delivery.channel, reason, now)


def of_digest(db: Database, digest: int) -> list[Delivery]:
    """Return a digest's deliveries, in order."""
    rows = db.conn.execute(
        f"SELECT {_COLUMNS} FROM deliveries"  # noqa: S608 - constants
        " WHERE digest_id = ? ORDER BY position",
        [digest],
    )
    return list(map(_delivery, rows))


def arrival(db: Database, digest: int) -> Arrival:
    """Return what has become of a digest's deliveries so far."""
    counts: dict[str, int] = {}
    why = ""
    for state, note in db.conn.execute(
        "SELECT state, note FROM deliveries WHERE digest_id = ? AND amends IS NULL"
        " ORDER BY position",
        [digest],
    ):
        counts[state] = counts.get(state, 0) + 1
        why = why or ("" if state == "sent" else note)
    return Arrival(
        sent=counts.get("sent", 0),
        open=counts.get("waiting", 0) + counts.get("sending", 0),
        unknown=counts.get("unknown", 0),
        dead=counts.get("dead", 0),
        note=why,
    )


def backlog(db: Database, now: datetime, guild: str | None = None) -> Backlog:
    """Return what is still to be sent; what waits in a paused channel is not.

    To this guild, or (None) to all.
    """
    count, oldest = db.conn.execute(
        f"SELECT count(*), min(made_at) FROM deliveries WHERE {_OPEN} AND {_POSTED_IN}"  # noqa: S608 - constants
        " AND (:guild IS NULL OR guild = :guild)",
        {"guild": guild},
    ).fetchone()
    return Backlog(count, min(to_moment(oldest) or now, now) if count else None)


def _fail(db: Database, digest: int) -> None:
    """Mark what of a digest will not arrive: its articles are still to be had."""
    db.conn.execute(
        "UPDATE digests SET failed = 1 WHERE id = ? AND NOT EXISTS"
        " (SELECT 1 FROM deliveries WHERE digest_id = digests.id AND state <> 'dead')",
        [digest],
    )
    shown: dict[bool, set[int]] = {True: set(), False: set()}
    for state, stories in db.conn.execute(
        "SELECT state, stories FROM deliveries WHERE digest_id = ?", [digest]
    ):
        shown[state == "dead"].update(to_numbers(stories))
    lost = [(digest, story) for story in sorted(shown[True] - shown[False])]
    db.conn.executemany(
        "UPDATE digest_articles SET lost = 1 WHERE digest_id = ? AND story = ?", lost
    )
    # What joined its card silently was seen as little.
    db.conn.executemany("DELETE FROM unprinted WHERE digest_id = ? AND story = ?", lost)
    db.conn.execute(_LOOK_AGAIN, {"digest": digest})


# The channel's next window begins before what was lost, whatever it had meanwhile.
_LOOK_AGAIN = """
    UPDATE digests SET up_to = min(up_to, lost.before) FROM (
        SELECT guild, channel, min(last) - 1 AS before FROM (
            SELECT digests.guild, digests.channel, max(arrivals.id) AS last
            FROM digests JOIN digest_articles ON digest_id = digests.id
            JOIN arrivals ON arrivals.article_id = digest_articles.article_id
            JOIN subscriptions ON subscriptions.feed_id = arrivals.feed_id
                AND subscriptions.guild = digests.guild
                AND subscriptions.channel IN ('', digests.channel)
            WHERE digests.id = :digest AND (failed = 1 OR lost = 1)
            GROUP BY digest_articles.article_id
        ) GROUP BY guild, channel
    ) AS lost
    WHERE digests.guild = lost.guild AND digests.channel = lost.channel
        AND digests.id >= :digest
"""


def _delivery(row: tuple[Any, ...]) -> Delivery:
    key, digest, position, guild, channel, action, body, title, topics, *rest = row
    instead, stories, nonce, attempts, first_try, sending, before = rest
    split = tuple(topics.split("\n")) if topics else ()
    return Delivery(
        id=key,
        digest=digest,
        position=position,
        guild=guild,
        channel=channel,
        parcel=Parcel(Action(action), body, title, split, instead, to_numbers(stories)),
        nonce=nonce,
        attempts=attempts,
        first_try=to_moment(first_try),
        before=before,
        cut_off=bool(sending),
    )
