"""When a feed is asked next: pure arithmetic over what it and its server say.

Polls are 15 minutes to 24 hours apart. A feed's polls fall on a grid of its own,
whose phase comes from a hash of its address: after a restart, or a night without
network, two thousand feeds spread again as they were, and none drifts.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from msgspec import Struct

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
# For a feed of which nothing is known yet.
FIRST_INTERVAL = timedelta(hours=1)
_LADDER = (
    SHORTEST,
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
    LONGEST,
)
# Settles where one poll in four or five finds something; a quiet night slows a
# busy feed to two hours and no further, a dead one comes to a day within a week.
_FASTER = 0.6
_SLOWER = 1.15
# A poll that comes a little late must not have to wait for the grid's next line.
_GRACE = 1 + 1 / 15
_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Hints(Struct, frozen=True):
    """What a feed and its server ask of those who poll it.

    `cache` is how long the reply says that it holds, `ttl` the same from the
    feed; `skip_hours` (0 to 23, UTC) and `skip_days` (0 Monday to 6 Sunday) are
    when nobody should come.
    """

    cache: timedelta | None = None
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


def next_poll(
    url: str, now: datetime, interval: timedelta, hints: Hints | None = None
) -> datetime:
    """Return when to ask again, 15 minutes to 24 hours from now.

    Never sooner than the hints ask, as far as that lies within the day. The
    interval is followed on average: the first poll after a pause may come sooner,
    for then the feed returns to its grid.
    """
    hints = hints or Hints()
    least = _clamped(max(hints.cache or SHORTEST, hints.ttl or SHORTEST))
    spacing = max(_rung_below(interval), _rung_above(least) * _GRACE)
    due = _on_grid(url, now + least, spacing)
    return min(_when_welcome(url, due, hints), now + LONGEST)


def adapted(interval: timedelta, changed: bool) -> timedelta:
    """Return the interval after a poll that did or did not find something new."""
    return _clamped(interval * (_FASTER if changed else _SLOWER))


def after_failure(
    url: str, now: datetime, failures: int, retry_after: str = ""
) -> datetime:
    """Return when to ask a feed again that failed, 15 minutes to 24 hours from now.

    Args:
        url: The feed's address.
        now: When it failed.
        failures: How often in a row, this time included.
        retry_after: The server's header of that name, in whatever form.

    """
    # 2 ** 7 quarters of an hour are more than a day.
    wait = _clamped(SHORTEST * 2 ** max(0, min(failures - 1, 7)))
    asked = asked_to_wait(retry_after, now)
    if asked is not None and asked >= wait:
        return now + _clamped(asked)
    # Those that failed together, with our own network, come back apart.
    return now + _clamped(wait * (1 + _fraction(url) / 4))


def asked_to_wait(header: str, now: datetime) -> timedelta | None:
    """Return how long a Retry-After header asks to wait; None where it does not."""
    wait = _seconds(header)
    if wait is not None:
        return wait
    date = _date(header)
    return max(date - now, timedelta()) if date else None


def cache_time(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long a reply says that it holds; None where it does not say.

    Args:
        headers: Names in lower case.

    """
    control = headers.get("cache-control", "").lower()
    rules = dict(_directives(control))
    if "no-store" in rules or "no-cache" in rules:
        return None
    if "max-age" in rules:
        whole = _seconds(rules["max-age"])
        age = _seconds(headers.get("age", "")) or timedelta()
        return max(timedelta(), whole - age) if whole is not None else None
    until, since = _date(headers.get("expires", "")), _date(headers.get("date", ""))
    return max(timedelta(), until - since) if until and since else None


def _on_grid(url: str, earliest: datetime, spacing: timedelta) -> datetime:
    phase = _EPOCH + spacing * _fraction(url)
    return phase + math.ceil((earliest - phase) / spacing) * spacing


def _fraction(url: str) -> float:
    """Return a number from 0 to 1 that is the address's own."""
    digest = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def _when_welcome(url: str, due: datetime, hints: Hints) -> datetime:
    """Return the time, or one in the first hour after it that is not to be skipped.

    Who asks never to be read is read all the same.
    """
    hour = due.replace(minute=0, second=0, microsecond=0)
    for ahead in range(25):
        at = hour + ahead * _HOUR
        if at.hour not in hints.skip_hours and at.weekday() not in hints.skip_days:
            # Not all at the stroke of the hour.
            return at + _HOUR * _fraction(url) if ahead else due
    return due if len(hints.skip_hours) == 24 else hour + 24 * _HOUR


def _clamped(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)


def _rung_below(interval: timedelta) -> timedelta:
    return max((rung for rung in _LADDER if rung <= interval), default=SHORTEST)


def _rung_above(least: timedelta) -> timedelta:
    return min(rung for rung in _LADDER if rung >= least)


def _directives(control: str) -> Iterator[tuple[str, str]]:
    for part in control.split(","):
        name, _, value = part.partition("=")
        yield name.strip(), value.strip().strip('"')


def _seconds(text: str) -> timedelta | None:
    """Return so many seconds, at most a year; None where it is no number."""
    try:
        seconds = float(text[:32])
    except ValueError:
        return None
    if math.isnan(seconds):
        return None
    return timedelta(seconds=max(0.0, min(seconds, 365 * 86400.0)))


def _date(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text[:64])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
