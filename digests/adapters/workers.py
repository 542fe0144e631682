"""Run jobs in processes that can be killed, on pebble.

A job that hangs is ended at its deadline, one that dies takes only its own
process along, and a pool that breaks is replaced. Workers hold no secrets and a
bounded share of memory. They start when the first job comes, for many a run of the
program has none.
"""

import asyncio
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import resource_tracker, synchronize
from multiprocessing.context import BaseContext, ForkServerContext, SpawnContext
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digests.errors import JobDied, JobTimedOut
from digests.ports import Job

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

P = ParamSpec("P")
T = TypeVar("T")

DEADLINE_S = 5.0
MEMORY = 768 * 1024 * 1024
_NICENESS = 5
# What unpickling raises, and what values of ours raise when they are made.
_UNREADABLE = (
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)
_SECRETS = ("DISCORD_TOKEN", "OPENAI_API_KEY")


class ProcessWorkers:
    """A pool of processes; `async with` ends it."""

    def __init__(
        self,
        processes: int = 2,
        deadline_s: float = DEADLINE_S,
        memory: int = MEMORY,
        preload: Sequence[str] = (),
    ) -> None:
        """Set how many processes, and what one job may take.

        Args:
            processes: How many jobs run at once.
            deadline_s: Seconds that a job gets once it has begun.
            memory: Bytes of address space that a process may hold.
            preload: Modules that every process has imported when it starts, for
                jobs that take long to load. Without any, processes start bare, and
                so sooner.

        """
        self._deadline_s = deadline_s
        self._new_pool = partial(
            ProcessPool,
            max_workers=processes,
            initializer=_prepare,
            initargs=(memory,),
            context=_context(preload),
        )
        self._pool = self._new_pool()

    async def __aenter__(self) -> Self:
        """Return the pool, which starts with its first job."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every process, whatever it is doing."""
        await asyncio.to_thread(_end, self._pool)

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the job returns, or raise what it raises.

        Raises:
            JobTimedOut: It did not end in time, and its process was ended.
            JobDied: Its process ended under it, memory ran out, or what it gave
                cannot be read.

        """
        name = job.name if isinstance(job, Job) else job.__qualname__
        work = partial(job, *args, **kwargs)
        try:
            # Whoever breaks a pool takes all that runs in it along; the others
            # get a second chance.
            try:
                packed = await self._run(work)
            except BrokenProcessPool:
                packed = await self._run(work)
        except TimeoutError as error:
            raise JobTimedOut(name) from error
        except (ProcessExpired, BrokenProcessPool, MemoryError) as error:
            raise JobDied(name) from error
        try:
            result: T = pickle.loads(packed)  # noqa: S301 - from our own process
        except _UNREADABLE as error:
            raise JobDied(name) from error
        return result

    async def _run(self, work: Callable[[], object]) -> bytes:
        pool = self._pool
        try:
            future = await asyncio.to_thread(_schedule, pool, work, self._deadline_s)
            packed: bytes = await asyncio.wrap_future(future)
        except BrokenProcessPool:
            await self._replace(pool)
            raise
        return packed

    async def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken:
            self._pool = self._new_pool()
            await asyncio.to_thread(_end, broken)


def _schedule(
    pool: ProcessPool, work: Callable[[], object], deadline_s: float
) -> ProcessFuture[bytes]:
    # Ctrl-C reaches every process of a terminal; who ends these is the pool. What is
    # blocked here stays so in the threads and processes that are started from here;
    # the tracker comes first, for starting it lifts the block.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.schedule(_packed, (work,), timeout=deadline_s)
    except RuntimeError as error:
        # The death of an idle process breaks a pool until the end of its days.
        raise BrokenProcessPool(str(error)) from error
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _packed(work: Callable[[], object]) -> bytes:
    """Run the work; only bytes come back, for what cannot be read breaks a pool."""
    return pickle.dumps(work())


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


class _KeptLocks:
    """Holds on to every lock until it is gone itself.

    pebble lets its locks go before it ends its processes, and one that is just
    starting then fails aloud on a lock that is not there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[synchronize.RLock] = []

    def RLock(self) -> synchronize.RLock:  # noqa: N802 - the name of the original
        lock: synchronize.RLock = super().RLock()  # type: ignore[misc]
        self._locks.append(lock)
        return lock


class _Bare(_KeptLocks, SpawnContext):
    """Starts processes anew, with nothing imported."""


class _Forked(_KeptLocks, ForkServerContext):
    """Forks processes from one that has its imports done."""


def _context(preload: Sequence[str]) -> BaseContext:
    # Numerical libraries would start a thread per core in every process.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    can_fork = "forkserver" in multiprocessing.get_all_start_methods()
    if not preload or not can_fork:
        return _Bare()
    context = _Forked()
    context.set_forkserver_preload(list(preload))
    return context


def _prepare(memory: int) -> None:
    for name in _SECRETS:
        os.environ.pop(name, None)
    if resource is not None:
        # Where processors are scarce the event loop goes first.
        os.nice(_NICENESS)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
