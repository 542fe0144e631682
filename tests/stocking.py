"""Articles put on the shelf the way polling brings them, without a web."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlite_utils import Database as Tables

from digests.desk import Order
from digests.feeds.decide import Decisions
from digests.feeds.keys import arrival_of
from digests.followed import EntryOutcome, Filters, Subscription
from digests.reading import read_entry
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
        self, subscription: Subscription, title: str, text: str, link: str = ""
    ) -> int:
        """Let the feed bring an article, and return the article's id."""
        self.now += timedelta(minutes=1)
        self.made += 1
        link = link or f"{subscription.url}/{self.made}"
        entry = Entry(link, link, title, f"<p>{text}</p>", published=self.now)
        return await self.db.write(_bring, subscription.feed_id, entry, self.now)


def _bring(db: Tables, feed: int, entry: Entry, now: datetime) -> int:
    new = Decisions(new=(arrival_of(entry),))
    entries.take(db, [entries.Decided(feed, new, now)])
    (item,) = entries.load(db, entries.waiting(db, now))
    reading = None if item.stored else read_entry(entry, "The Gazette", "en")
    outcome = EntryOutcome(item, "read", reading, item.stored)
    readings.settle(db, [outcome], now)
    (stored,) = entries.of_url(db, entry.link)[-1:]
    assert stored.article is not None
    return stored.article


def _address(name: str) -> str:
    return f"https://{name}.example/feed.xml"
