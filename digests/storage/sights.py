"""Who may see which stored articles: what somebody follows, and what came by it.

An article is seen by way of the feeds that brought it, so it goes out of sight
when nobody there follows them any more. Filters are the caller's to apply.
"""

import json
from collections import defaultdict
from collections.abc import Collection

from sqlite_utils import Database

from digests.guilds import Reach
from digests.shelved import Sight
from digests.storage import subscriptions


def sight(db: Database, reach: Reach) -> Sight:
    """Return what the reach gives to see.

    A feed of one channel is seen by who reads that channel; one for all channels
    by who reads any that has a schedule or was posted in. Who reaches all channels
    sees all. Only the local desk, at that, sees what was kept by hand.
    """
    followed = subscriptions.of_guild(db, reach.guild)
    local = reach == Reach()
    if reach.channels is not None:
        readable = set(reach.channels)
        if readable & _posted_in(db, reach.guild):
            readable.add("")
        followed = [each for each in followed if each.channel in readable]
    return Sight(tuple(followed), local, reach.guild)


def brought(
    db: Database, articles: Collection[int], feeds: Collection[int]
) -> dict[int, frozenset[int]]:
    """Return which of these feeds brought each of these articles; none, no entry."""
    rows = db.execute(
        "SELECT article_id, feed_id FROM arrivals"
        " WHERE article_id IN (SELECT value FROM json_each(?))"
        " AND +feed_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(articles)), json.dumps(list(feeds))],
    )
    found: dict[int, set[int]] = defaultdict(set)
    for article, feed in rows:
        found[article].add(feed)
    return {article: frozenset(by) for article, by in found.items()}


def kept(db: Database, articles: Collection[int]) -> frozenset[int]:
    """Return those of these articles that were kept by hand."""
    rows = db.execute(
        "SELECT article_id FROM kept_articles"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(articles))],
    )
    return frozenset(key for (key,) in rows)


def texts(db: Database, articles: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Return the articles as filters see them: title, text and language."""
    rows = db.execute(
        "SELECT id, title, text, language FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(articles))],
    )
    return {key: (title, text, language) for key, title, text, language in rows}


def _posted_in(db: Database, guild: str) -> set[str]:
    rows = db.execute(
        "SELECT id FROM channels WHERE guild = :guild AND (EXISTS ("
        " SELECT 1 FROM schedules WHERE guild = :guild AND channel = channels.id"
        ") OR EXISTS ("
        " SELECT 1 FROM digests WHERE channel = channels.id AND guild = :guild"
        " AND NOT failed))",
        {"guild": guild},
    )
    return {key for (key,) in rows}
