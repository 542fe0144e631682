"""What readers are shown of what is stored: what came last, what a digest held.

Reads only. What is found is in sight by its feeds; filters are the caller's to apply.
"""

import heapq
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from operator import itemgetter

from sqlite_utils import Database

from digests.articles.urls import host
from digests.shelved import Item, Outlet, Sight, StoredStory
from digests.storage import articles, tellings
from digests.storage.convert import from_text, to_moment, to_numbers, to_text
from digests.types import Verdict

# Larger numbers are none of SQLite's.
_LARGEST = 2**63 - 1
_BROUGHT = "SELECT at, article_id FROM arrivals WHERE feed_id = ? ORDER BY id DESC"
_KEPT = (
    "SELECT first_seen_at, article_id FROM kept_articles"
    " JOIN articles ON articles.id = article_id ORDER BY article_id DESC"
)


def newest(db: Database, sight: Sight, since: datetime | None, most: int) -> list[int]:
    """Return the articles in sight that came last, the newest first, from `since` on.

    An article that several feeds brought came with the first of them.
    """
    # Read as far as needed: a feed's years are not sorted to show its last day.
    ways = [db.conn.execute(_BROUGHT, [feed]) for feed in sorted(sight.feeds)]
    if sight.kept:
        ways.append(db.conn.execute(_KEPT))
    start = to_text(since) if since else ""
    found: dict[int, None] = {}
    merged: Iterator[tuple[str, int]] = heapq.merge(*ways, reverse=True)
    for _, article in takewhile(lambda row: row[0] >= start, merged):
        found[article] = None
        if len(found) == most:
            break
    seen = first_seen(db, sight, found)
    came = sorted(found, key=lambda key: (seen[key], key), reverse=True)
    return [key for key in came if seen[key] >= start]


def first_seen(db: Database, sight: Sight, keys: Collection[int]) -> dict[int, str]:
    """Return when the first feed in sight brought each of these articles, as stored."""
    rows = db.conn.execute(
        "SELECT article_id, min(at) FROM arrivals"
        " WHERE article_id IN (SELECT value FROM json_each(?))"
        " AND +feed_id IN (SELECT value FROM json_each(?)) GROUP BY article_id",
        [json.dumps(list(keys)), json.dumps(sorted(sight.feeds))],
    )
    stored = db.conn.execute(
        "SELECT id, first_seen_at FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(keys))],
    )
    return dict(stored.fetchall()) | dict(rows.fetchall())


def first_since(db: Database, since: datetime | None) -> int:
    """Return the first article that was read since then, a number past all for none."""
    if since is None:
        return 0
    row = db.conn.execute(
        "SELECT id FROM articles WHERE first_seen_at >= ?"
        " ORDER BY first_seen_at, id LIMIT 1",
        [to_text(since)],
    ).fetchone()
    if row is None:
        row = db.conn.execute(
            "SELECT coalesce(max(id), 0) + 1 FROM articles"
        ).fetchone()
    return int(row[0])


def items(
    db: Database, sight: Sight, keys: Sequence[int], words: Mapping[int, str]
) -> tuple[Item, ...]:
    """Return these articles, in their order, each with its words.

    Where it has none, the first sentence of its summary.
    """
    rows = db.conn.execute(
        "SELECT articles.id, title, url, outlet, verdict, published_at,"
        " coalesce(summary_sentences.text, '') FROM articles"
        " LEFT JOIN summary_sentences ON article_id = articles.id AND position = 0"
        " WHERE articles.id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(keys))],
    )
    seen, found = first_seen(db, sight, keys), {}
    for key, title, url, outlet, verdict, published, told in rows:
        found[key] = Item(
            *(key, title, url, outlet, Verdict(verdict), from_text(seen[key])),
            *(to_moment(published), words.get(key, told)),
        )
    return tuple(found[key] for key in keys if key in found)


def story(db: Database, guild: str, digest: int, number: int) -> StoredStory | None:
    """Return a story of the guild's digest, None where that has no such one."""
    if not (0 < digest <= _LARGEST and 0 < number <= _LARGEST):
        return None
    rows = db.conn.execute(
        "SELECT channel, made_at, article_id FROM digests"
        " JOIN digest_articles ON digest_id = digests.id"
        " WHERE digests.id = ? AND guild = ? AND story = ? ORDER BY position",
        [digest, guild, number - 1],
    ).fetchall()
    if not rows:
        return None
    channel, made, _ = rows[0]
    keys = tuple(map(itemgetter(2), rows))
    reports = tuple(articles.reports(db, keys))
    told = tellings.of_story(db, digest, number - 1)
    return StoredStory(
        *(digest, number, guild, channel, from_text(made), keys, reports, told)
    )


def card_in(
    db: Database, guild: str, channel: str, message: str
) -> tuple[int, int] | None:
    """Return the digest that a message of the channel's is of, and its only story.

    The story is 0 where it shows several. None: it is no digest of the guild's.
    """
    row = db.conn.execute(
        "SELECT digest_id, stories FROM deliveries WHERE channel = ? AND guild = ?"
        " AND message = ? AND state = 'sent' AND action IN ('post', 'thread')",
        [channel, guild, message],
    ).fetchone()
    if row is None:
        return None
    stories = to_numbers(row[1])
    return int(row[0]), next(iter(stories)) + 1 if len(stories) == 1 else 0


def outlets(db: Database, sight: Sight) -> list[Outlet]:
    """Return the feeds in sight by topic and title, each once for a channel.

    Without their addresses: some hold their followers' keys.
    """
    rows = db.conn.execute(
        "SELECT id, title, link FROM feeds"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(sight.feeds))],
    )
    known = {key: (title, link) for key, title, link in rows}
    found = []
    for each in sight.followed:
        title, link = known[each.feed_id]
        name = each.title or title or host(link or each.url)
        found.append(Outlet(each.feed_id, name, link, each.topic, each.channel))
    return sorted(
        found, key=lambda each: (each.topic.casefold(), each.title.casefold())
    )
