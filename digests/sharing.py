"""Sharing: what several ask for at the same time is made once, for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from digests.errors import EndpointError

T = TypeVar("T")


@dataclass
class _Turn(Generic[T]):
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asking: int = 0
    made: T | None = None
    fault: EndpointError | None = None


class Sharing(Generic[T]):
    """Keeps who asks for the same waiting for the first of them."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._turns: dict[Hashable, _Turn[T]] = {}

    async def once(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """Return what is made for all who ask for the key meanwhile.

        An endpoint's fault is shared as well. Where the first is not let ask, or
        goes away, the next one tries.
        """
        turn = self._turns.setdefault(key, _Turn())
        turn.asking += 1
        try:
            async with turn.lock:
                return await _made(turn, make)
        finally:
            turn.asking -= 1
            if not turn.asking:
                del self._turns[key]


async def _made(turn: _Turn[T], make: Callable[[], Awaitable[T]]) -> T:
    if turn.fault is not None:
        raise EndpointError(*turn.fault.args) from turn.fault
    if turn.made is None:
        try:
            turn.made = await make()
        except EndpointError as error:
            turn.fault = error
            raise
    return turn.made
