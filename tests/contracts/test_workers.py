"""What all workers promise, run where they stand and in processes."""

import asyncio
import os
import signal
import sys
import time

import pytest

from digests.adapters.workers import ProcessWorkers
from digests.errors import FetchError, JobDied, JobTimedOut
from tests.builders import an_article
from tests.contracts.jobs import (
    devour,
    die,
    double,
    echo,
    give_a_lock,
    give_garbage,
    hang,
    raise_unreadable,
    refuse,
    secrets,
)
from tests.fakes.workers import InlineWorkers


@pytest.fixture(scope="module", params=["inline", "processes"])
def workers_of(request):
    kinds = {"inline": InlineWorkers, "processes": ProcessWorkers}
    return kinds[request.param]


@pytest.fixture
async def workers(workers_of):
    if workers_of is InlineWorkers:
        yield InlineWorkers()
    else:
        async with ProcessWorkers(processes=1) as processes:
            yield processes


@pytest.fixture
async def processes():
    async with ProcessWorkers(processes=1, deadline_s=1.0) as processes:
        yield processes


async def test_a_job_gives_its_result(workers):
    assert await workers.run(double, 21) == 42


async def test_our_own_values_cross_the_border_unchanged(workers):
    article = an_article()
    assert await workers.run(echo, article) == article


async def test_our_own_errors_come_through_as_themselves(workers):
    with pytest.raises(FetchError) as caught:
        await workers.run(refuse, "https://gazette.example/a")
    assert (caught.value.status, caught.value.permanent) == (410, True)
    assert caught.value.source == "https://gazette.example/a"


async def test_a_result_that_cannot_cross_costs_only_its_job(workers):
    with pytest.raises(TypeError, match="pickle"):
        await workers.run(give_a_lock)
    assert await workers.run(double, 1) == 2


async def test_processes_stand_back_behind_the_event_loop(processes):
    assert await processes.run(os.nice, 0) > os.nice(0)


async def restart_ms(processes) -> float:
    """How long the next job takes, where its worker may have to be started anew."""
    begun = time.perf_counter()
    await processes.run(os.getpid)
    return 1000 * (time.perf_counter() - begun)


async def test_a_hang_in_c_is_ended_at_its_deadline(processes, figure):
    """SAFETY 22."""
    with pytest.raises(JobTimedOut, match="hang"):
        await processes.run(hang)
    figure.most(22, "ms to the next job after a hang", await restart_ms(processes))
    assert await processes.run(double, 1) == 2


async def test_a_worker_that_dies_costs_only_its_own_job(processes, figure):
    """SAFETY 22."""
    results = await asyncio.gather(
        processes.run(die),
        *(processes.run(double, n) for n in range(5)),
        return_exceptions=True,
    )
    assert isinstance(results[0], JobDied)
    assert results[1:] == [0, 2, 4, 6, 8]
    with pytest.raises(JobDied):
        await processes.run(die)
    figure.most(22, "ms to the next job after a death", await restart_ms(processes))


@pytest.mark.parametrize("job", [raise_unreadable, give_garbage])
async def test_garbage_from_a_worker_costs_only_its_own_job(processes, figure, job):
    """SAFETY 22."""
    results = await asyncio.gather(
        processes.run(job),
        *(processes.run(double, n) for n in range(5)),
        return_exceptions=True,
    )
    assert isinstance(results[0], JobDied)
    lost = sum(result != 2 * n for n, result in enumerate(results[1:]))
    assert lost == 0
    assert await processes.run(double, 6) == 12
    figure.total(22, "other jobs lost", lost)


async def test_a_process_that_is_killed_while_idle_costs_nothing(processes):
    """SAFETY 22."""
    idle = await processes.run(os.getpid)
    os.kill(idle, signal.SIGKILL)
    # Until the death is noticed, which breaks the pool behind.
    while await processes.run(os.getpid) == idle:
        pass
    assert [await processes.run(double, n) for n in range(3)] == [0, 2, 4]


@pytest.mark.skipif(sys.platform == "win32", reason="no RLIMIT_AS there")
async def test_a_job_cannot_take_the_machines_memory(processes, figure):
    """SAFETY 22."""
    with pytest.raises(JobDied, match="devour"):
        await processes.run(devour)
    restart = await restart_ms(processes)
    figure.most(22, "ms to the next job after one out of memory", restart)
    assert await processes.run(double, 1) == 2


async def test_secrets_do_not_reach_the_workers(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "s3cret")
    async with ProcessWorkers(processes=1) as processes:
        assert await processes.run(secrets) == []


async def test_the_event_loop_goes_on_while_a_job_runs(processes):
    job = asyncio.ensure_future(processes.run(time.sleep, 0.3))
    turns = 0
    while not job.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert turns > 3


async def test_no_process_is_left_at_the_end():
    async with ProcessWorkers(processes=2) as processes:
        pid = await processes.run(os.getpid)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
