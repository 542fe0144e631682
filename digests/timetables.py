"""The nouns of schedules: what people ask for, and what a moment means for it.

A timetable speaks of wall clocks in its zone; every moment is aware and in UTC.
`digests.schedule` does the arithmetic.
"""

from datetime import datetime, time
from enum import StrEnum

from msgspec import Struct

EVERY_DAY = frozenset(range(7))


class QuietMode(StrEnum):
    """What quiet hours do: posts come without a sound, or wait for their end."""

    SILENT = "silent"
    HOLD = "hold"


class Changed(StrEnum):
    """What becomes of a post when what it prints is gone from its article."""

    IGNORE = "ignore"
    EDIT = "edit"
    NOTE = "note"


class Missed(StrEnum):
    """What becomes of runs that were missed: one edition for all of them, or none."""

    COMBINE = "combine"
    SKIP = "skip"


class Timetable(Struct, frozen=True):
    """When a schedule is due, by the clocks of `zone` (an IANA name).

    There is at least one time and one day; times are sorted, each once; days are
    0 Monday to 6 Sunday. `quiet` is from when (included) until when (excluded),
    over midnight where it begins later than it ends.
    """

    times: tuple[time, ...]
    zone: str
    days: frozenset[int] = EVERY_DAY
    quiet: tuple[time, time] | None = None
    quiet_mode: QuietMode = QuietMode.SILENT


class Timing(StrEnum):
    """How a stored run stands to now."""

    NOT_YET = "not yet"
    ON_TIME = "on time"
    LATE = "late"


class Turn(Struct, frozen=True):
    """What is to be done about a stored run: `timing`, and what to store as the next.

    Where it is not yet, `next_run` is the stored one, but for a run that lies too
    far ahead to be believed.
    """

    timing: Timing
    next_run: datetime
