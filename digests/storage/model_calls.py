"""Calls of models on disk: reserved before they are made, settled afterwards.

A reservation is one write, in which it is held against every budget and rate: so two
that race for the last cent do not both have it, be they two processes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlite_utils import Database

from digests.accounts import Caps, Feature, Order, Terms, Usage
from digests.errors import NotAsked
from digests.storage import budgets
from digests.storage.convert import from_text, to_moment, to_text

DAY_SPENT = "today’s budget is spent"
MONTH_SPENT = "this month’s budget is spent"
_MINUTE = timedelta(minutes=1)


class Place(NamedTuple):
    """A call's place: its number, or else in how many seconds there may be one."""

    call: int | None
    wait_s: float = 0.0


def reserve(db: Database, order: Order, terms: Terms, now: datetime) -> Place:
    """Reserve the most that a call can come to, unless too many were made of late.

    Raises:
        NotAsked: It may come to more than is left.

    """
    guild = order.purpose.guild
    for caps, whose in ((terms.caps, None), (budgets.get(db, guild), guild)):
        # What is free, or has no limit, needs nothing added up.
        adds = order.micro_usd and caps != Caps()
        spent = _spent(db, now, whose) if adds else (0, 0)
        _afford(spent, caps, order.micro_usd)
    wait = _wait(_of_late(db, now), terms, order.tokens_in + order.tokens_out, now)
    if wait:
        return Place(None, wait)
    cursor = db.conn.execute(
        "INSERT INTO model_calls (at, guild, feature, model, tokens_in, tokens_out,"
        " micro_usd, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'reserved')",
        [
            *(to_text(now), guild, order.purpose.feature, order.model),
            *(order.tokens_in, order.tokens_out, order.micro_usd),
        ],
    )
    return Place(cursor.lastrowid)


def settle(db: Database, call: int, usage: Usage) -> None:
    """Put what a call came to in the place of what was reserved for it."""
    db.conn.execute(
        "UPDATE model_calls SET tokens_in = ?, tokens_out = ?, micro_usd = ?,"
        " state = ? WHERE id = ?",
        [
            *(usage.tokens_in, usage.tokens_out, usage.micro_usd),
            *("failed" if usage.failed else "done", call),
        ],
    )


def is_spent(db: Database, caps: Caps, now: datetime) -> tuple[bool, bool]:
    """Tell whether what all may spend together is spent, for today and this month."""
    day, month = _spent(db, now)
    return _reached(day, caps.day), _reached(month, caps.month)


def of_guild(db: Database, guild: str, since: datetime) -> Mapping[Feature, Usage]:
    """Return what a guild's calls since then come to, by feature."""
    rows = db.conn.execute(
        "SELECT feature, count(*), sum(state = 'failed'), sum(tokens_in),"
        " sum(tokens_out), sum(micro_usd) FROM model_calls"
        " WHERE guild = ? AND at >= ? GROUP BY feature ORDER BY feature",
        [guild, to_text(since)],
    )
    return {Feature(feature): Usage(*numbers) for feature, *numbers in rows}


def last_reply(db: Database) -> datetime | None:
    """Return when the last call was made that a model replied to."""
    row = db.conn.execute(
        "SELECT at FROM model_calls WHERE state = 'done' ORDER BY at DESC LIMIT 1"
    ).fetchone()
    return to_moment(row[0]) if row else None


def forget(db: Database, before: datetime, most: int) -> int:
    """Forget calls made before then, the oldest first; return how many."""
    gone = db.conn.execute(
        "DELETE FROM model_calls WHERE id IN ("
        " SELECT id FROM model_calls WHERE at < ? ORDER BY at LIMIT ?)",
        [to_text(before), most],
    )
    return gone.rowcount


def day_of(now: datetime) -> datetime:
    """Return when the day of UTC began."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def month_of(now: datetime) -> datetime:
    """Return when the month of UTC began."""
    return day_of(now).replace(day=1)


def _spent(db: Database, now: datetime, guild: str | None = None) -> tuple[int, int]:
    """Return what was spent today and this month, by a guild or by all."""
    whose = "" if guild is None else " AND guild = :guild"
    row = db.conn.execute(
        "SELECT coalesce(sum(micro_usd) FILTER (WHERE at >= :day), 0),"  # noqa: S608
        f" coalesce(sum(micro_usd), 0) FROM model_calls WHERE at >= :month{whose}",
        {"day": to_text(day_of(now)), "month": to_text(month_of(now)), "guild": guild},
    ).fetchone()
    return int(row[0]), int(row[1])


def _afford(spent: tuple[int, int], caps: Caps, more: int) -> None:
    day, month = spent
    if _exceeds(day + more, caps.day):
        raise NotAsked(DAY_SPENT)
    if _exceeds(month + more, caps.month):
        raise NotAsked(MONTH_SPENT)


def _exceeds(amount: int, cap: int | None) -> bool:
    """Whether it is more than may be spent; nothing at all may be where that is 0."""
    return cap is not None and (amount > cap or cap == 0)


def _reached(spent: int, cap: int | None) -> bool:
    return cap is not None and spent >= cap


def _of_late(db: Database, now: datetime) -> list[tuple[datetime, int]]:
    rows = db.conn.execute(
        "SELECT at, tokens_in + tokens_out FROM model_calls"
        " WHERE at > ? AND at <= ? ORDER BY at",
        [to_text(now - _MINUTE), to_text(now)],
    )
    return [(from_text(at), tokens) for at, tokens in rows]


def _wait(
    of_late: Sequence[tuple[datetime, int]], terms: Terms, tokens: int, now: datetime
) -> float:
    """Return in how many seconds a call of so many tokens may be made, 0 for now.

    One that is larger than all that a minute takes has a minute for itself.
    """
    calls, sum_ = len(of_late), sum(each for _, each in of_late)
    wait = 0.0
    for at, each in of_late:
        too_many = terms.requests and calls >= terms.requests
        if not too_many and not (terms.tokens and sum_ + tokens > terms.tokens):
            break
        calls, sum_ = calls - 1, sum_ - each
        wait = max((at + _MINUTE - now).total_seconds(), 0.001)
    return wait
