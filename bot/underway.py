"""What the bot is doing for people just now: each thing once, and ended in order.

An interaction or a message is taken on by the task that sees to it, with a way to
tell whoever waits for that. When the bot stops, nothing further is taken on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

# Says a sentence to the one who waits.
Tell = Callable[[str], Awaitable[None]]

# Discord may deliver an event twice, within minutes.
_REMEMBERED = 10_000


class UnderWay:
    """Knows what was taken on, and by which task."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._tasks: dict[asyncio.Task[Any], Tell] = {}
        # In the order in which they came.
        self._seen: dict[int, None] = {}
        self.closing = False

    def is_new(self, key: int) -> bool:
        """Tell whether the event with this id comes for the first time."""
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True

    def take_on(self, tell: Tell) -> None:
        """Remember the task that calls this until it ends, and whom to tell."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks[task] = tell
            task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(task, None)

    async def finish(self, within_s: float) -> None:
        """Take nothing further on, and wait for what is under way."""
        self.closing = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)

    async def cut_short(self, words: str, within_s: float) -> None:
        """End what is under way, and tell each who waits that it is over."""
        left = dict(self._tasks)
        for task in left:
            task.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await asyncio.gather(*left, return_exceptions=True)
                told = [tell(words) for tell in left.values()]
                await asyncio.gather(*told, return_exceptions=True)
