"""Follow feeds, stop following them, change how, and hand out the list.

A guild sees its own subscriptions only; the local desk is the guild "". Lists
come in by `importing`.
"""

import asyncio
from datetime import datetime

from msgspec.structs import replace

from digests.articles.urls import normal
from digests.desk import FOREVER, Change, Choice, FeedFound, Followed, Order
from digests.errors import BadFilters, InThePast, NotFound
from digests.feeds.opml import write_opml
from digests.feeds.places import web_address
from digests.feeds.topics import folders_of, tidy, topic_of
from digests.finding import FeedFinder
from digests.followed import Subscription
from digests.named_jobs import problems
from digests.ports import Clock, Web, Workers
from digests.storage import subscriptions
from digests.storage.database import Database

MOST_FEEDS = 50
_TITLE = 200


def most_feeds(guild: str) -> int | None:
    """Return how many feeds a guild may follow; None for any number."""
    return MOST_FEEDS if guild else None


class Subscriptions:
    """What a guild, a channel or the local desk follows."""

    def __init__(self, db: Database, web: Web, clock: Clock, workers: Workers) -> None:
        """Take the opened parts."""
        self._db = db
        self._clock = clock
        self._finder = FeedFinder(web, workers)
        # Set by what is followed anew, so that who polls may begin at once.
        self.added = asyncio.Event()

    async def follow(
        self,
        url: str,
        guild: str = "",
        channel: str = "",
        topic: str = "",
        title: str = "",
    ) -> Followed | Choice:
        """Follow the feed that an address means, or return several to choose from.

        The feed is fetched and read once, to see that it is one.

        Raises:
            AlreadyExists: It is followed there.
            LimitReached: The guild follows as many feeds as it may.
            SourceError: There is no feed, or it cannot be had.

        """
        most = most_feeds(guild)
        order = Order(
            normal(web_address(url)),
            guild,
            channel,
            tidy(title, _TITLE),
            topic_of(folders_of(topic)),
        )
        await self._db.read(subscriptions.check, order, most)
        found = await self._finder.find(url)
        if not isinstance(found, FeedFound):
            return Choice(url, found)
        order = replace(order, url=found.url, name=found.title)
        now = self._clock.now()
        added = await self._db.write(subscriptions.follow, order, now, most)
        self.added.set()
        return Followed(added, found)

    async def unfollow(
        self, feed: int, guild: str = "", channel: str | None = None
    ) -> list[Subscription]:
        """Stop following the feed of this id, and return what is gone.

        Where no channel is named, all of the guild's channels stop.

        Raises:
            NotFound: The guild does not follow it there.

        """
        found = await self.of_feed(feed, guild, channel)
        for each in found:
            await self._db.write(subscriptions.unfollow, guild, each.id)
        return found

    async def list_(
        self, guild: str = "", channel: str | None = None
    ) -> list[Subscription]:
        """Return what the guild follows, by topic; of one channel where it is named."""
        found = await self._db.read(subscriptions.of_guild, guild)
        return [each for each in found if channel in (None, each.channel)]

    async def titled(self, guild: str = "") -> list[Subscription]:
        """Return the same, each under a title where its feed has one."""
        followed = await self.list_(guild)
        names = await self._db.read(subscriptions.names, guild)
        # Somebody else may have unfollowed one in between.
        return [
            replace(each, title=each.title or names.get(each.url, ""))
            for each in followed
        ]

    async def get(self, key: int, guild: str = "") -> Subscription:
        """Return the guild's subscription of this id, under a title as well.

        Raises:
            NotFound: The guild has no such one.

        """
        for each in await self.titled(guild):
            if each.id == key:
                return each
        raise NotFound("feed", str(key))

    async def of_feed(
        self, feed: int, guild: str = "", channel: str | None = None
    ) -> list[Subscription]:
        """Return the guild's subscriptions of the feed of this id.

        Raises:
            NotFound: It does not follow the feed there.

        """
        followed = await self.list_(guild, channel)
        if found := [each for each in followed if each.feed_id == feed]:
            return found
        raise NotFound("feed", str(feed))

    async def edit(self, key: int, wanted: Change, guild: str = "") -> Subscription:
        """Change a subscription and return it.

        Raises:
            NotFound: The guild has no such one.
            AlreadyExists: The channel that it moves to follows the feed already.
            BadFilters: The filters cannot be used.

        """
        if wanted.filters is not None and (wrong := problems(wanted.filters)):
            raise BadFilters(wrong)
        if wanted.title is not None:
            wanted = replace(wanted, title=tidy(wanted.title, _TITLE))
        if wanted.topic is not None:
            wanted = replace(wanted, topic=topic_of(folders_of(wanted.topic)))
        return await self._db.write(subscriptions.change, guild, key, wanted)

    async def pause(
        self, key: int, guild: str = "", until: datetime | None = None
    ) -> Subscription:
        """Bring the guild nothing of the feed until then; None: until it is resumed.

        The feed is polled all the same where others follow it, so nobody else is
        touched; what it has meanwhile is not made up for.

        Raises:
            NotFound: The guild has no such one.
            InThePast: It would be brought again at once.

        """
        if until is not None and until <= self._clock.now():
            raise InThePast(f"{until:%Y-%m-%d %H:%M}")
        then = until or FOREVER
        return await self._db.write(subscriptions.pause, guild, key, then)

    async def resume(self, key: int, guild: str = "") -> Subscription:
        """Bring the guild what the feed has from now on, where it is paused.

        Raises:
            NotFound: The guild has no such one.

        """
        found, now = await self.get(key, guild), self._clock.now()
        if found.paused_until is None or found.paused_until <= now:
            return found
        # Not None: what came until now counts as paused away.
        return await self._db.write(subscriptions.pause, guild, key, now)

    async def export(self, guild: str = "", title: str = "Feeds") -> str:
        """Return what the guild follows as OPML, each feed under its title."""
        followed = await self._db.read(subscriptions.of_guild, guild)
        names = await self._db.read(subscriptions.names, guild)
        once = {each.url: each for each in reversed(followed)}
        named = [
            replace(each, title=each.title or names[each.url])
            for each in followed
            if once[each.url] is each
        ]
        return write_opml(named, title, self._clock.now())
