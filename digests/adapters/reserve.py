"""Workers with a reserve, which is not called in before it is needed.

A process costs as much to start as a hundred small feeds to read; where few feeds
have something new, one process is through with them before a second is there.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from digests.ports import Workers

P = ParamSpec("P")
T = TypeVar("T")

# What is at hand waits this long for the first workers alone.
PATIENCE_S = 1.0
# One that runs, and one that is ready to.
_ENOUGH = 2


class WithReserve:
    """Hands jobs to the first workers, and to others once those fall behind."""

    def __init__(
        self, first: Workers, reserve: Workers, patience_s: float = PATIENCE_S
    ) -> None:
        """Take both, and for how long the first have to be busy without a pause.

        That they start is not held against them: it counts from their first result.
        """
        self._first = first
        self._reserve = reserve
        self._patience_s = patience_s
        self._running = 0
        self._busy_since: float | None = None
        self._called = False

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the job returns; see `ports.Workers`."""
        if self._running >= _ENOUGH and self._needs_reserve():
            return await self._reserve.run(job, *args, **kwargs)
        self._running += 1
        try:
            return await self._first.run(job, *args, **kwargs)
        finally:
            self._running -= 1
            if not self._running:
                self._busy_since = None
            elif self._busy_since is None:
                self._busy_since = asyncio.get_running_loop().time()

    def _needs_reserve(self) -> bool:
        """Tell whether the first are too few; once called in, the reserve stays."""
        if self._busy_since is not None:
            busy_s = asyncio.get_running_loop().time() - self._busy_since
            self._called = self._called or busy_s >= self._patience_s
        return self._called
