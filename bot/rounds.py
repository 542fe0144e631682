"""Rounds of polling: ask what is due, read what is new."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from bot.loops import Loop
from bot.progress import progress
from bot.pulse import Pulse
from digests.followed import Notice, PagesReport, PollReport
from digests.wire import Wire

# Between two looks at what is due; one costs a millisecond or two.
LOOK_S = 3.0
_NAME = "polling"


class Round(NamedTuple):
    """What came of asking feeds, and of reading the pages behind new items.

    `notices` are what there is to tell of feeds, each once.
    """

    asked: PollReport
    read: PagesReport
    notices: tuple[Notice, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not self.asked.asked and self.read == PagesReport()


def _nobody() -> None:
    """Tell nobody that the round goes on."""


async def one_round(
    wire: Wire,
    alive: Callable[[], None] = _nobody,
    *,
    everything: bool = False,
) -> Round:
    """Ask the feeds that are due, or all, then read the pages that wait.

    `alive` is called whenever it has come a little further.
    """

    def further(done: Callable[[int], None], number: int) -> None:
        done(number)
        alive()

    due = await wire.feeds.due(everything=everything)
    with progress("Asking feeds", due) as done:
        asked = await wire.poller.poll(
            everything=everything, told=lambda report: further(done, report.asked)
        )
    with progress("Reading pages", await wire.feeds.waiting()) as done:
        read = await wire.pages.read_waiting(
            lambda report: further(done, report.read + report.linked + report.later)
        )
    return Round(asked, read, tuple(await wire.feeds.news()))


def polling(
    wire: Wire, tell: Callable[[Round], None], pulse: Pulse, woken: asyncio.Event
) -> Loop:
    """Return the loop that polls; it loses nothing that is not kept yet.

    Args:
        wire: Whose feeds.
        tell: Hears what came of each round in which there was something to do.
        pulse: Feels every step of a round, for one may take long.
        woken: Set it to have the next round begin at once.

    """

    async def step() -> float:
        done = await one_round(wire, lambda: pulse.beat(_NAME))
        if not done.idle:
            tell(done)
        return LOOK_S

    return Loop(_NAME, step, woken)
