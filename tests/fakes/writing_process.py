"""A process that writes on and on, and says which of its writes are done.

Write n is three rows, in one transaction, that fill some pages. `whole` reads back
which there are.
"""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database as Tables

from digests.storage.database import Database
from digests.storage.opening import open_file

ROWS = 3


def put(db: Tables, number: int) -> None:
    """Write the rows of a number."""
    for part in range(ROWS):
        words = f"{number} {part} " * 120
        db.conn.execute("INSERT INTO facts VALUES (?, ?)", [f"{number}.{part}", words])


def whole(path: Path) -> set[int]:
    """Open the file as the bot would; return the writes in it, each whole or absent."""
    open_file(path).close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        keys = [key.split(".")[0] for (key,) in db.execute("SELECT key FROM facts")]
    found = Counter(map(int, keys))
    assert set(found.values()) <= {ROWS}
    return set(found)


def start(path: Path) -> subprocess.Popen[bytes]:
    """Start one; it prints the number of each write that is done."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", __name__, path], stdout=subprocess.PIPE
    )


def hold(process: subprocess.Popen[bytes]) -> int:
    """Hold it still wherever it is; return the last write that it told of, or -1."""
    assert process.stdout
    process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, process.pid, os.WSTOPPED)
    os.set_blocking(process.stdout.fileno(), False)
    told = process.stdout.read() or b"-1"
    return int(told.split()[-1])


async def _write(path: Path) -> None:
    async with Database(path) as db:
        number = 0
        while True:
            await db.write(put, number)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    asyncio.run(_write(Path(sys.argv[1])))
