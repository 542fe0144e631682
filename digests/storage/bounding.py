"""What somebody may see, and what a search is bounded to, as conditions in SQL.

`{index}` is the full-text index whose rows they judge, or a table with such ids.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from digests.asked import Bounds
from digests.shelved import Sight
from digests.storage.convert import to_text_or_none

# How many passages an article may have; far more than its size allows.
EACH = 1 << 20

# "+": that many feeds are not looked up one by one for each match.
IN_SIGHT = """
    (
        EXISTS (
            SELECT 1 FROM arrivals WHERE article_id = {index}.rowid / :each
            AND +feed_id IN (SELECT value FROM json_each(:feeds))
        )
        OR :kept AND {index}.rowid / :each IN (SELECT article_id FROM kept_articles)
    )
"""
IN_BOUNDS = """
    AND EXISTS (
        SELECT 1 FROM articles WHERE id = {index}.rowid / :each
        AND (:outlets IS NULL
            OR outlet COLLATE NOCASE IN (SELECT value FROM json_each(:outlets)))
        AND (:since IS NULL OR coalesce(published_at, first_seen_at) >= :since)
        AND (:until IS NULL OR coalesce(published_at, first_seen_at) < :until)
    )
"""
QUOTED = """
    AND EXISTS (
        SELECT 1 FROM passages WHERE id = {index}.rowid
        AND instr(passages.speakers, :speaker)
    )
"""
# Where blanks stand makes no difference between scripts.
SPELLED = """
    AND EXISTS (
        SELECT 1 FROM passages WHERE id = {index}.rowid AND NOT EXISTS (
            SELECT 1 FROM json_each(:letters) AS letters WHERE NOT instr(
                lower(replace(title || char(10) || text, ' ', '')),
                lower(replace(letters.value, ' ', ''))
            )
        )
    )
"""
_OF_THESE = """
    SELECT asked.value FROM json_each(:ids) AS asked
    JOIN articles ON articles.id = asked.value
    WHERE (:outlets IS NULL
        OR outlet COLLATE NOCASE IN (SELECT value FROM json_each(:outlets)))
    AND (:since IS NULL OR coalesce(published_at, first_seen_at) >= :since)
    AND (:until IS NULL OR coalesce(published_at, first_seen_at) < :until)
    ORDER BY asked.key
"""


def within(db: Database, articles: Sequence[int], bounds: Bounds) -> list[int]:
    """Return those of these articles that are of the bounds' outlets and time."""
    values = {"ids": json.dumps(list(articles)), **bounded(bounds)}
    return [int(key) for (key,) in db.conn.execute(_OF_THESE, values)]


def seen(sight: Sight) -> dict[str, Any]:
    """Return the values that `IN_SIGHT` takes."""
    feeds = json.dumps(sorted(sight.feeds))
    return {"each": EACH, "feeds": feeds, "kept": sight.kept}


def bounded(bounds: Bounds) -> dict[str, Any]:
    """Return the values that `IN_BOUNDS` and `QUOTED` take."""
    return {
        "outlets": json.dumps(bounds.outlets) if bounds.outlets else None,
        "since": to_text_or_none(bounds.span.since),
        "until": to_text_or_none(bounds.span.until),
        "speaker": bounds.speaker,
    }
