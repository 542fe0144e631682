"""Articles that came by a feed, stored as reading their pages stores them."""

from collections.abc import Sequence
from datetime import datetime

from digests.feeds.decide import Decisions
from digests.feeds.keys import arrival_of
from digests.followed import EntryOutcome
from digests.storage import entries, readings
from digests.types import Article, Entry, Reading
from tests.builders import NOON, a_report, an_article, link_of, text_of


async def bring(db, feed_id: int, *brought: str | Article, at: datetime = NOON):
    """Have the feed bring these, one after the other, each read at once.

    A title alone is an article that says little more.
    """
    await db.write(_bring_all, feed_id, brought, at)


def _bring_all(db, feed_id: int, brought: Sequence[str | Article], at: datetime):
    for each in brought:
        _bring(db, feed_id, each, at)


def _bring(db, feed_id: int, brought: str | Article, at: datetime) -> None:
    article = (
        brought
        if isinstance(brought, Article)
        else an_article(text_of(brought), title=brought, url=link_of(brought))
    )
    entry = Entry(article.url, article.url, article.title)
    new = Decisions(new=(arrival_of(entry),))
    entries.take(db, [entries.Decided(feed_id, new, at)])
    (key,) = db.conn.execute("SELECT max(id) FROM entries").fetchone()
    (item,) = entries.load(db, [key])
    if item.stored is None:
        outcome = EntryOutcome(item, "read", Reading(a_report(article), ()))
    else:
        outcome = EntryOutcome(item, "read already", article=item.stored)
    readings.settle(db, [outcome], at)


EVENTS = (
    ("Ferry Astra runs aground", "The ferry Astra ran aground off Port Lorne at dawn."),
    ("Vineyards of Quell lose harvest", "Hail took the grapes of the Quell valley."),
    ("Chess title goes to Ines Brandt", "Ines Brandt beat Oskar Vale in 61 moves."),
    ("Museum buys a lost map", "A chart of 1654 was bought for the Hallam museum."),
    ("Tram line 9 is extended", "Rails now reach the Norwood hospital in Esk."),
    ("Beavers return to the Olt", "Rangers counted forty beavers along the river Olt."),
    ("Bakers end their strike", "Union and bakeries in Dorn agreed on higher wages."),
    ("Comet seen over Mirabel", "Astronomers at Mirabel saw a green comet at night."),
    ("School opens in Tarvin", "Two hundred pupils began lessons in Tarvin's school."),
    ("Theatre roof collapses", "Snow broke the roof of the Lyric; nobody was hurt."),
)


def an_event(number: int, outlet: str = "The Gazette", **changes) -> Article:
    """An article on one of ten events, as that outlet reports it."""
    title, text = EVENTS[number]
    name = outlet.lower().replace(" ", "-")
    url = f"https://{name}.example/{number}"
    given = {"title": title, "url": url, "outlet": outlet} | changes
    return an_article(f"{text} {title} is what {outlet} says of it.", **given)


async def change(db, article: Article, at: datetime = NOON):
    """Have the page of an article that was brought read again, as it is now."""
    await db.write(_change, article, at)


def _change(db, article: Article, at: datetime) -> None:
    entry = "UPDATE entries SET state = 'waiting' WHERE link = ? RETURNING id"
    ((key,),) = db.conn.execute(entry, [article.url]).fetchall()
    (item,) = entries.load(db, [key])
    outcome = EntryOutcome(item, "read again", Reading(a_report(article), ()))
    readings.settle(db, [outcome], at)
