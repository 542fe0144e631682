"""The ledger of quotes: who said what, where it was read, where it was posted.

Reads only. What is found is in sight by its feeds; filters are the caller's to apply.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlite_utils import Database

from digests.asked import Said
from digests.guilds import Reach
from digests.shelved import Sight
from digests.storage import quotes
from digests.storage.convert import from_text, to_moment
from digests.storage.shelves import first_seen

# Discord's own; a forum's thread is a channel and its first message at once.
_MESSAGE = "https://discord.com/channels/{guild}/{channel}/{message}"


def said_in(
    db: Database, sight: Sight, articles: Sequence[int]
) -> list[tuple[Said, str]]:
    """Return the quotes of these articles, each with the whole text of its article.

    In the order of the ids, each article's most important first.
    """
    rows = db.conn.execute(
        "SELECT id, title, url, outlet, published_at, text FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(articles))],
    )
    known = {key: rest for key, *rest in rows}
    seen = first_seen(db, sight, articles)
    found = []
    for key in articles:
        if key not in known:
            continue
        title, url, outlet, published, text = known[key]
        came = from_text(seen[key])
        for quote in quotes.of_article(db, key):
            said = Said(quote, key, title, url, outlet, came, to_moment(published))
            found.append((said, text))
    return found


def jumps(db: Database, reach: Reach, articles: Collection[int]) -> dict[int, str]:
    """Return the message that each of these articles was posted in last.

    In the channels of the reach alone; what was posted nowhere there has none.
    """
    rows = db.conn.execute(
        _POSTED, {"guild": reach.guild, "ids": json.dumps(list(articles))}
    )
    found: dict[int, str] = {}
    for article, channel, message, action in rows:
        if reach.channels is not None and channel not in reach.channels:
            continue
        place = message if action == "thread" else channel
        found[article] = _MESSAGE.format(
            guild=reach.guild, channel=place, message=message
        )
    return found


def outlets(db: Database, sight: Sight) -> tuple[str, ...]:
    """Return the names that the articles in sight have their outlets by.

    Of each feed that of its newest article; a feed writes of one outlet.
    """
    names: dict[str, None] = {}
    newest = (
        "SELECT outlet FROM articles WHERE id = (SELECT article_id FROM arrivals"
        " WHERE feed_id = ? ORDER BY id DESC LIMIT 1)"
    )
    rows: list[Any] = []
    for feed in sorted(sight.feeds):
        rows += db.conn.execute(newest, [feed]).fetchall()
    if sight.kept:
        rows += db.conn.execute(
            "SELECT DISTINCT outlet FROM (SELECT outlet FROM kept_articles"
            " JOIN articles ON articles.id = article_id"
            " ORDER BY article_id DESC LIMIT 500)"
        ).fetchall()
    for (name,) in rows:
        if name:
            names.setdefault(name)
    return tuple(names)


def newest(db: Database) -> tuple[int, int]:
    """Return the last arrival and the last article: where they stand, nothing came."""
    row = db.conn.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM arrivals),"
        " (SELECT coalesce(max(id), 0) FROM articles)"
    ).fetchone()
    return int(row[0]), int(row[1])


def digest_articles(db: Database, guild: str, digest: int) -> tuple[str, list[int]]:
    """Return the channel of the guild's digest, and the articles on its cards.

    ("", []) where the guild has no such digest.
    """
    rows = db.conn.execute(
        "SELECT channel, article_id FROM digests"
        " JOIN digest_articles ON digest_id = digests.id"
        " WHERE digests.id = ? AND guild = ? ORDER BY story, position",
        [digest, guild],
    ).fetchall()
    return (rows[0][0], [key for _, key in rows]) if rows else ("", [])


# The card's buttons tell which of a digest's messages it is in; where it has none,
# the first stands for all. What was found later takes the place of what was before.
_POSTED = """
    SELECT article_id, deliveries.channel, message, action FROM digest_articles
    JOIN digests ON digests.id = digest_articles.digest_id
    JOIN deliveries ON deliveries.digest_id = digests.id
    WHERE article_id IN (SELECT value FROM json_each(:ids))
        AND digests.guild = :guild AND deliveries.guild = :guild
        AND lost = 0 AND state = 'sent' AND message <> ''
        AND action IN ('post', 'thread')
    ORDER BY digests.id,
        instr(body, ':' || digests.id || ':' || (story + 1) || '"') > 0,
        deliveries.position DESC
"""
