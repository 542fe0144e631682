"""What is stored along an item's way, for those who ask what became of it.

Reads only, over the tables of several modules.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from digests.storage import deliveries
from digests.storage.convert import from_text, to_moment
from digests.traced import FeedItem, Kept, Outing, Way
from digests.types import Verdict


def article(db: Database, identities: Sequence[str]) -> Kept | None:
    """Return the article that is stored under one of these identities.

    Everybody's, where there is also somebody's own.
    """
    marks = ", ".join("?" * len(identities))
    return _kept(db, f"identity IN ({marks}) ORDER BY owner", identities)


def article_of(db: Database, ids: Sequence[int]) -> Kept | None:
    """Return everybody's of these articles, else the first; None where all are gone."""
    where = "id IN (SELECT value FROM json_each(?)) ORDER BY owner, id"
    return _kept(db, where, [json.dumps(list(ids))])


def outings(db: Database, article_id: int, guild: str | None = None) -> list[Outing]:
    """Return the digests that took the article, the first one first.

    Those of this guild, or (None) of all.
    """
    rows = db.conn.execute(_OUTINGS, {"article": article_id, "guild": guild}).fetchall()
    return [
        Outing(
            channel,
            from_text(at),
            story,
            digest,
            Way(way),
            deliveries.arrival(db, digest),
        )
        for digest, channel, at, story, way in rows
    ]


_OUTINGS = """
    SELECT digests.id, channel, coalesce(at, made_at), story, way FROM (
        SELECT digest_id, story + 1 AS story, NULL AS at, 'printed' AS way
        FROM digest_articles WHERE article_id = :article
        UNION ALL
        SELECT digest_id, coalesce(story + 1, 0), at,
            iif(story IS NULL, 'left out', 'joined')
        FROM unprinted WHERE article_id = :article
    ) JOIN digests ON digests.id = digest_id
    WHERE (:guild IS NULL OR guild = :guild) ORDER BY 3, 1
"""


def channels(db: Database, guild: str) -> list[str]:
    """Return the channels that the guild has editions made for."""
    rows = db.conn.execute(
        "SELECT DISTINCT channel FROM schedules WHERE guild = ? ORDER BY channel",
        [guild],
    )
    return [channel for (channel,) in rows]


def last_digest(db: Database, channel: str) -> datetime | None:
    """Return when the channel had its last digest."""
    (made,) = db.conn.execute(
        "SELECT max(made_at) FROM digests WHERE channel = ? AND failed = 0", [channel]
    ).fetchone()
    return to_moment(made)


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
