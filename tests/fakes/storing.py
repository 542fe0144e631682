"""Keep a database of today's schema for tomorrow's tests. Before a step is added,

    PYTHONPATH=. python -m tests.fakes.storing

writes tests/data/schemas/NNN-name.sql: the rows of the newest file there, brought to
where this program is. Rows for tables that came since are added to it by hand.
"""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from digests.storage.opening import open_file
from tests.fakes.databases import STEPS, STORED, a_stored_database

# What SQLite and full-text indexes make by themselves.
_OURS = (
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    " AND name NOT LIKE 'sqlite_%' AND name NOT IN"
    " (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid"
)
_TABLES = (
    "SELECT name FROM pragma_table_list WHERE type = 'table'"
    " AND name NOT LIKE 'sqlite_%'"
)


def dump(db: sqlite3.Connection) -> str:
    """Return what makes the database anew; triggers fill its full-text indexes."""
    (mark,) = db.execute("PRAGMA application_id").fetchone()
    lines = [f"PRAGMA application_id = {mark};", "BEGIN;"]
    lines += [" ".join(sql.split()) + ";" for _, sql in db.execute(_OURS)]
    for (table,) in db.execute(_TABLES).fetchall():
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        quoted = " || ', ' || ".join(f'quote("{each}")' for each in columns)
        rows = [row for (row,) in db.execute(f"SELECT {quoted} FROM {table}")]  # noqa: S608
        values = ",\n  ".join(f"({row})" for row in rows)
        lines += [f"INSERT INTO {table} VALUES\n  {values};"] if rows else []
    return "\n".join([*lines, "COMMIT;", ""])


def main() -> None:
    """Write it."""
    target = STORED[-1].with_name(f"{STEPS[-1]}.sql")
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, capture_output=True, text=True, check=True).stdout  # noqa: S603
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        a_stored_database(path, STORED[-1])
        open_file(path).close()
        with closing(sqlite3.connect(path)) as db:
            words = f"-- Made by the program as of commit {commit.strip()}.\n{dump(db)}"
    target.write_text(words, "utf8")
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
