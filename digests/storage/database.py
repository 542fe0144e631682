"""The one door to the SQLite file.

One writer thread; each `write` is one transaction, whole or not at all. Reads
run beside it on connections that cannot write. What is run is a plain function
that takes a `sqlite_utils.Database` first.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlite_utils import Database as Tables

from digests.errors import StorageError
from digests.storage.connections import connect, told
from digests.storage.opening import open_file

P = ParamSpec("P")
T = TypeVar("T")

_READERS = 2


class Database:
    """A SQLite file; `async with` opens it, migrates it and closes it."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made, with its folder, when first opened."""
        self.path = path
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._own = threading.local()
        self._opened: list[Tables] = []
        self._writer: Tables | None = None

    async def __aenter__(self) -> Self:
        """Open the file and bring its tables up to date.

        Raises:
            StorageError: The file is not a database of ours, or cannot be
                opened.

        """
        loop = asyncio.get_running_loop()
        try:
            self._writer = await loop.run_in_executor(
                self._writing, open_file, self.path
            )
        except BaseException:
            self._close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish what is under way, then close every connection."""
        await asyncio.to_thread(self._close)

    async def write(
        self,
        job: Callable[Concatenate[Tables, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run the job in one transaction and return what it returns.

        Where the job raises, nothing it wrote stays.

        Raises:
            StorageError: The file, or its disk, does not let it.

        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._writing, lambda: self._transact(lambda db: job(db, *args, **kwargs))
        )

    async def read(
        self,
        job: Callable[Concatenate[Tables, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run the job on a connection that cannot write; return what it returns.

        Raises:
            StorageError: The file, or its disk, does not let it.

        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._reading, lambda: self._look(lambda db: job(db, *args, **kwargs))
        )

    def _transact(self, job: Callable[[Tables], T]) -> T:
        db = self._writer
        if db is None:
            raise StorageError(str(self.path), "it is not open")
        # IMMEDIATE: a deferred read-then-write fails under a second writer, and
        # no waiting helps.
        with told(self.path):
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                result = job(db)
                # On a full disk this fails, and leaves the transaction open.
                db.conn.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.conn.execute("ROLLBACK")
                raise
        return result

    def _look(self, job: Callable[[Tables], T]) -> T:
        with told(self.path):
            return job(self._reader())

    def _reader(self) -> Tables:
        reader: Tables | None = getattr(self._own, "reader", None)
        if reader is None:
            connection = connect(self.path, writable=False)
            reader = Tables(connection, execute_plugins=False)
            self._own.reader = reader
            self._opened.append(reader)
        return reader

    def _close(self) -> None:
        self._reading.shutdown()
        self._writing.shutdown()
        for db in self._opened:
            db.close()
        if self._writer is not None:
            # A full disk leaves no room for that, and closes all the same.
            with suppress(sqlite3.OperationalError):
                self._writer.conn.execute("PRAGMA optimize")
            self._writer.close()
            self._writer = None
