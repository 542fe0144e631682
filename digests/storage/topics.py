"""Topics on disk: what a guild calls a field of the news. Each guild sees its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from digests.errors import AlreadyExists, LimitReached, NotFound
from digests.guilds import Topic
from digests.storage import guilds
from digests.storage.convert import from_text
from digests.traced import FeedItem

_SELECT = "SELECT id, guild, name, include, exclude, role FROM topics"


def add(db: Database, topic: Topic, now: datetime, most: int) -> Topic:
    """Store a topic that the guild does not have, and return it with its id.

    Raises:
        AlreadyExists: The guild has one of that name.
        LimitReached: The guild has as many as it may.

    """
    guilds.make(db, topic.guild, now)
    known = of_guild(db, topic.guild)
    if any(each.name.casefold() == topic.name.casefold() for each in known):
        raise AlreadyExists("topic", topic.name)
    if len(known) >= most:
        raise LimitReached("topic", most)
    cursor = db.conn.execute(
        "INSERT INTO topics (guild, name, include, exclude, role)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            *(topic.guild, topic.name, "\n".join(topic.include)),
            *("\n".join(topic.exclude), topic.role),
        ],
    )
    return _topic(
        db.conn.execute(f"{_SELECT} WHERE id = ?", [cursor.lastrowid]).fetchone()
    )


def of_guild(db: Database, guild: str) -> list[Topic]:
    """Return the guild's topics by name."""
    rows = db.conn.execute(f"{_SELECT} WHERE guild = ? ORDER BY name, id", [guild])
    return [_topic(row) for row in rows]


def remove(db: Database, guild: str, key: int) -> None:
    """Take the guild's topic away; feeds that are filed under its name stay so.

    Raises:
        NotFound: The guild has no such one.

    """
    gone = db.conn.execute(
        "DELETE FROM topics WHERE guild = ? AND id = ?", [guild, key]
    )
    if not gone.rowcount:
        raise NotFound("topic", str(key))


def recent(db: Database, guild: str, most: int) -> list[tuple[FeedItem, set[str]]]:
    """Return the items that the guild's feeds brought last, the newest first.

    Each with the topics that its feeds are filed under; an article that several
    brought comes once.
    """
    rows = db.conn.execute(_RECENT, {"guild": guild, "most": most})
    return [
        (FeedItem(title, link, text, language, from_text(seen)), set(filed.split("\n")))
        for title, link, text, language, seen, filed in rows
    ]


# Of each feed only so many can be among the newest of all.
_RECENT = """
    SELECT title, url, text, language, at, filed FROM (
        SELECT article_id, max(arrivals.id) AS last, min(at) AS at,
            group_concat(followed.topic, char(10)) AS filed
        FROM (
            SELECT feed_id, group_concat(topic, char(10)) AS topic
            FROM subscriptions WHERE guild = :guild GROUP BY feed_id
        ) AS followed
        JOIN arrivals ON arrivals.feed_id = followed.feed_id
            AND arrivals.id >= coalesce((
                SELECT id FROM arrivals AS older
                WHERE older.feed_id = followed.feed_id
                ORDER BY id DESC LIMIT 1 OFFSET :most - 1
            ), 0)
        GROUP BY article_id ORDER BY last DESC LIMIT :most
    ) JOIN articles ON articles.id = article_id ORDER BY last DESC
"""


def _topic(row: Sequence[Any]) -> Topic:
    key, guild, name, include, exclude, role = row
    words = tuple(include.splitlines()), tuple(exclude.splitlines())
    return Topic(key, guild, name, *words, role)
