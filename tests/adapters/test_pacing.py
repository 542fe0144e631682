"""Turns at a host."""

import asyncio

import pytest

from digests.adapters.pacing import Pace

GAP_S = 0.02


class Visits:
    """Visits to hosts under a pace: when they began, and how many at once."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.begun: list[float] = []
        self.order: list[str] = []
        self.here = 0
        self.most = 0

    async def visit(self, host: str, name: str = "", stay_s: float = 0.0) -> None:
        turn = self.pace.turn()
        await turn.at(host)
        try:
            self.begun.append(asyncio.get_running_loop().time())
            self.order.append(name)
            self.here += 1
            self.most = max(self.most, self.here)
            await asyncio.sleep(stay_s)
            self.here -= 1
        finally:
            turn.end()


async def test_two_at_once_at_one_host():
    visits = Visits(Pace(2, 0))
    await asyncio.gather(*(visits.visit("a", stay_s=0.005) for _ in range(7)))
    assert (visits.most, len(visits.begun)) == (2, 7)


async def test_two_starts_at_one_host_lie_a_gap_apart():
    visits = Visits(Pace(2, GAP_S))
    await asyncio.gather(*(visits.visit("a") for _ in range(4)))
    gaps = [b - a for a, b in zip(visits.begun, visits.begun[1:], strict=False)]
    assert min(gaps) > 0.9 * GAP_S


async def test_first_come_first_served():
    visits = Visits(Pace(1, 0.001))
    await asyncio.gather(*(visits.visit("a", str(n)) for n in range(5)))
    assert visits.order == ["0", "1", "2", "3", "4"]


async def test_other_hosts_do_not_wait():
    visits = Visits(Pace(1, 60))
    await asyncio.gather(*(visits.visit(f"host{n}") for n in range(50)))
    assert len(visits.begun) == 50


async def test_hosts_that_are_idle_are_forgotten():
    pace = Pace(2, 0)
    visits = Visits(pace)
    for n in range(1000):
        await visits.visit(f"host{n}")
    assert len(pace) <= 2


async def test_a_host_is_remembered_through_its_gap():
    pace = Pace(2, 60)
    visits = Visits(pace)
    await visits.visit("a")
    for n in range(10):
        await visits.visit(f"host{n}")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(visits.visit("a"), 0.02)


async def test_a_turn_is_kept_at_the_same_host_and_passed_on_at_another():
    pace = Pace(1, 60)
    turn = pace.turn()
    async with asyncio.timeout(1):
        await turn.at("a")
        await turn.at("a")
        await turn.at("b")
    turn.end()
    turn.end()
    assert not pace.crowded("a")


async def test_who_gives_up_waiting_leaves_the_turn_to_the_next():
    visits = Visits(Pace(1, 0))
    first = asyncio.create_task(visits.visit("a", "first", 0.02))
    await asyncio.sleep(0)
    second = asyncio.create_task(visits.visit("a", "second"))
    third = asyncio.create_task(visits.visit("a", "third"))
    await asyncio.sleep(0)
    assert visits.pace.crowded("a")
    second.cancel()
    await asyncio.gather(first, third)
    assert visits.order == ["first", "third"]


async def test_a_turn_that_comes_just_as_one_gives_up_is_not_lost():
    pace = Pace(1, 0)
    first, second = pace.turn(), pace.turn()
    await first.at("a")
    waiting = asyncio.create_task(second.at("a"))
    await asyncio.sleep(0)
    first.end()  # the turn is the second's now,
    waiting.cancel()  # and it never learns of it.
    await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1):
        await pace.turn().at("a")
