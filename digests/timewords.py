"""A timetable's parts as people write them: read from words, put into words. Pure.

What cannot be understood is refused with what to write instead. Words are
English; clocks have 12 or 24 hours.
"""

import re
import unicodedata
from datetime import time

from digests.errors import BadSchedule
from digests.timetables import EVERY_DAY, QuietMode, Timetable

MOST_TIMES = 24
_DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_SHORTEST_DAY = 3
_DAY_SETS = {
    "daily": EVERY_DAY,
    "weekdays": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
}
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}) (?:[:.h]? (?P<minute>\d\d))?"
    r"(?:\s?(?:h|uhr|o['’]clock))? (?:\s?(?P<half>[ap])\.?m\.?)?",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\s*[,;&]\s*|\s+and\s+|\s+(?=\d)")
_BETWEEN_DAYS = re.compile(r"\s*[,;&]\s*|\s+and\s+|\s+")
_ENDS = " ,;"
_TO = re.compile(r"\s*-\s*|\s+to\s+")
_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_SHOWN = 40


def read_times(typed: str) -> tuple[time, ...]:
    """Return the times of a list such as "8am, 18:00" or "noon", sorted, each once.

    24:00 is 00:00 and belongs to the day that it begins, like "midnight": with
    "mon" it is when Sunday ends.

    Raises:
        BadSchedule: One of them is no time of day, or there are none or too many.

    """
    found = {read_time(each) for each in _BETWEEN.split(plain(typed).strip(_ENDS))}
    if len(found) > MOST_TIMES:
        raise BadSchedule(f"{MOST_TIMES} times a day are the most. Leave some out.")
    return tuple(sorted(found))


def read_time(typed: str) -> time:
    """Return one time of day: "8:00", "8am", "8.30", "20h", "1830", "noon".

    Raises:
        BadSchedule: It is none.

    """
    wanted = plain(typed)
    if named := _NAMED_TIMES.get(wanted):
        return named
    if clock := _CLOCK.fullmatch(wanted):
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
        if clock["half"]:
            # 12 am is midnight, 12 pm is noon.
            hour = hour % 12 + 12 * (clock["half"] == "p") if 0 < hour <= 12 else 99
        if (hour, minute) == (24, 0):
            return time(0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    said = f"{typed[:_SHOWN]} is no time of day. " if wanted else ""
    raise BadSchedule(f"{said}Write 08:00, 8am or 6:30pm, several with commas.")


def read_days(typed: str) -> frozenset[int]:
    """Return the days of "daily", "weekdays", "mon, thu" or "mon-fri", 0 for Monday.

    Raises:
        BadSchedule: One of them is no day of the week, or there are none.

    """
    wanted = _TO.sub("-", plain(typed).strip(_ENDS).replace("every day", "daily"))
    parts = _BETWEEN_DAYS.split(wanted)
    return frozenset(day for part in parts for day in _days_of(part))


def weekday(word: str) -> int | None:
    """Return which day of the week "mon", "monday" or "mondays" is, 0 for Monday."""
    name = plain(word).removesuffix("s") if len(word) > _SHORTEST_DAY else plain(word)
    for number, day in enumerate(_DAYS):
        if len(name) >= _SHORTEST_DAY and day.startswith(name):
            return number
    return None


_QUIET = "Write quiet hours as 22:00-07:00, or off for none."


def read_quiet(typed: str) -> tuple[time, time] | None:
    """Return from when until when it is quiet in "22:00-07:00", None for "off".

    Raises:
        BadSchedule: It is no such pair of times.

    """
    wanted = plain(typed)
    if wanted in {"off", "none", "no", "never"}:
        return None
    try:
        start, end = (read_time(each) for each in _TO.split(wanted))
    except (BadSchedule, ValueError) as error:
        raise BadSchedule(_QUIET) from error
    if start == end:
        raise BadSchedule(_QUIET)
    return start, end


def describe(timetable: Timetable) -> str:
    """Return the timetable in words: "daily at 08:00 and 18:00, Europe/Berlin"."""
    times = _listed([f"{at:%H:%M}" for at in timetable.times])
    said = f"{_days_in_words(timetable.days)} at {times}, {timetable.zone}"
    quiet = describe_quiet(timetable)
    return f"{said}; {quiet}" if quiet else said


def describe_quiet(timetable: Timetable) -> str:
    """Return the quiet hours in words: "silent 22:00-07:00", "" for none."""
    if timetable.quiet is None:
        return ""
    start, end = timetable.quiet
    word = "held" if timetable.quiet_mode is QuietMode.HOLD else "silent"
    return f"{word} {start:%H:%M}-{end:%H:%M}"


def plain(typed: str) -> str:
    """Return what was typed in one spelling of case, width, dashes and spaces."""
    text = unicodedata.normalize("NFKC", typed).casefold()
    return " ".join(_DASH.sub("-", text).split())


def _days_of(part: str) -> frozenset[int]:
    """Return the days of one part of a list; a span may go over the week's end."""
    for name, days in _DAY_SETS.items():
        if part in {name, name.removesuffix("s")}:
            return days
    first, *last = (weekday(end) for end in part.split("-"))
    if first is None or None in last or len(last) > 1:
        said = f"{part[:_SHOWN]} is no day of the week. " if part else ""
        raise BadSchedule(f"{said}Write daily, weekdays, weekends, mon,thu or mon-fri.")
    length = (last[0] - first) % 7 if last and last[0] is not None else 0
    return frozenset((first + step) % 7 for step in range(length + 1))


def _days_in_words(days: frozenset[int]) -> str:
    for name, those in _DAY_SETS.items():
        if days == those:
            return name
    return _listed([_DAYS[day].capitalize() for day in sorted(days)])


def _listed(words: list[str]) -> str:
    """Return the words as a list: "a, b and c"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
