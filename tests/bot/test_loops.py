"""Loops go on whatever goes wrong in a round, and end when they are told to."""

import asyncio

from bot.loops import Loop, keep_going
from bot.pulse import Pulse


class Watched:
    """A loop whose steps are counted, and what it told of failures."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.rounds = 0
        self.failures = []
        self.begun, self.failing = asyncio.Event(), asyncio.Event()
        self.stop = asyncio.Event()
        self.pulse = Pulse()
        self.loop = Loop("test", self.step)

    async def step(self):
        self.rounds += 1
        self.begun.set()
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if not self.outcomes:
            self.stop.set()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome or 0.0

    def failed(self, name, error):
        self.failures.append((name, error))
        self.failing.set()

    async def go(self):
        async with asyncio.timeout(20):
            await keep_going(self.loop, self.stop, self.failed, self.pulse)


async def test_a_loop_goes_round_until_it_is_told_to_stop():
    watched = Watched(0.0, 0.0, 0.0)
    await watched.go()
    assert watched.rounds == 3
    assert watched.pulse.ages()["test"] < 20


async def test_what_fails_is_told_and_costs_one_round():
    error = RuntimeError("out of ink")
    watched = Watched(error, 0.0)
    going = asyncio.create_task(watched.go())
    await watched.failing.wait()
    watched.loop.woken.set()
    await going
    assert watched.failures == [("test", error)]
    assert watched.rounds == 2


async def test_a_round_that_is_cancelled_from_within_is_a_failure_like_others():
    watched = Watched(asyncio.CancelledError(), 0.0)
    going = asyncio.create_task(watched.go())
    await asyncio.wait_for(watched.failing.wait(), 20)
    watched.loop.woken.set()
    await going
    ((name, error),) = watched.failures
    assert (name, str(error)) == ("test", "something in the round was cancelled")
    assert watched.rounds == 2


async def test_a_failure_is_no_beat():
    watched = Watched(RuntimeError("out of ink"))
    await watched.go()
    assert watched.pulse.ages() == {}


async def test_a_loop_that_is_woken_goes_round_at_once():
    watched = Watched(3600.0, 0.0)
    going = asyncio.create_task(watched.go())
    await watched.begun.wait()
    watched.loop.woken.set()
    await going
    assert watched.rounds == 2


async def test_a_stop_ends_the_wait_between_two_rounds():
    watched = Watched(3600.0, 0.0)
    going = asyncio.create_task(watched.go())
    await watched.begun.wait()
    watched.stop.set()
    await going
    assert watched.rounds == 1


async def test_a_stop_lets_the_round_under_way_end():
    began, ended = asyncio.Event(), asyncio.Event()
    stop = asyncio.Event()

    async def slow() -> float:
        began.set()
        await stop.wait()
        ended.set()
        return 0.0

    going = asyncio.create_task(
        keep_going(Loop("slow", slow), stop, lambda *_: None, Pulse())
    )
    await began.wait()
    stop.set()
    await going
    assert ended.is_set()
