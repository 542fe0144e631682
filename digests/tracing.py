"""Tracer: what became of an item, in plain words, from what is stored.

Nothing is fetched. Who asks may name an article's address, a feed's, or a title, and
is told of what they reach alone: of what else there is they learn nothing.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from digests.articles.urls import canonical, host, is_web_link, same_site
from digests.feeds.keys import link_key, words_of
from digests.followed import (
    EntryState,
    FeedHealth,
    Filters,
    Ruling,
    StoredEntry,
    Subscription,
)
from digests.guilds import Reach
from digests.named_jobs import judge_all
from digests.ports import Clock, Workers
from digests.recounting import (
    told_of_article,
    told_of_entry,
    told_of_feed,
    told_of_outings,
    told_of_pause,
    told_of_ruling,
    told_of_unknown,
)
from digests.storage import entries, feeds, sights, subscriptions, traces
from digests.storage.database import Database
from digests.traced import FeedItem, Kept, Outing, Stage, Step, Trace, Traced
from digests.types import BY_HAND, owned

T = TypeVar("T", StoredEntry, FeedHealth)

PREVIEWED = 50
_MOST_OTHERS = 5
# Both spellings of a site's address, and of its scheme, name one article.
_SCHEMES = ("https://", "http://", "https://www.", "http://www.")


class _Sight(Struct, frozen=True):
    """What one who asks is told of: the subscriptions in reach."""

    reach: Reach | None
    followed: Sequence[Subscription]

    @property
    def urls(self) -> frozenset[str] | None:
        """The addresses of the feeds in sight, None for all."""
        if self.reach is None:
            return None
        return frozenset(each.url for each in self.followed)

    def of(self, found: Sequence[T]) -> list[T]:
        """Return what comes from feeds in sight."""
        urls = self.urls
        return [each for each in found if urls is None or _feed_of(each) in urls]

    def told(self, found: T) -> T:
        """Return what may be told of it: a feed's address may hold a key of its own.

        It is the operator's to see; others know the feed by its title, or its host.
        """
        if self.reach is None:
            return found
        if isinstance(found, FeedHealth):
            return replace(found, url="", title=found.title or host(found.url))
        title = found.feed_title or host(found.feed_url)
        return replace(found, feed_url="", feed_title=title)


def _feed_of(found: StoredEntry | FeedHealth) -> str:
    return found.url if isinstance(found, FeedHealth) else found.feed_url


def _sees(reach: Reach | None, channel: str) -> bool:
    return reach is None or reach.channels is None or channel in reach.channels


class Tracer:
    """Answers for the way of every item."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock, and the processes that judge."""
        self._db = db
        self._clock = clock
        self._workers = workers

    async def why(self, asked: str, reach: Reach | None = None) -> Trace:
        """Return all that is known of an address or a title within reach.

        None for all that there is: for the operator's eyes.
        """
        # What a shell hands over may be no text, and a NUL would end it for SQLite.
        text = asked.encode("utf-8", "replace").decode().replace("\x00", " ")
        asked = " ".join(text.split())
        sight = await self._sight(reach)
        if not is_web_link(asked):
            return await self._by_title(asked, sight)
        key = link_key(asked)
        seen = sight.of(await self._db.read(entries.of_url, asked))
        article = None
        if not seen:
            # What the feeds in sight link to is theirs, and maybe not everybody's.
            article = await self._db.read(traces.article, _spellings(asked, key))
        if article:
            seen = sight.of(await self._db.read(entries.of_article, article.id))
        if article and not seen and not await self._is_seen(article, sight):
            article = None
        if seen or article:
            return await self._article(asked, sight, seen, article)
        guild = reach.guild if reach else None
        health = sight.of(await self._db.read(feeds.health, guild))
        for each in health:
            if link_key(each.url) == key:
                return await self._feed(asked, each, sight)
        near = [sight.told(each) for each in health if same_site(each.url, asked)]
        steps = told_of_unknown(near, bool(health), self._clock.now())
        return Trace(asked, Traced.UNKNOWN, steps, url=asked)

    async def preview(
        self, feed_url: str, filters: Filters
    ) -> list[tuple[FeedItem, Ruling]]:
        """Return what the filters say of the feed's last items, the newest first."""
        items = await self._db.read(traces.recent, feed_url, PREVIEWED)
        articles = [(each.title, words_of(each.text), each.language) for each in items]
        rulings = await self._workers.run(judge_all, filters, articles)
        return list(zip(items, rulings, strict=True))

    async def _sight(self, reach: Reach | None) -> _Sight:
        if reach is None:
            return _Sight(None, await self._db.read(subscriptions.everywhere))
        found = await self._db.read(sights.sight, reach)
        return _Sight(reach, found.followed)

    async def _is_seen(self, article: Kept, sight: _Sight) -> bool:
        """Tell whether an article that no feed in sight brought is told of."""
        return sight.reach is None or bool(await self._outings_of(article, sight))

    async def _by_title(self, asked: str, sight: _Sight) -> Trace:
        most = _MOST_OTHERS + 1
        found = await self._db.read(entries.titled, asked, most, sight.urls)
        if not asked or not found:
            step = Step(
                Stage.NEXT,
                "No item with these words in its title was ever seen. Give its "
                "address, or fewer words of the title.",
            )
            return Trace(asked, Traced.UNKNOWN, (step,), title=asked)
        first = found[0]
        same = [each for each in found if _same(each, first)]
        others = tuple(each.link or each.title for each in found if each not in same)
        if first.link:
            linked = sight.of(await self._db.read(entries.of_url, first.link))
            same = linked or same
        return await self._article(asked, sight, same, None, others)

    async def _article(
        self,
        asked: str,
        sight: _Sight,
        seen: Sequence[StoredEntry],
        article: Kept | None,
        others: tuple[str, ...] = (),
    ) -> Trace:
        ids = [each.article for each in seen if each.article is not None]
        if article is None and ids:
            article = await self._db.read(traces.article_of, ids)
        now = self._clock.now()
        steps = [x for each in seen for x in told_of_entry(sight.told(each), now)]
        if article:
            steps += told_of_article(article, noted=bool(seen))
            if not seen:
                steps.insert(0, Step(Stage.SEEN, "Kept by hand", article.first_seen))
        brought = {each.feed_url for each in seen}
        followers = [each for each in sight.followed if each.url in brought]
        if article or any(each.state is EntryState.WAITING for each in seen):
            steps += await self._rulings(followers, _judged(seen, article))
        if article:
            steps += await self._outings(followers, article, sight)
        title = article.title if article else seen[0].title
        url = article.url if article else seen[0].link
        return Trace(asked, Traced.ARTICLE, tuple(steps), title, url, others)

    async def _rulings(
        self, followers: Sequence[Subscription], item: tuple[str, str, str]
    ) -> list[Step]:
        steps, now = [], self._clock.now()
        for each in followers:
            (ruling,) = await self._workers.run(judge_all, each.filters, [item])
            steps.append(told_of_ruling(each, ruling, read=bool(item[1])))
            steps += told_of_pause(each, now)
        # Who follows two feeds that brought it says the same of both.
        return list(dict.fromkeys(steps))

    async def _outings(
        self, followers: Sequence[Subscription], article: Kept, sight: _Sight
    ) -> tuple[Step, ...]:
        outings = await self._outings_of(article, sight)
        channels = {
            each.channel for each in followers if each.channel or not each.guild
        }
        # What a server follows for all of its channels comes to those with schedules.
        for guild in {e.guild for e in followers if e.guild and not e.channel}:
            scheduled = await self._db.read(traces.channels, guild)
            channels.update(each for each in scheduled if _sees(sight.reach, each))
        last = {
            each: await self._db.read(traces.last_digest, each)
            for each in sorted(channels)
        }
        return told_of_outings(outings, article, last, anywhere=bool(followers))

    async def _outings_of(self, article: Kept, sight: _Sight) -> list[Outing]:
        reach = sight.reach
        if reach is None:
            return await self._db.read(traces.outings, article.id)
        found = await self._db.read(traces.outings, article.id, reach.guild)
        return [each for each in found if _sees(reach, each.channel)]

    async def _feed(self, asked: str, health: FeedHealth, sight: _Sight) -> Trace:
        followers = [each for each in sight.followed if each.url == health.url]
        told = sight.told(health)
        steps = told_of_feed(told, followers, self._clock.now())
        return Trace(asked, Traced.FEED, steps, told.title, told.url)


def _judged(seen: Sequence[StoredEntry], article: Kept | None) -> tuple[str, str, str]:
    """Return title, text and language as filters see them."""
    if article:
        return (article.title, article.text, article.language)
    return (seen[0].title, "", "")


def _spellings(asked: str, key: str) -> list[str]:
    bare = key.partition("#")[0]
    names = [canonical(asked), *(f"{scheme}{bare}" for scheme in _SCHEMES)]
    return [*names, *(owned(name, BY_HAND) for name in names)]


def _same(one: StoredEntry, other: StoredEntry) -> bool:
    if one.link or other.link:
        return link_key(one.link) == link_key(other.link)
    return one.title == other.title
