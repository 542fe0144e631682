"""Times, days and quiet hours as people write them."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import BadSchedule
from digests.timetables import QuietMode, Timetable
from digests.timewords import describe, read_days, read_quiet, read_times


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("8:00", "08:00"),
        ("8am", "08:00"),
        ("8 a.m.", "08:00"),
        ("8.30", "08:30"),
        ("830", "08:30"),
        ("1830", "18:30"),
        ("20h", "20:00"),
        ("20h30", "20:30"),
        ("8 Uhr", "08:00"),
        ("8 o’clock", "08:00"),
        ("18：00", "18:00"),
        ("٨:٣٠", "08:30"),
        ("12am", "00:00"),
        ("12 PM", "12:00"),
        ("midnight", "00:00"),
        ("24:00", "00:00"),
        ("08:00,18:00", "08:00 18:00"),
        ("18:00, 8:00, 8am,", "08:00 18:00"),
        ("8:00 18:00", "08:00 18:00"),
        ("8am and 6:30 pm", "08:00 18:30"),
        ("noon, 6:30 pm", "12:00 18:30"),
    ],
)
def test_times_are_understood_as_people_write_them(typed, times):
    """SAFETY 71."""
    assert " ".join(f"{at:%H:%M}" for at in read_times(typed)) == times


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " , ",
        "25:00",
        "24:01",
        "8:60",
        "13pm",
        "0am",
        "08:00:30",
        "8-9",
        "soon",
        "31st",
        "8:00, later",
        "-8:00",
        "1e3",
        "9" * 10_000,
    ],
)
def test_what_is_no_time_is_refused_with_an_example(typed):
    """SAFETY 71."""
    with pytest.raises(BadSchedule, match="Write 08:00") as refusal:
        read_times(typed)
    assert len(refusal.value.problem) < 200


def test_no_more_times_than_a_day_has_hours():
    with pytest.raises(BadSchedule, match="24 times a day are the most"):
        read_times(",".join(f"{n // 2}:{n % 2}5" for n in range(25)))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("daily", {0, 1, 2, 3, 4, 5, 6}),
        ("Every day", {0, 1, 2, 3, 4, 5, 6}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("weekend", {5, 6}),
        ("mon,thu", {0, 3}),
        ("monday, thursday", {0, 3}),
        ("Tues and Thurs", {1, 3}),
        ("sundays", {6}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("wed – fri", {2, 3, 4}),
        ("sat to mon", {5, 6, 0}),
        ("weekends, wed", {2, 5, 6}),
        ("mon-mon", {0}),
    ],
)
def test_days_are_understood_as_people_write_them(typed, days):
    """SAFETY 71."""
    assert read_days(typed) == days


@pytest.mark.parametrize(
    "typed", ["", "31st", "m", "monkey", "mon-", "-", "mon-tue-wed"]
)
def test_what_is_no_day_of_the_week_is_refused_with_what_is_one(typed):
    """SAFETY 71."""
    with pytest.raises(BadSchedule, match="Write daily, weekdays, weekends"):
        read_days(typed)


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [
        ("22:00-07:00", (time(22), time(7))),
        ("10pm to 7am", (time(22), time(7))),
        ("22–7", (time(22), time(7))),
        ("off", None),
    ],
)
def test_quiet_hours_are_understood_as_people_write_them(typed, quiet):
    assert read_quiet(typed) == quiet


@pytest.mark.parametrize("typed", ["", "22:00", "8-8", "1-2-3", "night"])
def test_what_is_no_span_of_the_day_is_refused(typed):
    with pytest.raises(BadSchedule, match="Write"):
        read_quiet(typed)


def test_a_timetable_is_said_in_a_line():
    twice = Timetable((time(8), time(18)), "Europe/Berlin", quiet=(time(22), time(7)))
    assert describe(twice) == (
        "daily at 08:00 and 18:00, Europe/Berlin; silent 22:00-07:00"
    )
    held = Timetable(
        (time(6), time(12), time(18)),
        "UTC",
        frozenset({0, 3}),
        (time(22), time(7)),
        QuietMode.HOLD,
    )
    assert describe(held) == (
        "Monday and Thursday at 06:00, 12:00 and 18:00, UTC; held 22:00-07:00"
    )
    assert describe(Timetable((time(0),), "UTC", frozenset({5, 6}))) == (
        "weekends at 00:00, UTC"
    )


@given(
    st.sets(
        st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)), min_size=1
    ),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_what_is_said_is_understood(times, days):
    said = describe(Timetable(tuple(sorted(times)[:24]), "UTC", days))
    words, _, clocks = said.removesuffix(", UTC").partition(" at ")
    assert read_days(words) == days
    assert read_times(clocks) == tuple(sorted(times)[:24])


@given(st.text())
def test_any_text_is_understood_or_refused(typed):
    for read in (read_times, read_days, read_quiet):
        with suppress(BadSchedule):
            read(typed)
