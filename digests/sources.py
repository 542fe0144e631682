"""Read what a person hands over: a feed, a page or a text, from web or disk.

One source may give many readings; what is wrong with one costs no other. Order
is kept: readings come as their entries stand in the source.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from digests.articles.documents import Kind, kind_of
from digests.articles.headers import charset_named
from digests.articles.outlets import outlet_of
from digests.errors import FetchError, JobError, ParseError, SourceError
from digests.feeds.detect import looks_like_feed
from digests.limits import FEED_BYTES, PAGE_BYTES
from digests.named_jobs import Page, parse_feed, read_entry, read_page, read_text
from digests.ports import Reply, Web, Workers
from digests.types import Entry, ParsedFeed, Reading

# Somebody who tries a feed does not want every page of its archive fetched.
MOST_PAGES = 100
_AT_ONCE = 6
_LONGEST_TITLE = 300


class Document(Struct, frozen=True):
    """A source's bytes; `base` is its address, "" for a file."""

    source: str
    body: bytes
    content_type: str = ""
    base: str = ""


class Contents(Struct, frozen=True):
    """How many articles a feed holds, and the pages of how many are read.

    `cut` tells that it held more than were kept.
    """

    articles: int
    pages: int
    cut: bool = False


class SourceReader:
    """Turns sources into readings."""

    def __init__(self, web: Web, workers: Workers) -> None:
        """Take the way to the web and to the processes that parse."""
        self._web = web
        self._workers = workers

    async def fetch(self, url: str) -> Document:
        """Return the document at a web address.

        Raises:
            FetchError: No usable reply came back.

        """
        reply = await self._web.get(url, FEED_BYTES)
        return Document(url, reply.body, reply.content_type, reply.url)

    async def read(
        self, document: Document
    ) -> AsyncIterator[Contents | Reading | FetchError]:
        """Yield what the document says, a feed's entries in order.

        A feed yields its contents first. A page of it that cannot be fetched
        yields the error, before the reading of what the feed itself says.

        Raises:
            SourceError: The document cannot be read at all.

        """
        try:
            if looks_like_feed(document.body, document.content_type):
                async for each in self._read_feed(document):
                    yield each
            else:
                yield await self._read_article(document)
        except JobError as error:
            raise ParseError(
                document.source,
                "reading it took too much time or memory; save the report as text",
            ) from error
        except SourceError as error:
            # What is wrong is told of what the person handed over.
            error.source = document.source
            raise

    async def _read_article(self, document: Document) -> Reading:
        kind = kind_of(document.body, document.source, document.content_type)
        if len(document.body) > PAGE_BYTES:
            size, most = (n // 1024 // 1024 for n in (len(document.body), PAGE_BYTES))
            raise ParseError(
                document.source,
                f"it is too large for an article: {size} MB; the limit is {most} MB; "
                "save the report alone, or as text",
            )
        if kind is Kind.TEXT:
            return await self._workers.run(read_text, document.body, document.source)
        charset = charset_named(document.content_type)
        address = document.base or document.source
        return await self._workers.run(read_page, document.body, address, charset)

    async def _read_feed(
        self, document: Document
    ) -> AsyncIterator[Contents | Reading | FetchError]:
        if len(document.body) > FEED_BYTES:
            raise ParseError(
                document.source,
                f"it is too large for a feed; the limit is {FEED_BYTES >> 20} MB",
            )
        feed = await self._workers.run(
            parse_feed,
            document.body,
            document.base or document.source,
            document.content_type,
        )
        if not feed.entries:
            raise ParseError(
                document.source,
                "the feed has no entries; check it, or try again later",
            )
        entries = len(feed.entries)
        yield Contents(entries, min(entries, MOST_PAGES), feed.cut)
        gate = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(
                    self._read_entry(entry, feed, gate, fetch=n < MOST_PAGES)
                )
                for n, entry in enumerate(feed.entries)
            ]
            for task in tasks:
                for each in await task:
                    yield each

    async def _read_entry(
        self, entry: Entry, feed: ParsedFeed, gate: asyncio.Semaphore, *, fetch: bool
    ) -> tuple[Reading | FetchError, ...]:
        async with gate:
            reply = await self._page(entry.link) if fetch else None
            page = None
            if isinstance(reply, Reply):
                page = (reply.body, reply.url, charset_named(reply.content_type))
            reading = await self._read_or_fall_back(entry, feed, page)
        return (reply, reading) if isinstance(reply, FetchError) else (reading,)

    async def _page(self, link: str) -> Reply | FetchError | None:
        if not link:
            return None
        try:
            return await self._web.get(link, PAGE_BYTES)
        except FetchError as error:
            return error

    async def _read_or_fall_back(
        self,
        entry: Entry,
        feed: ParsedFeed,
        page: Page | None,
    ) -> Reading:
        run, outlet = self._workers.run, outlet_of(feed.title, feed.link, entry.link)
        # Where the page takes its worker down, the feed's own words are left.
        for body in (page, None):
            with suppress(JobError):
                return await run(read_entry, entry, outlet, feed.language, body)
        # Where they do too, its name is.
        bare = replace(entry, content="", title=entry.title[:_LONGEST_TITLE])
        return read_entry(bare, outlet, feed.language, None)
