"""An endpoint that fails is left alone, ever longer, and tried once in a while."""

from datetime import timedelta

import pytest

from digests.errors import EndpointError
from digests.fuse import Fuse
from tests.builders import NOON
from tests.fakes.clock import ManualClock

DOWN = EndpointError("no answer")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def fuse(clock):
    return Fuse(clock)


def blow(fuse: Fuse) -> None:
    for _ in range(3):
        assert fuse.admit()
        fuse.failed(DOWN)


def test_who_was_admitted_and_did_not_ask_leaves_the_trial_to_another(fuse, clock):
    blow(fuse)
    clock.advance(MINUTE)
    assert fuse.admit()
    assert not fuse.admit()
    fuse.release()
    assert fuse.admit()
    assert not fuse.admit()


def test_three_faults_in_a_row_blow_it_and_a_reply_between_them_does_not(fuse):
    told = [fuse.failed(DOWN), fuse.failed(DOWN), fuse.worked()]
    told += [fuse.failed(DOWN), fuse.failed(DOWN)]
    assert told == [False] * 5
    assert fuse.admit()
    assert fuse.failed(DOWN)
    assert not fuse.admit()
    assert fuse.rests_until == NOON + MINUTE


def test_after_a_rest_one_tries_it_and_the_others_wait_for_what_comes(fuse, clock):
    blow(fuse)
    clock.advance(MINUTE)
    assert [fuse.admit() for _ in range(3)] == [True, False, False]
    assert fuse.worked()
    assert [fuse.admit() for _ in range(3)] == [True] * 3
    assert fuse.rests_until is None


def test_who_was_to_try_it_and_did_not_holds_nobody_up_for_long(fuse, clock):
    blow(fuse)
    clock.advance(MINUTE)
    assert fuse.admit()
    clock.advance(2 * MINUTE)
    assert fuse.admit()


def test_each_trial_that_fails_doubles_the_rest_up_to_an_hour(fuse, clock):
    blow(fuse)
    rests = []
    for _ in range(9):
        assert fuse.rests_until
        rests.append((fuse.rests_until - clock.now()) // MINUTE)
        clock.advance(fuse.rests_until - clock.now())
        assert fuse.admit()
        fuse.failed(DOWN)
    assert rests == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    fuse.worked()
    blow(fuse)
    assert fuse.rests_until == clock.now() + MINUTE


def test_calls_that_were_made_together_fail_as_one(fuse):
    for _ in range(20):
        assert fuse.admit()
    assert [fuse.failed(DOWN) for _ in range(20)].count(True) == 1
    assert fuse.rests_until == NOON + MINUTE


@pytest.mark.parametrize(
    ("wait_s", "rest"),
    [(2.0, 2.0), (7200.0, 7200.0), (1e9, 86_400.0), (-5.0, 0.0)],
)
def test_an_endpoint_is_left_alone_for_as_long_as_it_asks(fuse, wait_s, rest):
    fuse.failed(EndpointError("too many requests", wait_s=wait_s))
    rests = (fuse.rests_until or NOON) - NOON
    assert rests == timedelta(seconds=rest)
    assert fuse.admit() == (rest == 0)


def test_what_an_endpoint_will_not_take_says_little_of_its_health(fuse):
    refused = EndpointError("too long", refused=True)
    assert [fuse.failed(refused) for _ in range(10)] == [False] * 9 + [True]
