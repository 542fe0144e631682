"""Who asks waits for their turn, is told where they stand, and asks not too often."""

import asyncio
from datetime import timedelta

import pytest

from digests.errors import TooSoon
from digests.queueing import PER_ASKER, PER_GUILD, Queue
from tests.fakes.clock import ManualClock


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def queue(clock):
    return Queue(clock, at_once=1)


async def test_each_has_a_turn_in_the_order_that_they_came(queue):
    tickets = [queue.line_up() for _ in range(4)]
    assert [each.ahead for each in tickets] == [0, 0, 1, 2]
    served: list[int] = []

    async def serve(number: int) -> None:
        async with tickets[number]:
            served.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(serve(number) for number in (3, 1, 0, 2)))
    assert served == [0, 1, 2, 3]


async def test_one_who_gives_up_lets_the_others_move_on(queue):
    first, second, third = (queue.line_up() for _ in range(3))
    waiting = asyncio.create_task(second.__aenter__())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert third.ahead == 0
    async with first:
        pass
    async with third:
        assert third.ahead == 0


async def test_what_fails_in_its_turn_gives_the_turn_up(queue):
    with pytest.raises(ValueError, match="broken"):
        async with queue.line_up():
            raise ValueError("broken")
    async with queue.line_up() as ticket:
        assert ticket.ahead == 0


async def test_one_who_asks_a_hundred_times_is_told_how_long_to_wait(queue, clock):
    """SAFETY 44."""
    taken, refused = 0, []
    for _ in range(100):
        try:
            queue.admit("1", "a")
            taken += 1
        except TooSoon as error:
            refused.append((error.who, error.wait_s))
    assert taken == PER_ASKER.times
    assert set(refused) == {("you", 60)}
    queue.admit("1", "b")
    clock.advance(timedelta(seconds=60))
    queue.admit("1", "a")


async def test_a_hundred_who_ask_once_are_a_servers_own_burden(queue):
    """SAFETY 44."""
    for number in range(PER_GUILD.times):
        queue.admit("1", str(number))
    with pytest.raises(TooSoon) as refused:
        queue.admit("1", "another")
    assert refused.value.who == "this server"
    queue.admit("2", "elsewhere")
