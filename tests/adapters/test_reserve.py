"""A reserve of workers is called in when the first fall behind, and not before."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest

from digests.adapters.reserve import WithReserve

P = ParamSpec("P")
T = TypeVar("T")


class PatientWorkers:
    """Workers that end a job when they are told to, and remember how many began."""

    def __init__(self) -> None:
        self.begun = 0
        self._may_end = asyncio.Semaphore(0)

    def end_one(self) -> None:
        self._may_end.release()

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.begun += 1
        await self._may_end.acquire()
        return job(*args, **kwargs)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
def first() -> PatientWorkers:
    return PatientWorkers()


@pytest.fixture
def reserve() -> PatientWorkers:
    return PatientWorkers()


async def test_workers_that_have_only_started_get_all_jobs(first, reserve):
    workers = WithReserve(first, reserve, patience_s=0)
    async with asyncio.TaskGroup() as group:
        for number in range(4):
            group.create_task(workers.run(str, number))
        await settled()
        assert (first.begun, reserve.begun) == (4, 0)
        for _ in range(4):
            first.end_one()


async def test_the_reserve_takes_what_the_first_are_behind_with(first, reserve):
    workers = WithReserve(first, reserve, patience_s=0)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(workers.run(str, number))
        await settled()
        first.end_one()
        await settled()
        more = group.create_task(workers.run(str, 3))
        await settled()
        assert (first.begun, reserve.begun) == (3, 1)
        reserve.end_one()
        assert await more == "3"
        for _ in range(2):
            first.end_one()


async def test_patience_is_had_with_the_first(first, reserve):
    workers = WithReserve(first, reserve, patience_s=3600)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(workers.run(str, number))
        await settled()
        first.end_one()
        await settled()
        group.create_task(workers.run(str, 3))
        await settled()
        assert (first.begun, reserve.begun) == (4, 0)
        for _ in range(3):
            first.end_one()


async def test_a_pause_shows_that_the_first_are_enough(first, reserve):
    workers = WithReserve(first, reserve, patience_s=0)
    for _ in range(3):
        first.end_one()
        await workers.run(str, 1)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(workers.run(str, number))
        await settled()
        assert reserve.begun == 0
        for _ in range(3):
            first.end_one()
