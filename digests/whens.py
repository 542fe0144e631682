"""A moment as people name it: "3h", "yesterday", "monday", "2026-12-01 18:00". Pure.

`since` asks for one that has been, `until` for one that is to come.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from digests.errors import BadSchedule, InThePast
from digests.timewords import plain, read_time, weekday
from digests.zones import zone_of

_SPAN = re.compile(
    r"(?P<ahead>in )?(?P<count>\d{1,4})\s?"
    r"(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?P<ago> ago)?"
)
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_DAY_AND_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|[a-z]+)(?:(?: at |\s|(?<=\d)t)(?P<time>.+))?"
)
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_FIXED, _DAILY, _WEEKLY = timedelta(0), timedelta(days=1), timedelta(weeks=1)
# Beyond these a zone's arithmetic may leave the calendar.
_YEARS = range(1990, 2200)
_FORMS = (
    "Write 3h, 2d, monday, 18:00, or a date such as 2026-12-01 or 2026-12-01 18:00."
)


def read_when(typed: str, now: datetime, zone: str, *, past: bool) -> datetime:
    """Return the moment that is meant, in UTC, read by the calendar of *zone*.

    A day without a time means its beginning. A span, a weekday or a time alone is
    the last one up to now where the moment should lie in the *past* (`since`), and
    else (`until`) the next one.

    Raises:
        BadSchedule: It cannot be understood, or should be past and is to come.
        InThePast: It should be to come and is past.

    """
    wanted = plain(typed)
    if span := _SPAN.fullmatch(wanted):
        length = int(span["count"]) * _UNITS[span["unit"][0]]
        back = span["ago"] or (past and not span["ahead"])
        moment = now - length if back else now + length
    else:
        here = zone_of(zone)
        local = now.astimezone(here).replace(tzinfo=None)
        wall = _wall_time(wanted, local, past)
        moment = wall.replace(tzinfo=here).astimezone(UTC)
    if past and moment > now:
        raise BadSchedule(f"{typed[:40]} is still to come. {_FORMS}")
    if not past and moment <= now:
        raise InThePast(f"{moment:%Y-%m-%d %H:%M}")
    return moment


def _wall_time(wanted: str, local: datetime, past: bool) -> datetime:
    """Return the moment by the clock and calendar of those who ask."""
    parts = _DAY_AND_TIME.fullmatch(wanted)
    if parts and (found := _day(parts["day"], local.date())):
        day, repeats = found
        at = read_time(parts["time"]) if parts["time"] else time.min
    else:
        day, repeats, at = local.date(), _DAILY, _time_alone(wanted)
    moment = datetime.combine(day, at)
    if past and moment > local:
        return moment - repeats
    return moment + repeats if not past and moment <= local else moment


def _day(word: str, today: date) -> tuple[date, timedelta] | None:
    """Return the day that is meant, and after how long there is one of that name again.

    Of a weekday it is the last one, today included.
    """
    if (days := _NAMED_DAYS.get(word)) is not None:
        return today + timedelta(days), _FIXED
    if (number := weekday(word)) is not None:
        return today - timedelta((today.weekday() - number) % 7), _WEEKLY
    return (_date(word), _FIXED) if word[0].isdigit() else None


def _date(word: str) -> date:
    try:
        day = date.fromisoformat(word)
    except ValueError as error:
        raise BadSchedule(f"There is no day {word}. {_FORMS}") from error
    if day.year not in _YEARS:
        raise BadSchedule(f"{word} is too far away. {_FORMS}")
    return day


def _time_alone(wanted: str) -> time:
    try:
        return read_time(wanted)
    except BadSchedule as error:
        raise BadSchedule(_FORMS) from error
