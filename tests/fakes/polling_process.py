"""Processes that poll feeds and read pages, for tests to kill at any moment or step.

They are forked from a server that has everything imported, so that they start fast.
One that is told when counts its side effects: every reply that came, every change of
a row and every commit before it happens.
"""

import asyncio
import multiprocessing
from contextlib import AbstractAsyncContextManager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from digests import settings
from digests.adapters.http import AiohttpWeb, Limits
from digests.newsroom import Newsroom, open_newsroom
from digests.ports import Reply, Validators, Web
from tests.fakes import doom
from tests.fakes.doom import Doom, Doomed
from tests.fakes.workers import InlineWorkers

REPLY = "reply"


async def start(path: Path, site: str, *, once: bool = False) -> BaseProcess:
    """Start one on a database and a site (host:port); return when it begins."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(path, site, once, sender))
    await asyncio.to_thread(process.start)
    with receiver, sender:
        await asyncio.to_thread(receiver.recv)
    return process


def _run(path: Path, site: str, once: bool, sender: Connection) -> None:
    asyncio.run(_poll(path, site, once, sender))


async def _poll(path: Path, site: str, once: bool, sender: Connection) -> None:
    async with _newsroom(path, site) as newsroom:
        sender.send("ready")
        while True:
            await _round(newsroom)
            if once:
                return


class Place(NamedTuple):
    """Where one works that is told when: its database, and a site (host:port)."""

    path: Path
    site: str


async def start_told(place: Place) -> Doomed:
    """Start one that works when it is told to, and ends at a step."""
    return await doom.start(_run_told, place)


def _run_told(place: Place, line: Connection) -> None:
    asyncio.run(_work(place, line))


async def _work(place: Place, line: Connection) -> None:
    fate = Doom()
    async with _newsroom(*place, Feeling(place.site, fate)) as newsroom:
        writer = newsroom._db._writer
        assert writer
        writer.conn.set_trace_callback(fate.at_write)
        poll = partial(_round, newsroom)
        await doom.obey(line, fate, poll, first=poll)


class Feeling(AiohttpWeb):
    """Feels each reply that comes."""

    def __init__(self, site: str, fate: Doom) -> None:
        super().__init__((site,), limits=Limits(host_gap_s=0))
        self._fate = fate

    async def get(
        self, url: str, limit: int, validators: Validators | None = None
    ) -> Reply:
        reply = await super().get(url, limit, validators)
        self._fate.tick(REPLY)
        return reply


async def _round(newsroom: Newsroom) -> None:
    await newsroom.poller.poll(everything=True)
    await newsroom.pages.read_waiting()


def _newsroom(
    path: Path, site: str, web: Web | None = None
) -> AbstractAsyncContextManager[Newsroom]:
    chosen = settings.Settings(
        storage=settings.Storage(path=path),
        web=settings.Web(allow_private=(site,), robots=False, host_gap_s=0),
    )
    return open_newsroom(chosen, web=web, workers=InlineWorkers(), sole=True)
