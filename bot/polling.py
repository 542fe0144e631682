"""`pullquote poll`: ask feeds and read what is new, once or until stopped."""

import asyncio
import json
import signal
from collections.abc import Iterator

import click

from bot.counting import counted
from bot.errors import explain
from bot.feeds_as_json import poll_as_json
from bot.loops import keep_going
from bot.printable import harmless
from bot.pulse import Pulse
from bot.rounds import Round, one_round, polling
from digests.errors import DigestsError
from digests.followed import PagesReport, PollReport
from digests.settings import Settings
from digests.wire import open_wire


def poll_once(settings: Settings, *, everything: bool, as_json: bool) -> bool:
    """Ask what is due, or all; return whether every feed could be read."""

    async def session() -> Round:
        async with open_wire(settings) as wire:
            return await one_round(wire, everything=everything)

    done = asyncio.run(session())
    if as_json:
        click.echo(json.dumps(poll_as_json(*done), ensure_ascii=False))
    else:
        _tell(done)
    return not done.asked.failures


def keep_polling(settings: Settings) -> None:
    """Ask what is due, again and again, until the process is told to stop."""

    async def session() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        async with open_wire(settings) as wire:
            click.echo("Polling; Ctrl-C ends it.")
            pulse = Pulse()
            asking = polling(wire, _tell, pulse, asyncio.Event())
            await keep_going(asking, stop, _complain, pulse)
        click.echo("Stopped.")

    asyncio.run(session())


def _complain(_: str, error: Exception) -> None:
    if not isinstance(error, DigestsError):
        raise error
    click.echo(f"pullquote: {explain(error)} It is tried again.", err=True)


def _tell(done: Round) -> None:
    if done.idle:
        click.echo("No feed is due. `pullquote poll --all` asks all the same.")
        return
    click.echo(", ".join(_parts(done.asked, done.read)) + ".")
    for url, reason in done.asked.failures:
        click.echo(f"pullquote: {harmless(url)}: {harmless(reason)}.", err=True)
    for notice in done.notices:
        # That a feed has begun to fail stands above already.
        if notice.kind != "failing":
            click.echo(f"pullquote: {harmless(notice.text)}", err=True)


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
