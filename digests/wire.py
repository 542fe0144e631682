"""The wire desk: asks feeds and reads pages, all of the newsroom that polling needs.

The real parts are opened here, for the whole newsroom too. A process that only polls
loads nothing else, for half of what it costs is to start.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import NamedTuple

from digests.adapters import routes
from digests.adapters.clock import SystemClock
from digests.adapters.http import AiohttpWeb, Limits
from digests.adapters.late import (
    ConnectedEmbedder,
    ConnectedModel,
    LateEmbedder,
    LateModel,
)
from digests.adapters.locks import sole_user
from digests.adapters.reserve import WithReserve
from digests.adapters.workers import ProcessWorkers
from digests.feedkeeping import FeedKeeper
from digests.manners import Robots
from digests.pages import PageReader
from digests.polling import Poller
from digests.ports import Clock, Embedder, Job, Model, Web, Workers
from digests.settings import Settings
from digests.storage import copies
from digests.storage.database import Database

# Who is to use these settings; `load_settings` asks whether they can.
READERS = {
    "web.allow_private": routes.trusted,
    "web.proxy": routes.proxy,
    "web.ca_file": routes.certificates,
}
# In bytes: what is read through within half a second.
_QUICKLY_READ = 256 * 2**20
# Where the jobs are; a worker has these imported when it starts.
_JOBS = (
    "digests.reading",
    "digests.feeds.several",
    "digests.feeds.filters",
    "digests.feeds.parse",
    "digests.feeds.discover",
    "digests.imports.recognise",
    "digests.stories.compose",
    "digests.warm",
)

_embeddings: Job[[str, str, str, float, str], ConnectedEmbedder] = Job(
    "digests.adapters.openai.embeddings", "Embeddings"
)
_chat: Job[[str, str, str, float, str], ConnectedModel] = Job(
    "digests.adapters.openai.chat", "Chat"
)


class Crew(NamedTuple):
    """Who parses polled feeds, and who reads pages, weighs and answers.

    Feeds are many and light; what reads a page takes half a second to load.
    """

    feeds: Workers
    pages: Workers


class Parts(NamedTuple):
    """What services are made of, opened.

    Without `robots` every page may be read; without an `embedder` nothing is looked
    for by what it means; without a `model` nothing is said in other words.
    """

    db: Database
    web: Web
    clock: Clock
    crew: Crew
    robots: Robots | None = None
    embedder: Embedder | None = None
    model: Model | None = None


class Wire:
    """What brings the news in."""

    def __init__(self, parts: Parts) -> None:
        """Take the opened parts."""
        db, web, clock, crew, robots, *_ = parts
        self.feeds = FeedKeeper(db, clock)
        self.poller = Poller(db, web, clock, crew.feeds)
        self.pages = PageReader(db, web, clock, crew.pages, robots)


@asynccontextmanager
async def open_wire(settings: Settings) -> AsyncIterator[Wire]:
    """Open what polls, as the sole one that does; see `open_parts`."""
    async with open_parts(settings, sole=True) as parts:
        yield Wire(parts)


@asynccontextmanager
async def open_parts(  # noqa: PLR0913 - a keyword for each seam
    settings: Settings,
    *,
    clock: Clock | None = None,
    web: Web | None = None,
    workers: Workers | None = None,
    model: Model | None = None,
    sole: bool = False,
) -> AsyncIterator[Parts]:
    """Open the database, the web and the workers; close them in turn.

    What is handed in is used in place of the real part and left open. Who polls or
    posts asks to be the `sole` one to do so; others work beside it.

    Raises:
        InUse: Another process is the sole one.
        StorageError: The database cannot be used.

    """
    async with AsyncExitStack() as stack:
        if sole:
            stack.enter_context(sole_user(settings.storage.path))
        db = await stack.enter_async_context(Database(settings.storage.path))
        # Before anything is built on what is damaged. A large file is left to
        # `doctor`: what is damaged in it is told of when it is met.
        if sole and db.path.stat().st_size <= _QUICKLY_READ:
            await db.read(copies.examine, db.path)
        if workers is None:
            crew = await _hired(settings.workers.processes, stack)
        else:
            crew = Crew(workers, workers)
        if web is None:
            chosen = settings.web
            client = AiohttpWeb(
                chosen.allow_private,
                chosen.contact,
                Limits(host_gap_s=chosen.host_gap_s),
                routes.Route(chosen.proxy, chosen.ca_file),
            )
            stack.push_async_callback(client.close)
            web = client
        clock = clock or SystemClock()
        robots = Robots(web, clock) if settings.web.robots else None
        if sole:
            # What is loaded by now stays: to look through all of it for garbage
            # holds up the event loop for a twentieth of a second.
            gc.freeze()
        if embedder := _embedder(settings):
            stack.push_async_callback(embedder.close)
        if model is None and (named := _model(settings)):
            stack.push_async_callback(named.close)
            model = named
        yield Parts(db, web, clock, crew, robots, embedder, model)


def _embedder(settings: Settings) -> LateEmbedder | None:
    name = settings.model.embeddings
    connect = partial(_embeddings, name, *_endpoint(settings))
    return LateEmbedder(name, connect) if name else None


def _model(settings: Settings) -> LateModel | None:
    name = settings.model.name
    connect = partial(_chat, name, *_endpoint(settings))
    return LateModel(name, connect) if name else None


def _endpoint(settings: Settings) -> tuple[str, str, float, str]:
    """Return where both are: base URL, key, time and version."""
    chosen, secret = settings.model, settings.openai_api_key
    key = secret.get_secret_value().strip() if secret else ""
    return chosen.base_url, key, chosen.timeout_s, chosen.api_version


async def _hired(processes: int, stack: AsyncExitStack) -> Crew:
    one = await stack.enter_async_context(ProcessWorkers(1))
    feeds: Workers = one
    if processes > 1:
        others = await stack.enter_async_context(ProcessWorkers(processes - 1))
        feeds = WithReserve(one, others)
    heavy = ProcessWorkers(processes, preload=_JOBS)
    return Crew(feeds, await stack.enter_async_context(heavy))
