"""Open the file: made whole or not at all, ours, whole, and of today's schema.

Before an older schema is migrated, a copy of the file is put beside it. All steps
of a migration are one transaction: whoever is killed in it has done nothing.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database as Tables

from digests.errors import StorageError
from digests.storage import copies
from digests.storage.connections import connect, told
from digests.storage.schema import APPLICATION_ID, migrations

_NEWER = (
    "it was written by a newer Pullquote; update this one, or restore an older copy"
)
_EMPTY = (
    "it is empty, and no database; restore a backup, or delete it to begin a new one"
)


def open_file(path: Path) -> Tables:
    """Return a connection that may write; the file is made if there is none.

    Raises:
        StorageError: The file is not a database of ours, is damaged or newer than
            this program, or cannot be opened.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        if not path.stat().st_size:
            raise StorageError(str(path), _EMPTY)
        with told(path):
            return _opened(path)
    except (sqlite3.DatabaseError, OSError) as error:
        raise StorageError(str(path), str(error)) from error


def check(path: Path) -> None:
    """Refuse a file that could not be opened, without opening it for good.

    Raises:
        StorageError: It is not a database of ours, or newer than this program.

    """
    with told(path), closing(connect(path, writable=False)) as db:
        _check(db, path)


def _check(db: sqlite3.Connection, path: Path) -> None:
    if not copies.is_ours(db):
        raise StorageError(str(path), "it is another program's database")
    with closing(sqlite3.connect(":memory:")) as nothing:
        known = {each.name for each in migrations.pending(_tables(nothing))}
    if not set(_applied(db)) <= known:
        raise StorageError(str(path), _NEWER)


def _make(path: Path) -> None:
    """Make the file under another name, for an empty one is taken for a lost one."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    try:
        # Addresses of feeds may hold keys, so it is for its owner only.
        new.touch(mode=0o600)
        with told(path), closing(connect(new)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            _migrate(_tables(connection))
        try:
            # Another process may have been quicker, and its file stays.
            with suppress(FileExistsError):
                os.link(new, path)
        except OSError:  # Not every file system has hard links.
            new.rename(path)
    finally:
        new.unlink(missing_ok=True)


def _opened(path: Path) -> Tables:
    connection = connect(path)
    try:
        _check(connection, path)
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        db = _tables(connection)
        if pending := migrations.pending(db):
            if _applied(connection):
                copies.copy_to(path, _before(path, pending[0].name))
            _migrate(db)
    except BaseException:
        connection.close()
        raise
    return db


def _before(path: Path, step: str) -> Path:
    return path.with_name(f"{path.stem}-before-{step}{path.suffix}")


def _migrate(db: Tables) -> None:
    """Apply what is pending once the file is ours to write, for another may have."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


def _applied(db: sqlite3.Connection) -> list[str]:
    return [each.name for each in migrations.applied(_tables(db))]


def _tables(db: sqlite3.Connection) -> Tables:
    return Tables(db, execute_plugins=False)
