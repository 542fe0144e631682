"""Numbers about what is stored, cheap enough to be asked for every few seconds."""

from datetime import datetime
from pathlib import Path
from shutil import disk_usage
from typing import Any

from sqlite_utils import Database

from digests.errors import StorageError
from digests.storage import copies, deliveries
from digests.storage.convert import to_moment
from digests.storage.schema import migrations
from digests.upkeep import Condition, Counts, Used

# Among so many posts is the last that was sent, unless there is a long backlog.
_NEWEST = 1000


def counts(db: Database, now: datetime) -> Counts:
    """Return what there is to count; tables that grow are not read through."""
    oldest = to_moment(
        _one(
            db,
            "SELECT min(made_at) FROM deliveries WHERE state IN ('waiting', 'sending')",
        )
    )
    return Counts(
        feeds=_by_state(db, "feeds"),
        failing=_one(db, "SELECT count(*) FROM feeds WHERE failures > 0"),
        # Ids are given one after another, and the last is found at once.
        entries=_one(db, "SELECT coalesce(max(id), 0) FROM entries"),
        waiting=_one(db, "SELECT count(*) FROM entries WHERE state = 'waiting'"),
        articles=_one(db, "SELECT coalesce(max(id), 0) FROM articles"),
        editions=_one(db, "SELECT coalesce(max(id), 0) FROM digests"),
        deliveries=_by_state(db, "deliveries"),
        oldest_s=max((now - oldest).total_seconds(), 0) if oldest else 0.0,
        stalled_s=_stalled_s(db, now),
    )


def condition(db: Database, path: Path) -> Condition:
    """Return how the file is doing; it is read through, which takes its time."""
    try:
        copies.examine(db, path)
        whole = True
    except StorageError:
        whole = False
    noted = db.conn.execute(
        "SELECT value FROM facts WHERE key = ?", [copies.LAST_BACKUP]
    ).fetchone()
    return Condition(
        path=path,
        size=_one(
            db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ),
        free=disk_usage(path.resolve().parent).free,
        schema=[each.name for each in migrations.applied(db)][-1],
        whole=whole,
        last_backup=to_moment(noted[0]) if noted else None,
    )


def zones(db: Database) -> list[str]:
    """Return every zone that something goes by, each once."""
    rows = db.conn.execute("SELECT zone FROM guilds UNION SELECT zone FROM schedules")
    return [str(zone) for (zone,) in rows]


def posted_in(db: Database) -> list[Used]:
    """Return the channels with schedules, feeds or a log, of guilds that it is in."""
    rows = db.conn.execute(
        "SELECT used.channel, used.guild, coalesce(paused_for, ''), min(only_log)"
        " FROM (SELECT guild, channel, 0 AS only_log FROM schedules"
        " UNION SELECT guild, channel, 0 FROM subscriptions WHERE channel <> ''"
        " UNION SELECT id, log_channel, 1 FROM guilds WHERE log_channel <> ''"
        ") AS used JOIN guilds ON guilds.id = used.guild AND left_at IS NULL"
        " LEFT JOIN channels ON channels.id = used.channel"
        " GROUP BY used.guild, used.channel ORDER BY used.guild, used.channel"
    )
    return [
        Used(key, guild, paused, bool(only_log))
        for key, guild, paused, only_log in rows
    ]


def _stalled_s(db: Database, now: datetime) -> float:
    """Return for how long nothing was sent though something waited, 0 if nothing."""
    oldest = deliveries.backlog(db, now).oldest
    if oldest is None:
        return 0.0
    last = _one(
        db,
        "SELECT max(settled_at) FROM (SELECT state, settled_at FROM deliveries"  # noqa: S608
        f" ORDER BY id DESC LIMIT {_NEWEST}) WHERE state = 'sent'",
    )
    since = max(oldest, to_moment(last) or oldest)
    return max((now - since).total_seconds(), 0.0)


def _by_state(db: Database, table: str) -> dict[str, int]:
    rows = db.conn.execute(f"SELECT state, count(*) FROM {table} GROUP BY state")  # noqa: S608
    return {str(state): int(count) for state, count in rows}


def _one(db: Database, sql: str) -> Any:
    (found,) = db.conn.execute(sql).fetchone()
    return found
