"""Two lanes for fetches, so that fast sites need not wait for slow ones.

Nobody knows beforehand who is slow. A fetch begins in one of a few quick places
and gives it back when it has not ended soon; it then counts among the slow, of
which there may be many, for they mostly wait.
"""

import asyncio
from collections import deque

_QUICK = 32
_SLOW = 256
_PATIENCE_S = 0.1


class Lane:
    """So many places, given in the order of asking."""

    def __init__(self, places: int) -> None:
        """Start with all places free."""
        self._free = places
        self._asking: deque[asyncio.Future[None]] = deque()

    def take_free(self) -> bool:
        """Take a place if one is free, and tell whether it was."""
        if not self._free:
            return False
        self._free -= 1
        return True

    async def take(self) -> None:
        """Take a place as soon as there is one."""
        if self.take_free():
            return
        turn = asyncio.get_running_loop().create_future()
        self._asking.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Give a place back, to whoever has asked the longest."""
        while self._asking:
            turn = self._asking.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class Place:
    """What one fetch holds, from its beginning until its outcome is handed on."""

    def __init__(self, lane: Lane, slow: Lane | None = None) -> None:
        """Hold a place in a lane; where it takes long, in the slow one."""
        self._lane = lane
        self._timer: asyncio.TimerHandle | None = None
        if slow is not None:
            self._watch(slow)

    def arrived(self) -> None:
        """Stay where it is: the fetch has ended, and its body is at work."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def leave(self) -> None:
        """Give the place to the next."""
        self.arrived()
        self._lane.give()

    def _watch(self, slow: Lane) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_PATIENCE_S, self._move, slow)

    def _move(self, slow: Lane) -> None:
        if slow.take_free():
            self._timer = None
            self._lane.give()
            self._lane = slow
        else:
            self._watch(slow)


class Lanes:
    """The two lanes."""

    def __init__(self, quick: int = _QUICK, slow: int = _SLOW) -> None:
        """Set how many fetches each takes at once."""
        self._quick = Lane(quick)
        self._slow = Lane(slow)

    async def enter(self) -> Place:
        """Return a quick place, as soon as there is one."""
        await self._quick.take()
        return Place(self._quick, self._slow)

    async def enter_slow(self) -> Place:
        """Return a place for what is slow, as soon as there is one."""
        await self._slow.take()
        return Place(self._slow)
