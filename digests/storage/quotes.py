"""Quotes on disk, with the offsets that prove them."""

from collections.abc import Sequence

from sqlite_utils import Database

from digests.types import Quote, QuoteKind

_COLUMNS = (
    'text, start, "end", speaker, role, mention_start, mention_end, kind, cue, weight'
)


def add(db: Database, article_id: int, quotes: Sequence[Quote]) -> None:
    """Store an article's quotes in their order of importance."""
    db.conn.executemany(
        f"INSERT INTO quotes (article_id, position, {_COLUMNS})"  # noqa: S608 - our own column names
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article_id,
                position,
                quote.text,
                quote.start,
                quote.end,
                quote.speaker,
                quote.role,
                *(quote.mention or (None, None)),
                quote.kind.value,
                quote.cue,
                quote.weight,
            )
            for position, quote in enumerate(quotes)
        ],
    )


def of_article(db: Database, article_id: int) -> tuple[Quote, ...]:
    """Return the article's quotes, most important first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM quotes WHERE article_id = ? ORDER BY position",  # noqa: S608 - our own column names
        [article_id],
    )
    return tuple(
        Quote(
            text,
            start,
            end,
            speaker,
            role,
            None if mention_start is None else (mention_start, mention_end),
            QuoteKind(kind),
            cue,
            weight,
        )
        for (
            text,
            start,
            end,
            speaker,
            role,
            mention_start,
            mention_end,
            kind,
            cue,
            weight,
        ) in rows
    )
