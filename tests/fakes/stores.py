"""Stores for tests: what the program makes of nothing, made once and then copied."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from digests.storage.database import Database
from digests.storage.opening import open_file


def a_store(folder: Path) -> Database:
    """Return a new store in this folder, to be opened as any other."""
    path = folder / "news.db"
    path.touch(mode=0o600)
    path.write_bytes(_made_of_nothing())
    return Database(path)


@cache
def _made_of_nothing() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        open_file(path).close()
        assert not path.with_name("new.db-wal").exists()
        return path.read_bytes()
