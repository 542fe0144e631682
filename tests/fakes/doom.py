"""Processes that end themselves at the nth of their side effects, as a power cut would.

What they do is handed in. They are forked from a server that has everything
imported, so that they start fast, and told over a pipe what is to be their end.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

COMMIT, WRITE = "commit", "write"
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Order(NamedTuple):
    """At which side effect to end, of these kinds only; None is of any."""

    die_at: int = 0
    kinds: frozenset[str] | None = None


class Doom:
    """Counts side effects of some kinds, and ends the process at the nth."""

    def __init__(self) -> None:
        self._order = Order()
        self.seen = 0

    def take(self, order: Order) -> None:
        """Count from the beginning."""
        self._order, self.seen = order, 0

    def tick(self, kind: str) -> None:
        """A side effect is at hand."""
        kinds = self._order.kinds
        if kinds is None or kind in kinds:
            self.seen += 1
            if self.seen == self._order.die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def at_commit(self, sql: str) -> None:
        """SQLite is about to run a statement; commits count."""
        if sql == "COMMIT":
            self.tick(COMMIT)

    def at_write(self, sql: str) -> None:
        """SQLite is about to run a statement; every one that changes a row counts."""
        self.at_commit(sql)
        if sql.lstrip().upper().startswith(_WRITES):
            self.tick(WRITE)


class Doomed:
    """A process from the outside: told what to do, and heard of what it did."""

    def __init__(self, process: BaseProcess, line: Connection) -> None:
        self.process = process
        self._line = line

    async def ready(self) -> bool:
        """Wait until what was left over is done; False: it was killed."""
        return await self._hear() is not None

    async def work(
        self, die_at: int = 0, kinds: Collection[str] | None = None
    ) -> int | None:
        """Have what is due done, and the process ended at a step.

        Returns:
            How many steps it took; None where it was killed.

        """
        with suppress(BrokenPipeError):
            order = Order(die_at, None if kinds is None else frozenset(kinds))
            self._line.send(order)
        return await self._hear()

    async def kill(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        await asyncio.to_thread(self.process.join)

    async def _hear(self) -> int | None:
        try:
            heard: int = await asyncio.to_thread(self._line.recv)
        except (EOFError, ConnectionResetError):
            await asyncio.to_thread(self.process.join)
            return None
        return heard


async def start(run: Callable[[Any, Connection], None], place: Any) -> Doomed:
    """Start one that works at a place."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([run.__module__])
    ours, its = context.Pipe()
    process = context.Process(target=run, args=(place, its), daemon=True)
    await asyncio.to_thread(process.start)
    its.close()
    return Doomed(process, ours)


Work = Callable[[], Awaitable[None]]


async def obey(line: Connection, doom: Doom, work: Work, first: Work) -> None:
    """Do what was left over first, then work as often as told; say when it is done."""
    await first()
    line.send(0)
    while order := await asyncio.to_thread(_order, line):
        doom.take(order)
        await work()
        line.send(doom.seen)


def _order(line: Connection) -> Order | None:
    try:
        order: Order = line.recv()
    except EOFError:
        return None
    return order
