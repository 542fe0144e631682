"""Workers that start with the first job: who only looks something up needs none."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from digests.adapters.workers import ProcessWorkers

P = ParamSpec("P")
T = TypeVar("T")


class LateWorkers:
    """A pool that is made and started when it is first needed."""

    def __init__(self, make: Callable[[], ProcessWorkers]) -> None:
        """Take what makes the pool."""
        self._make = make
        self._lock = asyncio.Lock()
        self._stack = AsyncExitStack()
        self._workers: ProcessWorkers | None = None

    async def __aenter__(self) -> Self:
        """Start nothing yet."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the pool, where there is one."""
        await self._stack.aclose()

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `ports.Workers`."""
        async with self._lock:
            if self._workers is None:
                self._workers = await self._stack.enter_async_context(self._make())
        return await self._workers.run(job, *args, **kwargs)
