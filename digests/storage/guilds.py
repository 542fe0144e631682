"""Guilds on disk: what their admins chose, and whether the bot is still there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlite_utils import Database

from digests.guilds import Guild
from digests.storage.convert import to_moment, to_text, to_text_or_none

_SELECT = (
    "SELECT id, owner, zone, language, manager_role, log_channel, left_at FROM guilds"
)


def get(db: Database, guild: str) -> Guild | None:
    """Return the guild, None where nothing is known of it."""
    row = db.conn.execute(f"{_SELECT} WHERE id = ?", [guild]).fetchone()
    return None if row is None else _guild(row)


def make(db: Database, guild: str, now: datetime) -> Guild:
    """Return the guild, with defaults where nothing is known of it yet."""
    db.conn.execute(
        "INSERT OR IGNORE INTO guilds (id, added_at) VALUES (?, ?)",
        [guild, to_text(now)],
    )
    return _guild(db.conn.execute(f"{_SELECT} WHERE id = ?", [guild]).fetchone())


def change(db: Database, guild: str, now: datetime, chosen: Mapping[str, Any]) -> Guild:
    """Return the guild as it is from now on; what is chosen are its fields."""
    changed = replace(make(db, guild, now), **chosen)
    db.conn.execute(
        "UPDATE guilds SET owner = ?, zone = ?, language = ?, manager_role = ?,"
        " log_channel = ?, left_at = ? WHERE id = ?",
        [
            *(changed.owner, changed.zone, changed.language, changed.manager_role),
            *(changed.log_channel, to_text_or_none(changed.left), guild),
        ],
    )
    return changed


def present(db: Database) -> list[str]:
    """Return the ids of the guilds that the bot is in, as far as it knows."""
    rows = db.conn.execute("SELECT id FROM guilds WHERE left_at IS NULL ORDER BY id")
    return [key for (key,) in rows]


def departed(db: Database, before: datetime) -> list[str]:
    """Return the ids of the guilds that the bot was removed from before then."""
    rows = db.conn.execute(
        "SELECT id FROM guilds WHERE left_at < ? ORDER BY id", [to_text(before)]
    )
    return [key for (key,) in rows]


def forget(db: Database, guild: str, before: datetime) -> bool:
    """Drop every row of a guild that was left before then, unless it is back.

    So do feeds that nobody else follows. Articles stay: they are everybody's. With
    the guild's own row go its channels, schedules, topics and notices.
    """
    if guild not in departed(db, before):
        return False
    for statement in FORGET:
        db.conn.execute(statement, {"guild": guild})
    return True


# Feeds before those who follow them: they tell whose they were.
FORGET = (
    "DELETE FROM digests WHERE guild = :guild",
    "DELETE FROM deliveries WHERE guild = :guild",
    "DELETE FROM notices_told WHERE guild = :guild",
    "DELETE FROM exchanges WHERE guild = :guild",
    "DELETE FROM inquiries WHERE guild = :guild",
    # What it cost is spent, and counts against what all may spend together.
    "UPDATE model_calls SET guild = NULL WHERE guild = :guild",
    """
    DELETE FROM feeds
    WHERE id IN (SELECT feed_id FROM subscriptions WHERE guild = :guild)
        AND NOT EXISTS (
            SELECT 1 FROM subscriptions WHERE feed_id = feeds.id AND guild <> :guild
        )
    """,
    "DELETE FROM subscriptions WHERE guild = :guild",
    "DELETE FROM guilds WHERE id = :guild",
)


def fact(db: Database, key: str) -> str:
    """Return a small fact, "" where it was never noted."""
    row = db.conn.execute("SELECT value FROM facts WHERE key = ?", [key]).fetchone()
    return "" if row is None else str(row[0])


def note(db: Database, key: str, value: str) -> None:
    """Note a small fact in place of what was noted under that key."""
    db.conn.execute(
        "INSERT INTO facts (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, value],
    )


def _guild(row: Sequence[Any]) -> Guild:
    key, owner, zone, language, role, log, left = row
    return Guild(key, owner, zone, language, role, log, to_moment(left))
