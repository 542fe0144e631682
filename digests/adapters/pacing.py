"""Turns at a host: few at once, and a gap between two starts.

Kept for hosts that are busy or were a moment ago; all others are forgotten.
"""

import asyncio
from collections import deque


class _Lane:
    __slots__ = ("free_at", "running", "timer", "waiting")

    def __init__(self) -> None:
        self.running = 0
        self.free_at = 0.0
        self.waiting: deque[asyncio.Future[None]] = deque()
        self.timer: asyncio.TimerHandle | None = None


class Pace:
    """Who asks which host when; first come, first served at each host."""

    def __init__(self, at_once: int, gap_s: float) -> None:
        """Take how many may ask one host at once, and the seconds between starts."""
        self._at_once = at_once
        self._gap_s = gap_s
        # In the order of their last start, so that the oldest is looked at first.
        self._lanes: dict[str, _Lane] = {}

    def turn(self) -> "Turn":
        """Return a turn that is at no host yet."""
        return Turn(self)

    async def take(self, host: str) -> None:
        """Wait for a turn at the host; every one must be given back."""
        lane = self._lanes.get(host) or self._new_lane(host)
        now = asyncio.get_running_loop().time()
        if not lane.waiting and lane.running < self._at_once and lane.free_at <= now:
            self._start(lane, now)
            return
        mine = asyncio.get_running_loop().create_future()
        lane.waiting.append(mine)
        self._wake(lane)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self.give_back(host)
            raise

    def give_back(self, host: str) -> None:
        """End a turn at the host."""
        lane = self._lanes[host]
        lane.running -= 1
        self._wake(lane)

    def crowded(self, host: str) -> bool:
        """Tell whether others wait for their turn at the host."""
        lane = self._lanes.get(host)
        return lane is not None and bool(lane.waiting)

    def __len__(self) -> int:
        """Return how many hosts are remembered."""
        return len(self._lanes)

    def _start(self, lane: _Lane, now: float) -> None:
        lane.running += 1
        lane.free_at = now + self._gap_s

    def _wake(self, lane: _Lane) -> None:
        """Start whoever is next, or see to it that it happens in time."""
        while lane.waiting and lane.running < self._at_once and lane.timer is None:
            loop = asyncio.get_running_loop()
            now = loop.time()
            if lane.waiting[0].done():
                lane.waiting.popleft()
            elif lane.free_at > now:
                lane.timer = loop.call_at(lane.free_at, self._ring, lane)
            else:
                self._start(lane, now)
                lane.waiting.popleft().set_result(None)

    def _ring(self, lane: _Lane) -> None:
        lane.timer = None
        self._wake(lane)

    def _new_lane(self, host: str) -> _Lane:
        # Two go for one that comes, so that the idle never pile up.
        for _ in range(2):
            self._forget_oldest()
        lane = self._lanes[host] = _Lane()
        return lane

    def _forget_oldest(self) -> None:
        host = next(iter(self._lanes), None)
        if host is None:
            return
        lane = self._lanes.pop(host)
        idle = not lane.running and not lane.waiting
        if not idle or lane.free_at > asyncio.get_running_loop().time():
            self._lanes[host] = lane


class Turn:
    """One request's turn, kept from hop to hop while the host stays the same."""

    __slots__ = ("_host", "_pace")

    def __init__(self, pace: Pace) -> None:
        """Begin at no host."""
        self._pace = pace
        self._host = ""

    async def at(self, host: str) -> None:
        """Wait for the turn at this host, giving back that at another."""
        if host != self._host:
            self.end()
            await self._pace.take(host)
            self._host = host

    def end(self) -> None:
        """Give back the turn, if there is one."""
        if self._host:
            self._pace.give_back(self._host)
            self._host = ""
