"""The PageReader: reads the page behind each entry that waits.

An article is fetched and stored once, however many feeds bring it. Where its
page cannot be had the feed's own text is stored, for that feed alone, and that is
said. What is read is kept in one write with the state of its entry, so a crash
repeats a reading and never an article.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from digests.articles.headers import charset_named
from digests.articles.outlets import outlet_of
from digests.batches import Batches
from digests.errors import DigestsError, FetchError, JobTimedOut
from digests.feeds.pace import asked_to_wait
from digests.followed import EntryOutcome, EntryToRead, PagesReport
from digests.jobs import result_or_error
from digests.lanes import Lanes, Place
from digests.limits import PAGE_BYTES
from digests.manners import Robots
from digests.named_jobs import Page, read_followed
from digests.ports import Clock, Reply, Web, Workers
from digests.storage import entries, readings
from digests.storage.database import Database
from digests.types import Article, Reading, Verdict

# A page that cannot be had is asked for again after these, then no more.
_PATIENCE = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
# Asking again gives the same answer.
_FINAL = frozenset({401, 402, 403, 404, 410, 451})
_LOADED = 32
_QUICK, _SLOW = 8, 64
_NOTES = {
    Verdict.FULL: "read in full from its page",
    Verdict.TEASER: "its page shows no more than the beginning",
    Verdict.PAYWALL: "its page is behind a paywall; what stands before it was kept",
    Verdict.CONSENT: "its page asks for consent and shows no article before",
    Verdict.HEADLINE: "its page shows no text; only the headline was kept",
}
_FILES = re.compile(r"(?:image|audio|video)/[\w.+-]+|application/pdf", re.IGNORECASE)
_OWN = "the feed's own text"
_ROBOTS = "the site asks programs not to read that page (robots.txt)"
_NO_ROBOTS = "its site gives no usable answer (robots.txt was asked for first)"
_TOO_MUCH = "its page is too heavy or too broken to be read"
_TOO_LONG = "reading its page took too long"


class PageReader:
    """Reads pages, and keeps what they say."""

    def __init__(
        self,
        db: Database,
        web: Web,
        clock: Clock,
        workers: Workers,
        robots: Robots | None = None,
    ) -> None:
        """Take the store, the web, the clock and the processes that read.

        Where nobody knows of `robots`, they are not asked.
        """
        self._db = db
        self._web = web
        self._clock = clock
        self._workers = workers
        self._robots = robots
        self._lanes = Lanes(_QUICK, _SLOW)
        self._jobs = asyncio.Semaphore(_QUICK)

    async def read_waiting(
        self, told: Callable[[PagesReport], None] | None = None
    ) -> PagesReport:
        """Read the page of every entry whose turn it is.

        `told` hears in between what the round has come to so far.
        """
        report = PagesReport()

        async def write(batch: list[EntryOutcome]) -> None:
            nonlocal report
            report += await self._db.write(readings.settle, batch, self._clock.now())
            if told is not None:
                told(report)

        # In a second round come those whose article the first one stored.
        while ids := await self._db.read(entries.waiting, self._clock.now()):
            async with Batches(write, _weight) as settled, asyncio.TaskGroup() as group:
                for start in range(0, len(ids), _LOADED):
                    some = ids[start : start + _LOADED]
                    for item in await self._db.read(entries.load, some):
                        place = await self._lanes.enter()
                        group.create_task(self._settle(item, place, settled))
        return report

    async def look(self, item: EntryToRead) -> EntryOutcome:
        """Return what would become of the entry; nothing is kept."""
        place = await self._lanes.enter()
        try:
            return await self._outcome(item, place)
        finally:
            place.leave()

    async def _settle(
        self, item: EntryToRead, place: Place, settled: Batches[EntryOutcome]
    ) -> None:
        try:
            await settled.put(await self._outcome(item, place))
        finally:
            place.leave()

    async def _outcome(self, item: EntryToRead, place: Place) -> EntryOutcome:
        if item.stored is not None:
            note = "its article had been read already"
            return EntryOutcome(item, note, article=item.stored)
        link = item.entry.link
        if not link:
            return await self._own_text(item, "it links to no page")
        if self._robots is not None and not await self._robots.allows(link):
            if self._robots.unable(link):
                return await self._later(item, _NO_ROBOTS)
            return await self._own_text(item, _ROBOTS)
        try:
            reply = await self._web.get(link, PAGE_BYTES)
        except FetchError as error:
            return await self._without_page(item, error)
        place.arrived()
        return await self._from_page(item, reply)

    async def _without_page(self, item: EntryToRead, error: FetchError) -> EntryOutcome:
        if error.permanent or error.status in _FINAL:
            return await self._own_text(item, error.reason)
        return await self._later(item, error.reason, error.retry_after)

    async def _later(
        self, item: EntryToRead, reason: str, retry_after: str = ""
    ) -> EntryOutcome:
        if item.attempts >= len(_PATIENCE):
            return await self._own_text(item, reason)
        now, wait = self._clock.now(), _PATIENCE[item.attempts]
        asked = asked_to_wait(retry_after, now) or wait
        retry = now + max(wait, min(asked, entries.FARTHEST))
        return EntryOutcome(
            item, f"its page could not be had yet: {reason}", retry=retry
        )

    async def _from_page(self, item: EntryToRead, reply: Reply) -> EntryOutcome:
        if file := _FILES.match(reply.content_type):
            return await self._own_text(item, f"it links to a file ({file[0]})")
        page = (reply.body, reply.url, charset_named(reply.content_type))
        reading = await self._read(item, page)
        if isinstance(reading, JobTimedOut):
            # It may have been the machine, busy with other things.
            return await self._later(item, _TOO_LONG)
        if isinstance(reading, DigestsError):
            return await self._own_text(item, _TOO_MUCH)
        if isinstance(reading, Exception):
            return await self._own_text(item, "its page is broken beyond reading")
        return EntryOutcome(item, _note(reading.report.article), reading)

    async def _own_text(self, item: EntryToRead, reason: str) -> EntryOutcome:
        """Return what the feed itself says; nothing new where more was read before."""
        if item.own is not None:
            note = f"it has changed, but could not be read again: {reason}"
            return EntryOutcome(item, note, article=item.own)
        reading = await self._read(item)
        if isinstance(reading, JobTimedOut) and item.attempts < len(_PATIENCE):
            return await self._later(item, reason)
        if isinstance(reading, Exception):
            # Not even that can be read: its headline is left.
            bare = replace(item, entry=replace(item.entry, content=""))
            reading = await self._read(bare)
        if isinstance(reading, Exception):
            return EntryOutcome(item, f"nothing of it could be read: {reason}")
        return EntryOutcome(item, f"{_OWN}: {reason}", reading)

    async def _read(
        self, item: EntryToRead, page: Page | None = None
    ) -> Reading | Exception:
        outlet = outlet_of(item.feed_title, item.feed_link, item.entry.link)
        async with self._jobs:
            said = (item.entry, outlet, item.language)
            job = self._workers.run(read_followed, *said, item.owner, page)
            return await result_or_error(job)


def _note(article: Article) -> str:
    if article.owner and article.verdict is Verdict.FULL:
        return f"{_OWN}: its page shows less"
    return _NOTES[article.verdict]


def _weight(outcome: EntryOutcome) -> int:
    return len(outcome.reading.report.article.text) if outcome.reading else 0
