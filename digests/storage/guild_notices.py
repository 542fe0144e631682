"""What a guild is to be told in its log, each thing once.

Of its channels there are notices of its own; those of a feed (`storage.notices`)
are everybody's, and each guild that follows the feed is told for itself.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from digests.followed import Remark
from digests.guilds import GuildNotice
from digests.storage.convert import from_text, to_text

# What is older is no news: a log channel may be set long after.
_NEWS = timedelta(days=7)

# A feed's notices count from when the guild began to follow it, and what passes
# (failing, paused) only as long as it lasts.
_OF_FEEDS = """
    SELECT notices.id, url, kind, text, made_at
    FROM (
        SELECT feed_id, min(added_at) AS since FROM subscriptions
        WHERE guild = :guild GROUP BY feed_id
    ) AS followed
    JOIN notices ON notices.feed_id = followed.feed_id
        AND made_at >= max(since, :news)
    JOIN feeds ON feeds.id = followed.feed_id
    WHERE NOT EXISTS (
            SELECT 1 FROM notices_told
            WHERE notice_id = notices.id AND guild = :guild
        )
        AND NOT (kind IN ('failing', 'paused') AND state = 'active' AND failures = 0)
    ORDER BY made_at, notices.id
"""


def add(
    db: Database, guild: str, remark: Remark, now: datetime, channel: str = ""
) -> None:
    """Have a stored guild told something, of a channel where one is named."""
    db.conn.execute(
        "INSERT INTO guild_notices (guild, channel, kind, text, made_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [guild, channel, remark.kind, remark.text, to_text(now)],
    )


def untold(db: Database, guild: str, now: datetime) -> list[GuildNotice]:
    """Return what the guild was not told yet, of its channels first."""
    own = db.conn.execute(
        "SELECT id, channel, kind, text, made_at FROM guild_notices"
        " WHERE guild = ? AND told_at IS NULL ORDER BY id",
        [guild],
    )
    found = [
        GuildNotice(key, guild, kind, text, from_text(made), channel=channel)
        for key, channel, kind, text, made in own
    ]
    of_feeds = db.conn.execute(
        _OF_FEEDS, {"guild": guild, "news": to_text(now - _NEWS)}
    )
    return found + [
        GuildNotice(key, guild, kind, text, from_text(made), url=url)
        for key, url, kind, text, made in of_feeds
    ]


def told(db: Database, told: Sequence[GuildNotice], now: datetime) -> None:
    """Remember that their guilds were told these."""
    moment = to_text(now)
    for each in told:
        if each.url:
            db.conn.execute(
                "INSERT OR IGNORE INTO notices_told"
                " SELECT id, ?, ? FROM notices WHERE id = ?",
                [each.guild, moment, each.id],
            )
        else:
            db.conn.execute(
                "UPDATE guild_notices SET told_at = ? WHERE id = ? AND guild = ?",
                [moment, each.id, each.guild],
            )
