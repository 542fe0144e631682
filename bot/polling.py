"""`pullquote poll`: ask feeds and read what is new, once or until stopped."""

import asyncio
import json
import signal
from collections.abc import Iterator
from contextlib import suppress

import click

from bot.as_json import poll_as_json
from bot.cards import counted
from bot.progress import progress
from bot.terminal import harmless
from digests.followed import PagesReport, PollReport
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings

# Between two looks at what is due.
LOOK_S = 30.0
# What is under way when told to stop may take this long to end.
_PATIENCE_S = 10.0

Round = tuple[PollReport, PagesReport]


def poll_once(settings: Settings, *, everything: bool, as_json: bool) -> bool:
    """Ask what is due, or all; return whether every feed could be read."""

    async def session() -> Round:
        async with open_newsroom(settings, sole=True) as newsroom:
            return await _round(newsroom, everything=everything)

    asked, read = asyncio.run(session())
    if as_json:
        click.echo(json.dumps(poll_as_json(asked, read), ensure_ascii=False))
    else:
        _tell(asked, read)
    return not asked.failures


def keep_polling(settings: Settings) -> None:
    """Ask what is due, again and again, until the process is told to stop."""

    async def session() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        async with open_newsroom(settings, sole=True) as newsroom:
            click.echo("Polling; Ctrl-C ends it.")
            await _rounds(newsroom, stop)
        click.echo("Stopped.")

    asyncio.run(session())


async def _rounds(newsroom: Newsroom, stop: asyncio.Event) -> None:
    told = asyncio.create_task(stop.wait())
    while not stop.is_set():
        under_way = asyncio.create_task(_round(newsroom, everything=False))
        await asyncio.wait({under_way, told}, return_when=asyncio.FIRST_COMPLETED)
        if not under_way.done():
            await asyncio.wait({under_way}, timeout=_PATIENCE_S)
        if not under_way.done():
            # Nothing is lost: what was not kept yet is asked for again.
            under_way.cancel()
            with suppress(asyncio.CancelledError):
                await under_way
            return
        asked, read = under_way.result()
        if asked.asked or read != PagesReport():
            _tell(asked, read)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_S)
    await told


async def _round(newsroom: Newsroom, *, everything: bool) -> Round:
    due = await newsroom.feeds.due(everything=everything)
    with progress("Asking feeds", due) as done:
        asked = await newsroom.poller.poll(
            everything=everything, told=lambda report: done(report.asked)
        )
    with progress("Reading pages", await newsroom.feeds.waiting()) as done:
        read = await newsroom.pages.read_waiting(
            lambda report: done(report.read + report.linked + report.later)
        )
    return asked, read


def _tell(asked: PollReport, read: PagesReport) -> None:
    if not asked.asked and read == PagesReport():
        click.echo("No feed is due. `pullquote poll --all` asks all the same.")
        return
    click.echo(", ".join(_parts(asked, read)) + ".")
    for url, reason in asked.failures:
        click.echo(f"pullquote: {harmless(url)}: {harmless(reason)}.", err=True)


def _parts(asked: PollReport, read: PagesReport) -> Iterator[str]:
    """Yield what there is to tell, a number each."""
    yield counted(asked.asked, "feed asked", "feeds asked")
    failed = len(asked.failures)
    for number, one, many in (
        (asked.unchanged, "unchanged", "unchanged"),
        (failed, "failed", "failed"),
        (asked.new, "new item", "new items"),
        (asked.changed, "changed item", "changed items"),
        (asked.archived, "older one noted", "older ones noted"),
        (asked.held, "held, too many at once", "held, too many at once"),
        (read.read, "article read", "articles read"),
        (read.linked, "known from another feed", "known from other feeds"),
        (read.later, "page to be tried again", "pages to be tried again"),
    ):
        if number:
            yield counted(number, one, many)
