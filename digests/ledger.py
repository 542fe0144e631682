"""The Ledger: who said what, word for word, as it stands in what was read.

All of it is in the reach of the one who asks, filters and all. People go by the forms
that their name has within an article: the surname alone, or the whole name.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from digests.access import Access
from digests.answers.fragments import link_to
from digests.answers.quoted import newest_first
from digests.answers.search import search_query
from digests.asked import Bounds, Said, Saying, Span
from digests.guilds import Reach
from digests.named_jobs import fitting, foremost
from digests.ports import Workers
from digests.quotes.called import name_parts
from digests.scopes import Field
from digests.shelved import Page, Sight
from digests.storage import bounding, ledger, passages, shelves
from digests.storage.database import Database

# How many articles are looked through for one list.
_MOST = 300
_MOST_OFFERED = 25


class Ledger:
    """The quotes that each guild's readers may look up."""

    def __init__(self, db: Database, workers: Workers) -> None:
        """Take the store and the processes that judge."""
        self._db = db
        self._workers = workers
        self._access = Access(db, workers)

    async def quotes(  # noqa: PLR0913 - a keyword for each thing that narrows
        self,
        reach: Reach,
        *,
        person: str = "",
        topic: str = "",
        since: datetime | None = None,
        limit: int = 5,
        offset: int = 0,
    ) -> Page[Said]:
        """Return quotes of a person, on a topic, the newest first, each word for word.

        Without a person of whoever is quoted, without a topic on anything. `since`:
        published, or else read, since then.
        """
        sight = await self._access.sight(reach)
        bounds = Bounds(span=Span(since))
        keys = await self._candidates(sight, person, topic, bounds)
        told = await self._told(sight, keys, Saying(person, topic))
        told.sort(key=newest_first)
        shown = told[max(0, offset) : max(0, offset) + max(0, limit)]
        return Page(await self.placed(reach, shown), max(0, offset), len(told))

    async def said(
        self, field: Field, saying: Saying, bounds: Bounds, most: int
    ) -> list[Said]:
        """Return what somebody said, what is most to the topic first, then the newest.

        Of quotes that are nearly the same, one.
        """
        if field.articles is None:
            keys = await self._candidates(field.sight, saying.person, "", bounds)
        else:
            within = sorted(field.articles)
            keys = await self._db.read(bounding.within, within, bounds)
        found = await self._found(field.sight, keys)
        return await self._workers.run(foremost, found, saying, most)

    async def is_quoted(self, sight: Sight, person: str) -> bool:
        """Tell whether anything in sight quotes somebody of this name."""
        return bool(await self._db.read(passages.quoting, person, sight, 1))

    async def people_like(self, reach: Reach, typed: str) -> list[str]:
        """Return at most 25 names of who was quoted lately, for what was typed."""
        sight = await self._access.sight(reach)
        keys = await self._db.read(shelves.newest, sight, None, _MOST)
        told = await self._told(sight, keys, Saying(""))
        wanted = typed.strip().casefold()
        names = dict.fromkeys(each.quote.speaker or "" for each in told)
        found = [each for each in names if each and wanted in each.casefold()]
        found.sort(key=lambda name: not name.casefold().startswith(wanted))
        return found[:_MOST_OFFERED]

    async def placed(self, reach: Reach, told: Sequence[Said]) -> tuple[Said, ...]:
        """Return the quotes with the links that lead to them."""
        keys = {each.article_id for each in told}
        jumps = await self._db.read(ledger.jumps, reach, keys)
        return tuple(
            replace(
                each,
                link=link_to(each.url, each.quote.text),
                jump=jumps.get(each.article_id, ""),
            )
            for each in told
        )

    async def _candidates(
        self, sight: Sight, person: str, topic: str, bounds: Bounds
    ) -> list[int]:
        if person:
            # Of a longer name the surname, for articles that say the rest once.
            name = (name_parts(person) or [person])[-1]
            found = await self._db.read(passages.quoting, name, sight, _MOST)
        elif topic:
            query = search_query(topic)
            hits = await self._db.read(passages.search, query, sight, _MOST, bounds)
            found = list(dict.fromkeys(each.article_id for each in hits))
        else:
            since = bounds.span.since
            found = await self._db.read(shelves.newest, sight, since, _MOST)
        return await self._db.read(bounding.within, found, bounds)

    async def _told(
        self, sight: Sight, keys: Collection[int], saying: Saying
    ) -> list[Said]:
        """Return the quotes of these articles that fit, in their order."""
        found = await self._found(sight, keys)
        if not (saying.person or saying.topic):
            return [each for each, _ in found]
        return await self._workers.run(fitting, found, saying)

    async def _found(
        self, sight: Sight, keys: Collection[int]
    ) -> list[tuple[Said, str]]:
        """Return all the quotes of these articles, each with its article's text."""
        admitted = await self._access.admitted(sight, keys)
        ordered = [key for key in keys if key in admitted]
        return await self._db.read(ledger.said_in, sight, ordered)
