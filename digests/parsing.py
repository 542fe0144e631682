"""Read feeds in workers: few jobs at once, and small feeds together in one."""

import asyncio
import logging
from collections import deque

from digests.errors import DigestsError, ParseError
from digests.incoming import FeedBody, FeedReading
from digests.jobs import result_or_error
from digests.named_jobs import read_feeds
from digests.ports import Workers

_log = logging.getLogger(__name__)

# Of one job: it has one deadline, and what is in it waits for all of it.
_MOST_FEEDS = 8
_MOST_BYTES = 256 * 1024


class FeedReaders:
    """Hands feeds to workers; who brings one waits until it is read."""

    def __init__(self, workers: Workers, at_once: int) -> None:
        """Set how many jobs are under way at once: a few more than processes."""
        self._workers = workers
        self._gate = asyncio.Semaphore(at_once)
        self._waiting: deque[tuple[FeedBody, asyncio.Future[FeedReading]]] = deque()

    async def read(self, body: FeedBody) -> FeedReading:
        """Return what the feed holds.

        Raises:
            SourceError: It is no feed, or is built to hurt.
            JobError: It took its worker down.

        """
        loop = asyncio.get_running_loop()
        reading: asyncio.Future[FeedReading] = loop.create_future()
        self._waiting.append((body, reading))
        async with self._gate:
            if not reading.done() and self._waiting:
                await self._read_next()
        return await reading

    async def _read_next(self) -> None:
        """Read who waits, the first and as many more as one job takes."""
        group = [self._waiting.popleft()]
        size = len(group[0][0].body)
        while self._waiting and len(group) < _MOST_FEEDS:
            size += len(self._waiting[0][0].body)
            if size > _MOST_BYTES:
                break
            group.append(self._waiting.popleft())
        if not await self._read_together(group) and len(group) > 1:
            # One of them took the worker down: now it takes only itself along.
            for each in group:
                await self._read_together([each])

    async def _read_together(
        self, group: list[tuple[FeedBody, asyncio.Future[FeedReading]]]
    ) -> bool:
        job = self._workers.run(read_feeds, tuple(body for body, _ in group))
        results = await result_or_error(job)
        if isinstance(results, Exception):
            if len(group) == 1:
                _fail(*group[0], results)
            return False
        for (_, reading), result in zip(group, results, strict=True):
            if reading.done():
                continue  # Nobody waits for it any more.
            if isinstance(result, DigestsError):
                reading.set_exception(result)
            else:
                reading.set_result(result)
        return True


def _fail(
    body: FeedBody, reading: asyncio.Future[FeedReading], error: Exception
) -> None:
    if reading.done():
        return
    if isinstance(error, DigestsError):
        reading.set_exception(error)
        return
    _log.error("reading %s failed", body.source, exc_info=error)
    reading.set_exception(ParseError(body.source, "it is broken beyond reading"))
