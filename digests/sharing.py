"""Sharing: what several ask for at the same time is made once, for all of them."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

from digests.errors import NotAsked

T = TypeVar("T")


class Sharing(Generic[T]):
    """Makes what is asked for, to its end, though nobody may wait for it any more."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._making: dict[Hashable, asyncio.Task[T]] = {}

    async def once(
        self, key: Hashable, make: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """Return what is made for all who ask for the key meanwhile, or its error.

        Where one may not ask, that is no word on the others: the next one tries.
        """
        while True:
            making = self._making.get(key)
            is_own = making is None
            if making is None:
                making = asyncio.create_task(make())
                self._making[key] = making
                making.add_done_callback(lambda done: self._made(key, done))
            try:
                return await asyncio.shield(making)
            except NotAsked:
                if is_own:
                    raise

    async def close(self) -> None:
        """End what is being made."""
        making = list(self._making.values())
        for each in making:
            each.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    def _made(self, key: Hashable, done: asyncio.Task[T]) -> None:
        del self._making[key]
        # Who waited has it; where nobody did, there is nobody to tell.
        if not done.cancelled():
            done.exception()
