"""The nouns of upkeep: copies of the database, and how it is doing."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of the database: where it is, its bytes, and the rows it was checked by.

    `replaced` is where the file that it took the place of is kept, None where
    there was none.
    """

    path: Path
    size: int
    rows: int
    replaced: Path | None = None
