"""How long, and when, a feed asks to be left alone."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOUR = re.compile(rb"<hour>\s{0,9}(\d{1,2})\s{0,9}</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s{0,9}([a-z]{3})[a-z]{0,9}\s{0,9}</day>", re.IGNORECASE)
_MOST_BYTES = 4096


def ttl_of(about: Mapping[str, Any]) -> timedelta | None:
    """Return how long the feed says that it stays as it is: `ttl`, or syndication.

    Args:
        about: What feedparser read of the feed itself.

    """
    minutes = _number(about.get("ttl"))
    if minutes:
        return timedelta(minutes=minutes)
    period = _PERIODS.get(str(about.get("sy_updateperiod") or "").strip().lower())
    return period / (_number(about.get("sy_updatefrequency")) or 1) if period else None


def skip_hours_of(document: bytes) -> frozenset[int]:
    """Return the hours (UTC) in which the feed asks not to be read; 24 is 0."""
    found = _HOUR.findall(_part(document, b"skipHours"))
    return frozenset(int(hour) % 24 for hour in found if int(hour) <= 24)


def skip_days_of(document: bytes) -> frozenset[int]:
    """Return the days on which it asks so, 0 Monday to 6 Sunday."""
    found = _DAY.findall(_part(document, b"skipDays"))
    named = (day.decode().lower() for day in found)
    return frozenset(_DAYS.index(day) for day in named if day in _DAYS)


def _part(document: bytes, name: bytes) -> bytes:
    start = document.find(b"<" + name)
    if start < 0:
        return b""
    return document[start : start + _MOST_BYTES].partition(b"</" + name)[0]


def _number(value: object) -> int:
    """Return a whole number of up to six digits, 0 for anything else."""
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0
