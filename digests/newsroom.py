"""Open the newsroom: the only place where the parts are put together."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import NamedTuple

from digests.adapters.clock import SystemClock
from digests.adapters.http import AiohttpWeb, Limits, Route
from digests.adapters.locks import sole_user
from digests.adapters.saved import SavedWeb
from digests.adapters.workers import ProcessWorkers
from digests.answering import Librarian
from digests.caretaking import Caretaker
from digests.editing import Editor
from digests.feedkeeping import FeedKeeper
from digests.guildkeeping import GuildKeeper
from digests.guilds import Edition, Parcel, Reach
from digests.importing import Importer
from digests.manners import Robots
from digests.named_jobs import filters_from
from digests.outbox import Outbox
from digests.pages import PageReader
from digests.polling import Poller
from digests.ports import Clock, Layout, Web, Workers
from digests.proposing import Proposals
from digests.publishing import Publisher
from digests.sampling import Sampler
from digests.scheduling import Schedules
from digests.settings import Settings
from digests.shelf import Shelf
from digests.sources import SourceReader
from digests.storage import articles, copies
from digests.storage.database import Database
from digests.subscribing import Subscriptions
from digests.topics import Topics, topic_from
from digests.tracing import Tracer
from digests.types import Answer, Digest, Reading

__all__ = [
    "Newsroom",
    "SavedWeb",
    "SystemClock",
    "filters_from",
    "open_newsroom",
    "topic_from",
]

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


LOCAL_DESK = Reach()


class Crew(NamedTuple):
    """Who parses polled feeds, and who reads pages, weighs and answers.

    Feeds are many and light; what reads a page takes half a second to load.
    """

    feeds: Workers
    pages: Workers


class Parts(NamedTuple):
    """What a newsroom is put together from, opened.

    Without `robots` every page may be read; without `layout` nothing is sent.
    """

    db: Database
    web: Web
    clock: Clock
    crew: Crew
    robots: Robots | None = None
    layout: Layout | None = None


class Newsroom:
    """What the faces see of the newsroom: its services, and nothing beneath."""

    def __init__(self, parts: Parts) -> None:
        """Take the opened parts."""
        db, web, clock, crew, robots, layout = parts
        workers = crew.pages
        self._db = db
        self._clock = clock
        self.sources = SourceReader(web, workers)
        self._editor = Editor(db, clock, workers)
        self._librarian = Librarian(db, workers)
        self.shelf = Shelf(db, workers)
        self.feeds = FeedKeeper(db, clock)
        self.guilds = GuildKeeper(db, clock)
        self.schedules = Schedules(db, clock)
        self.topics = Topics(db, clock, workers)
        self.caretaker = Caretaker(db, clock, workers)
        self.outbox = Outbox(db, clock)
        self.publisher = Publisher(db, clock, workers, layout or _to_nobody)
        self.tracer = Tracer(db, clock, workers)
        self.poller = Poller(db, web, clock, crew.feeds)
        self.pages = PageReader(db, web, clock, workers, robots)
        self.sampler = Sampler(web, clock, workers, self.pages)
        self.subscriptions = Subscriptions(db, web, clock, workers)
        self.importer = Importer(db, web, clock, workers)
        self.proposals = Proposals(db, clock)

    def now(self) -> datetime:
        """Return the present moment, by which people's words for times are read."""
        return self._clock.now()

    async def keep(self, reading: Reading) -> int:
        """Store what was read by hand and return the article's id."""
        return await self._db.write(articles.keep, reading, self._clock.now())

    async def digest(
        self, ids: Sequence[int] | None = None, channel: str = ""
    ) -> Digest | None:
        """Return a digest of these articles, or of what the channel has not had.

        None where there is nothing new. Nothing counts as had before `posted`.
        """
        return await self._editor.digest(channel, ids)

    async def posted(self, digest: Digest, channel: str = "") -> None:
        """Remember that the channel has had this digest."""
        await self._editor.posted(digest, channel)

    async def ask(
        self, question: str, reach: Reach = LOCAL_DESK, story: Collection[int] = ()
    ) -> Answer:
        """Answer from what is in reach, first from a story's articles; or refuse."""
        return await self._librarian.answer(question, reach, story)


@asynccontextmanager
async def open_newsroom(  # noqa: PLR0913 - a keyword for each seam
    settings: Settings,
    *,
    clock: Clock | None = None,
    web: Web | None = None,
    workers: Workers | None = None,
    layout: Layout | None = None,
    sole: bool = False,
) -> AsyncIterator[Newsroom]:
    """Open the database, the web and the workers; close them in turn.

    What is handed in is used in place of the real part and left open. Who posts
    hands in the `layout` of editions. Who polls or posts asks to be the `sole` one
    to do so; others work beside it.

    Raises:
        InUse: Another process is the sole one.
        StorageError: The database cannot be used.

    """
    async with AsyncExitStack() as stack:
        if sole:
            stack.enter_context(sole_user(settings.storage.path))
        db = await stack.enter_async_context(Database(settings.storage.path))
        if sole:
            # Before anything is built on what is damaged.
            await db.read(copies.examine, db.path)
        if workers is None:
            count = settings.workers.processes
            light, heavy = ProcessWorkers(count), ProcessWorkers(count, preload=_JOBS)
            crew = Crew(
                await stack.enter_async_context(light),
                await stack.enter_async_context(heavy),
            )
        else:
            crew = Crew(workers, workers)
        if web is None:
            chosen = settings.web
            client = AiohttpWeb(
                chosen.allow_private,
                chosen.contact,
                Limits(host_gap_s=chosen.host_gap_s),
                Route(chosen.proxy, chosen.ca_file),
            )
            stack.push_async_callback(client.close)
            web = client
        clock = clock or SystemClock()
        robots = Robots(web, clock) if settings.web.robots else None
        yield Newsroom(Parts(db, web, clock, crew, robots, layout))


def _to_nobody(_: Edition) -> tuple[Parcel, ...]:
    return ()
