"""Copies of the file that are whole, however busy the file is.

SQLite's own backup, out of one snapshot: what is committed meanwhile is not in it
and disturbs nothing. A copy takes its name only once it was read through and its
rows were counted; it is one file, without a journal beside it.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database as Tables

from digests.errors import StorageError
from digests.storage.connections import connect, damaged, told
from digests.storage.convert import to_text
from digests.storage.schema import APPLICATION_ID
from digests.upkeep import Copied

# The fact that says when the last backup was made.
LAST_BACKUP = "last_backup"
# Fewer digests are made between a backup and its coming back.
_MADE_SINCE = 1000
# A step of the backup, between two words of how far it has come.
_PAGES = 2048

Told = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it has come."""


def copy_to(source: Path, target: Path, tell: Told = silent) -> Copied:
    """Copy the database to `target`, whatever is there, and check the copy.

    Args:
        source: The database, which others may be writing meanwhile.
        target: What the copy is called once it is known to be good.
        tell: Hears how many pages are copied, of how many.

    Raises:
        StorageError: The one cannot be read, is damaged or not ours, or the other
            cannot be written; then nothing is at `target` that was not before.

    """
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        # Whoever may read the news need not be let at its copy.
        part.touch(mode=0o600)
        with told(source), closing(connect(source, writable=False)) as old:
            # One snapshot for counting and copying.
            old.execute("BEGIN")
            rows = _count(old)
            with told(target), closing(connect(part)) as new:
                _fill(new, old, tell)
                if not is_whole(new) or _count(new) != rows:
                    raise damaged(source)
        _keep(part, target)
    except OSError as error:
        reason = f"it cannot be written ({error.strerror or error}); name another place"
        raise StorageError(str(target), reason) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Copied(target, target.stat().st_size, sum(rows.values()))


def note(path: Path, moment: datetime) -> None:
    """Write into the database when it was last copied, if it can be written now."""
    with suppress(sqlite3.DatabaseError), closing(connect(path)) as db:
        db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", _dated(moment))


def doubt(path: Path) -> None:
    """Reckon with what may have been sent since the copy was made.

    What waited then counts as perhaps sent, so that the channels are read before any
    of it is sent; and later digests get other numbers than those made since, which
    stand in the channels and would be taken for them.
    """
    with told(path), closing(connect(path)) as db:
        tables = "SELECT count(*) FROM sqlite_master WHERE name = 'deliveries'"
        if db.execute(tables).fetchone() == (1,):
            db.execute(
                "UPDATE deliveries SET state = 'sending',"
                " first_try_at = coalesce(first_try_at, made_at)"
                " WHERE state = 'waiting'"
            )
            db.execute(
                "INSERT INTO digests (id, channel, made_at, engine, failed)"
                " SELECT id + ?, 'restored', made_at, '', 1"
                " FROM digests ORDER BY id DESC LIMIT 1",
                [_MADE_SINCE],
            )


def is_ours(db: sqlite3.Connection) -> bool:
    """Whether the file bears our mark."""
    (mark,) = db.execute("PRAGMA application_id").fetchone()
    return bool(mark == APPLICATION_ID)


def is_whole(db: sqlite3.Connection) -> bool:
    """Whether every page and index of the file is as it should be."""
    (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    return bool(verdict == "ok")


def examine(db: Tables, path: Path) -> None:
    """Read the file through, quickly: its pages, not whether indexes agree.

    Raises:
        StorageError: It is damaged.

    """
    if db.conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(path)


def put_aside(path: Path, aside: Path) -> None:
    """Keep the database at `path` under another name too; its journal goes along.

    Where it can be read, its journal is worked in first, so that one file is left
    and `path` may be replaced at once. What cannot be read is moved away as it is.
    """
    with suppress(sqlite3.DatabaseError), closing(connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    for ending in ("-wal", "-shm"):
        journal = path.with_name(path.name + ending)
        if journal.exists():
            journal.rename(aside.with_name(aside.name + ending))
    try:
        os.link(path, aside)
    except OSError:  # Not every file system has hard links.
        path.rename(aside)


def _fill(new: sqlite3.Connection, old: sqlite3.Connection, tell: Told) -> None:
    def progress(_: int, remaining: int, total: int) -> None:
        tell(total - remaining, total)

    old.backup(new, pages=_PAGES, progress=progress)
    # One file that can be carried about; opening it brings the journal back.
    new.execute("PRAGMA journal_mode = DELETE").fetchone()


def _count(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND sql NOT LIKE 'CREATE VIRTUAL %'"
    ).fetchall()
    found = {}
    for (name,) in tables:
        quoted = name.replace('"', '""')
        (found[name],) = db.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return found


def _dated(moment: datetime) -> tuple[str, str]:
    return LAST_BACKUP, to_text(moment)


def _keep(part: Path, target: Path) -> None:
    """Give the part its name, so that not even a power cut leaves half of it."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
