"""What came by a guild's feeds and a channel has not had. Reads only.

Arrivals are written by `storage.readings`, in an order that no clock turns back.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from digests.drafts import MOST_FAILURES, Brought, Window
from digests.storage import subscriptions
from digests.storage.convert import from_text, to_text


def window(
    db: Database, guild: str, channel: str, first: datetime, since: datetime | None
) -> Window:
    """Return what the channel's next edition looks at.

    It goes on where the last one that arrived ended. Where there was none it begins
    at `first`; where `since` is given, there.
    """
    (last,) = db.conn.execute("SELECT coalesce(max(id), 0) FROM arrivals").fetchone()
    before = db.conn.execute(
        "SELECT up_to, made_at FROM digests WHERE guild = ? AND channel = ?"
        " AND failed = 0 ORDER BY id DESC LIMIT 1",
        [guild, channel],
    ).fetchone()
    after, begins = (
        (_before(db, first, last), first)
        if before is None
        else (int(before[0]), from_text(before[1]))
    )
    if since is None:
        return Window(after, last, begins, last)
    asked = _before(db, since, last)
    # What lies between the last edition and a later `since` stays for the next one.
    return Window(asked, last, since, last if asked <= after else after)


def _before(db: Database, moment: datetime, last: int) -> int:
    row = db.conn.execute(
        # By itself SQLite would walk through all of them.
        "SELECT min(id) FROM arrivals INDEXED BY arrivals_at WHERE at >= ?",
        [to_text(moment)],
    ).fetchone()
    return last if row[0] is None else int(row[0]) - 1


def brought(db: Database, guild: str, channel: str, looked_at: Window) -> list[Brought]:
    """Return the articles in the window that the channel has not had, in order.

    Its own feeds bring them and those that the guild follows for all channels. What
    came while the guild had paused a feed is not made up for.
    """
    named = {each.id: each for each in subscriptions.of_guild(db, guild)}
    rows = db.conn.execute(
        BROUGHT,
        {
            "guild": guild,
            "channel": channel,
            "after": looked_at.after,
            "last": looked_at.last,
        },
    )
    by: dict[int, list[int]] = {}
    for article, subscription in rows:
        by.setdefault(article, []).append(subscription)
    return [
        Brought(
            article,
            tuple(dict.fromkeys(named[key].filters for key in keys)),
            tuple(dict.fromkeys(named[key].topic for key in keys if named[key].topic)),
        )
        for article, keys in _once(db, guild, channel, by).items()
    ]


def _once(
    db: Database, guild: str, channel: str, by: Mapping[int, list[int]]
) -> dict[int, list[int]]:
    """Return the same with each address once, and none that the channel has had.

    Where a page cannot be read, each of a site's feeds has its own words of it.
    """
    twins = db.conn.execute(TWINS, [json.dumps(list(by))]).fetchall()
    told = had(db, guild, channel, [twin for _, twin in twins])
    place = {article: number for number, article in enumerate(by)}
    kept = dict(by)
    for article, twin in twins:
        if twin in told:
            kept.pop(article, None)
        elif {article, twin} <= kept.keys() and place[twin] < place[article]:
            kept[twin] = kept[twin] + kept.pop(article)
    return kept


def had(
    db: Database, guild: str, channel: str, articles: Sequence[int]
) -> frozenset[int]:
    """Return those of the articles that the channel has had."""
    rows = db.conn.execute(
        HAD,
        {"ids": json.dumps(list(articles)), "guild": guild, "channel": channel},
    )
    return frozenset(int(key) for (key,) in rows)


def failed_since(db: Database, guild: str, channel: str, moment: datetime) -> bool:
    """Tell whether of a digest made since then nothing arrived in the channel."""
    row = db.conn.execute(
        "SELECT failed AND made_at >= ? FROM digests"
        " WHERE guild = ? AND channel = ? ORDER BY id DESC LIMIT 1",
        [to_text(moment), guild, channel],
    ).fetchone()
    return row is not None and bool(row[0])


def texts(db: Database, ids: Sequence[int]) -> list[tuple[str, str, str]]:
    """Return title, text and language of the articles, in the order of the ids."""
    rows: Mapping[int, tuple[str, str, str]] = {
        key: (title, text, language)
        for key, title, text, language in db.conn.execute(
            "SELECT id, title, text, language FROM articles"
            " WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
    }
    return [rows[key] for key in ids]


def recent_cards(
    db: Database, guild: str, channel: str, since: datetime, most: int
) -> dict[int, tuple[int, int]]:
    """Return the articles on the cards made since then, of the newest at most so many.

    Each with the digest that its card is in and its place there; those that joined
    the card silently as well.
    """
    rows: Sequence[Any] = db.conn.execute(
        RECENT,
        {
            "guild": guild,
            "channel": channel,
            "since": to_text(since),
            "most": most,
        },
    ).fetchall()
    return {article: (digest, story) for article, digest, story in reversed(rows)}


# A digest, or a story, of which nothing arrived the channel has not had. CROSS keeps
# the order of a join: the few digests of an article, not the many of a channel.
_PLACE = "guild = :guild AND channel = :channel"
_CHANNEL = f"{_PLACE} AND failed = 0"
_IS_HAD = f"""
    EXISTS (
        SELECT 1 FROM digest_articles CROSS JOIN digests ON digests.id = digest_id
        WHERE article_id = asked.article AND {_CHANNEL} AND lost = 0
    ) OR EXISTS (
        SELECT 1 FROM unprinted CROSS JOIN digests ON digests.id = digest_id
        WHERE article_id = asked.article AND {_CHANNEL}
    ) OR {MOST_FAILURES} <= (
        SELECT count(*) FROM digest_articles
        CROSS JOIN digests ON digests.id = digest_id
        WHERE article_id = asked.article AND {_PLACE} AND (failed = 1 OR lost = 1)
    )
"""  # noqa: S608 - our own condition
HAD = f"""
    SELECT article FROM (SELECT value AS article FROM json_each(:ids)) AS asked
    WHERE {_IS_HAD}
"""  # noqa: S608 - our own condition
BROUGHT = f"""
    SELECT article, subscription FROM (
        SELECT arrivals.id, article_id AS article, subscriptions.id AS subscription
        FROM subscriptions JOIN arrivals ON arrivals.feed_id = subscriptions.feed_id
            AND arrivals.id > :after AND arrivals.id <= :last
        WHERE guild = :guild AND channel IN ('', :channel)
            AND (paused_until IS NULL OR at >= paused_until)
    ) AS asked
    WHERE NOT ({_IS_HAD}) ORDER BY id, subscription
"""  # noqa: S608 - our own condition
# Identities of one address: it alone, or with an owner behind a blank.
TWINS = """
    SELECT mine.id, twin.id FROM json_each(?) AS asked
    CROSS JOIN articles AS mine ON mine.id = asked.value
    CROSS JOIN articles AS twin
        ON twin.identity BETWEEN mine.url AND mine.url || ' ~' AND twin.id <> mine.id
    WHERE mine.url <> ''
"""
RECENT = f"""
    SELECT article_id, digest_id, story FROM (
        SELECT article_id, digest_id, story FROM digests
        JOIN digest_articles ON digest_id = digests.id
        WHERE {_CHANNEL} AND made_at >= :since AND lost = 0
        UNION ALL
        SELECT article_id, digest_id, story FROM digests
        JOIN unprinted ON digest_id = digests.id
        WHERE {_CHANNEL} AND made_at >= :since AND story IS NOT NULL
    ) ORDER BY digest_id DESC, story LIMIT :most
"""  # noqa: S608 - our own condition
