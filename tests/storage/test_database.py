"""The one door to the file: whole writes, reads that cannot write."""

import asyncio
import sqlite3

import pytest

from digests.errors import StorageError
from digests.storage.database import Database


def note(db, words: str) -> None:
    db.execute("INSERT INTO notes VALUES (?)", [words])


def notes(db) -> list[str]:
    return [words for (words,) in db.execute("SELECT words FROM notes")]


def make_notes(db) -> None:
    db.execute("CREATE TABLE notes (words TEXT) STRICT")


async def test_what_is_written_can_be_read(db):
    await db.write(make_notes)
    await db.write(note, "a bridge opened")
    assert await db.read(notes) == ["a bridge opened"]


async def test_a_write_that_fails_leaves_nothing_behind(db):
    await db.write(make_notes)

    def half(db) -> None:
        note(db, "kept?")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await db.write(half)
    await db.write(note, "later")
    assert await db.read(notes) == ["later"]


async def test_a_reader_cannot_write(db):
    await db.write(make_notes)
    with pytest.raises(StorageError, match="cannot be written"):
        await db.read(note, "smuggled")


async def test_a_full_disk_is_told_and_costs_only_what_was_written_then(db):
    """SAFETY 58."""
    await db.write(make_notes)

    def pages(db, most: int) -> None:
        db.execute(f"PRAGMA max_page_count = {most}").fetchone()

    await db.write(pages, 1)
    for _ in range(2):
        with pytest.raises(StorageError) as refused:
            await db.write(note, "too long " * 10_000)
        assert "make room" in refused.value.reason
    await db.write(pages, 100_000)
    await db.write(note, "later")
    assert await db.read(notes) == ["later"]


async def test_a_disk_that_fills_up_at_the_commit_leaves_no_transaction_open(tmp_path):
    """SAFETY 58."""
    path = tmp_path / "news.db"
    async with Database(path) as db:
        await db.write(make_notes)

        def deferred(db) -> None:
            db.execute("CREATE TABLE wholes (id INTEGER PRIMARY KEY) STRICT")
            db.execute(
                "CREATE TABLE parts (whole INTEGER REFERENCES wholes (id)"
                " DEFERRABLE INITIALLY DEFERRED) STRICT"
            )
            db.execute("INSERT INTO parts VALUES (1)")

        # Like a full disk, a promise that is not kept is refused at the commit only.
        with pytest.raises(sqlite3.DatabaseError):
            await db.write(deferred)
        await db.write(note, "later")
        assert await db.read(notes) == ["later"]


async def test_many_writers_at_once_lose_nothing(db):
    await db.write(make_notes)
    await asyncio.gather(*(db.write(note, str(n)) for n in range(200)))
    assert sorted(await db.read(notes)) == sorted(str(n) for n in range(200))


async def test_two_processes_read_then_write_without_losing_a_snapshot(tmp_path):
    """SAFETY 60: a deferred transaction would fail here with BUSY_SNAPSHOT."""

    def count_up(db) -> None:
        (n,) = db.execute("SELECT n FROM counter").fetchone()
        db.execute("UPDATE counter SET n = ?", [n + 1])

    def make(db) -> None:
        db.execute("CREATE TABLE counter (n INTEGER) STRICT")
        db.execute("INSERT INTO counter VALUES (0)")

    path = tmp_path / "news.db"
    async with Database(path) as one, Database(path) as other:
        await one.write(make)
        await asyncio.gather(
            *(each.write(count_up) for _ in range(100) for each in (one, other))
        )
        total = await one.read(
            lambda db: db.execute("SELECT n FROM counter").fetchone()[0]
        )
    assert total == 200


async def test_a_file_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "music.db"
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE songs (title TEXT)")
    foreign.close()
    with pytest.raises(StorageError, match="another program"):
        async with Database(path):
            pass
    assert (
        "articles"
        not in sqlite3.connect(path)
        .execute("SELECT name FROM sqlite_master")
        .fetchone()
    )


@pytest.mark.parametrize("body", [b"not a database at all" * 100, b"\x00" * 4096])
async def test_a_file_that_is_no_database_is_refused(tmp_path, body):
    path = tmp_path / "news.db"
    path.write_bytes(body)
    with pytest.raises(StorageError):
        async with Database(path):
            pass
    assert path.read_bytes() == body


async def test_opening_twice_migrates_once(tmp_path):
    path = tmp_path / "deep" / "news.db"
    async with Database(path):
        pass
    async with Database(path) as db:
        applied = await db.read(
            lambda db: db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
        )
        names = await db.read(
            lambda db: db.execute(
                "SELECT count(DISTINCT name) FROM _sqlite_migrations"
            ).fetchone()
        )
    assert applied == names
