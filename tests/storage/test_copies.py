"""SAFETY 63: copies out of a busy database are whole; a plain one need not be."""

import resource
import shutil
import sqlite3
import sys
import threading
from contextlib import closing

import pytest

from digests.errors import StorageError
from digests.storage import copies
from digests.storage.database import Database
from tests.fakes.databases import a_database, titles


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "news.db"
    a_database(made, 2000)
    return made


@pytest.fixture
def writer(path):
    """Somebody who writes all the time; tells how many rows are committed."""
    stop, committed = threading.Event(), [0]

    def write() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            while not stop.is_set():
                number = str(committed[0])
                db.execute("INSERT INTO facts VALUES (?, ?)", [number, "x" * 500])
                committed[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    yield committed
    stop.set()
    thread.join()


def facts(path) -> int:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = db.execute("SELECT count(*) FROM facts").fetchone()
    return int(count)


def test_a_copy_taken_while_others_write_lacks_nothing_committed(
    path, tmp_path, writer
):
    while writer[0] < 50:
        pass
    for number in range(5):
        before, target = writer[0], tmp_path / f"copy-{number}.db"
        copied = copies.copy_to(path, target)
        # The writer is one row ahead of what it has counted, at most.
        assert before <= facts(target) <= writer[0] + 1
        assert copied.size == target.stat().st_size
        assert len(titles(target)) == 2000
    assert sorted(each.name for each in tmp_path.glob("copy-*")) == [
        f"copy-{number}.db" for number in range(5)
    ]


def test_a_plain_copy_of_a_live_database_lacks_rows(path, tmp_path):
    """The control: what stands in the journal is not in the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("INSERT INTO facts VALUES ('a', 'b')")
        shutil.copy(path, tmp_path / "plain.db")
        copies.copy_to(path, tmp_path / "copy.db")
    assert (facts(tmp_path / "plain.db"), facts(tmp_path / "copy.db")) == (0, 1)


def test_it_is_told_how_far_a_copy_has_come(path, tmp_path):
    told: list[tuple[int, int]] = []
    copies.copy_to(path, tmp_path / "copy.db", lambda *pages: told.append(pages))
    assert told[-1][0] == told[-1][1] > 0


def test_a_copy_is_for_its_owner_only(path, tmp_path):
    copied = copies.copy_to(path, tmp_path / "copy.db")
    assert copied.path.stat().st_mode & 0o777 == 0o600


async def test_a_disk_that_is_full_costs_the_copy_and_nothing_else(path, tmp_path):
    """SAFETY 58."""
    target = tmp_path / "copy.db"
    target.write_bytes(b"an earlier copy")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageError, match="over a quota") as caught:
            copies.copy_to(path, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.path == str(target)
    assert target.read_bytes() == b"an earlier copy"
    assert list(tmp_path.glob(".*")) == []
    assert len(titles(path)) == 2000
    async with Database(path):
        assert copies.copy_to(path, target).rows > 2000


def test_a_folder_that_is_not_there_is_told(path, tmp_path):
    with pytest.raises(StorageError, match="name another place"):
        copies.copy_to(path, tmp_path / "nowhere" / "copy.db")


@pytest.mark.skipif(sys.platform == "win32", reason="no such links there")
def test_a_copy_replaces_a_link_and_not_what_it_leads_to(path, tmp_path):
    """SAFETY 49."""
    treasure = tmp_path / "treasure"
    treasure.write_text("mine", "utf8")
    link = tmp_path / "copy.db"
    link.symlink_to(treasure)
    copies.copy_to(path, link)
    assert treasure.read_text("utf8") == "mine"
    assert not link.is_symlink()


def test_a_database_that_is_damaged_gives_no_copy(path, tmp_path):
    whole = path.read_bytes()
    half = len(whole) // 2 // 4096 * 4096
    path.write_bytes(whole[:half] + b"\xa5" * 4096 + whole[half + 4096 :])
    with pytest.raises(StorageError, match="damaged"):
        copies.copy_to(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
