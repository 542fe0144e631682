"""What is opened is ours, whole and of today's schema, or is refused with advice."""

import asyncio
import shutil
import sqlite3
from contextlib import closing

import pytest

from digests.errors import StorageError
from digests.newsroom import open_newsroom
from digests.settings import Settings, Storage
from digests.storage import opening
from digests.storage.database import Database
from tests.fakes.databases import (
    STEPS,
    a_database,
    killed_while_opening,
    opened_with_room,
    titles,
)
from tests.fakes.workers import InlineWorkers

ARTICLES = ["Bridge 0", "Bridge 1", "Bridge 2"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.db"


def schema(path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return set(db.execute("SELECT name, sql FROM sqlite_master"))


async def open_once(path) -> None:
    async with Database(path):
        pass


async def refusal(path) -> str:
    with pytest.raises(StorageError) as caught:
        await open_once(path)
    return caught.value.reason


@pytest.mark.parametrize("step", ["002-digests", "005-subscriptions", "008-editions"])
async def test_an_earlier_schema_is_brought_up_to_date_and_kept(path, step):
    """SAFETY 64: the steps of which no program's database is in test_migrating."""
    a_database(path, before=step)
    await open_once(path)
    await open_once(path)
    assert titles(path) == ARTICLES
    await open_once(new := path.with_name("new.db"))
    assert schema(path) == schema(new)
    kept = path.with_name(f"news-before-{step}.db")
    assert titles(kept) == ARTICLES
    assert len(schema(kept)) < len(schema(path))
    assert kept.stat().st_mode & 0o077 == 0


async def test_a_migration_killed_anywhere_is_whole_or_has_not_begun(path):
    """SAFETY 64."""
    a_database(path, before=STEPS[1])
    old, kills = schema(path), 0
    for statement in range(1, 10_000, 23):
        copy = path.with_name(f"{statement}.db")
        shutil.copy(path, copy)
        if not await killed_while_opening(copy, statement):
            break
        kills += 1
        assert schema(copy) == old
        await open_once(copy)
        assert titles(copy) == ARTICLES
    assert kills > 5


async def test_a_first_start_killed_anywhere_begins_anew(path):
    """SAFETY 61, 62: an empty file is refused, so none may be left behind."""
    kills = 0
    for statement in range(1, 10_000, 19):
        if not await killed_while_opening(path, statement):
            break
        kills += 1
        if path.exists():
            assert titles(path) == []
            path.unlink()
    assert kills > 3
    assert titles(path) == []


async def test_a_disk_too_small_for_a_migration_leaves_all_as_it_was(path):
    """SAFETY 58."""
    a_database(path, 300, before=STEPS[1])
    old = schema(path)
    refused = 0
    for size in range(4096, 40 * 4096, 5 * 4096):
        if await opened_with_room(path, size):
            break
        refused += 1
        assert schema(path) == old
        assert len(titles(path)) == 300
    assert refused
    await open_once(path)
    assert len(titles(path)) == 300


async def test_two_who_migrate_at_once_do_it_once(path):
    """SAFETY 60, 64."""
    a_database(path, before=STEPS[1])
    async with Database(path), Database(path):
        pass
    assert titles(path) == ARTICLES


async def test_a_newer_schema_is_refused_untouched(path):
    """SAFETY 64."""
    await open_once(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('pullquote', '999-moon', '')"
        )
    before = path.read_bytes()
    assert "newer Pullquote; update" in await refusal(path)
    assert path.read_bytes() == before


async def test_an_empty_file_is_taken_for_a_lost_one(path):
    """SAFETY 61."""
    path.touch()
    assert "restore a backup" in await refusal(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
async def test_a_truncated_file_is_refused(path, share):
    """SAFETY 61."""
    a_database(path, 500)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "pullquote restore" in await refusal(path)


async def test_a_file_that_is_another_format_is_refused(path):
    """SAFETY 61."""
    path.write_bytes(b"<rss version='2.0'>" * 500)
    assert "no database" in await refusal(path)


async def test_the_bot_does_not_start_on_a_page_that_is_damaged(path):
    """SAFETY 61."""
    a_database(path, 500)
    damage(path)
    with pytest.raises(StorageError, match="damaged"):
        async with open_newsroom(
            Settings(storage=Storage(path=path)), workers=InlineWorkers(), sole=True
        ):
            pass


def damage(path) -> None:
    """Overwrite a page in the middle of the articles."""
    with closing(sqlite3.connect(path)) as db:
        pages = (
            "SELECT pageno FROM dbstat WHERE name = 'articles' AND pagetype = 'leaf'"
        )
        try:
            (page,) = db.execute(pages).fetchone()
        except sqlite3.OperationalError:
            (page,) = db.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'articles'"
            ).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)


async def test_a_journal_of_another_database_is_never_half_believed(path):
    """SAFETY 61: it opens whole, or it is refused."""
    a_database(path, 500)
    other = path.with_name("other.db")
    a_database(other)
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("UPDATE articles SET text = 'Another text.'")
        shutil.copy(other.with_name("other.db-wal"), path.with_name("news.db-wal"))
    told = ""
    try:
        async with open_newsroom(
            Settings(storage=Storage(path=path)), workers=InlineWorkers(), sole=True
        ):
            pass
    except StorageError as error:
        told = error.reason
    assert "restore" in told or titles(path)


async def test_a_write_waits_for_another_programs_lock(path):
    """SAFETY 59."""
    async with Database(path) as db:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            writing = asyncio.create_task(db.write(note))
            await asyncio.sleep(0.1)
            assert not writing.done()
            other.execute("COMMIT")
            await writing
        assert await db.read(notes) == 1


async def test_a_lock_that_never_goes_is_told_in_words(path, monkeypatch):
    """SAFETY 59."""
    monkeypatch.setattr("digests.storage.connections._BUSY_S", 0.2)
    async with Database(path) as db:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StorageError, match="another program keeps it locked"):
                await db.write(note)
            other.execute("COMMIT")
        await db.write(note)


def note(db) -> None:
    db.execute("INSERT INTO facts VALUES ('a', 'b')")


def notes(db) -> int:
    return int(db.execute("SELECT count(*) FROM facts").fetchone()[0])


def test_a_file_is_checked_without_being_changed(path):
    a_database(path, before=STEPS[1])
    before = schema(path)
    opening.check(path)
    assert schema(path) == before
