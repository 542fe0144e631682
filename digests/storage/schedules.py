"""Schedules on disk: when which channel gets an edition. Each guild sees its own."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

from sqlite_utils import Database

from digests.errors import LimitReached, NotFound
from digests.guilds import Length, Mode, Schedule, ScheduleOrder, Style
from digests.schedule import FARTHEST
from digests.storage import channels
from digests.storage.convert import (
    from_numbers,
    to_moment,
    to_numbers,
    to_text,
    to_text_or_none,
)
from digests.timetables import Changed, Missed, QuietMode, Timetable

_SELECT = (
    "SELECT schedules.id, schedules.guild, channel, times, days, schedules.zone,"
    " quiet, quiet_mode, style, most, mode, publish, changed, missed,"
    " schedules.language, length, state, paused_until, next_run_at, last_slot_at,"
    " outcome FROM schedules"
)


def add(db: Database, new: Schedule, now: datetime, most: int) -> Schedule:
    """Store a schedule and return it with its id.

    Raises:
        NotFound: The channel is another guild's.
        LimitReached: The guild has as many schedules as it may.

    """
    channels.make(db, new.guild, new.channel, None, now)
    (number,) = db.conn.execute(
        "SELECT count(*) FROM schedules WHERE guild = ?", [new.guild]
    ).fetchone()
    if number >= most:
        raise LimitReached("schedule", most)
    values = {
        "guild": new.guild,
        "channel": new.channel,
        **_columns(new.order),
        "next_run_at": to_text_or_none(new.next_run),
        "added_at": to_text(now),
    }
    cursor = db.conn.execute(
        f"INSERT INTO schedules ({', '.join(values)})"  # noqa: S608 - our own names
        f" VALUES ({', '.join(f':{name}' for name in values)})",
        values,
    )
    return get(db, new.guild, int(cursor.lastrowid or 0))


def get(db: Database, guild: str, key: int) -> Schedule:
    """Return the guild's schedule of this id.

    Raises:
        NotFound: The guild has no such one, whoever else may.

    """
    row = db.conn.execute(
        f"{_SELECT} WHERE guild = ? AND schedules.id = ?", [guild, key]
    ).fetchone()
    if row is None:
        raise NotFound("schedule", str(key))
    return _schedule(row)


def of_guild(db: Database, guild: str) -> list[Schedule]:
    """Return the guild's schedules by channel, the earliest made first."""
    rows = db.conn.execute(f"{_SELECT} WHERE guild = ? ORDER BY channel, id", [guild])
    return [_schedule(row) for row in rows]


def zone(db: Database, guild: str, channel: str) -> str:
    """Return the zone of a channel's days: its schedule's, or else its guild's."""
    (found,) = db.conn.execute(
        "SELECT coalesce((SELECT zone FROM schedules WHERE guild = :guild"
        " AND channel = :channel ORDER BY id LIMIT 1),"
        " (SELECT zone FROM guilds WHERE id = :guild), 'UTC')",
        {"guild": guild, "channel": channel},
    ).fetchone()
    return str(found)


def due(db: Database, now: datetime, soon: datetime) -> list[Schedule]:
    """Return what may be due now, the longest due first.

    With them comes what is so far ahead that the clock was wrong when it was stored:
    live ones after `soon`, others after weeks. Not where the bot was removed, nor of
    channels in which nothing is posted.
    """
    rows = db.conn.execute(
        f"{_SELECT} JOIN guilds ON guilds.id = schedules.guild"
        " JOIN channels ON channels.id = channel"
        " WHERE (next_run_at <= :now OR state = 'active' AND (next_run_at > :far"
        "  OR mode = 'live' AND next_run_at > :soon))"
        " AND left_at IS NULL AND paused_for = ''"
        " ORDER BY next_run_at, schedules.id",
        {
            "now": to_text(now),
            "soon": to_text(soon),
            "far": to_text(now + FARTHEST),
        },
    )
    return [_schedule(row) for row in rows]


def change(
    db: Database, guild: str, key: int, revise: Callable[[Schedule], Schedule]
) -> Schedule:
    """Write what becomes of the guild's schedule, and return it.

    Raises:
        NotFound: The guild has no such one.

    """
    changed = revise(get(db, guild, key))
    values = {
        **_columns(changed.order),
        "next_run_at": to_text_or_none(changed.next_run),
        "state": "paused" if changed.paused else "active",
        "paused_until": to_text_or_none(changed.paused_until),
        "last_slot_at": to_text_or_none(changed.last_slot),
        "outcome": changed.outcome,
    }
    names = ", ".join(f"{name} = :{name}" for name in values)
    db.conn.execute(
        f"UPDATE schedules SET {names} WHERE id = :key AND guild = :guild",  # noqa: S608 - our own names
        {**values, "key": key, "guild": guild},
    )
    return changed


def remove(db: Database, guild: str, key: int) -> None:
    """Take the guild's schedule away; what it made stays.

    Raises:
        NotFound: The guild has no such one.

    """
    get(db, guild, key)
    db.conn.execute("DELETE FROM schedules WHERE id = ?", [key])


def _columns(order: ScheduleOrder) -> dict[str, Any]:
    timetable = order.timetable
    return {
        "times": _clock(timetable.times),
        "days": from_numbers(timetable.days),
        "zone": timetable.zone,
        "quiet": _clock(timetable.quiet or ()),
        "quiet_mode": timetable.quiet_mode.value,
        "style": order.style.value,
        "most": order.most,
        "mode": order.mode.value,
        "publish": int(order.publish),
        "changed": order.changed.value,
        "missed": order.missed.value,
        "language": order.language,
        "length": order.length.value,
    }


def _schedule(row: Sequence[Any]) -> Schedule:
    key, guild, channel, times, days, zone, quiet, quiet_mode, *rest = row
    style, most, mode, publish, changed, missed, language, length, *rest = rest
    state, until, next_run, last_slot, outcome = rest
    hours = _times(quiet)
    timetable = Timetable(
        _times(times),
        zone,
        to_numbers(days),
        (hours[0], hours[1]) if hours else None,
        QuietMode(quiet_mode),
    )
    order = ScheduleOrder(
        *(timetable, Style(style), most, Mode(mode), bool(publish)),
        *(Changed(changed), Missed(missed), language, Length(length)),
    )
    return Schedule(
        key,
        guild,
        channel,
        order,
        to_moment(next_run),
        state == "paused",
        to_moment(until),
        to_moment(last_slot),
        outcome,
    )


def _clock(times: Sequence[time]) -> str:
    return " ".join(f"{each:%H:%M}" for each in times)


def _times(text: str) -> tuple[time, ...]:
    return tuple(time.fromisoformat(each) for each in text.split())
