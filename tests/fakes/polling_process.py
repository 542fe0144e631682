"""A process that polls feeds and reads pages, on and on or once, for tests to kill.

It is forked from a server that has everything imported, so that it starts fast.
"""

import asyncio
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from digests.newsroom import open_newsroom
from digests.settings import Settings, Storage, Web
from tests.fakes.workers import InlineWorkers


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
    settings = Settings(
        storage=Storage(path=path),
        web=Web(allow_private=(site,), robots=False, host_gap_s=0),
    )
    workers = InlineWorkers()
    async with open_newsroom(settings, workers=workers, sole=True) as newsroom:
        sender.send("ready")
        while True:
            await newsroom.poller.poll(everything=True)
            await newsroom.pages.read_waiting()
            if once:
                return
