"""Rounds of polling: ask what is due, read what is new, again and again.

Whatever goes wrong in a round is told and costs that round only.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from bot.progress import progress
from digests.followed import Notice, PagesReport, PollReport
from digests.newsroom import Newsroom

# Between two looks at what is due.
LOOK_S = 30.0
# What is under way when told to stop may take this long to end.
_PATIENCE_S = 10.0


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


async def one_round(newsroom: Newsroom, *, everything: bool = False) -> Round:
    """Ask the feeds that are due, or all, then read the pages that wait."""
    due = await newsroom.feeds.due(everything=everything)
    with progress("Asking feeds", due) as done:
        asked = await newsroom.poller.poll(
            everything=everything, told=lambda report: done(report.asked)
        )
    with progress("Reading pages", await newsroom.feeds.waiting()) as done:
        read = await newsroom.pages.read_waiting(
            lambda report: done(report.read + report.linked + report.later)
        )
    return Round(asked, read, tuple(await newsroom.feeds.news()))


async def rounds(
    newsroom: Newsroom,
    stop: asyncio.Event,
    tell: Callable[[Round], None],
    failed: Callable[[Exception], None],
) -> None:
    """Go round until told to stop; nothing that is not kept yet is lost then.

    Args:
        newsroom: Whose feeds.
        stop: Set it to have the round under way ended, soon.
        tell: Hears what came of each round in which there was something to do.
        failed: Hears what ended a round.

    """
    told = asyncio.create_task(stop.wait())
    while not stop.is_set():
        under_way = asyncio.create_task(one_round(newsroom))
        await asyncio.wait({under_way, told}, return_when=asyncio.FIRST_COMPLETED)
        if not under_way.done():
            await asyncio.wait({under_way}, timeout=_PATIENCE_S)
        under_way.cancel()
        try:
            done = await under_way
            if not done.idle:
                tell(done)
        except asyncio.CancelledError:
            break
        except Exception as error:  # noqa: BLE001 - a round costs no other
            failed(error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_S)
    await told
