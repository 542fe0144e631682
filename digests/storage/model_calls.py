"""Calls of models on disk: reserved before they are made, settled afterwards.

A reservation is one write, in which it is held against every budget and rate: so two
that race for the last cent do not both have it, be they two processes. An endpoint may
go beyond what it is asked for all the same; so where that could take several calls
beyond a budget, they are made one after the other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace
from sqlite_utils import Database

from digests.accounts import Caps, Feature, Order, Terms, Usage
from digests.errors import NotAsked
from digests.storage import budgets, overruns
from digests.storage.convert import from_text, to_moment, to_text

DAY_SPENT = "today’s budget is spent"
MONTH_SPENT = "this month’s budget is spent"
TOO_DEAR = "one call may cost more than the budget, see /bot model"
TOO_MANY = "too many requests this minute"
IN_TURN = "the model is asked one thing at a time"
_MINUTE = timedelta(minutes=1)
# How many times what is held for it a call is taken to cost at the worst, until it is
# known; and how long that may take. What is under way for longer was cut off.
_AT_WORST = 10
_LONGEST = timedelta(minutes=3)
_SOON_S = 0.5


class Place(NamedTuple):
    """A call's place: its number and what is held for it.

    Or else, its number 0: in how many seconds to ask again, and why there was none.
    """

    call: int
    held: Usage = Usage()
    wait_s: float = 0.0
    reason: str = ""


def reserve(db: Database, order: Order, terms: Terms, now: datetime) -> Place:
    """Reserve the most that a call can come to, unless it has to wait for its turn.

    Raises:
        NotAsked: It may come to more than is left.

    """
    guild, held = order.purpose.guild, _held(db, order, terms, now)
    crowded = False
    for caps, whose in ((terms.caps, None), (budgets.get(db, guild), guild)):
        # What is free, or has no limit, needs nothing added up.
        adds = held.micro_usd and caps != Caps()
        spent = _spent(db, now, whose) if adds else (0, 0)
        _refuse(spent, caps, held.micro_usd)
        worst = (_AT_WORST - 1) * _under_way(db, now, whose) if adds else 0
        crowded |= bool(worst and _short(spent, caps, worst))
        # Nobody knows yet what the first call of a model comes to.
        crowded |= bool(worst and last_reply(db, order.model) is None)
    if crowded:
        return Place(0, wait_s=_SOON_S, reason=IN_TURN)
    tokens = held.tokens_in + held.tokens_out
    terms = _halved(terms) if order.purpose.yields else terms
    wait = _wait(_of_late(db, order.model, now), terms, tokens, now)
    if wait:
        return Place(0, wait_s=wait, reason=TOO_MANY)
    cursor = db.conn.execute(
        "INSERT INTO model_calls (at, guild, feature, model, tokens_in, tokens_out,"
        " micro_usd, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'reserved')",
        [
            *(to_text(now), guild, order.purpose.feature, order.model),
            *(held.tokens_in, held.tokens_out, held.micro_usd),
        ],
    )
    return Place(cursor.lastrowid or 0, held)


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


def by_feature(
    db: Database, since: datetime, guild: str | None = None
) -> Mapping[Feature, Usage]:
    """Return what a guild's calls since then come to, or those of all."""
    whose = "" if guild is None else " AND guild = :guild"
    rows = db.conn.execute(
        "SELECT feature, count(*), sum(state = 'failed'), sum(tokens_in),"  # noqa: S608
        " sum(tokens_out), sum(micro_usd) FROM model_calls"
        f" WHERE at >= :since{whose} GROUP BY feature ORDER BY feature",
        {"since": to_text(since), "guild": guild},
    )
    return {Feature(feature): Usage(*numbers) for feature, *numbers in rows}


def last_reply(db: Database, model: str) -> datetime | None:
    """Return when the last call was made that the model replied to."""
    row = db.conn.execute(
        "SELECT at FROM model_calls WHERE model = ? AND state = 'done'"
        " ORDER BY at DESC LIMIT 1",
        [model],
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


def _held(db: Database, order: Order, terms: Terms, now: datetime) -> Usage:
    """Return the most that a call can come to, by what the model did of late."""
    asked, did = order.most, overruns.get(db, order.model, now)
    read, written = max(asked.read, did.read), max(asked.written, did.written)
    return Usage(1, 0, read, written, terms.price.of(read, written))


def _spent(db: Database, now: datetime, guild: str | None = None) -> tuple[int, int]:
    """Return what was spent today and this month, by a guild or by all."""
    whose = "" if guild is None else " AND guild = :guild"
    row = db.conn.execute(
        "SELECT coalesce(sum(micro_usd) FILTER (WHERE at >= :day), 0),"  # noqa: S608
        f" coalesce(sum(micro_usd), 0) FROM model_calls WHERE at >= :month{whose}",
        {"day": to_text(day_of(now)), "month": to_text(month_of(now)), "guild": guild},
    ).fetchone()
    return int(row[0]), int(row[1])


def _under_way(db: Database, now: datetime, guild: str | None = None) -> int:
    """Return what is held for calls that are being made, by a guild or by all."""
    whose = "" if guild is None else " AND guild = :guild"
    row = db.conn.execute(
        "SELECT coalesce(sum(micro_usd), 0) FROM model_calls"  # noqa: S608
        f" WHERE at >= :recent AND state = 'reserved'{whose}",
        {"recent": to_text(now - _LONGEST), "guild": guild},
    ).fetchone()
    return int(row[0])


def _short(spent: tuple[int, int], caps: Caps, more: int) -> str:
    """Return why there is too little left for more, "" where there is enough."""
    day, month = spent
    if _exceeds(day + more, caps.day):
        return DAY_SPENT
    return MONTH_SPENT if _exceeds(month + more, caps.month) else ""


def _refuse(spent: tuple[int, int], caps: Caps, more: int) -> None:
    """Refuse what there is too little left for, or what no budget ever allows.

    Raises:
        NotAsked: It is that.

    """
    short = _short(spent, caps, more)
    if short and 0 not in (caps.day, caps.month) and _short((0, 0), caps, more):
        raise NotAsked(TOO_DEAR)
    if short:
        raise NotAsked(short)


def _exceeds(amount: int, cap: int | None) -> bool:
    """Whether it is more than may be spent; nothing at all may be where that is 0."""
    return cap is not None and (amount > cap or cap == 0)


def _reached(spent: int, cap: int | None) -> bool:
    return cap is not None and spent >= cap


def _of_late(db: Database, model: str, now: datetime) -> list[tuple[datetime, int]]:
    rows = db.conn.execute(
        "SELECT at, tokens_in + tokens_out FROM model_calls"
        " WHERE model = ? AND at > ? AND at <= ? ORDER BY at",
        [model, to_text(now - _MINUTE), to_text(now)],
    )
    return [(from_text(at), tokens) for at, tokens in rows]


def _halved(terms: Terms) -> Terms:
    """Return the terms with half of each minute, but never none of it."""
    half = -(-terms.requests // 2)
    return replace(terms, requests=half, tokens=-(-terms.tokens // 2))


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
