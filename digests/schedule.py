"""When a schedule is due: calendar arithmetic over IANA zones. Pure.

The only home of cronsim. What is stored between runs is the next run alone; it
moves on from the later of itself and now, so that however the clock jumps or the
bot sleeps, no run comes twice and at most one is made up for.
"""

from datetime import UTC, datetime, time, timedelta

from cronsim import CronSim

from digests.timetables import QuietMode, Timetable, Timing, Turn
from digests.zones import zone_of

# A run that comes no later than so is on time.
GRACE = timedelta(minutes=15)
# No timetable, a run skipped and then another, reaches farther: beyond it, the
# run was stored while the clock was wrong.
FARTHEST = timedelta(days=15)


def next_run(timetable: Timetable, after: datetime) -> datetime:
    """Return the first moment later than *after* at which the timetable is due.

    The wall clock is the promise: 08:00 stays 08:00 through a change to or from
    summer time. Where the clocks skip that minute the run comes when they go on;
    where they repeat it, the first time only. Runs that quiet hours hold come when
    these end, several as one.

    Raises:
        BadSchedule: There is no such zone.

    """
    return min(_next_of(cron, timetable.zone, after) for cron in _crons(timetable))


def first_run(
    timetable: Timetable, now: datetime, last_slot: datetime | None = None
) -> datetime:
    """Return the run to store for a schedule that is new, changed or resumed.

    It is later than *last_slot*, the last run that was made, even where the clock
    has been set back since.
    """
    slot = last_slot or now
    return next_run(timetable, now if slot - now > FARTHEST else max(slot, now))


def due(timetable: Timetable, slot: datetime, now: datetime) -> Turn:
    """Return what is to be done at *now* about the stored run *slot*.

    However many runs were missed, there is one turn for them, which is late. Where
    quiet hours hold posts, a late one waits for their end too.
    """
    if slot - now > FARTHEST:
        return Turn(Timing.NOT_YET, next_run(timetable, now))
    late = now - slot > GRACE
    if slot > now or (late and held_at(timetable, now)):
        return Turn(Timing.NOT_YET, slot)
    timing = Timing.LATE if late else Timing.ON_TIME
    return Turn(timing, next_run(timetable, now))


def silent_at(timetable: Timetable, moment: datetime) -> bool:
    """Tell whether a post at that moment should come without a sound."""
    return timetable.quiet_mode is QuietMode.SILENT and _quiet_at(timetable, moment)


def held_at(timetable: Timetable, moment: datetime) -> bool:
    """Tell whether a post should wait at that moment for the end of quiet hours."""
    return timetable.quiet_mode is QuietMode.HOLD and _quiet_at(timetable, moment)


def _next_of(cron: str, zone: str, after: datetime) -> datetime:
    """Return the first run later than *after* of one line of a crontab."""
    runs = (
        run.astimezone(UTC) for run in CronSim(cron, after.astimezone(zone_of(zone)))
    )
    # In the hour that comes twice, cronsim goes by the clock and offers what was.
    return next(run for run in runs if run > after)


def _crons(timetable: Timetable) -> set[str]:
    """Return the timetable as lines of a crontab, for a held time its later one."""
    pairs = ((at, timetable.days) for at in timetable.times)
    if timetable.quiet and timetable.quiet_mode is QuietMode.HOLD:
        quiet = timetable.quiet
        pairs = (_held(at, days, quiet) for at, days in pairs)
    return {_cron(at, days) for at, days in pairs}


def _held(
    at: time, days: frozenset[int], quiet: tuple[time, time]
) -> tuple[time, frozenset[int]]:
    """Return when a run comes that quiet hours hold to their end."""
    if not _within(at, quiet):
        return at, days
    end = quiet[1]
    # Before midnight, they end on the morning after.
    return end, frozenset((day + (at > end)) % 7 for day in days)


def _cron(at: time, days: frozenset[int]) -> str:
    # Cron's Monday is 1, and its 7 is Sunday, as its 0 is.
    return f"{at.minute} {at.hour} * * {','.join(str(d + 1) for d in sorted(days))}"


def _quiet_at(timetable: Timetable, moment: datetime) -> bool:
    local = moment.astimezone(zone_of(timetable.zone))
    return timetable.quiet is not None and _within(local.time(), timetable.quiet)


def _within(at: time, quiet: tuple[time, time]) -> bool:
    """Tell whether that time of day is in quiet hours."""
    start, end = quiet
    return start <= at < end if start < end else at >= start or at < end
