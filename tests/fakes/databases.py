"""Databases of earlier schemas, and processes that are ended while they open one."""

import asyncio
import multiprocessing
import os
import resource
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import FrameType

from sqlite_utils import Database as Tables

from digests.errors import StorageError
from digests.storage.opening import open_file
from digests.storage.schema import APPLICATION_ID, migrations

STEPS = tuple(each.name for each in migrations.pending(Tables(memory=True)))
# What the program made when it was younger, step by step.
STORED = sorted((Path(__file__).parent.parent / "data" / "schemas").glob("*.sql"))


def a_database(path: Path, articles: int = 3, before: str | None = None) -> None:
    """Make a database with some articles, as it was before a step of the schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
        db = Tables(connection)
        migrations.apply(db, stop_before=before)
        connection.execute("BEGIN")
        for number in range(articles):
            connection.execute(
                "INSERT INTO articles (identity, url, title, byline, outlet, language,"
                " verdict, first_seen_at, text) VALUES (?, '', ?, '', '', 'en', 'full',"
                " '2026-05-04T12:00:00+00:00', 'A bridge has opened.')",
                [str(number), f"Bridge {number}"],
            )
        connection.execute("COMMIT")


def a_stored_database(path: Path, stored: Path) -> None:
    """Make a database as the program of that time had it, with its journal mode."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(stored.read_text("utf8"))
        db.execute("PRAGMA journal_mode = WAL").fetchone()


def titles(path: Path) -> list[str]:
    """The articles that the file holds, found whole."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [t for (t,) in db.execute("SELECT title FROM articles ORDER BY id")]


async def killed_while_opening(path: Path, statement: int) -> bool:
    """Open it in a process that kills itself there; whether it came so far."""
    return await _in_process(_open_until, path, statement) == -signal.SIGKILL


async def killed_at_step(path: Path, step: int) -> bool:
    """Open it in a process that kills itself there; whether there were so many."""
    return await _in_process(_open_until_step, path, step) == -signal.SIGKILL


async def opened_with_room(path: Path, size: int) -> bool:
    """Open it in a process whose files may not outgrow a size; whether it opened."""
    return await _in_process(_open_within, path, size) == 0


async def _in_process(job, path: Path, number: int) -> int:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=job, args=(path, number))
    await asyncio.to_thread(process.start)
    await asyncio.to_thread(process.join)
    assert process.exitcode is not None
    return process.exitcode


def _open_until(path: Path, last: int) -> None:
    left = last

    def watch(_: object, event: str, called: object) -> None:
        nonlocal left
        if event == "c_call" and getattr(called, "__name__", "") == "execute":
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    open_file(path).close()


def _open_until_step(path: Path, last: int) -> None:
    left = last

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        module = frame.f_globals.get("__name__", "")
        # A step, or a part of one.
        if event == "call" and module.startswith("digests.storage.schema"):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    open_file(path).close()


def _open_within(path: Path, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        open_file(path).close()
    except StorageError as error:
        told = ("make room", "full, over a quota", "cannot be written")
        sys.exit(1 if any(words in error.reason for words in told) else 2)
