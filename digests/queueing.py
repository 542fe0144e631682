"""The queue of those who ask: each in turn, and nobody all of the time.

What is asked too often is refused with how long to wait; who must wait for others is
told how many are before them. Nothing of it is stored.
"""

import asyncio
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from math import ceil
from types import TracebackType
from typing import NamedTuple, Self

from digests.errors import TooSoon
from digests.ports import Clock


class Pace(NamedTuple):
    """How many questions are taken within how long."""

    times: int
    within: timedelta


PER_ASKER = Pace(5, timedelta(minutes=1))
PER_GUILD = Pace(30, timedelta(minutes=1))
AT_ONCE = 2
# Whom to remember the last questions of; who asked longest ago is let go.
_MOST_KNOWN = 5000


class Ticket:
    """A place in the queue: `async with` waits for its turn, and gives it up."""

    def __init__(self, queue: "Queue") -> None:
        """Take the queue that it is a place in."""
        self._queue = queue
        self._turn = asyncio.Event()

    @property
    def ahead(self) -> int:
        """How many wait before this one, 0 for the next and once it has its turn."""
        return self._queue.before(self)

    def call(self) -> None:
        """Give it its turn."""
        self._turn.set()

    async def __aenter__(self) -> Self:
        """Wait for the turn."""
        try:
            await self._turn.wait()
        except asyncio.CancelledError:
            self._queue.leave(self)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the next one in."""
        self._queue.leave(self)


class Queue:
    """Lets a few in at once, in the order that they came."""

    def __init__(self, clock: Clock, at_once: int = AT_ONCE) -> None:
        """Take the clock, and how many have their turn at once."""
        self._clock = clock
        self._at_once = at_once
        self._inside: set[Ticket] = set()
        self._waiting: list[Ticket] = []
        self._asked: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()

    def admit(self, guild: str, asker: str) -> None:
        """Count a question that is asked; its place in the queue is had later.

        Raises:
            TooSoon: The asker, or their guild, has asked too much of late.

        """
        # Of one who is refused nothing is counted against the guild.
        own = self._taken(("asker", asker), PER_ASKER, "you")
        shared = self._taken(("guild", guild), PER_GUILD, "this server")
        for times in (own, shared):
            times.append(self._clock.now())

    def line_up(self) -> Ticket:
        """Return a place in the queue, to be entered with `async with`.

        Whoever may not come to enter it has to `leave` it.
        """
        ticket = Ticket(self)
        self._waiting.append(ticket)
        self._let_in()
        return ticket

    def before(self, ticket: Ticket) -> int:
        """Return how many wait before this one."""
        return self._waiting.index(ticket) if ticket in self._waiting else 0

    def leave(self, ticket: Ticket) -> None:
        """Take it out, whether it had its turn or not."""
        self._inside.discard(ticket)
        if ticket in self._waiting:
            self._waiting.remove(ticket)
        self._let_in()

    def _let_in(self) -> None:
        while self._waiting and len(self._inside) < self._at_once:
            ticket = self._waiting.pop(0)
            self._inside.add(ticket)
            ticket.call()

    def _taken(self, key: tuple[str, str], pace: Pace, who: str) -> deque[datetime]:
        """Return when they asked of late, while they may ask once more."""
        now = self._clock.now()
        times = self._asked.setdefault(key, deque())
        self._asked.move_to_end(key)
        while len(self._asked) > _MOST_KNOWN:
            self._asked.popitem(last=False)
        while times and times[0] <= now - pace.within:
            times.popleft()
        if len(times) >= pace.times:
            wait = times[0] + pace.within - now
            raise TooSoon(who, max(1, ceil(wait.total_seconds())))
        return times
