"""Subscriptions on disk: who follows which feed.

Every function that a guild can reach takes the guild, and sees and touches that
guild's rows alone. A feed goes when its last follower does; its articles stay.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlite_utils import Database

from digests.desk import Change, Order
from digests.errors import AlreadyExists, LimitReached, NotFound, Refused
from digests.followed import Filters, Subscription
from digests.storage import feeds
from digests.storage.convert import to_moment, to_text

_SELECT = (
    "SELECT subscriptions.id, feed_id, url, guild, channel, subscriptions.title,"
    " topic, include, exclude, languages, pattern, paused_until"
    " FROM subscriptions JOIN feeds ON feeds.id = feed_id"
)


def check(db: Database, order: Order, most: int | None) -> None:
    """Raise where the order cannot be met.

    Args:
        db: Where to look.
        order: Who wants what.
        most: How many feeds a guild may follow; None for any number.

    Raises:
        AlreadyExists: The feed is followed there.
        LimitReached: The guild follows as many feeds as it may.

    """
    channels = [each.channel for each in find(db, order.guild, order.url)]
    if order.channel in channels:
        raise AlreadyExists("feed", order.url)
    if most is not None and not channels and count(db, order.guild) >= most:
        raise LimitReached("feed", most)


def follow(db: Database, order: Order, now: datetime, most: int | None) -> Subscription:
    """Store the feed where it is new, and who follows it from now on.

    Raises:
        AlreadyExists: The feed is followed there.
        LimitReached: The guild follows as many feeds as it may.

    """
    check(db, order, most)
    feed_id = feeds.add(db, order.url, now, order.name)
    values = {
        "feed_id": feed_id,
        "guild": order.guild,
        "channel": order.channel,
        "title": order.title,
        "topic": order.topic,
        "added_at": to_text(now),
        **_columns(order.filters),
    }
    cursor = db.conn.execute(
        f"INSERT INTO subscriptions ({', '.join(values)})"  # noqa: S608 - our own names
        f" VALUES ({', '.join(f':{name}' for name in values)})",
        values,
    )
    return get(db, order.guild, int(cursor.lastrowid or 0))


def follow_all(
    db: Database, orders: Sequence[Order], now: datetime, most: int | None
) -> list[Subscription | Refused]:
    """Meet every order that can be met; a refusal costs only itself."""
    results: list[Subscription | Refused] = []
    for order in orders:
        try:
            results.append(follow(db, order, now, most))
        except Refused as refused:
            results.append(refused)
    return results


def count(db: Database, guild: str) -> int:
    """Return how many feeds the guild follows, each counted once."""
    (number,) = db.conn.execute(
        "SELECT count(DISTINCT feed_id) FROM subscriptions WHERE guild = ?", [guild]
    ).fetchone()
    return int(number)


def get(db: Database, guild: str, key: int) -> Subscription:
    """Return the guild's subscription of this id.

    Raises:
        NotFound: The guild has no such one, whoever else may.

    """
    row = db.conn.execute(
        f"{_SELECT} WHERE guild = ? AND subscriptions.id = ?", [guild, key]
    ).fetchone()
    if row is None:
        raise NotFound("feed", str(key))
    return _subscription(row)


def find(db: Database, guild: str, url: str) -> list[Subscription]:
    """Return the guild's subscriptions of the feed at this address."""
    rows = db.conn.execute(
        f"{_SELECT} WHERE guild = ? AND url = ? ORDER BY channel", [guild, url]
    )
    return [_subscription(row) for row in rows]


def of_guild(db: Database, guild: str) -> list[Subscription]:
    """Return what the guild follows, by topic, the earliest first."""
    rows = db.conn.execute(
        f"{_SELECT} WHERE guild = ? ORDER BY topic, subscriptions.id", [guild]
    )
    return [_subscription(row) for row in rows]


def everywhere(db: Database) -> list[Subscription]:
    """Return who follows what, in every guild, for the operator's eyes.

    Each under the feed's own title where its followers gave it none.
    """
    rows = db.conn.execute(
        f"{_SELECT} ORDER BY guild, channel, topic, subscriptions.id"
    ).fetchall()
    titles = dict(db.conn.execute("SELECT id, title FROM feeds").fetchall())
    found = [_subscription(row) for row in rows]
    return [replace(each, title=each.title or titles[each.feed_id]) for each in found]


def of_feed(db: Database, url: str) -> list[Subscription]:
    """Return who follows the feed, in every guild: for the newsroom's own eyes."""
    rows = db.conn.execute(f"{_SELECT} WHERE url = ? ORDER BY guild, channel", [url])
    return [_subscription(row) for row in rows]


def names(db: Database, guild: str) -> dict[str, str]:
    """Return the own titles of the feeds that the guild follows, by address."""
    rows = db.conn.execute(
        "SELECT DISTINCT url, feeds.title FROM feeds"
        " JOIN subscriptions ON feed_id = feeds.id WHERE guild = ?",
        [guild],
    )
    return dict(rows.fetchall())


def change(db: Database, guild: str, key: int, wanted: Change) -> Subscription:
    """Change the guild's subscription and return it.

    Raises:
        NotFound: The guild has no such one.
        AlreadyExists: The channel that it moves to follows the feed already.

    """
    now = get(db, guild, key)
    values = _changed(wanted)
    others = [each for each in find(db, guild, now.url) if each.id != key]
    if values.get("channel") in [each.channel for each in others]:
        raise AlreadyExists("feed", now.url)
    if values:
        pairs = ", ".join(f"{name} = :{name}" for name in values)
        db.conn.execute(
            f"UPDATE subscriptions SET {pairs} WHERE id = :id",  # noqa: S608 - our own names
            {**values, "id": key},
        )
    return get(db, guild, key)


def pause(db: Database, guild: str, key: int, until: datetime) -> Subscription:
    """Bring the guild nothing of what the feed has until then.

    Raises:
        NotFound: The guild has no such one.

    """
    found = get(db, guild, key)
    db.conn.execute(
        "UPDATE subscriptions SET paused_until = ? WHERE id = ?",
        [to_text(until), found.id],
    )
    return get(db, guild, key)


def unfollow(db: Database, guild: str, key: int) -> None:
    """Take the guild's subscription away, and the feed where it was the last.

    Raises:
        NotFound: The guild has no such one.

    """
    gone = get(db, guild, key)
    db.conn.execute("DELETE FROM subscriptions WHERE id = ?", [gone.id])
    db.conn.execute(
        "DELETE FROM feeds WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE feed_id = feeds.id)",
        [gone.feed_id],
    )


def _changed(wanted: Change) -> dict[str, str]:
    given = {"title": wanted.title, "topic": wanted.topic, "channel": wanted.channel}
    values = {name: value for name, value in given.items() if value is not None}
    return values | ({} if wanted.filters is None else _columns(wanted.filters))


def _columns(filters: Filters) -> dict[str, str]:
    return {
        "include": "\n".join(filters.include),
        "exclude": "\n".join(filters.exclude),
        "languages": " ".join(filters.languages),
        "pattern": filters.pattern,
    }


def _subscription(row: Sequence[Any]) -> Subscription:
    key, feed, url, guild, channel, title, topic, *rules = row
    include, exclude, languages, pattern, paused = rules
    filters = Filters(
        tuple(include.splitlines()),
        tuple(exclude.splitlines()),
        tuple(languages.split()),
        pattern,
    )
    until = to_moment(paused)
    return Subscription(key, feed, url, guild, channel, title, topic, filters, until)
