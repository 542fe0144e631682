"""Times that a question names, in the calendar of those who ask: dateparser's home.

What looks like a time is found here, in the tongues that are read; what it means is
dateparser's to say.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateparser.date import DateDataParser

from digests.asked import Span
from digests.zones import zone_of

_LANGUAGES = ["en", "de", "fr", "es", "ru", "uk", "zh", "ar"]
_YEARS = range(1990, 2200)

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|"
    "december|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|"
    "marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|"
    "décembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|"
    "ноября|декабря"
)
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|"
    "mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|"
    "viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье"
)
_UNITS = "hours?|days?|weeks?|months?|stunden?|tage[n]?|wochen?|monate[n]?"
# A date alone, as it follows "since"; no bare "may", which is more often a verb.
_DATE = (
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of| de)? (?:{_MONTHS})"
    rf"(?:,? \d{{4}})?|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? \d{{4}})?"
    rf"|(?:{_MONTHS}) \d{{4}}"
)
_RELATIVE = (
    "today|yesterday|(?:last|this) (?:week|month|year)|heute|gestern|vorgestern|"
    "(?:letzte[nrs]?|diese[nrs]?) (?:woche|monats?|jahr)|hoy|ayer|anteayer|"
    "(?:la semana|el mes|el año) pasad[ao]|esta semana|aujourd'hui|hier|avant-hier|"
    "(?:la semaine|le mois) derni[eè]re?|сегодня|вчера|позавчера|"
    "на прошлой неделе|в прошлом месяце"
)
_AGO = rf"\d{{1,3}} (?:{_UNITS}) ago|vor \d{{1,3}} (?:{_UNITS})"
_ANY = rf"{_DATE}|{_RELATIVE}|{_AGO}|(?:last )?(?:{_WEEKDAYS})|(?:{_MONTHS})"
# Without word edges: nothing parts words there.
_UNPARTED = "今天|昨天|前天|上周|本周|上个月|اليوم|أمس|الأسبوع الماضي"

_SINCE = re.compile(
    rf"(?:\bsince:\s*(?P<typed>[\w:-]+)|\b(?:since|seit|desde|depuis|с)(?: the| dem|"
    rf" el| le)? (?P<named>{_ANY})\b)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:in|over|within|during) the (?:last|past) (?P<count>\d{{1,3}}) "
    rf"(?P<unit>{_UNITS})\b",
    re.IGNORECASE,
)
# "2h", "3 hours ago", "vor 3 Stunden".
_COUNTED = re.compile(
    rf"(?:vor )?(?P<count>\d{{1,3}})\s?(?P<unit>{_UNITS}|[hdw])(?: ago)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(_WEEKDAYS, re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?:(?:on|am|el|le|в|во) )?(?P<day>{_DATE}|(?:last )?(?:{_WEEKDAYS}))\b"
    rf"|\b(?P<relative>{_RELATIVE}|{_AGO})\b|(?P<unparted>{_UNPARTED})"
    rf"|\b(?:in|im|en|last|this|during|letzten) "
    rf"(?P<month>(?:{_MONTHS})(?: \d{{4}})?)\b",
    re.IGNORECASE,
)


_LENGTHS = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "ho": timedelta(hours=1),
    "st": timedelta(hours=1),
    "da": timedelta(days=1),
    "ta": timedelta(days=1),
    "we": timedelta(weeks=1),
    "wo": timedelta(weeks=1),
    "mo": timedelta(days=30),
}


class Named(NamedTuple):
    """A time as a question names it: what it means, where it stands, and how firmly."""

    span: Span
    place: tuple[int, int]
    firm: bool


class _Found(NamedTuple):
    start: datetime
    period: str


def named_time(question: str, now: datetime, zone: str) -> Named | None:
    """Return the time that a question names, None where it names none.

    "Since" asks for what came from then on; any other time for what was published
    in it. What was on a day is told on that day or the next.
    """
    local = now.astimezone(zone_of(zone)).replace(tzinfo=None)
    if within := _WITHIN.search(question):
        length = int(within["count"]) * _LENGTHS[within["unit"][:2].lower()]
        return Named(Span(now - length), within.span(), True)
    since = _SINCE.search(question)
    if since and (start := _start(since["typed"] or since["named"], now, zone)):
        return Named(Span(start), since.span(), True)
    for match in _NAMED.finditer(question):
        words = match["day"] or match["relative"] or match["unparted"] or match["month"]
        if found := _parsed(words, local):
            start, end = _bounds(found)
            late = timedelta(days=1) if match["day"] else timedelta(0)
            return Named(_span(start, end + late, zone), match.span(), False)
    return None


def _start(words: str, now: datetime, zone: str) -> datetime | None:
    """Return since when; what is counted back is counted from now."""
    if ago := _COUNTED.fullmatch(words):
        return now - int(ago["count"]) * _LENGTHS[ago["unit"][:2].lower()]
    local = now.astimezone(zone_of(zone)).replace(tzinfo=None)
    found = _parsed(words, local)
    return _span(_bounds(found)[0], None, zone).since if found else None


def _parsed(words: str, local: datetime) -> _Found | None:
    day = local.date()
    if _WEEKDAY.fullmatch(words):
        # A weekday alone is the last one, and today is one of them.
        day += timedelta(days=1)
    return _read(words, day)


@lru_cache(maxsize=256)
def _read(words: str, day: date) -> _Found | None:
    """Return what such words mean to who asks on that day; to read them takes long."""
    found = _parser(day).get_date_data(words)
    if found.date_obj is None or found.date_obj.year not in _YEARS:
        return None
    return _Found(found.date_obj.replace(tzinfo=None), found.period or "day")


@lru_cache(maxsize=8)
def _parser(day: date) -> DateDataParser:
    """Return the parser for who asks on that day; to load its tongues takes long."""
    settings = {
        "RELATIVE_BASE": datetime.combine(day, time(12)),
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=_LANGUAGES, settings=settings)


def _bounds(found: _Found) -> tuple[datetime, datetime]:
    """Return the beginning and the end of the day, week, month or year."""
    day = datetime.combine(found.start.date(), time.min)
    if found.period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(weeks=1)
    if found.period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1)
    if found.period == "year":
        first = day.replace(month=1, day=1)
        return first, first.replace(year=first.year + 1)
    return day, day + timedelta(days=1)


def _span(start: datetime, end: datetime | None, zone: str) -> Span:
    here = zone_of(zone)

    def utc(wall: datetime) -> datetime:
        return wall.replace(tzinfo=here).astimezone(UTC)

    return Span(utc(start), utc(end) if end else None)
