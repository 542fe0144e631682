"""Find the feed that an address means: ask it, and where it may lead."""

import asyncio
import logging

from msgspec.structs import replace

from digests.articles.urls import normal
from digests.desk import Candidate, FeedFound
from digests.errors import FetchError, JobError, ParseError, SourceError
from digests.feeds.places import is_comments, known_feeds, usual_places, web_address
from digests.jobs import result_or_error
from digests.limits import FEED_BYTES
from digests.named_jobs import look
from digests.ports import Web, Workers

_log = logging.getLogger(__name__)

# For all usual places of a site together; somebody is waiting.
_TRYING_S = 30.0


class FeedFinder:
    """Goes from what a person gave to feeds that can be followed."""

    def __init__(self, web: Web, workers: Workers) -> None:
        """Take the way to the web and to the processes that parse."""
        self._web = web
        self._workers = workers

    async def find(
        self, given: str, *, everywhere: bool = True
    ) -> FeedFound | tuple[Candidate, ...]:
        """Return the feed that is meant, or several to choose from, best first.

        One feed beside feeds of comments is the one that is meant.

        Args:
            given: An address, or what people write in place of one.
            everywhere: Try the usual places where a page links to no feed.

        Raises:
            FetchError: The address, or the only feed that it leads to, gives no
                usable reply.
            SourceError: There is no feed, or it is built to hurt.

        """
        url = web_address(given)
        known = known_feeds(url)
        if len(known) > 1:
            return known
        found = known or await self._look(url)
        if isinstance(found, FeedFound):
            return found
        likely = [each for each in found if not is_comments(each)] or found
        if len(likely) == 1:
            return await self.feed_at(likely[0].url)
        if not found and everywhere:
            return await self._try_places(url)
        if not found:
            raise ParseError(given, _NONE)
        return found

    async def feed_at(self, url: str) -> FeedFound:
        """Return the feed at this very address.

        Raises:
            SourceError: There is none, or it is built to hurt.

        """
        found = await self._look(url)
        if not isinstance(found, FeedFound):
            raise ParseError(url, "it is a web page, not a feed")
        return found

    async def _look(self, url: str) -> FeedFound | tuple[Candidate, ...]:
        reply = await self._web.get(url, FEED_BYTES)
        job = self._workers.run(look, reply.body, reply.url, reply.content_type)
        match found := await result_or_error(job):
            case FeedFound():
                # A passing redirect may lead elsewhere tomorrow; the way in stays.
                return replace(found, url=normal(reply.moved_to or url))
            case tuple():
                return found
            case JobError():
                raise ParseError(url, "reading it took too much time or memory")
            case SourceError():
                # What is wrong is told of what was asked for.
                found.source = url
                raise found
            case _:
                _log.error("looking at %s failed", url, exc_info=found)
                raise ParseError(url, "it is broken beyond reading")

    async def _try_places(self, url: str) -> FeedFound:
        try:
            async with asyncio.timeout(_TRYING_S):
                for place in usual_places(url):
                    try:
                        return await self.feed_at(place)
                    except FetchError as error:
                        if error.status == 429:
                            break  # Enough asked.
                    except SourceError:
                        continue
        except TimeoutError:
            pass
        raise ParseError(url, _NONE)


_NONE = "it is a web page, and no feed was found there; give the feed's own address"
