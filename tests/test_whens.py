"""Moments as people name them, for `since` and for `until`."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import BadSchedule, InThePast, Refused
from digests.whens import read_when

BERLIN = "Europe/Berlin"
# A Wednesday, 13:00 in Berlin.
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("3h", "2026-11-25 09:00"),
        ("45m", "2026-11-25 11:15"),
        ("2d", "2026-11-23 12:00"),
        ("2 days ago", "2026-11-23 12:00"),
        ("1 week", "2026-11-18 12:00"),
        ("yesterday", "2026-11-23 23:00"),
        ("Today", "2026-11-24 23:00"),
        ("monday", "2026-11-22 23:00"),
        ("wed", "2026-11-24 23:00"),
        ("wednesday 18:00", "2026-11-18 17:00"),
        ("18:00", "2026-11-24 17:00"),
        ("noon", "2026-11-25 11:00"),
        ("2026-07-01", "2026-06-30 22:00"),
        ("2026-07-01 8am", "2026-07-01 06:00"),
    ],
)
def test_since_is_the_last_one_up_to_now(typed, moment):
    found = read_when(typed, NOW, BERLIN, past=True)
    assert f"{found:%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("3h", "2026-11-25 15:00"),
        ("in 2 days", "2026-11-27 12:00"),
        ("tomorrow", "2026-11-25 23:00"),
        ("tomorrow at 8am", "2026-11-26 07:00"),
        ("today 18:00", "2026-11-25 17:00"),
        ("monday", "2026-11-29 23:00"),
        ("wed", "2026-12-01 23:00"),
        ("wednesday 18:00", "2026-11-25 17:00"),
        ("18:00", "2026-11-25 17:00"),
        ("noon", "2026-11-26 11:00"),
        ("2026-12-01", "2026-11-30 23:00"),
        ("2026-12-01 18:00", "2026-12-01 17:00"),
        ("2026-12-01T18:00", "2026-12-01 17:00"),
        ("2027-07-01", "2027-06-30 22:00"),
        # Clocks skip from 02:00 to 03:00.
        ("2027-03-28 02:30", "2027-03-28 01:30"),
    ],
)
def test_until_is_the_next_one(typed, moment):
    found = read_when(typed, NOW, BERLIN, past=False)
    assert f"{found:%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize("typed", ["tomorrow", "2026-12-01", "in 3h", "today 18:00"])
def test_since_what_is_to_come_is_refused(typed):
    with pytest.raises(BadSchedule, match="still to come"):
        read_when(typed, NOW, BERLIN, past=True)


@pytest.mark.parametrize("typed", ["yesterday", "today", "2026-11-25", "3h ago", "0m"])
def test_until_what_has_been_is_refused(typed):
    with pytest.raises(InThePast):
        read_when(typed, NOW, BERLIN, past=False)


@pytest.mark.parametrize("past", [True, False])
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2026-02-31",
        "2027-02-29",
        "9999-12-31",
        "0001-01-01",
        "99999d",
        "monday monday",
        "1.12.2026",
        "-3h",
        "\0",
        "٣٣٣٣-٠١-٠١",
    ],
)
def test_what_is_no_moment_is_refused_with_examples(typed, past):
    with pytest.raises(BadSchedule, match="Write"):
        read_when(typed, NOW, BERLIN, past=past)


@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", fullmatch=True))
def test_any_text_is_a_moment_on_the_right_side_of_now_or_refused(typed):
    for past in (True, False):
        try:
            moment = read_when(typed, NOW, "Pacific/Kiritimati", past=past)
        except Refused:
            continue
        assert (moment <= NOW) is past
        assert moment.tzinfo is UTC
