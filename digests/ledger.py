"""The Ledger: who said what, word for word, as it stands in what was read.

All of it is in the reach of the one who asks, filters and all. People go by the forms
that their name has within an article: the surname alone, or the whole name.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from digests.access import Access
from digests.answers.fragments import link_to
from digests.answers.sayings import (
    is_called,
    is_held_by,
    is_short_for,
    is_written,
    name_parts,
    touches,
)
from digests.answers.search import search_query
from digests.asked import Bounds, Said, Saying, Span
from digests.guilds import Reach
from digests.ports import Workers
from digests.scopes import Field
from digests.shelved import Page, Sight
from digests.storage import bounding, ledger, passages, shelves
from digests.storage.database import Database

# How many articles are looked through for one list.
_MOST = 300
_MOST_OFFERED = 25
# How far around a quote its topic may be named.
_AROUND = 300


class Ledger:
    """The quotes that each guild's readers may look up."""

    def __init__(self, db: Database, workers: Workers) -> None:
        """Take the store and the processes that judge."""
        self._db = db
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
        told.sort(key=_newest_first)
        shown = told[max(0, offset) : max(0, offset) + max(0, limit)]
        return Page(await self.placed(reach, shown), max(0, offset), len(told))

    async def said(self, field: Field, saying: Saying, bounds: Bounds) -> list[Said]:
        """Return what somebody said, what is most to the topic first, then the newest.

        Of quotes that are nearly the same, one.
        """
        if field.articles is None:
            keys = await self._candidates(field.sight, saying.person, "", bounds)
        else:
            within = sorted(field.articles)
            keys = await self._db.read(bounding.within, within, bounds)
        told = await self._told(field.sight, keys, saying)
        about = {each: touches(saying.topic, each.quote.text) for each in told}
        told.sort(key=_newest_first)
        told.sort(key=lambda each: (-_as_asked(each, saying), -about[each]))
        return _distinct(told)

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
        admitted = await self._access.admitted(sight, keys)
        ordered = [key for key in keys if key in admitted]
        found = await self._db.read(ledger.said_in, sight, ordered)
        return [each for each, text in found if _fits(each, text, saying)]


def _fits(said: Said, text: str, saying: Saying) -> bool:
    if saying.person and not _is_by(said, text, saying.person):
        return False
    start, end = max(0, said.quote.start - _AROUND), said.quote.end + _AROUND
    return bool(touches(saying.topic, f"{said.title}\n{text[start:end]}"))


def _is_by(said: Said, text: str, person: str) -> bool:
    name, role = said.quote.speaker or "", said.quote.role or ""
    return (
        is_called(name, person)
        or is_held_by(role, person)
        or is_short_for(name, person, text)
    )


def _as_asked(said: Said, saying: Saying) -> bool:
    return saying.written and is_written(said.quote.cue or "")


def _newest_first(said: Said) -> float:
    return -(said.published or said.seen).timestamp()


def _distinct(told: Iterable[Said]) -> list[Said]:
    kept: list[Said] = []
    had: list[str] = []
    for each in told:
        words = " ".join(name_parts(each.quote.text))
        if not any(words in one or one in words for one in had):
            kept.append(each)
            had.append(words)
    return kept
