"""The nouns of upkeep: copies of the database, and how it is doing."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct


class Copied(Struct, frozen=True):
    """A copy of the database: where it is, its bytes, and the rows it was checked by.

    `replaced` is where the file that it took the place of is kept, None where
    there was none.
    """

    path: Path
    size: int
    rows: int
    replaced: Path | None = None


class Counts(Struct, frozen=True):
    """What there is to count, for those who watch a running bot.

    Counts of entries and articles are of all that were ever taken. `oldest_s` is
    how long the delivery that waits longest has waited, 0 where none waits;
    `stalled_s` for how long nothing was sent while something waited.
    """

    feeds: Mapping[str, int]
    failing: int
    entries: int
    waiting: int
    articles: int
    editions: int
    deliveries: Mapping[str, int]
    oldest_s: float
    stalled_s: float = 0.0


class Used(Struct, frozen=True):
    """A channel of a guild, used for digests, or (`only_log`) for its log alone.

    `paused` says why nothing is posted there, "" where it is.
    """

    id: str
    guild: str
    paused: str = ""
    only_log: bool = False


class Condition(Struct, frozen=True):
    """How the database is doing; `free` are the bytes left on its disk."""

    path: Path
    size: int
    free: int
    schema: str
    whole: bool
    last_backup: datetime | None
