"""From what a feed calls a date to a moment, or to none."""

import calendar
from datetime import UTC, datetime, timedelta
from time import struct_time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_LAST = datetime(2100, 1, 1, tzinfo=UTC)


def moment(parsed: struct_time | None) -> datetime | None:
    """Return feedparser's UTC fields as a moment; None outside 1990 to 2099.

    A clock is needed to tell more: what lies in the future is the caller's to
    judge.
    """
    if parsed is None:
        return None
    try:
        return _sane(_EPOCH + timedelta(seconds=calendar.timegm(parsed)))
    except (OverflowError, ValueError):
        return None


def moment_of(text: object) -> datetime | None:
    """Return an ISO 8601 or RFC 3339 date as a moment, None for anything else.

    A date without a zone is taken for UTC.
    """
    if not isinstance(text, str) or len(text) > 64:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return _sane(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (OverflowError, ValueError):
        return None


def _sane(found: datetime) -> datetime | None:
    found = found.astimezone(UTC)
    return found if _FIRST <= found < _LAST else None
