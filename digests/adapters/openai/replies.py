"""What an endpoint answered, before anybody looks into it: a status and a body. Pure.

What it says in words stays here: it may repeat what it was sent, and errors are
logged. Only the short name that it gives to an error is told.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from msgspec import DecodeError, Struct, json

from digests.errors import EndpointError

T = TypeVar("T")

# Statuses of an endpoint that is well and does not take what it was sent.
_REFUSED = frozenset({400, 413, 422})
_WORDS = {
    401: "it does not take the key",
    402: "it wants to be paid first",
    403: "it does not let this key in",
    404: "it has no such model or address",
    413: "it was sent too much",
    429: "it was asked too often",
}
_UNPAID = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
# A gate on the way has waited long enough; behind it there may have been work.
_AT_WORK = frozenset({408, 504, 524})
# What was written and did not fit the schema, as an error shows it.
_WRITTEN = "failed_generation"
# Where somebody has to see to it first, there is no use in asking before long.
_UNTIL_MENDED = frozenset({401, 402, 403, 404})
_MENDED_S = 3600.0
# More is a mistake, or a lie.
_MOST_TOKENS = 10_000_000
_CODE = re.compile(r"[a-z][a-z0-9_.-]{2,59}", re.ASCII | re.IGNORECASE)
_LONGEST_S = 86_400.0


class Said(Struct, frozen=True):
    """A reply: its status, header names in lower case, and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Told(Struct):
    error: Any = None
    code: Any = None
    usage: Any = None

    @property
    def inner(self) -> dict[str, Any]:
        """What it says of the error."""
        return self.error if isinstance(self.error, dict) else {}


def body(said: Said) -> bytes:
    """Return the body of a reply that is one.

    Raises:
        EndpointError: Its status says that it is none.

    """
    if said.status == 200:
        return said.body
    raise fault(said)


def fault(said: Said) -> EndpointError:
    """Return what a reply says that is none, by its status."""
    told = _told(said.body)
    code = _code(told)
    words = _WORDS.get(said.status, "it is in trouble" if said.status >= 500 else "")
    wait_s = None
    if code in _UNPAID:
        words, wait_s = "what it may be paid is used up", _MENDED_S
    elif said.status in _UNTIL_MENDED:
        wait_s = _MENDED_S
    elif said.status in {429, 503}:
        wait_s = _wait_s(said.headers)
    named = f"status {said.status}, {code}" if code else f"status {said.status}"
    return EndpointError(
        f"{words} ({named})" if words else f"it answered with {named}",
        refused=said.status in _REFUSED,
        charged=said.status in _AT_WORK or _has_written(told),
        wait_s=wait_s,
    )


def read(body: bytes, kind: type[T], what: str) -> T:
    """Return a body as what it should be.

    Raises:
        EndpointError: It is not that. It may have been work all the same.

    """
    try:
        return json.decode(body, type=kind)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = f"its answer is no {what}: {error}"
        raise EndpointError(reason, charged=True) from error


def tokens(usage: Any, name: str) -> int | None:
    """Return a number of tokens that was told, None for what can be none."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if type(value) is int and 0 <= value <= _MOST_TOKENS else None


def _told(said: bytes) -> _Told:
    try:
        return read(said, _Told, "error")
    except EndpointError:
        return _Told()


def _has_written(told: _Told) -> bool:
    """Whether it wrote, and then found that to be wrong; some charge for it."""
    return bool(told.usage or told.inner.get("usage")) or _WRITTEN in told.inner


def _code(told: _Told) -> str:
    """Return an error's short name, "" where it has none."""
    for each in (told.inner.get("code"), told.inner.get("type"), told.code):
        if isinstance(each, str) and _CODE.fullmatch(each):
            return each
    return ""


def _wait_s(headers: Mapping[str, str]) -> float | None:
    """Return how long it asks to be left alone; None where it does not, or oddly."""
    asked = headers.get("retry-after", "")[:64]
    try:
        seconds = float(asked)
    except ValueError:
        # By its own clock: ours may differ.
        until, now = _date(asked), _date(headers.get("date", ""))
        seconds = (until - now).total_seconds() if until and now else -1.0
    return min(seconds, _LONGEST_S) if seconds >= 0 else None


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text[:64]).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
