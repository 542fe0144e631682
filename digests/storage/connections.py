"""Connections to SQLite files, and words for what can be wrong with a file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digests.errors import StorageError

_BUSY_S = 60.0
_DAMAGED = "it is damaged; `pullquote restore` puts a backup in its place"
# What goes wrong with a file, by SQLite's primary result code.
_FAULTS = {
    sqlite3.SQLITE_BUSY: "another program keeps it locked; end that one",
    sqlite3.SQLITE_READONLY: "it cannot be written; see who owns it and its folder",
    sqlite3.SQLITE_IOERR: (
        "the disk cannot be read or written; see whether it is full, over a quota or"
        " broken"
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; see who owns it and its folder",
    sqlite3.SQLITE_NOTADB: "it is no database; name another file, or restore a backup",
}


def connect(path: Path, *, writable: bool = True) -> sqlite3.Connection:
    """Open the file; nothing is begun or committed but by our own words."""
    uri = path.resolve().as_uri()
    connection = sqlite3.connect(
        uri if writable else f"{uri}?mode=ro",
        uri=True,
        timeout=_BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # Whoever built SQLite may have chosen that a commit need not be on the disk.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Word what is wrong with the file; a job's own mistakes stay what they are.

    Raises:
        StorageError: The file, its disk, or what else SQLite needs is at fault.

    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        # Errors of Python's own module carry no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if reason := _FAULTS.get(code):
            raise StorageError(str(path), reason) from error
        if isinstance(error, sqlite3.OperationalError):
            # No memory, a lock within, a table that somebody took away.
            raise StorageError(str(path), f"SQLite says: {error}") from error
        raise


def damaged(path: Path) -> StorageError:
    """Return the error for a file that SQLite finds damaged."""
    return StorageError(str(path), _DAMAGED)
