"""SAFETY 62: a cut of the power, stood in by what may be on the disk just then.

A write is acknowledged once its commit was synced. So at any moment the disk holds
all that was acknowledged, and of what came since any part, sector by sector. A few
such disks here; `make faults` looks at hundreds and writes docs/figures/power.json.
"""

import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from bench import figures
from digests.errors import StorageError
from digests.storage.connections import connect
from digests.storage.database import Database
from tests.fakes.writing_process import hold, put, start, whole

COPIES = int(os.environ.get("PULLQUOTE_KILLS", "5"))
SEED = int(os.environ.get("PULLQUOTE_SEED", str(random.randrange(10**6))))
# Disks for each stretch between two syncs.
DISKS = 20 if COPIES >= 200 else 1
_SECTOR = 512
# What begins a journal; when it is begun anew, that is synced before the rest.
_HEAD = 32


@pytest.fixture
def chance():
    sys.stdout.write(f"PULLQUOTE_SEED={SEED}\n")
    return random.Random(SEED)


class Disk(NamedTuple):
    """The file and its journal, as bytes."""

    file: bytes
    journal: bytes

    @classmethod
    def of(cls, path: Path) -> "Disk":
        journal = path.with_name(f"{path.name}-wal")
        return cls(path.read_bytes(), journal.read_bytes() if journal.exists() else b"")

    def lay(self, path: Path) -> Path:
        """Put it there, as one who starts again after the cut finds it."""
        path.parent.mkdir()
        path.write_bytes(self.file)
        path.with_name(f"{path.name}-wal").write_bytes(self.journal)
        return path

    def torn(self, later: "Disk", chance: random.Random) -> "Disk":
        """What may be on the disk between two syncs: of the later, any sectors."""
        return Disk(
            _torn(self.file, later.file, chance),
            _torn(self.journal, later.journal, chance),
        )


def _torn(before: bytes, after: bytes, chance: random.Random) -> bytes:
    size = chance.randint(len(before), max(len(before), len(after)))
    share = chance.random()
    torn = bytearray(before.ljust(size, b"\0"))
    for at in range(0, size, _SECTOR):
        if chance.random() < share:
            part = after[at : min(at + _SECTOR, size)]
            torn[at : at + len(part)] = part
    return bytes(torn)


async def stretches(path: Path, writes: int) -> Iterator[tuple[int, Disk, Disk]]:
    """Write, and have the journal worked into the file now and then.

    Returns each stretch between two syncs: how many writes were acknowledged before
    it, and the disk at its beginning and its end.
    """
    found = []
    async with Database(path) as db:
        with closing(connect(path)) as other:
            for number in range(writes):
                before = Disk.of(path)
                await db.write(put, number)
                written = Disk.of(path)
                head = written.journal[:_HEAD]
                begun = Disk(before.file, head + before.journal[_HEAD:])
                found += [(number, before, begun), (number, begun, written)]
                if number % 4 == 3:
                    # As SQLite does it by itself, after a thousand pages.
                    other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                    found.append((number + 1, written, Disk.of(path)))
    return iter(found)


async def test_whatever_a_cut_leaves_of_the_last_write_the_others_are_there(
    tmp_path, chance
):
    """SAFETY 62."""
    disks = 0
    for number, before, after in await stretches(tmp_path / "news.db", 12):
        for _ in range(DISKS):
            disks += 1
            disk = before.torn(after, chance)
            found = whole(disk.lay(tmp_path / f"cut-{disks}" / "news.db"))
            assert found in (set(range(number)), set(range(number + 1)))
            shutil.rmtree(tmp_path / f"cut-{disks}")
    assert disks == 27 * DISKS
    if COPIES >= 200:
        note("power-sectors", {"disks": disks, "lost": 0, "torn": 0}, disks)


async def test_a_disk_that_forgets_what_it_had_synced_loses_writes(tmp_path):
    """The control: without syncs the same look would find them missing."""
    found = list(await stretches(tmp_path / "news.db", 8))
    old, new = found[0][1], found[-1][2]
    forgetful = Disk(old.file, new.journal).lay(tmp_path / "cut" / "news.db")
    try:
        left = whole(forgetful)
    except (StorageError, sqlite3.DatabaseError):
        left = set()
    assert not set(range(8)) <= left


def test_a_file_copied_at_any_moment_holds_all_that_was_acknowledged(tmp_path, chance):
    """SAFETY 62: the process is held still meanwhile, as a cut would find it."""
    path = tmp_path / "news.db"
    with start(path) as process:
        assert process.stdout
        last = int(process.stdout.readline())
        try:
            for number in range(COPIES):
                time.sleep(chance.uniform(0, 0.1))
                last = max(last, hold(process))
                copy = Disk.of(path).lay(tmp_path / str(number) / "news.db")
                # One may be done that it had not yet told of.
                assert whole(copy) in (set(range(last + 1)), set(range(last + 2)))
                shutil.rmtree(copy.parent)
                process.send_signal(signal.SIGCONT)
        finally:
            process.kill()
    assert last > 0
    if COPIES >= 200:
        note("power", {"copies": COPIES, "rows": 3 * last, "lost": 0, "torn": 0})


async def test_a_write_that_the_disk_refuses_is_not_acknowledged(tmp_path):
    """SAFETY 58, 62: a limit of the file's size, as a disk that gives errors."""
    path, done = tmp_path / "news.db", set()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with Database(path) as db:
        for number in range(30):
            journal = path.with_name("news.db-wal").stat().st_size
            room = soft if number % 3 else journal + 2_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
            try:
                await db.write(put, number)
                done.add(number)
            except StorageError:
                assert number % 3 == 0
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert whole(Disk.of(path).lay(tmp_path / str(number) / "news.db")) == done
    assert len(done) == 20
    assert whole(path) == done


async def test_a_commit_is_on_the_disk_before_it_is_acknowledged(db):
    """Whatever whoever built SQLite chose: 2 is FULL."""
    level = "PRAGMA synchronous"
    assert await db.write(lambda db: db.execute(level).fetchone()) == (2,)


def note(name: str, values: dict[str, float], number: int = COPIES) -> None:
    """Write what `make faults` found; whoever comes so far has found nothing."""
    command = f"make faults (seed {SEED})"
    figures.write(figures.Figures(name, command, figures.commit(), number, values))
