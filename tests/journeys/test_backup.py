"""SAFETY 63: the restore drill, as an operator does it."""

import sqlite3
from contextlib import closing

import pytest

from digests.adapters.locks import sole_user
from tests.fakes.databases import a_database, titles
from tests.journeys.terminal import Terminal


@pytest.fixture
def terminal(tmp_path):
    a_database(tmp_path / "pullquote.db")
    return Terminal(tmp_path)


async def test_a_backup_is_made_beside_a_running_bot_and_put_back(terminal):
    database = terminal.folder / "pullquote.db"
    with sole_user(database):
        made = await terminal.run("backup", "mine.db")
        assert (made.returncode, made.stderr) == (0, "")
        assert made.stdout.startswith("mine.db: ")
        assert "rows, read through and found whole." in made.stdout
        refused = await terminal.run("restore", "mine.db")
        assert refused.returncode == 3
        assert "Stop that one first" in refused.stderr
    again = await terminal.run("backup", "mine.db")
    assert again.returncode == 1
    assert "say --force" in again.stderr
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("DELETE FROM articles")
    restored = await terminal.run("restore", "mine.db")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "What was there is kept as" in restored.stdout
    assert titles(database) == ["Bridge 0", "Bridge 1", "Bridge 2"]


async def test_a_lost_database_is_told_with_what_to_do(terminal):
    (terminal.folder / "pullquote.db").write_bytes(b"")
    told = await terminal.run("feeds", "list")
    assert told.returncode == 1
    assert "restore a backup, or delete it" in told.stderr
    assert "Traceback" not in told.stderr
