"""Sampler: what a feed would bring if it were followed. Nothing is stored."""

import asyncio

from digests.desk import Choice, FeedFound
from digests.feeds.decide import decide
from digests.feeds.detect import kind_of_feed
from digests.feeds.keys import words_of
from digests.finding import FeedFinder
from digests.followed import EntryToRead, Filters
from digests.limits import FEED_BYTES
from digests.named_jobs import compose, judge_all, read_feed
from digests.pages import PageReader
from digests.ports import Clock, Web, Workers
from digests.traced import Sample, Sampled
from digests.types import Entry, ParsedFeed


class Sampler:
    """Reads a feed and its newest pages as polling would."""

    def __init__(
        self, web: Web, clock: Clock, workers: Workers, pages: PageReader
    ) -> None:
        """Take the web, the clock, the processes that parse, and who reads pages."""
        self._web = web
        self._finder = FeedFinder(web, workers)
        self._clock = clock
        self._workers = workers
        self._pages = pages

    async def look(self, given: str, filters: Filters) -> Sample | Choice:
        """Return what the feed that is meant would bring, or several to choose from.

        Raises:
            SourceError: There is no feed, or it cannot be read.
            JobError: Reading it takes too much.

        """
        found = await self._finder.find(given)
        if isinstance(found, FeedFound):
            return await self.sample(found.url, filters)
        return Choice(given, found)

    async def sample(self, url: str, filters: Filters, most: int = 3) -> Sample:
        """Return what the feed at this address would bring.

        Raises:
            SourceError: There is no feed, or it cannot be read.
            JobError: Reading it takes too much.

        """
        reply = await self._web.get(url, FEED_BYTES)
        reading = await self._workers.run(
            read_feed, reply.body, reply.url, reply.content_type
        )
        now = self._clock.now()
        decisions = decide(reading.arrivals, (), first=True, now=now)
        newest = sorted(
            (*decisions.new, *decisions.archive),
            key=lambda arrival: arrival.published or "",
            reverse=True,
        )
        items = await asyncio.gather(
            *(self._item(each.entry, reading.feed, filters) for each in newest[:most])
        )
        return Sample(
            url,
            reading.feed.title,
            kind_of_feed(reply.body),
            reading.feed.language,
            len(reading.arrivals),
            len(decisions.new),
            tuple(items),
            reading.feed.cut,
        )

    async def _item(self, entry: Entry, feed: ParsedFeed, filters: Filters) -> Sampled:
        item = EntryToRead(0, entry, feed.title, feed.link, feed.language)
        outcome = await self._pages.look(item)
        seen = (entry.title, words_of(entry.content), feed.language)
        digest = None
        if outcome.reading is not None:
            report = outcome.reading.report
            article = report.article
            seen = (article.title, article.text, article.language)
            now = self._clock.now()
            digest = await self._workers.run(compose, [report], now)
        (ruling,) = await self._workers.run(judge_all, filters, [seen])
        return Sampled(entry, outcome.note, ruling, digest)
