"""The Poller: asks every feed that is due, and keeps what is new.

Nothing that goes wrong with one feed costs another. What is fetched is kept in
one write with the validators it came with, so a crash repeats a poll and never
an entry.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence

from digests.batches import Batches
from digests.errors import JobError, SourceError
from digests.feeds.outcomes import Failed, Fetched, Outcome, failed
from digests.feeds.pace import cache_time
from digests.followed import FeedToPoll, PollReport
from digests.incoming import FeedBody
from digests.lanes import Lanes, Place
from digests.limits import FEED_BYTES
from digests.parsing import FeedReaders
from digests.ports import Clock, Reply, Validators, Web, Workers
from digests.storage import feeds, polls
from digests.storage.database import Database

# How many feeds are loaded ahead of their turn.
_LOADED = 256
# A larger body would hold the event loop up while it is hashed.
_HASHED_AT_ONCE = 256 * 1024


class Poller:
    """Asks feeds and keeps what they bring."""

    def __init__(
        self, db: Database, web: Web, clock: Clock, workers: Workers, jobs: int = 4
    ) -> None:
        """Take the store, the web, the clock and the processes that parse.

        `jobs` is how many of them are under way at once.
        """
        self._db = db
        self._web = web
        self._clock = clock
        self._lanes = Lanes()
        self._readers = FeedReaders(workers, jobs)

    async def poll(
        self,
        *,
        everything: bool = False,
        told: Callable[[PollReport], None] | None = None,
    ) -> PollReport:
        """Ask the feeds that are due, or all that are polled, each once.

        `told` hears in between what the round has come to so far.
        """
        report = PollReport()

        async def write(batch: list[Outcome]) -> None:
            nonlocal report
            report += await self._db.write(polls.settle, batch)
            if told is not None:
                told(report)

        async with Batches(write, _weight) as settled, asyncio.TaskGroup() as group:
            async for feed in self._due(everything=everything):
                if feed.failures:
                    # Who failed the last time may hang again, and waits its turn
                    # among the slow.
                    group.create_task(self._ask_slowly(feed, settled))
                else:
                    place = await self._lanes.enter()
                    group.create_task(self._ask(feed, place, settled))
        return report

    async def _due(self, *, everything: bool) -> AsyncIterator[FeedToPoll]:
        if everything:
            ids: Sequence[int] = await self._db.read(feeds.active)
        else:
            ids = await self._db.read(feeds.due, self._clock.now())
        for start in range(0, len(ids), _LOADED):
            for feed in await self._db.read(feeds.load, ids[start : start + _LOADED]):
                yield feed

    async def _ask_slowly(self, feed: FeedToPoll, settled: Batches[Outcome]) -> None:
        await self._ask(feed, await self._lanes.enter_slow(), settled)

    async def _ask(
        self, feed: FeedToPoll, place: Place, settled: Batches[Outcome]
    ) -> None:
        try:
            await settled.put(await self._outcome(feed, place))
        finally:
            place.leave()

    async def _outcome(self, feed: FeedToPoll, place: Place) -> Outcome:
        try:
            known = Validators(feed.etag, feed.last_modified)
            reply = await self._web.get(feed.url, FEED_BYTES, known)
            place.arrived()
            return await self._fetched(feed, reply)
        except (SourceError, JobError) as error:
            return failed(feed, error, self._clock.now())

    async def _fetched(self, feed: FeedToPoll, reply: Reply) -> Fetched:
        body_hash = feed.body_hash
        reading = None
        if reply.status != 304:
            body_hash = await _hash(reply.body)
            if body_hash != feed.body_hash:
                reading = await self._readers.read(
                    FeedBody(reply.body, reply.url, reply.content_type, feed.slices)
                )
        named = reply.status != 304
        return Fetched(
            feed,
            self._clock.now(),
            reply.headers.get("etag", "" if named else feed.etag),
            reply.headers.get("last-modified", "" if named else feed.last_modified),
            body_hash,
            cache_time(reply.headers),
            reply.moved_to,
            reading,
        )


async def _hash(body: bytes) -> bytes:
    if len(body) > _HASHED_AT_ONCE:
        return await asyncio.to_thread(_hash_now, body)
    return _hash_now(body)


def _hash_now(body: bytes) -> bytes:
    # Where the processor helps, twice as quick as blake2b.
    return hashlib.sha256(body).digest()[:16]


def _weight(outcome: Outcome) -> int:
    if isinstance(outcome, Failed) or outcome.reading is None:
        return 0
    return sum(len(each.content) for each in outcome.reading.arrivals)
