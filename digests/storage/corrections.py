"""Corrections on disk: what posted cards may show and their articles have lost."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain

from msgspec.structs import replace
from sqlite_utils import Database

from digests.corrected import Posted, Withdrawn
from digests.guilds import Style
from digests.storage import deliveries, tellings
from digests.storage.convert import to_numbers, to_text
from digests.timetables import Changed


def is_shown(db: Database, article: int) -> bool:
    """Tell whether the article is on a card of a guild's that follows its feed."""
    values = {"article": article, "gone": ""}
    return db.conn.execute(f"{_CARDS} LIMIT 1", values).fetchone() is not None


def note(db: Database, article: int, gone: Sequence[str]) -> None:
    """Have the article's cards looked at for texts that it has lost.

    Where it has lost none, those alone that a model told: what their words stood on
    may be another text of it.
    """
    told = "" if gone else _TOLD
    db.conn.execute(
        f"INSERT INTO corrections (digest_id, story, gone) {_CARDS} {told}",
        {"article": article, "gone": json.dumps(gone)},
    )


# What a guild follows no more changes nothing of what it was told.
_CARDS = """
    SELECT DISTINCT digest_id, story, :gone FROM digest_articles
    JOIN digests ON digests.id = digest_id
    WHERE article_id = :article AND lost = 0 AND EXISTS (
        SELECT 1 FROM arrivals JOIN subscriptions USING (feed_id)
        WHERE article_id = :article AND subscriptions.guild = digests.guild
            AND subscriptions.guild <> ''
            AND subscriptions.channel IN ('', digests.channel)
    )
"""
_TOLD = """
    AND EXISTS (
        SELECT 1 FROM tellings WHERE tellings.digest_id = digest_articles.digest_id
            AND tellings.story = digest_articles.story
    )
"""


def first(db: Database, since: datetime) -> Withdrawn | None:
    """Return the card that waits longest to be looked at, None where none does.

    Not before all of its digest is posted, or given up. Nothing is to be done about
    digests made before `since`, nor about those of guilds that the bot has left.
    """
    row = db.conn.execute(_FIRST).fetchone()
    if row is None:
        return None
    digest, story = row
    rows = db.conn.execute(
        "SELECT id, gone FROM corrections WHERE digest_id = ? AND story = ?", row
    ).fetchall()
    gone = chain.from_iterable(json.loads(texts) for _, texts in rows)
    articles = db.conn.execute(
        "SELECT article_id FROM digest_articles WHERE digest_id = ? AND story = ?"
        " ORDER BY position",
        row,
    )
    found = Withdrawn(
        notes=tuple(key for key, _ in rows),
        digest=digest,
        number=story + 1,
        gone=tuple(dict.fromkeys(gone)),
        articles=tuple(key for (key,) in articles),
        told=tellings.of_story(db, digest, story),
    )
    manner = db.conn.execute(
        _MANNER, {"digest": digest, "since": to_text(since)}
    ).fetchone()
    if manner is None:
        return found
    changed, style = manner
    return replace(
        found,
        posts=_posts(db, digest, story),
        changed=Changed(changed),
        style=Style(style),
    )


_FIRST = """
    SELECT digest_id, story FROM corrections WHERE NOT EXISTS (
        SELECT 1 FROM deliveries WHERE deliveries.digest_id = corrections.digest_id
            AND state IN ('waiting', 'sending') AND amends IS NULL
    ) ORDER BY id LIMIT 1
"""
# The digest's own schedule decides, or, where it has none, the channel's first.
_MANNER = """
    SELECT coalesce(own.changed, first.changed, 'edit'),
        coalesce(own.style, first.style, 'neutral')
    FROM digests JOIN guilds ON guilds.id = digests.guild
    LEFT JOIN schedules AS own ON own.id = schedule_id
    LEFT JOIN schedules AS first ON first.id = (
        SELECT min(id) FROM schedules AS any_
        WHERE any_.guild = digests.guild AND any_.channel = digests.channel
    )
    WHERE digests.id = :digest AND made_at >= :since AND left_at IS NULL
"""


def _posts(db: Database, digest: int, story: int) -> tuple[Posted, ...]:
    rows = db.conn.execute(
        "SELECT id, body, stories FROM deliveries WHERE digest_id = ?"
        " AND state = 'sent' AND message <> '' AND action IN ('post', 'thread')"
        " ORDER BY position",
        [digest],
    )
    return tuple(
        Posted(key, body, to_numbers(stories) == {story})
        for key, body, stories in rows
        if story in to_numbers(stories)
    )


def settle(
    db: Database, withdrawn: Withdrawn, bodies: Mapping[int, str], now: datetime
) -> None:
    """Bring messages to these bodies, by their deliveries; the card was looked at.

    What a model told of it is not told again where something of it is gone.
    """
    for delivery, body in bodies.items():
        deliveries.amend(db, delivery, body, now)
    db.conn.executemany(
        "DELETE FROM corrections WHERE id = ?", [(key,) for key in withdrawn.notes]
    )
    if withdrawn.gone:
        tellings.forget(db, withdrawn.digest, withdrawn.number - 1)
