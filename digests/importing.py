"""Take in a list of feeds: show what it would bring, then check and follow them.

Every address on the list is asked once before it is followed, a few at a time
and within two minutes: a list is as old as its owner's last clearing up, and a
report that says what is wrong at once spares a month of notices. A feed that
there was no time for, or whose site is out of order, is followed unchecked.
"""

import asyncio
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from digests.articles.urls import is_web_link, normal
from digests.desk import (
    FeedFound,
    ImportedFeed,
    ImportedList,
    ImportLine,
    ImportReport,
    LineOutcome,
    Order,
)
from digests.errors import (
    AlreadyExists,
    FetchError,
    JobError,
    ParseError,
    Refused,
    SourceError,
    UnsafeFeed,
)
from digests.feeds.places import web_address
from digests.finding import FeedFinder
from digests.followed import Subscription
from digests.limits import LIST_BYTES
from digests.named_jobs import read_list
from digests.ports import Clock, Web, Workers
from digests.storage import subscriptions
from digests.storage.database import Database
from digests.subscribing import MOST_FEEDS, most_feeds

_AT_ONCE = 8
_CHECKING_S = 120.0
_FULL = f"{MOST_FEEDS} feeds are the most here"
_UNCHECKED = "there was no time to check it; the next poll will"

Progress = Callable[[int, int], None]


class _Check(Struct, frozen=True):
    """What asking an address gave; `found` is None where that is left open."""

    outcome: LineOutcome
    reason: str = ""
    found: FeedFound | None = None


class Importer:
    """Brings lists of feeds to a guild, one of its channels, or the local desk."""

    def __init__(self, db: Database, web: Web, clock: Clock, workers: Workers) -> None:
        """Take the opened parts."""
        self._db = db
        self._clock = clock
        self._workers = workers
        self._finder = FeedFinder(web, workers)

    async def preview(
        self, body: bytes, name: str, guild: str = "", channel: str = ""
    ) -> ImportReport:
        """Return what the list would bring; nothing is fetched or written.

        Args:
            body: The list as it came; what it is shows in it.
            name: What errors call it; no file of that name is touched.
            guild: Who would follow; "" for the local desk.
            channel: Of the guild's channels; "" for all.

        Raises:
            SourceError: It is no list that is known, or is built to hurt.

        """
        listed = await self._read(body, name)
        followed = await self._db.read(subscriptions.of_guild, guild)
        lines = _marked(listed.feeds, followed, guild, channel)
        return ImportReport(listed.kind, tuple(lines), listed.notes)

    async def import_(
        self,
        body: bytes,
        name: str,
        guild: str = "",
        channel: str = "",
        progress: Progress = lambda _done, _of: None,
    ) -> ImportReport:
        """Follow what the list brings and return what came of each line.

        All is written at once, at the end; a list that is brought again adds
        what is missing. `progress` is told how many addresses of how many have
        been asked. The other arguments, and what is raised, are `preview`'s.
        """
        report = await self.preview(body, name, guild, channel)
        checks = await self._check_all(report.lines, progress)
        lines = list(report.lines)
        orders: dict[int, Order] = {}
        for place, check in checks.items():
            lines[place] = ImportLine(lines[place].feed, check.outcome, check.reason)
            if check.outcome is LineOutcome.ADDED:
                orders[place] = _order(lines[place].feed, check, guild, channel)
        results = await self._db.write(
            subscriptions.follow_all,
            list(orders.values()),
            self._clock.now(),
            most_feeds(guild),
        )
        for place, result in zip(orders, results, strict=True):
            lines[place] = _settled(lines[place], result)
        return replace(report, lines=tuple(lines))

    async def _read(self, body: bytes, name: str) -> ImportedList:
        if len(body) > LIST_BYTES:
            raise ParseError(name, f"it is larger than {LIST_BYTES >> 20} MB")
        try:
            return await self._workers.run(read_list, body, name)
        except JobError as error:
            raise ParseError(name, "reading it took too much time or memory") from error

    async def _check_all(
        self, lines: Sequence[ImportLine], progress: Progress
    ) -> dict[int, _Check]:
        new = [n for n, line in enumerate(lines) if line.outcome is LineOutcome.NEW]
        checks = dict.fromkeys(new, _Check(LineOutcome.ADDED, _UNCHECKED))
        gate, asked = asyncio.Semaphore(_AT_ONCE), 0

        async def check(place: int) -> None:
            nonlocal asked
            async with gate:
                checks[place] = await self._check(lines[place].feed.url)
                asked += 1
                progress(asked, len(new))

        try:
            async with asyncio.timeout(_CHECKING_S), asyncio.TaskGroup() as group:
                for place in new:
                    group.create_task(check(place))
        except TimeoutError:
            pass  # What was not asked is followed unchecked.
        return checks

    async def _check(self, url: str) -> _Check:
        try:
            found = await self._finder.find(url, everywhere=False)
        except FetchError as error:
            if error.status == 429 or (error.status or 0) >= 500:
                return _Check(LineOutcome.ADDED, error.reason)
            return _Check(LineOutcome.REFUSED, error.reason)
        except UnsafeFeed as error:
            return _Check(LineOutcome.REFUSED, error.reason)
        except SourceError as error:
            return _Check(LineOutcome.NO_FEED, error.reason)
        if isinstance(found, FeedFound):
            moved = f"it is followed at {found.url}" if found.url != url else ""
            return _Check(LineOutcome.ADDED, moved, found)
        several = ", ".join(each.url for each in found[:3])
        return _Check(
            LineOutcome.NO_FEED,
            f"it leads to several feeds; add one of them: {several}",
        )


def _marked(
    feeds: Sequence[ImportedFeed],
    followed: Sequence[Subscription],
    guild: str,
    channel: str,
) -> list[ImportLine]:
    """Return a line for each feed, as far as it can be told without asking."""
    here = {each.url for each in followed if each.channel == channel}
    known = {each.url for each in followed}
    most = most_feeds(guild)
    seen: dict[str, str] = {}
    lines = []
    for each in feeds:
        feed = replace(each, url=normal(web_address(each.url)))
        outcome, reason = LineOutcome.NEW, ""
        if not is_web_link(feed.url):
            outcome, reason = LineOutcome.REFUSED, "that is not a usable address"
        elif feed.url in seen:
            outcome, reason = LineOutcome.THERE, f"as {seen[feed.url]}"
        elif feed.url in here:
            outcome = LineOutcome.THERE
        elif most is not None and feed.url not in known and len(known) >= most:
            outcome, reason = LineOutcome.REFUSED, _FULL
        if outcome is LineOutcome.NEW:
            seen[feed.url] = feed.place
            known.add(feed.url)
        lines.append(ImportLine(feed, outcome, reason))
    return lines


def _order(feed: ImportedFeed, check: _Check, guild: str, channel: str) -> Order:
    url, name = feed.url, ""
    if check.found:
        url, name = check.found.url, check.found.title
    title = "" if feed.title == name else feed.title
    return Order(url, guild, channel, title, feed.topic, feed.filters, name)


def _settled(line: ImportLine, result: Subscription | Refused) -> ImportLine:
    match result:
        case Subscription():
            return line
        case AlreadyExists():
            return replace(line, outcome=LineOutcome.THERE)
        case _:
            return replace(line, outcome=LineOutcome.REFUSED, reason=_FULL)
