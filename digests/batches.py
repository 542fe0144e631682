"""Write what comes in, many in one transaction: a commit each is too slow."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

from digests.errors import StorageError

T = TypeVar("T")

_MOST = 64
_WAIT_S = 0.2
# Of what `weigh` gives, so that a batch of large ones stays small.
_HEAVIEST = 2 * 1024 * 1024
_AHEAD = 16


class Batches(Generic[T]):
    """Hands on what is put in; `async with` writes the last of it at the end.

    A batch is written when it is full, or when nothing has come for a while.
    """

    def __init__(
        self,
        write: Callable[[list[T]], Awaitable[None]],
        weigh: Callable[[T], int] = lambda _: 0,
    ) -> None:
        """Take what writes a batch, and what tells how many bytes an item holds."""
        self._write = write
        self._weigh = weigh
        self._queue: asyncio.Queue[T | None] = asyncio.Queue(_AHEAD)
        # Where writing fails, those who put things in are stopped too.
        self._group = asyncio.TaskGroup()

    async def put(self, item: T) -> None:
        """Have the item written, soon; wait where too many are ahead."""
        await self._queue.put(item)

    async def __aenter__(self) -> Self:
        """Begin to write."""
        await self._group.__aenter__()
        self._group.create_task(self._run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is left; after an error, leave it to the next round.

        Raises:
            StorageError: There is no writing now.

        """
        if error is None:
            await self._queue.put(None)
        try:
            await self._group.__aexit__(kind, error, trace)
        except ExceptionGroup as group:
            # Whoever put things in fell over the same.
            for each in _leaves(group):
                if isinstance(each, StorageError):
                    raise each from group
            raise

    async def _run(self) -> None:
        more = True
        while more:
            batch, more = await self._gather()
            if batch:
                await self._write(batch)

    async def _gather(self) -> tuple[list[T], bool]:
        batch: list[T] = []
        weight = 0
        try:
            async with asyncio.timeout(None) as limit:
                while len(batch) < _MOST and weight < _HEAVIEST:
                    item = await self._queue.get()
                    if item is None:
                        return batch, False
                    if not batch:
                        limit.reschedule(asyncio.get_running_loop().time() + _WAIT_S)
                    batch.append(item)
                    weight += self._weigh(item)
        except TimeoutError:
            pass
        return batch, True


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error
