"""Backups out of a newsroom, and back in its place."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta

import pytest

from digests.adapters.locks import sole_user
from digests.backups import back_up, restore
from digests.deliveries import Doubt
from digests.errors import AlreadyExists, InUse, NotFound, StorageError
from digests.outbox import Outbox
from digests.storage import deliveries
from digests.storage.database import Database
from digests.storage.opening import open_file
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.databases import STEPS, a_database, titles

BRIDGES = ["Bridge 0", "Bridge 1", "Bridge 2"]


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "home" / "news.db"
    made.parent.mkdir()
    a_database(made)
    return made


def change(path, sql: str, values: Sequence[object] = ()) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql, values)


def test_a_backup_without_a_name_is_named_by_the_time(path, clock):
    copied = back_up(path, None, clock=clock)
    assert copied.path == path.parent / "news-20260504-120000.db"
    assert titles(copied.path) == BRIDGES


def test_a_backup_into_a_folder_is_named_by_the_time(path, clock, tmp_path):
    assert back_up(path, tmp_path, clock=clock).path.parent == tmp_path


def test_nothing_is_overwritten_unless_it_is_said(path, tmp_path, clock):
    target = tmp_path / "mine.db"
    target.write_text("mine", "utf8")
    with pytest.raises(AlreadyExists):
        back_up(path, target)
    assert target.read_text("utf8") == "mine"
    assert back_up(path, target, force=True).path == target
    assert titles(target) == BRIDGES


def test_a_backup_never_replaces_the_database_itself(path):
    with pytest.raises(AlreadyExists):
        back_up(path, path, force=True)
    assert titles(path) == BRIDGES


def test_without_a_database_there_is_no_backup(tmp_path):
    with pytest.raises(NotFound):
        back_up(tmp_path / "news.db", None)
    assert list(tmp_path.iterdir()) == []


def test_a_restored_backup_is_as_it_was_and_the_rest_is_kept(path, tmp_path, clock):
    """SAFETY 61, 63."""
    backup = back_up(path, tmp_path / "mine.db").path
    change(path, "DELETE FROM articles WHERE title = 'Bridge 1'")
    restored = restore(path, backup, clock=clock)
    assert titles(path) == BRIDGES
    assert restored.replaced
    assert restored.replaced == path.parent / "news-replaced-20260504-120000.db"
    assert titles(restored.replaced) == ["Bridge 0", "Bridge 2"]
    assert titles(backup) == BRIDGES


async def test_what_stood_in_the_journal_stays_with_the_old_file(path, tmp_path):
    backup = back_up(path, tmp_path / "mine.db").path
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE articles SET title = 'Ferry'")
        journal = path.with_name("news.db-wal").read_bytes()
    path.with_name("news.db-wal").write_bytes(journal)
    replaced = restore(path, backup).replaced
    assert replaced
    async with Database(path):
        pass
    assert titles(path) == BRIDGES
    assert titles(replaced) == ["Ferry"] * 3


def test_a_damaged_database_is_replaced_too(path, tmp_path):
    """SAFETY 61."""
    backup = back_up(path, tmp_path / "mine.db").path
    path.write_bytes(path.read_bytes()[:5000])
    replaced = restore(path, backup).replaced
    assert replaced
    assert replaced.stat().st_size == 5000
    assert titles(path) == BRIDGES


def test_a_lost_database_is_made_anew_from_its_backup(path, tmp_path):
    backup = back_up(path, tmp_path / "mine.db").path
    path.unlink()
    assert restore(path, backup).replaced is None
    assert titles(path) == BRIDGES


def test_nothing_is_restored_under_a_running_bot(path, tmp_path):
    """SAFETY 59."""
    backup = back_up(path, tmp_path / "mine.db").path
    change(path, "DELETE FROM articles")
    with sole_user(path), pytest.raises(InUse):
        restore(path, backup)
    assert titles(path) == []


@pytest.mark.parametrize(
    "content", [b"", b"no database at all" * 500, b"SQLite format 3\x00" + b"\0" * 5000]
)
def test_what_is_no_backup_changes_nothing(path, tmp_path, content):
    """SAFETY 61."""
    false = tmp_path / "false.db"
    false.write_bytes(content)
    with pytest.raises(StorageError):
        restore(path, false)
    assert titles(path) == BRIDGES
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "news.db",
        "news.db.lock",
    ]


def test_a_backup_of_an_earlier_schema_is_taken(path, tmp_path):
    old = tmp_path / "old.db"
    a_database(old, 1, before=STEPS[1])
    restore(path, old)
    open_file(path).close()
    assert titles(path) == ["Bridge 0"]


def test_two_restores_keep_two_files(path, tmp_path, clock):
    backup = back_up(path, tmp_path / "mine.db").path
    first = restore(path, backup, clock=clock)
    with pytest.raises(AlreadyExists):
        restore(path, backup, clock=clock)
    clock.advance(timedelta(seconds=1))
    assert restore(path, backup, clock=clock).replaced != first.replaced


async def test_what_waited_in_a_backup_may_have_been_sent_since(path, tmp_path):
    change(
        path,
        "INSERT INTO digests (id, channel, made_at, engine)"
        " VALUES (1, '600', '2026-05-04T12:00:00+00:00', '')",
    )
    for number, state in enumerate(("sent", "waiting", "waiting")):
        change(
            path,
            "INSERT INTO deliveries (digest_id, position, guild, channel, action, body,"
            " nonce, made_at, state)"
            " VALUES (1, ?, '1', '600', 'post', '{}', ?, '2026-05-04T12:00:00+00:00',"
            " ?)",
            [number, str(number), state],
        )
    restore(path, back_up(path, tmp_path / "mine.db").path)
    async with Database(path) as db:
        open_ = await db.read(deliveries.heads, NOON + timedelta(days=1), (), 10)
    (first,) = open_
    outbox = Outbox(db, ManualClock(NOON + timedelta(days=1)))
    assert outbox.doubt(first) is Doubt.OPEN
    change(
        path,
        "INSERT INTO digests (channel, made_at, engine)"
        " VALUES ('600', '2026-05-04T13:00:00+00:00', '')",
    )
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT max(id) FROM digests").fetchone() == (1002,)
