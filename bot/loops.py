"""Loops that go round until they are told to stop, whatever goes wrong in a round.

The one supervisor: what fails is told, waits a little longer each time, and goes on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from msgspec import Struct, field

from bot.pulse import Pulse

# What is under way when told to stop may take this long to end.
_PATIENCE_S = 10.0
_LONGEST_PAUSE_S = 60.0


class Loop(Struct, frozen=True):
    """What goes round: a step that says after how many seconds it wants to go again.

    `woken` ends the wait between two rounds.
    """

    name: str
    step: Callable[[], Awaitable[float]]
    woken: asyncio.Event = field(default_factory=asyncio.Event)


async def keep_going(
    loop: Loop,
    stop: asyncio.Event,
    failed: Callable[[str, Exception], None],
    pulse: Pulse,
) -> None:
    """Go round until told to stop; the round under way is then ended, soon.

    Args:
        loop: What goes round.
        stop: Set it to have the loop end.
        failed: Hears which loop failed, and of what.
        pulse: Feels each round that went well.

    """
    told = asyncio.create_task(stop.wait())
    failures = 0
    while not stop.is_set():
        loop.woken.clear()
        under_way = asyncio.ensure_future(loop.step())
        await asyncio.wait({under_way, told}, return_when=asyncio.FIRST_COMPLETED)
        if not under_way.done():
            await asyncio.wait({under_way}, timeout=_PATIENCE_S)
        under_way.cancel()
        await asyncio.wait({under_way})
        if under_way.cancelled() and stop.is_set():
            break
        try:
            pause = _outcome(under_way)
        except Exception as error:  # noqa: BLE001 - a round costs no other
            failed(loop.name, error)
            failures += 1
            pause = min(2.0**failures, _LONGEST_PAUSE_S)
        else:
            failures = 0
            pulse.beat(loop.name)
        await _rest(pause, told, loop.woken)
    await told


def _outcome(step: asyncio.Future[float]) -> float:
    """Return what a round gave; one that was cancelled from within has failed."""
    if step.cancelled():
        raise RuntimeError("something in the round was cancelled")
    return step.result()


async def _rest(pause: float, told: asyncio.Task[bool], woken: asyncio.Event) -> None:
    """Wait so long, or until told to stop, or woken."""
    if told.done():
        return
    waking = asyncio.create_task(woken.wait())
    with suppress(asyncio.CancelledError):
        await asyncio.wait(
            {told, waking}, timeout=pause, return_when=asyncio.FIRST_COMPLETED
        )
    waking.cancel()
