"""SAFETY 64: databases that earlier programs made are brought up to date, and kept.

tests/data/schemas holds them as SQL, each made by the program as of the commit that
it names, with rows in every table that there was. A step without a file of its own
was never the newest one. "early" and 008-011 are from before 008 had all its columns.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from digests.errors import StorageError
from digests.storage.opening import open_file
from tests.fakes.databases import (
    STEPS,
    STORED,
    a_stored_database,
    killed_at_step,
    opened_with_room,
)
from tests.fakes.storing import dump
from tests.journeys.terminal import Terminal

# Never the newest step of a program.
_PASSED_OVER = {"001-articles", "004-feeds", "005-subscriptions", "007-guilds"}
# Its second step is no step of today's: it was parted in two before any release.
_FORGOTTEN = "005-entries"
KNOWN = [each for each in STORED if each.stem not in {_FORGOTTEN, STEPS[-1]}]
# What steps change on purpose: a passage's id tells its article since 009.
_RENUMBERED = {("passages", "id")}

# Rows by their table and its columns.
Rows = dict[tuple[str, ...], list[tuple[object, ...]]]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "pullquote.db"


def columns(db: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """Every table with its columns, but those that an index of words keeps."""
    for (table,) in db.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    ).fetchall():
        found = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        yield table, *(each for each in found if (table, each) not in _RENUMBERED)


def shape(path: Path) -> set[tuple[str, str]]:
    """The columns, indexes and triggers."""
    with closing(sqlite3.connect(path)) as db:
        named = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        parted = {(table, each) for table, *rest in columns(db) for each in rest}
        return parted | set(db.execute(named))


def rows(path: Path, of: Iterable[tuple[str, ...]] = ()) -> Rows:
    """Every row, or what it says in those columns; the file is whole."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            (table, *rest): sorted(db.execute(_select(table, rest)), key=repr)
            for table, *rest in of or columns(db)
        }


def _select(table: str, wanted: list[str]) -> str:
    quoted = ", ".join(f'"{each}"' for each in wanted)
    return f"SELECT {quoted} FROM {table}"  # noqa: S608


def opened(path: Path) -> None:
    open_file(path).close()


@pytest.fixture(scope="module")
def todays_shape(tmp_path_factory):
    path = tmp_path_factory.mktemp("today") / "new.db"
    opened(path)
    return shape(path)


def test_every_earlier_schema_is_stored():
    """Whoever adds a step has kept the one before, by `tests.fakes.storing`."""
    kept = {each.stem.removesuffix("-early") for each in KNOWN}
    assert kept == set(STEPS[:-1]) - _PASSED_OVER


def test_a_stored_database_is_what_was_dumped(path):
    a_stored_database(path, STORED[-1])
    with closing(sqlite3.connect(path)) as db:
        assert STORED[-1].read_text("utf8").partition("\n")[2] == dump(db)


@pytest.mark.parametrize("stored", KNOWN, ids=lambda each: each.stem)
def test_what_an_earlier_program_stored_is_kept_row_by_row(path, stored, todays_shape):
    """SAFETY 64."""
    a_stored_database(path, stored)
    before, tables = rows(path), shape(path)
    opened(path)
    after = rows(path)
    assert rows(path, before) == before
    assert shape(path) >= todays_shape
    (copy,) = path.parent.glob("pullquote-before-*.db")
    assert (rows(copy), shape(copy)) == (before, tables)
    # Once more does nothing.
    opened(path)
    assert rows(path) == after
    assert list(path.parent.glob("pullquote-before-*.db")) == [copy]


async def test_one_killed_at_any_step_has_done_nothing(path):
    """SAFETY 64."""
    a_stored_database(path, KNOWN[0])
    before, tables = rows(path), shape(path)
    kills = 0
    while await killed_at_step(path, kills + 1):
        kills += 1
        assert (rows(path), shape(path)) == (before, tables)
    assert kills >= len(STEPS) - 2
    assert rows(path, before) == before


async def test_one_without_room_has_done_nothing(path):
    """SAFETY 58, 64."""
    a_stored_database(path, KNOWN[0])
    before, tables = rows(path), shape(path)
    for size in (8_192, path.stat().st_size + 8_192):
        assert not await opened_with_room(path, size)
        assert (rows(path), shape(path)) == (before, tables)
    opened(path)
    assert rows(path, before) == before


@pytest.mark.parametrize("stored", [KNOWN[1], KNOWN[-1]], ids=lambda each: each.stem)
async def test_what_was_read_then_answers_questions_today(tmp_path, stored):
    """SAFETY 64: in words, and in a script that parts none."""
    terminal = Terminal(tmp_path)
    a_stored_database(tmp_path / "pullquote.db", stored)
    said = await terminal.run("ask", "What did Mara Lind say about the tolls?")
    assert "We will not raise the tolls before the spring" in said.stdout
    told = await terminal.run("ask", "修理需要几周？")
    assert "修理需要九周" in told.stdout


def test_a_step_that_this_program_does_not_know_is_refused_untouched(path):
    """SAFETY 64."""
    (stored,) = (each for each in STORED if each.stem == _FORGOTTEN)
    a_stored_database(path, stored)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="update this one, or restore an older copy"):
        opened(path)
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["pullquote.db"]


def test_an_older_program_refuses_what_a_newer_one_made(path, tmp_path):
    """SAFETY 64: the newer one is today's with a step more."""
    a_stored_database(path, KNOWN[-1])
    opened(path)
    shutil.copy(path, newer := tmp_path / "newer.db")
    with closing(sqlite3.connect(newer)) as db, db:
        db.execute("CREATE TABLE moons (name TEXT) STRICT")
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('pullquote', '999-moons', '')"
        )
    before = newer.read_bytes()
    with pytest.raises(StorageError, match="newer Pullquote"):
        opened(newer)
    assert newer.read_bytes() == before
