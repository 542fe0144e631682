"""What is stored along an item's way, for those who ask what became of it.

Reads only, over the tables of several modules.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from digests.followed import EntryState, Filters, StoredEntry, Subscription
from digests.storage.convert import from_text, to_moment
from digests.traced import FeedItem, Kept, Outing
from digests.types import Verdict

_ENTRY = """
    SELECT entries.id, feeds.url, feeds.title, entries.title, entries.link,
        entries.state, first_seen_at, published_at, changed_at, entries.read_at,
        attempts, next_try_at, note, article_id
    FROM entries JOIN feeds ON feeds.id = feed_id
"""


def by_link(db: Database, key: str) -> list[StoredEntry]:
    """Return the entries of all feeds with this link key, the first seen first."""
    return _entries(db, "link_key = ? ORDER BY first_seen_at, entries.id", [key])


def by_article(db: Database, article_id: int) -> list[StoredEntry]:
    """Return the entries that led to the article, the first seen first."""
    where = "article_id = ? ORDER BY first_seen_at, entries.id"
    return _entries(db, where, [article_id])


def by_title(db: Database, title: str, most: int = 6) -> list[StoredEntry]:
    """Return entries whose titles hold these words in this order, newest first."""
    pattern = "%".join(["", *map(_literal, title.split()), ""])
    where = r"entries.title LIKE ? ESCAPE '\' ORDER BY first_seen_at DESC LIMIT ?"
    return _entries(db, where, [pattern, most])


def article(db: Database, identities: Sequence[str]) -> Kept | None:
    """Return the article that is stored under one of these identities."""
    marks = ", ".join("?" * len(identities))
    return _kept(db, f"identity IN ({marks})", identities)


def article_of(db: Database, article_id: int) -> Kept | None:
    """Return the article, None where it was dropped."""
    return _kept(db, "id = ?", [article_id])


def outings(db: Database, article_id: int) -> list[Outing]:
    """Return the digests that the article was in, the first one first."""
    rows = db.conn.execute(
        "SELECT channel, made_at, story + 1 FROM digest_articles"
        " JOIN digests ON digests.id = digest_id"
        " WHERE article_id = ? ORDER BY made_at",
        [article_id],
    )
    return [Outing(channel, from_text(made), story) for channel, made, story in rows]


def last_digest(db: Database, channel: str) -> datetime | None:
    """Return when the channel had its last digest."""
    (made,) = db.conn.execute(
        "SELECT max(made_at) FROM digests WHERE channel = ?", [channel]
    ).fetchone()
    return to_moment(made)


def followers(db: Database, feed_url: str) -> list[Subscription]:
    """Return who follows the feed."""
    rows = db.conn.execute(
        "SELECT subscriptions.id, feed_id, url, guild, channel, subscriptions.title,"
        " topic, include, exclude, languages, pattern"
        " FROM subscriptions JOIN feeds ON feeds.id = feed_id"
        " WHERE url = ? ORDER BY guild, channel",
        [feed_url],
    )
    return [_subscription(row) for row in rows]


def recent(db: Database, feed_url: str, most: int) -> list[FeedItem]:
    """Return the feed's items that were seen last, the newest first.

    `text` is HTML where the article is not read yet.
    """
    rows = db.conn.execute(
        "SELECT entries.title, entries.link, coalesce(text, content),"
        " coalesce(articles.language, feeds.language), entries.first_seen_at"
        " FROM entries JOIN feeds ON feeds.id = feed_id"
        " LEFT JOIN articles ON articles.id = article_id WHERE feeds.url = ?"
        " ORDER BY entries.first_seen_at DESC, entries.id DESC LIMIT ?",
        [feed_url, most],
    )
    return [
        FeedItem(title, link, text, language, from_text(seen))
        for title, link, text, language, seen in rows
    ]


def _entries(db: Database, where: str, values: Sequence[Any]) -> list[StoredEntry]:
    rows = db.conn.execute(f"{_ENTRY} WHERE {where}", values)
    return [_entry(row) for row in rows]


def _entry(row: Sequence[Any]) -> StoredEntry:
    key, feed_url, feed_title, title, link, state, seen, *times = row
    published, changed, read, attempts, next_try, note, article_id = times
    return StoredEntry(
        key,
        feed_url,
        feed_title,
        title,
        link,
        EntryState(state),
        from_text(seen),
        to_moment(published),
        to_moment(changed),
        to_moment(read),
        attempts,
        to_moment(next_try),
        note,
        article_id,
    )


def _kept(db: Database, where: str, values: Sequence[Any]) -> Kept | None:
    row = db.conn.execute(
        "SELECT id, url, title, text, language, verdict, first_seen_at,"  # noqa: S608 - our own condition
        f" (SELECT count(*) FROM quotes WHERE article_id = articles.id)"
        f" FROM articles WHERE {where}",
        values,
    ).fetchone()
    if row is None:
        return None
    key, url, title, text, language, verdict, seen, quotes = row
    found = from_text(seen)
    return Kept(key, url, title, text, language, Verdict(verdict), found, quotes)


def _subscription(row: Sequence[Any]) -> Subscription:
    key, feed, url, guild, channel, title, topic, *rules = row
    include, exclude, languages, pattern = rules
    filters = Filters(
        tuple(include.splitlines()),
        tuple(exclude.splitlines()),
        tuple(languages.split()),
        pattern,
    )
    return Subscription(key, feed, url, guild, channel, title, topic, filters)


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
