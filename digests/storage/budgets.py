"""Budgets on disk: what a guild's admins let models cost it."""

from datetime import datetime

from sqlite_utils import Database

from digests.accounts import Caps
from digests.storage import guilds


def get(db: Database, guild: str) -> Caps:
    """Return what the guild may spend: any amount, where nobody said."""
    row = db.conn.execute(
        "SELECT day_micro_usd, month_micro_usd FROM budgets WHERE guild = ?", [guild]
    ).fetchone()
    return Caps(*row) if row else Caps()


def keep(db: Database, guild: str, caps: Caps, now: datetime) -> None:
    """Store what the guild may spend."""
    guilds.make(db, guild, now)
    db.conn.execute(
        "INSERT INTO budgets (guild, day_micro_usd, month_micro_usd) VALUES (?, ?, ?)"
        " ON CONFLICT (guild) DO UPDATE SET day_micro_usd = excluded.day_micro_usd,"
        " month_micro_usd = excluded.month_micro_usd",
        [guild, caps.day, caps.month],
    )
