"""Feeds on disk: which there are, which are due, and how they are doing.

What a poll leaves is written by `storage.polls`.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from digests.errors import NotFound
from digests.feeds.pace import FIRST_INTERVAL, LONGEST
from digests.followed import FeedHealth, FeedState, FeedToPoll
from digests.storage.convert import (
    from_text,
    to_moment,
    to_numbers,
    to_text,
    to_text_or_none,
)

_FOLLOWED = "SELECT feed_id FROM subscriptions WHERE guild = ?"


def add(db: Database, url: str, now: datetime, title: str = "") -> int:
    """Store a feed, due at once, and return its id.

    One that is stored already keeps what is known of it; where it is paused or
    gone it is asked again.
    """
    db.conn.execute(
        "INSERT INTO feeds (url, title, added_at, next_poll_at, interval_s)"
        " VALUES (:url, :title, :now, :now, :interval)"
        " ON CONFLICT (url) DO UPDATE SET state = 'active', next_poll_at = :now,"
        "  failures = 0, failing_since = NULL, last_error = NULL"
        " WHERE state <> 'active'",
        {
            "url": url,
            "title": title,
            "now": to_text(now),
            "interval": int(FIRST_INTERVAL.total_seconds()),
        },
    )
    return find(db, url)


def find(db: Database, url: str) -> int:
    """Return the feed's id.

    Raises:
        NotFound: No such feed is stored.

    """
    row = db.conn.execute("SELECT id FROM feeds WHERE url = ?", [url]).fetchone()
    if row is None:
        raise NotFound("feed", url)
    return int(row[0])


def due(db: Database, now: datetime) -> list[int]:
    """Return the ids of feeds that should be asked now, the longest due first.

    Those that failed the last time come after all others: they may cost a lot again.
    With them comes what is so far ahead that the clock was set back since.
    """
    rows = db.conn.execute(
        "SELECT id FROM feeds WHERE next_poll_at <= :now"
        " OR state = 'active' AND next_poll_at > :far"
        " ORDER BY failures > 0, next_poll_at, id",
        {"now": to_text(now), "far": to_text(now + LONGEST)},
    )
    return [int(key) for (key,) in rows]


def active(db: Database) -> list[int]:
    """Return the ids of all feeds that are polled, the soonest due first.

    Those that failed the last time come after all others.
    """
    rows = db.conn.execute(
        "SELECT id FROM feeds WHERE state = 'active'"
        " ORDER BY failures > 0, next_poll_at, id"
    )
    return [int(key) for (key,) in rows]


def load(db: Database, ids: Sequence[int]) -> list[FeedToPoll]:
    """Return these feeds as the last polls left them, in this order.

    Those that are not there any more are left out.
    """
    rows = db.conn.execute(
        "SELECT feeds.id, url, interval_s, etag, last_modified, body_hash,"
        " coalesce(slices, x''), failures, failing_since, read_at IS NULL,"
        " ttl_s, skip_hours, skip_days, moved_to, moved_polls, title, link"
        " FROM feeds LEFT JOIN feed_slices ON feed_id = feeds.id"
        " WHERE feeds.id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    found = {row[0]: _to_poll(row) for row in rows}
    return [found[key] for key in ids if key in found]


def pause(db: Database, url: str, until: datetime | None = None) -> None:
    """Ask the feed no more until then, or (None) until somebody says so.

    Raises:
        NotFound: No such feed is stored.

    """
    db.conn.execute(
        "UPDATE feeds SET state = 'paused', next_poll_at = ? WHERE id = ?",
        [to_text_or_none(until), find(db, url)],
    )


def resume(db: Database, url: str, now: datetime, guild: str | None = None) -> int:
    """Ask the feed again, at once; what was held of it is taken.

    Where a `guild` says so, nothing held is taken if others follow the feed too:
    it would come to all of them.

    Returns:
        How many entries were held.

    Raises:
        NotFound: No such feed is stored.

    """
    key, moment = find(db, url), to_text(now)
    db.conn.execute(
        "UPDATE feeds SET state = 'active', next_poll_at = ?, failures = 0,"
        " failing_since = NULL, last_error = NULL WHERE id = ?",
        [moment, key],
    )
    taken = db.conn.execute(
        "UPDATE entries SET state = 'waiting', next_try_at = ?"
        " WHERE feed_id = ? AND state = 'held' AND (? IS NULL OR NOT EXISTS"
        "  (SELECT 1 FROM subscriptions WHERE feed_id = entries.feed_id"
        "  AND guild <> ?))",
        [moment, key, guild, guild],
    )
    return taken.rowcount


def remove(db: Database, url: str) -> None:
    """Forget the feed, its entries and who follows it; articles stay.

    Raises:
        NotFound: No such feed is stored.

    """
    db.conn.execute("DELETE FROM feeds WHERE id = ?", [find(db, url)])


def health(db: Database, guild: str | None = None) -> list[FeedHealth]:
    """Return how a guild's feeds, or (None) all, are doing, those in trouble first.

    Entries of other feeds are not looked at.
    """
    mine = "" if guild is None else f"WHERE feeds.id IN ({_FOLLOWED})"
    rows = db.conn.execute(
        f"""
        SELECT feeds.id, url, feeds.title, feeds.state, interval_s, added_at, polled_at,
            feeds.read_at, next_poll_at, failures, failing_since,
            coalesce(last_error, ''),
            count(entries.id), coalesce(sum(entries.state = 'waiting'), 0),
            coalesce(sum(entries.state = 'held'), 0)
        FROM feeds LEFT JOIN entries ON entries.feed_id = feeds.id
        {mine}
        GROUP BY feeds.id
        ORDER BY feeds.state = 'active', failures DESC, url
        """,  # noqa: S608 - constants
        [] if guild is None else [guild],
    )
    return [_health(row) for row in rows]


def _to_poll(row: Sequence[Any]) -> FeedToPoll:
    key, url, interval_s, etag, last_modified, body_hash, slices, *rest = row
    failures, since, first, ttl_s, hours, days, *names = rest
    return FeedToPoll(
        key,
        url,
        timedelta(seconds=interval_s),
        etag,
        last_modified,
        body_hash,
        slices,
        failures,
        to_moment(since),
        bool(first),
        None if ttl_s is None else timedelta(seconds=ttl_s),
        to_numbers(hours),
        to_numbers(days),
        *names,
    )


def _health(row: Sequence[Any]) -> FeedHealth:
    key, url, title, state, interval_s, added, polled, read, *rest = row
    next_poll, failures, since, error, entries, waiting, held = rest
    return FeedHealth(
        key,
        url,
        title,
        FeedState(state),
        timedelta(seconds=interval_s),
        from_text(added),
        to_moment(polled),
        to_moment(read),
        to_moment(next_poll),
        failures,
        to_moment(since),
        error,
        entries,
        waiting,
        held,
    )
