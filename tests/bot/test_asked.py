"""What comes along with an interaction."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.asked import moment, since_in_id
from bot.errors import Told
from digests.whens import read_when
from tests.builders import NOON


def test_whatever_time_somebody_can_mean_stands_in_an_id():
    for typed in ("3h", "9999w", "2199-12-31 23:59"):
        meant = read_when(typed, NOON, "Europe/Berlin", past=False)
        assert moment(str(int(meant.timestamp()))) == meant


@pytest.mark.parametrize("forged", ["", "-1", "soon", "9" * 18])
def test_what_is_no_time_is_refused_in_words(forged):
    with pytest.raises(Told, match="no longer there"):
        moment(forged)


def test_no_time_and_the_last_one():
    assert moment("0") is None
    assert moment("253370764800") == datetime(9999, 1, 1, tzinfo=UTC)


def test_a_time_long_past_stands_in_an_id_as_no_limit():
    assert moment(since_in_id("3000w", NOON, "UTC")) is None
    assert moment(since_in_id("3h", NOON, "UTC")) == NOON - timedelta(hours=3)
    assert since_in_id(None, NOON, "UTC") == ""
