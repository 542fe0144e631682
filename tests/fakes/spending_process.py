"""Processes that spend one budget together, on one database, as fast as they can.

Each asks a model of its own for many things at once, which writes twenty times what it
is asked for, and takes the money for it.
"""

import asyncio
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from digests.accounts import Caps, Feature, Price, Purpose, Terms
from digests.adapters.clock import SystemClock
from digests.errors import NotAsked
from digests.freelance import Freelance
from digests.ports import Again, Completion, Prompt
from digests.storage.database import Database

PRICE = Price(1_000_000, 1_000_000)
ASKED, WRITES = 1000, 20_000
# What a call comes to: one token is read.
COSTS = WRITES + 1
_CALLS, _AT_ONCE = 40, 8
_PURPOSE = Purpose("1", Feature.ANSWER, patience_s=600.0)


class Unruly:
    """A model that writes far more than it is asked to."""

    name = "unruly"

    async def complete(self, _: Prompt, __: Again) -> Completion:
        """Reply in its own time, so that others are asked meanwhile."""
        await asyncio.sleep(0.01)
        return Completion("x", tokens_in=1, tokens_out=WRITES)


async def spend(path: Path, cap: int, processes: int) -> list[int]:
    """Return how many calls each of the processes could make."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    pipes = [context.Pipe() for _ in range(processes)]
    started = []
    for ours, theirs in pipes:
        process = context.Process(target=_run, args=(path, cap, theirs))
        await asyncio.to_thread(process.start)
        theirs.close()
        started.append((process, ours))
    for _, ours in started:
        await asyncio.to_thread(ours.recv)
    # All are ready before any begins.
    for _, ours in started:
        ours.send("go")
    made = [await asyncio.to_thread(ours.recv) for _, ours in started]
    for process, ours in started:
        await asyncio.to_thread(process.join)
        ours.close()
    return made


def _run(path: Path, cap: int, wire: Connection) -> None:
    wire.send(asyncio.run(_spend(path, cap, wire)))


async def _spend(path: Path, cap: int, wire: Connection) -> int:
    async def pause(_: float) -> None:
        await asyncio.sleep(0.002)

    async with Database(path) as db:
        terms = Terms(PRICE, caps=Caps(day=cap))
        freelance = Freelance(db, SystemClock(), Unruly(), terms, pause)
        turns = asyncio.Semaphore(_AT_ONCE)

        async def ask(number: int) -> bool:
            prompt = Prompt("x", "", f"{number}", {}, ASKED)
            async with turns:
                try:
                    await freelance.complete(prompt, _PURPOSE)
                except NotAsked:
                    return False
            return True

        wire.send("ready")
        await asyncio.to_thread(wire.recv)
        return sum(await asyncio.gather(*map(ask, range(_CALLS))))
