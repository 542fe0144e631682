"""Articles that came by a feed, stored as reading their pages stores them."""

from datetime import datetime

from digests.feeds.decide import Arrival, Decisions
from digests.feeds.keys import keys_of
from digests.followed import EntryOutcome
from digests.storage import entries, readings
from digests.types import Article, Entry, Reading
from tests.builders import NOON, a_report, an_article, link_of, text_of


async def bring(db, feed_id: int, *brought: str | Article, at: datetime = NOON):
    """Have the feed bring these, one after the other, each read at once.

    A title alone is an article that says little more.
    """
    for each in brought:
        await db.write(_bring, feed_id, each, at)


def _bring(db, feed_id: int, brought: str | Article, at: datetime) -> None:
    article = (
        brought
        if isinstance(brought, Article)
        else an_article(text_of(brought), title=brought, url=link_of(brought))
    )
    entry = Entry(article.url, article.url, article.title)
    arrival = Arrival(entry, keys_of(entry))
    entries.take(db, feed_id, Decisions(new=(arrival,)), at)
    (key,) = db.conn.execute("SELECT max(id) FROM entries").fetchone()
    (item,) = entries.load(db, [key])
    if item.stored is None:
        outcome = EntryOutcome(item, "read", Reading(a_report(article), ()))
    else:
        outcome = EntryOutcome(item, "read already", article=item.stored)
    readings.settle(db, [outcome], at)
