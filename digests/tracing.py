"""Tracer: what became of an item, in plain words, from what is stored.

Nothing is fetched. Who asks may name an article's address, a feed's, or a title.
"""

from collections.abc import Sequence

from digests.articles.urls import canonical, is_web_link, same_site
from digests.feeds.keys import link_key, words_of
from digests.followed import (
    EntryState,
    FeedHealth,
    Filters,
    Ruling,
    StoredEntry,
    Subscription,
)
from digests.named_jobs import judge_all
from digests.ports import Clock, Workers
from digests.recounting import (
    told_of_article,
    told_of_entry,
    told_of_feed,
    told_of_outings,
    told_of_ruling,
    told_of_unknown,
)
from digests.storage import entries, feeds, subscriptions, traces
from digests.storage.database import Database
from digests.traced import FeedItem, Kept, Stage, Step, Trace, Traced

PREVIEWED = 50
_MOST_OTHERS = 5
# Both spellings of a site's address, and of its scheme, name one article.
_SCHEMES = ("https://", "http://", "https://www.", "http://www.")


class Tracer:
    """Answers for the way of every item."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock, and the processes that judge."""
        self._db = db
        self._clock = clock
        self._workers = workers

    async def why(self, asked: str) -> Trace:
        """Return all that is known of an address or a title."""
        # What a shell hands over may be no text, and a NUL would end it for SQLite.
        text = asked.encode("utf-8", "replace").decode().replace("\x00", " ")
        asked = " ".join(text.split())
        if not is_web_link(asked):
            return await self._by_title(asked)
        key = link_key(asked)
        seen = await self._db.read(entries.of_url, asked)
        article = await self._db.read(traces.article, _spellings(asked, key))
        if article and not seen:
            seen = await self._db.read(entries.of_article, article.id)
        if seen or article:
            return await self._article(asked, seen, article)
        health = await self._db.read(feeds.health)
        for each in health:
            if link_key(each.url) == key:
                return await self._feed(asked, each)
        near = [each for each in health if same_site(each.url, asked)]
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

    async def _by_title(self, asked: str) -> Trace:
        found = await self._db.read(entries.titled, asked, _MOST_OTHERS + 1)
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
            same = await self._db.read(entries.of_url, first.link) or same
        return await self._article(asked, same, None, others)

    async def _article(
        self,
        asked: str,
        seen: Sequence[StoredEntry],
        article: Kept | None,
        others: tuple[str, ...] = (),
    ) -> Trace:
        ids = [each.article for each in seen if each.article is not None]
        if article is None and ids:
            article = await self._db.read(traces.article_of, ids[0])
        now = self._clock.now()
        steps = [step for each in seen for step in told_of_entry(each, now)]
        if article:
            steps += told_of_article(article, noted=bool(seen))
            if not seen:
                steps.insert(0, Step(Stage.SEEN, "Kept by hand", article.first_seen))
        followers = await self._followers(seen)
        if article or any(each.state is EntryState.WAITING for each in seen):
            steps += await self._rulings(followers, _judged(seen, article))
        if article:
            steps += await self._outings(followers, article)
        title = article.title if article else seen[0].title
        url = article.url if article else seen[0].link
        return Trace(asked, Traced.ARTICLE, tuple(steps), title, url, others)

    async def _followers(self, seen: Sequence[StoredEntry]) -> list[Subscription]:
        urls = dict.fromkeys(each.feed_url for each in seen)
        found = [await self._db.read(subscriptions.of_feed, url) for url in urls]
        return [each for group in found for each in group]

    async def _rulings(
        self, followers: Sequence[Subscription], item: tuple[str, str, str]
    ) -> list[Step]:
        steps = []
        for each in followers:
            (ruling,) = await self._workers.run(judge_all, each.filters, [item])
            steps.append(told_of_ruling(each, ruling, read=bool(item[1])))
        # Who follows two feeds that brought it says the same of both.
        return list(dict.fromkeys(steps))

    async def _outings(
        self, followers: Sequence[Subscription], article: Kept
    ) -> tuple[Step, ...]:
        outings = await self._db.read(traces.outings, article.id)
        last = {
            each.channel: await self._db.read(traces.last_digest, each.channel)
            for each in followers
        }
        return told_of_outings(outings, article, last)

    async def _feed(self, asked: str, health: FeedHealth) -> Trace:
        followers = await self._db.read(subscriptions.of_feed, health.url)
        steps = told_of_feed(health, followers, self._clock.now())
        return Trace(asked, Traced.FEED, steps, health.title, health.url)


def _judged(seen: Sequence[StoredEntry], article: Kept | None) -> tuple[str, str, str]:
    """Return title, text and language as filters see them."""
    if article:
        return (article.title, article.text, article.language)
    return (seen[0].title, "", "")


def _spellings(asked: str, key: str) -> list[str]:
    bare = key.partition("#")[0]
    return [canonical(asked), *(f"{scheme}{bare}" for scheme in _SCHEMES)]


def _same(one: StoredEntry, other: StoredEntry) -> bool:
    if one.link or other.link:
        return link_key(one.link) == link_key(other.link)
    return one.title == other.title
