"""Open the newsroom: here, and for polling in `wire`, the parts are put together."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from digests.accounting import Accountant
from digests.adapters.clock import SystemClock
from digests.adapters.saved import SavedWeb
from digests.answering import Librarian
from digests.caretaking import Caretaker
from digests.correcting import Corrector
from digests.deliveries import Parcel
from digests.editing import Editor
from digests.freelance import Freelance
from digests.guildkeeping import GuildKeeper
from digests.guilds import Edition, Reach
from digests.importing import Importer
from digests.inquiring import Inquiries
from digests.layouts import Layout
from digests.likeness import Likeness
from digests.named_jobs import filters_from
from digests.outbox import Outbox
from digests.ports import Clock, Model, Web, Workers
from digests.pricing import terms_of, vector_terms_of
from digests.proposing import Proposals
from digests.publishing import Publisher
from digests.queueing import Queue
from digests.retelling import Reteller
from digests.rewording import Reworder
from digests.sampling import Sampler
from digests.scheduling import Schedules
from digests.settings import Model as Chosen
from digests.settings import Settings
from digests.shelf import Shelf
from digests.sources import SourceReader
from digests.storage import articles
from digests.subscribing import Subscriptions
from digests.surveyor import Surveyor
from digests.topics import Topics, topic_from
from digests.tracing import Tracer
from digests.trialling import Trialist
from digests.types import Answer, Digest, Reading
from digests.wire import Parts, Wire, open_parts

__all__ = [
    "Newsroom",
    "SavedWeb",
    "SystemClock",
    "filters_from",
    "open_newsroom",
    "terms_of",
    "topic_from",
    "vector_terms_of",
]


LOCAL_DESK = Reach()


class Newsroom(Wire):
    """What the faces see of the newsroom: its services, and nothing beneath."""

    def __init__(
        self, parts: Parts, chosen: Chosen, layout: Layout | None = None
    ) -> None:
        """Take the opened parts and the models that are chosen.

        `layout` is what is sent.
        """
        super().__init__(parts)
        db, web, clock, crew, _, embedder, model = parts
        workers = crew.pages
        self._db = db
        self._clock = clock
        self.model = model
        terms, vector_terms = terms_of(chosen), vector_terms_of(chosen)
        self.accountant = Accountant(db, clock, terms.caps)
        surveyor = Surveyor(db, clock, embedder, vector_terms) if embedder else None
        self.surveyor = surveyor
        self.likeness = Likeness(db, surveyor) if surveyor else None
        freelance = Freelance(db, clock, model, terms) if model else None
        self.freelance = freelance
        self.trialist = Trialist(db, clock, workers, freelance)
        self.sources = SourceReader(web, workers)
        self._editor = Editor(db, clock, workers)
        reworder = Reworder(db, workers, freelance) if freelance else None
        self.librarian = Librarian(db, clock, workers, self.likeness, reworder)
        self.ledger = self.librarian.ledger
        self.queue = Queue(clock)
        self.inquiries = Inquiries(db, clock)
        self.shelf = Shelf(db, workers)
        self.guilds = GuildKeeper(db, clock)
        self.schedules = Schedules(db, clock)
        self.topics = Topics(db, clock, workers)
        self.caretaker = Caretaker(db, clock, workers)
        self.outbox = Outbox(db, clock)
        reteller = Reteller(freelance, workers, clock) if freelance else None
        layout = layout or _to_nobody
        self.publisher = Publisher(db, clock, workers, layout, reteller)
        self.corrector = Corrector(db, clock, workers)
        self.tracer = Tracer(db, clock, workers)
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
        """Answer from what is in reach, first from a story's articles; or refuse.

        `librarian.ask` tells more: of scopes, links and conversations.
        """
        return await self.librarian.answer(question, reach, story)


@asynccontextmanager
async def open_newsroom(  # noqa: PLR0913 - a keyword for each seam
    settings: Settings,
    *,
    clock: Clock | None = None,
    web: Web | None = None,
    workers: Workers | None = None,
    model: Model | None = None,
    layout: Layout | None = None,
    sole: bool = False,
) -> AsyncIterator[Newsroom]:
    """Open the newsroom, its parts as `wire.open_parts` does.

    Who posts hands in the `layout` of editions.

    Raises:
        InUse: Another process is the sole one.
        StorageError: The database cannot be used.

    """
    opening = open_parts(
        settings, clock=clock, web=web, workers=workers, model=model, sole=sole
    )
    async with opening as parts:
        newsroom = Newsroom(parts, settings.model, layout)
        try:
            yield newsroom
        finally:
            if newsroom.freelance:
                await newsroom.freelance.close()


def _to_nobody(_: Edition) -> tuple[Parcel, ...]:
    return ()
