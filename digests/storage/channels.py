"""Channels on disk: what they are, and why nothing is posted in one."""

from datetime import datetime

from sqlite_utils import Database

from digests.errors import NotFound
from digests.followed import Remark
from digests.guilds import ChannelKind, ChannelState
from digests.storage import guild_notices, guilds
from digests.storage.convert import to_text


def get(db: Database, guild: str, channel: str) -> ChannelState | None:
    """Return the guild's channel, None where the guild has none of this id."""
    row = db.conn.execute(
        "SELECT id, guild, kind, paused_for FROM channels WHERE id = ? AND guild = ?",
        [channel, guild],
    ).fetchone()
    if row is None:
        return None
    key, holder, kind, paused = row
    return ChannelState(key, holder, ChannelKind(kind), paused)


def make(
    db: Database, guild: str, channel: str, kind: ChannelKind | None, now: datetime
) -> ChannelState:
    """Return the guild's channel, stored with its kind where that is given.

    Raises:
        NotFound: It is another guild's.

    """
    guilds.make(db, guild, now)
    db.conn.execute(
        "INSERT OR IGNORE INTO channels (id, guild) VALUES (?, ?)", [channel, guild]
    )
    if kind is not None:
        db.conn.execute(
            "UPDATE channels SET kind = ? WHERE id = ? AND guild = ?",
            [kind, channel, guild],
        )
    found = get(db, guild, channel)
    if found is None:
        raise NotFound("channel", channel)
    return found


def of_guild(db: Database, guild: str) -> list[ChannelState]:
    """Return the guild's channels that were ever chosen for something."""
    rows = db.conn.execute(
        "SELECT id, guild, kind, paused_for FROM channels WHERE guild = ? ORDER BY id",
        [guild],
    )
    return [
        ChannelState(key, holder, ChannelKind(kind), paused)
        for key, holder, kind, paused in rows
    ]


def pause(db: Database, channel: str, reason: str, now: datetime) -> bool:
    """Post nothing in the channel any more, and have its guild told once.

    Returns:
        Whether that is new; a channel that nobody chose is not paused.

    """
    paused = db.conn.execute(
        "UPDATE channels SET paused_for = ?, paused_at = ?"
        " WHERE id = ? AND paused_for = '' RETURNING guild",
        [reason, to_text(now), channel],
    ).fetchone()
    if paused is None:
        return False
    guild_notices.add(db, paused[0], Remark("paused", reason), now, channel)
    return True


def resume(db: Database, guild: str, channel: str) -> bool:
    """Post in the guild's channel again; tell whether it was paused."""
    resumed = db.conn.execute(
        "UPDATE channels SET paused_for = '', paused_at = NULL"
        " WHERE id = ? AND guild = ? AND paused_for <> ''",
        [channel, guild],
    )
    return resumed.rowcount > 0


def resume_all(db: Database, guild: str) -> None:
    """Post in all of the guild's channels again, and tell of no pause any more."""
    db.conn.execute(
        "UPDATE channels SET paused_for = '', paused_at = NULL WHERE guild = ?",
        [guild],
    )
    db.conn.execute(
        "DELETE FROM guild_notices"
        " WHERE guild = ? AND kind = 'paused' AND told_at IS NULL",
        [guild],
    )
