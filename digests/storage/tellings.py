"""What a digest printed in a model's words, story by story."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from digests.retold import Wording
from digests.types import Story


def keep(db: Database, digest: int, stories: Sequence[Story]) -> None:
    """Store what these stories of a digest were told in, those in a model's words."""
    db.conn.executemany(
        "INSERT INTO tellings (digest_id, story, position, text, original, sources)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                *(digest, story, place),
                each.text,
                each.original,
                json.dumps(each.sources),
            )
            for story, told in enumerate(stories)
            for place, each in enumerate(told.told)
        ],
    )


def of_story(db: Database, digest: int, story: int) -> tuple[Wording, ...]:
    """Return what a story was told in, nothing where it was in its own sentences.

    Stories count from 0.
    """
    rows = db.conn.execute(
        "SELECT text, sources, original FROM tellings"
        " WHERE digest_id = ? AND story = ? ORDER BY position",
        [digest, story],
    )
    return tuple(
        Wording(text, tuple(json.loads(sources)), original)
        for text, sources, original in rows
    )


def forget(db: Database, digest: int, story: int) -> None:
    """Have a story shown again in its own sentences. Stories count from 0."""
    db.conn.execute(
        "DELETE FROM tellings WHERE digest_id = ? AND story = ?", [digest, story]
    )
