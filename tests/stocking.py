"""Articles put on the shelf the way polling brings them, without a web."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlite_utils import Database as Tables

from digests.articles.entries import article_from_entry
from digests.desk import Order
from digests.feeds.decide import Decisions
from digests.feeds.keys import arrival_of
from digests.followed import EntryOutcome, Filters, Subscription, owner_of
from digests.reading import read_article
from digests.storage import entries, readings, subscriptions
from digests.storage.database import Database
from digests.types import Entry
from tests.builders import NOON


@dataclass
class Stock:
    """A store, and the hand that fills it; each article comes a minute later."""

    db: Database
    now: datetime = NOON
    made: int = field(default=0)

    async def follow(self, name: str, guild: str = "", channel: str = "", **more):
        """Follow the feed of that name, for a guild or the local desk."""
        filters = more.pop("filters", Filters())
        order = Order(_address(name), guild, channel, filters=filters, **more)
        return await self.db.write(subscriptions.follow, order, self.now, None)

    async def unfollow(self, subscription: Subscription) -> None:
        """Stop following, as its guild would."""
        await self.db.write(subscriptions.unfollow, subscription.guild, subscription.id)

    async def bring(
        self,
        subscription: Subscription,
        title: str,
        text: str,
        link: str = "",
        *,
        own: bool = False,
    ) -> int:
        """Let the feed bring an article, and return the article's id.

        In its `own` words, where the page could not be read.
        """
        self.now += timedelta(minutes=1)
        self.made += 1
        link = link or f"{subscription.url}/{self.made}"
        entry = Entry(link, link, title, f"<p>{text}</p>", published=self.now)
        owner = owner_of(subscription.feed_id) if own else ""
        arrival = (subscription.feed_id, entry, owner)
        return await self.db.write(_bring, arrival, self.now)


def _bring(db: Tables, arrival: tuple[int, Entry, str], now: datetime) -> int:
    feed, entry, owner = arrival
    new = Decisions(new=(arrival_of(entry),))
    entries.take(db, [entries.Decided(feed, new, now)])
    (item,) = entries.load(db, entries.waiting(db, now))
    article = article_from_entry(entry, "The Gazette", "en", owner)
    reading = None if item.stored else read_article(article)
    outcome = EntryOutcome(item, "read", reading, item.stored)
    readings.settle(db, [outcome], now)
    (stored,) = entries.of_url(db, entry.link)[-1:]
    assert stored.article is not None
    return stored.article


def _address(name: str) -> str:
    return f"https://{name}.example/feed.xml"
