"""Copies of the database out of a running newsroom, and back in its place.

Beside `newsroom`, for both work on the file as it lies there: a backup disturbs
nobody, a restored file waits until nobody polls or posts.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from digests.adapters.clock import SystemClock
from digests.adapters.locks import sole_user
from digests.errors import AlreadyExists, NotFound, StorageError
from digests.ports import Clock
from digests.storage import copies, opening
from digests.upkeep import Copied

Told = Callable[[int, int], None]


def back_up(
    database: Path,
    wanted: Path | None,
    tell: Told = copies.silent,
    *,
    force: bool = False,
    clock: Clock | None = None,
) -> Copied:
    """Copy the database, whoever is writing it, and check the copy.

    Args:
        database: The file.
        wanted: Where to; a folder gets a file named by the time, None is the folder
            that the database is in.
        tell: Hears how many pages are copied, of how many.
        force: Whether a file that is there may be replaced.
        clock: Names the copy, and dates it in the database.

    Raises:
        AlreadyExists: There is a file of that name.
        NotFound: There is no database.
        StorageError: The one cannot be read or the other not written.

    """
    if not database.exists():
        raise NotFound("database", str(database))
    now = (clock or SystemClock()).now()
    target = wanted or database.parent
    if target.is_dir():
        target = target / _named(database, "", now).name
    if target.exists() and (not force or target.samefile(database)):
        raise AlreadyExists("file", str(target))
    copied = copies.copy_to(database, target, tell)
    copies.note(database, now)
    return copied


def restore(
    database: Path,
    backup: Path,
    tell: Told = copies.silent,
    *,
    clock: Clock | None = None,
) -> Copied:
    """Put a backup in the database's place, and keep what was there beside it.

    Raises:
        InUse: A bot runs on the database.
        NotFound: There is no such backup.
        StorageError: The backup is not a database of ours, is damaged or newer than
            this program; the database is as it was.

    """
    if not backup.is_file():
        raise NotFound("backup", str(backup))
    if database.exists() and backup.samefile(database):
        raise StorageError(str(backup), "it is the database itself; name a backup")
    with sole_user(database):
        fresh = database.with_name(f".{database.name}.restored")
        try:
            opening.check(backup)
            copied = copies.copy_to(backup, fresh, tell)
            copies.doubt(fresh)
            kept = _put_aside(database, (clock or SystemClock()).now())
            fresh.replace(database)
        finally:
            fresh.unlink(missing_ok=True)
    return Copied(database, copied.size, copied.rows, kept)


def _put_aside(database: Path, now: datetime) -> Path | None:
    if not database.exists():
        return None
    kept = _named(database, "replaced-", now)
    if kept.exists():
        raise AlreadyExists("file", str(kept))
    copies.put_aside(database, kept)
    return kept


def _named(database: Path, what: str, now: datetime) -> Path:
    stamp = f"{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    return database.with_name(f"{database.stem}-{what}{stamp}{database.suffix}")
