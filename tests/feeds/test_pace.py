"""When feeds are asked again: politely, evenly, and the same after a restart."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.feeds.pace import (
    FIRST_INTERVAL,
    LONGEST,
    SHORTEST,
    Hints,
    adapted,
    after_failure,
    cache_time,
    next_poll,
)
from tests.builders import NOON

URL = "https://gazette.example/feed.xml"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEEDS = [f"https://paper{n}.example/feed.xml" for n in range(2000)]

times = st.integers(0, 20 * 365 * 86400).map(lambda s: NOON + timedelta(seconds=s))
waits = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))


@given(
    times,
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.builds(
        Hints,
        waits,
        waits,
        st.frozensets(st.integers(0, 23)),
        st.frozensets(st.integers(0, 6)),
    ),
)
def test_polls_are_a_quarter_of_an_hour_to_a_day_apart(now, interval, hints):
    wait = next_poll(URL, now, interval, hints) - now
    assert SHORTEST <= wait <= LONGEST
    for asked in (hints.cache, hints.ttl):
        assert wait >= min(asked or SHORTEST, LONGEST)


@given(times, st.frozensets(st.integers(0, 23), max_size=20))
def test_hours_to_skip_are_skipped(now, hours):
    due = next_poll(URL, now, HOUR, Hints(skip_hours=hours))
    assert due.hour not in hours or due == now + LONGEST


def test_a_day_to_skip_is_skipped():
    sunday = frozenset({6})
    saturday = datetime(2026, 5, 9, 20, tzinfo=UTC)
    due = next_poll(URL, saturday, 8 * HOUR, Hints(skip_days=sunday))
    assert due.weekday() != 6 or due == saturday + LONGEST


@pytest.mark.parametrize(
    "hints",
    [Hints(skip_hours=frozenset(range(24))), Hints(skip_days=frozenset(range(7)))],
)
def test_a_feed_that_asks_never_to_be_read_is_read(hints):
    assert next_poll(URL, NOON, HOUR, hints) <= NOON + LONGEST


@pytest.mark.parametrize("interval", [SHORTEST, HOUR, 4 * HOUR, LONGEST])
def test_polls_keep_their_interval_though_each_comes_a_little_late(interval):
    at = next_poll(URL, NOON, interval)
    waits = []
    for late in range(100):
        due = next_poll(URL, at + timedelta(seconds=late % 50), interval)
        waits.append(due - at)
        at = due
    assert min(waits) >= interval
    assert max(waits) <= interval * 16 / 15 + MINUTE


def test_a_restart_changes_no_due_time():
    first = [next_poll(url, NOON, HOUR) for url in FEEDS]
    again = [next_poll(url, NOON + 3 * MINUTE, HOUR) for url in FEEDS]
    moved = [a for a, b in zip(first, again, strict=True) if a != b]
    # Only those whose time passed while it restarted have moved on.
    assert all(due <= NOON + 3 * MINUTE + SHORTEST for due in moved)
    assert first == [next_poll(url, NOON, HOUR) for url in FEEDS]


@pytest.mark.parametrize("interval", [SHORTEST, HOUR, LONGEST])
def test_two_thousand_feeds_that_wake_together_spread_evenly(interval):
    """Chi-square over ten bins: 27.9 is what chance passes once in a thousand."""
    waits = [next_poll(url, NOON, interval) - NOON - SHORTEST for url in FEEDS]
    width = max(interval, SHORTEST * 16 / 15) / 10
    bins = [0] * 10
    for wait in waits:
        bins[min(9, int(wait / width))] += 1
    assert sum((n - 200) ** 2 / 200 for n in bins) < 27.9


def test_feeds_that_fail_together_come_back_apart():
    dues = {after_failure(url, NOON, 3) for url in FEEDS}
    assert len(dues) == len(FEEDS)
    assert max(dues) - min(dues) > 14 * MINUTE


def test_the_pace_follows_how_often_a_feed_changes():
    assert _settled(20 * MINUTE) <= 30 * MINUTE
    assert HOUR < _settled(DAY) <= 8 * HOUR
    assert _settled(365 * DAY) == LONGEST


def test_a_quiet_night_does_not_put_a_busy_feed_to_sleep():
    interval, night = SHORTEST, timedelta()
    while night < 8 * HOUR:
        night += interval
        interval = adapted(interval, changed=False)
    assert interval <= 2 * HOUR


def test_a_feed_that_fails_for_a_week_is_asked_a_dozen_times():
    """SAFETY 18."""
    at, polls = NOON, 0
    while at < NOON + 7 * DAY:
        polls += 1
        at = after_failure(URL, at, polls)
    assert polls <= 14


@given(times, st.integers(0, 10**6), st.text(max_size=40))
def test_a_failure_is_waited_out_within_the_bounds(now, failures, retry_after):
    """SAFETY 17."""
    wait = after_failure(URL, now, failures, retry_after) - now
    assert SHORTEST <= wait <= LONGEST


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        ("7200", 2 * HOUR, 2 * HOUR),
        ("60", SHORTEST, 20 * MINUTE),
        ("1000000000", LONGEST, LONGEST),
        ("1e9", LONGEST, LONGEST),
        ("9" * 400, LONGEST, LONGEST),
        ("inf", LONGEST, LONGEST),
        ("-5", SHORTEST, 20 * MINUTE),
        ("nan", SHORTEST, 20 * MINUTE),
        ("soon", SHORTEST, 20 * MINUTE),
        ("", SHORTEST, 20 * MINUTE),
        ("Mon, 04 May 2026 15:00:00 GMT", 3 * HOUR, 3 * HOUR),
        ("Mon, 04 May 2026 15:00:00 -0000", 3 * HOUR, 3 * HOUR),
        ("Mon, 04 May 2020 15:00:00 GMT", SHORTEST, 20 * MINUTE),
        ("Mon, 04 May 2099 15:00:00 GMT", LONGEST, LONGEST),
        ("Fri, 31 Dec 9999 23:59:59 -1200", SHORTEST, 20 * MINUTE),
    ],
)
def test_what_the_server_asks_is_heard_within_bounds(figure, retry_after, least, most):
    """SAFETY 17."""
    wait = after_failure(URL, NOON, 1, retry_after) - NOON
    assert least <= wait <= most
    figure.least(17, "shortest wait, min", wait / MINUTE)
    figure.most(17, "longest wait, h", wait / HOUR)


def test_back_off_outweighs_a_server_that_asks_us_back_too_soon():
    assert after_failure(URL, NOON, 6, "60") - NOON >= 8 * HOUR


@pytest.mark.parametrize(
    ("headers", "holds"),
    [
        ({}, None),
        ({"cache-control": "max-age=3600"}, HOUR),
        ({"cache-control": 'public, Max-Age="3600"', "age": "600"}, 50 * MINUTE),
        ({"cache-control": "max-age=60", "age": "600"}, timedelta()),
        ({"cache-control": "no-cache, max-age=3600"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=-1"}, timedelta()),
        ({"expires": "0", "date": "Mon, 04 May 2026 12:00:00 GMT"}, None),
        (
            {
                "expires": "Mon, 04 May 2026 14:00:00 GMT",
                "date": "Mon, 04 May 2026 12:00:00 GMT",
            },
            2 * HOUR,
        ),
    ],
)
def test_a_reply_says_how_long_it_holds(headers, holds):
    assert cache_time(headers) == holds


def _settled(gap: timedelta) -> timedelta:
    """The interval after a month of a feed that changes once in so long."""
    at, change, interval = timedelta(), gap, FIRST_INTERVAL
    while at < 30 * DAY:
        at += interval
        interval = adapted(interval, changed=change <= at)
        while change <= at:
            change += gap
    return interval
