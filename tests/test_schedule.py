"""Runs by the wall clock: through summer time, outages and clocks that jump."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import BadSchedule
from digests.schedule import (
    GRACE,
    due,
    first_run,
    held_at,
    next_run,
    silent_at,
)
from digests.timetables import EVERY_DAY, QuietMode, Timetable, Timing, Turn


def next_runs(timetable: Timetable, after: datetime, count: int) -> list[datetime]:
    runs: list[datetime] = []
    while len(runs) < count:
        runs.append(after := next_run(timetable, after))
    return runs


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BERLIN = "Europe/Berlin"
MORNING = Timetable((time(8),), BERLIN)
NIGHT = (time(22), time(7))
ODD_ZONES = (
    "Asia/Kathmandu",  # +5:45
    "Pacific/Kiritimati",  # +14
    "Pacific/Pago_Pago",  # -11
    "Pacific/Chatham",  # +12:45, +13:45
    "Australia/Lord_Howe",  # half an hour of summer time
    "Africa/Casablanca",  # off summer time for Ramadan
    "Africa/Cairo",  # changes at midnight
    "Asia/Beirut",
    "America/Havana",
    "America/Nuuk",  # changes on the evening before
    "America/St_Johns",
    BERLIN,
    "America/New_York",
)


def at(text: str, zone: str = BERLIN, fold: int = 0) -> datetime:
    """The moment when clocks in the zone show that, for the first or second time."""
    wall = datetime.fromisoformat(text)
    return wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def local(moment: datetime, zone: str = BERLIN) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def shown(day: date, clock: time, zone: str) -> datetime:
    """When clocks in the zone first show that time or, where it is skipped, a later."""
    wall = datetime.combine(day, clock)
    while True:
        moment = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall:
            return moment
        wall += MINUTE


def test_half_past_two_comes_once_a_day_in_forty_zones_for_two_years():
    """SAFETY 69, 70."""
    seed = random.randrange(2**32)
    chosen = random.Random(seed)
    others = sorted(available_timezones() - {*ODD_ZONES, "localtime"})
    zones = [*ODD_ZONES, *chosen.sample(others, 40 - len(ODD_ZONES))]
    first = date(2026, 1, 1) + timedelta(chosen.randrange(365))
    days = [first + timedelta(n) for n in range(730)]
    for zone in zones:
        timetable = Timetable((time(2, 30),), zone)
        expected = [shown(day, time(2, 30), zone) for day in days]
        assert next_runs(timetable, expected[0] - MINUTE, 730) == expected, (seed, zone)


@pytest.mark.parametrize(
    ("zone", "day", "runs"),
    [
        (BERLIN, "2026-03-29", ["2026-03-29 03:00", "2026-03-30 02:30"]),
        (BERLIN, "2026-10-25", ["2026-10-25 02:30", "2026-10-26 02:30"]),
        ("Australia/Lord_Howe", "2026-10-04", ["2026-10-04 02:30", "2026-10-05 02:30"]),
        ("Africa/Casablanca", "2026-02-15", ["2026-02-15 02:30", "2026-02-16 02:30"]),
        ("Africa/Casablanca", "2026-03-22", ["2026-03-22 03:00", "2026-03-23 02:30"]),
    ],
)
def test_a_changed_clock_neither_drops_nor_doubles_a_run(zone, day, runs):
    """SAFETY 70."""
    timetable = Timetable((time(2, 30),), zone)
    found = next_runs(timetable, at(f"{day} 00:00", zone), 2)
    assert [local(run, zone) for run in found] == runs


def test_what_ran_in_the_first_of_two_equal_hours_does_not_run_in_the_second():
    """SAFETY 70."""
    timetable = Timetable((time(2, 30),), BERLIN)
    again = at("2026-10-25 02:10", fold=1)
    assert local(next_run(timetable, again)) == "2026-10-26 02:30"


@pytest.mark.parametrize(
    ("times", "days", "after", "runs"),
    [
        # The leap day is a day.
        ("08:00", EVERY_DAY, "2028-02-28 09:00", ["2028-02-29 08:00"]),
        ("08:00", EVERY_DAY, "2028-02-29 09:00", ["2028-03-01 08:00"]),
        ("08:00", EVERY_DAY, "2027-02-28 09:00", ["2027-03-01 08:00"]),
        # Monday is 0, Sunday 6; the week goes round.
        ("08:00", {0}, "2026-11-25 00:00", ["2026-11-30 08:00", "2026-12-07 08:00"]),
        ("08:00", {6}, "2026-11-25 00:00", ["2026-11-29 08:00", "2026-12-06 08:00"]),
        ("08:00", {5, 0}, "2026-11-28 08:00", ["2026-11-30 08:00", "2026-12-05 08:00"]),
        # 00:00 belongs to the day that it begins, over the ends of months and years.
        ("00:00", {0}, "2026-11-29 12:00", ["2026-11-30 00:00"]),
        ("00:00", EVERY_DAY, "2026-12-31 00:00", ["2027-01-01 00:00"]),
        # Later means later.
        ("08:00", EVERY_DAY, "2026-11-25 08:00", ["2026-11-26 08:00"]),
    ],
)
def test_days_are_those_of_the_calendar(times, days, after, runs):
    """SAFETY 71."""
    timetable = Timetable((time.fromisoformat(times),), BERLIN, frozenset(days))
    found = next_runs(timetable, at(after), len(runs))
    assert [local(run) for run in found] == runs


def test_quiet_hours_hold_several_runs_for_one_in_the_morning():
    times = (time(6), time(12), time(22), time(23, 30))
    timetable = Timetable(times, BERLIN, frozenset({4}), NIGHT, QuietMode.HOLD)
    found = [local(run) for run in next_runs(timetable, at("2026-11-27 00:00"), 4)]
    assert found == [
        "2026-11-27 07:00",
        "2026-11-27 12:00",
        "2026-11-28 07:00",
        "2026-12-04 07:00",
    ]


@pytest.mark.parametrize(
    ("clock", "quiet", "within"),
    [
        ("21:59", NIGHT, False),
        ("22:00", NIGHT, True),
        ("00:00", NIGHT, True),
        ("06:59", NIGHT, True),
        ("07:00", NIGHT, False),
        ("13:00", (time(13), time(14)), True),
        ("14:00", (time(13), time(14)), False),
        ("03:00", None, False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(
    clock, quiet, within
):
    moment = at(f"2026-11-25 {clock}")
    silent = Timetable((time(8),), BERLIN, quiet=quiet)
    held = Timetable((time(8),), BERLIN, EVERY_DAY, quiet, QuietMode.HOLD)
    assert (silent_at(silent, moment), held_at(silent, moment)) == (within, False)
    assert (silent_at(held, moment), held_at(held, moment)) == (False, within)


START = datetime(2025, 1, 1, tzinfo=UTC)
SLOT = at("2026-11-25 08:00")


@pytest.mark.parametrize(
    ("now", "timing", "following"),
    [
        (SLOT - MINUTE, Timing.NOT_YET, SLOT),
        (SLOT, Timing.ON_TIME, SLOT + DAY),
        (SLOT + GRACE, Timing.ON_TIME, SLOT + DAY),
        # Down, or asleep, for 1 h, 8 h and 3 d.
        (SLOT + HOUR, Timing.LATE, SLOT + DAY),
        (SLOT + 8 * HOUR, Timing.LATE, SLOT + DAY),
        (SLOT + 3 * DAY + HOUR, Timing.LATE, SLOT + 4 * DAY),
        (SLOT + 400 * DAY - HOUR, Timing.LATE, at("2027-12-30 08:00")),
    ],
)
def test_whatever_was_missed_is_made_up_for_once(now, timing, following):
    """SAFETY 67, 68."""
    assert due(MORNING, SLOT, now) == Turn(timing, following)


def runs_made(timetable: Timetable, slot: datetime, clock: list[datetime]):
    """Live through these readings of the clock: which runs are made, and how."""
    made = []
    for now in clock:
        turn = due(timetable, slot, now)
        if turn.timing is not Timing.NOT_YET:
            made.append((slot, turn.timing))
        slot = turn.next_run
    return made


def ticks(start: datetime, length: timedelta) -> list[datetime]:
    return [start + n * 10 * MINUTE for n in range(length // (10 * MINUTE))]


@pytest.mark.parametrize("jump", [-DAY, -HOUR, -MINUTE, MINUTE, HOUR, 8 * HOUR, DAY])
@pytest.mark.parametrize("hour", [0, 8, 9, 23])
def test_a_clock_that_jumps_doubles_no_run_and_starts_no_storm(jump, hour):
    """SAFETY 67."""
    start = SLOT - 2 * HOUR
    before = ticks(start, 6 * DAY + hour * HOUR)
    after = ticks(before[-1] + jump, 4 * DAY)
    made = runs_made(MORNING, SLOT, before + after)
    slots = [slot for slot, _ in made]
    assert len(set(slots)) == len(slots)
    assert slots == sorted(slots)
    # Every slot that the clock came by has its run, and no other, but that a jump
    # over several is made up for by one.
    assert slots == [SLOT + n * DAY for n in range((after[-1] - SLOT) // DAY + 1)]
    late = [slot for slot, timing in made if timing is Timing.LATE]
    assert len(late) <= 1
    assert not late or jump > GRACE


def test_a_clock_that_was_a_year_ahead_does_not_silence_the_schedule():
    """SAFETY 67."""
    stored = SLOT + 365 * DAY
    assert due(MORNING, stored, SLOT - HOUR) == Turn(Timing.NOT_YET, SLOT)
    assert first_run(MORNING, SLOT - HOUR, stored) == SLOT


def test_a_changed_schedule_does_not_repeat_what_ran_before_the_clock_went_back():
    """SAFETY 67."""
    assert first_run(MORNING, SLOT - HOUR) == SLOT
    assert first_run(MORNING, SLOT - HOUR, SLOT - DAY) == SLOT
    assert first_run(MORNING, SLOT - DAY, SLOT) == SLOT + DAY


def test_what_was_missed_waits_for_the_end_of_quiet_hours_too():
    held = Timetable((time(8), time(21)), BERLIN, EVERY_DAY, NIGHT, QuietMode.HOLD)
    slot = at("2026-11-25 21:00")
    assert due(held, slot, at("2026-11-25 23:00")) == Turn(Timing.NOT_YET, slot)
    morning = Turn(Timing.LATE, at("2026-11-26 08:00"))
    assert due(held, slot, at("2026-11-26 07:00")) == morning


def test_a_run_at_the_edge_of_quiet_hours_is_not_held_for_being_a_moment_late():
    held = Timetable((time(21, 59),), BERLIN, EVERY_DAY, NIGHT, QuietMode.HOLD)
    turn = due(held, at("2026-11-25 21:59"), at("2026-11-25 22:01"))
    assert turn.timing is Timing.ON_TIME


def test_a_zone_that_is_none_is_refused_by_name():
    """SAFETY 69."""
    with pytest.raises(BadSchedule, match="no time zone called Atlantis/Poseidonis"):
        next_run(Timetable((time(8),), "Atlantis/Poseidonis"), SLOT)


moments = st.timedeltas(timedelta(0), 1500 * DAY).map(lambda since: START + since)
# No timetable says which of two equal hours it means.
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0))
timetables = st.builds(
    Timetable,
    st.sets(clocks, min_size=1, max_size=4).map(lambda s: tuple(sorted(s))),
    st.sampled_from(ODD_ZONES),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | st.tuples(clocks, clocks).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from(QuietMode),
)


def by_the_calendar(timetable: Timetable, after: datetime) -> datetime:
    """Go through the days and times one by one, without any crontab."""
    start = after.astimezone(ZoneInfo(timetable.zone)).date() - 2 * DAY
    held = timetable.quiet if timetable.quiet_mode is QuietMode.HOLD else None
    found = []
    for day in (start + timedelta(n) for n in range(12)):
        for clock in timetable.times if day.weekday() in timetable.days else ():
            wall = datetime.combine(day, clock)
            while held and in_quiet(wall.time(), held):
                wall += MINUTE
            found.append(shown(wall.date(), wall.time(), timetable.zone))
    return min(moment for moment in found if moment > after)


def in_quiet(clock: time, quiet: tuple[time, time]) -> bool:
    start, end = quiet
    if start < end:
        return start <= clock < end
    return not end <= clock < start


@given(timetables, moments)
def test_the_next_run_is_the_first_that_the_calendar_shows(timetable, after):
    """SAFETY 69, 70."""
    found = next_run(timetable, after)
    assert found > after
    assert found.tzinfo is UTC
    assert found == by_the_calendar(timetable, after)


@given(timetables, moments, st.timedeltas(-2 * DAY, 3 * DAY))
def test_what_is_stored_next_is_always_to_come(timetable, now, ago):
    """SAFETY 68."""
    turn = due(timetable, now - ago, now)
    assert turn.next_run > now or turn == Turn(Timing.NOT_YET, now - ago)
    assert turn.timing is not Timing.NOT_YET or ago < timedelta(0) or ago > GRACE
