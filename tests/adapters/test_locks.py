"""One process at a time, and a lock that no crash leaves behind."""

import asyncio
import sys
from asyncio.subprocess import PIPE

import pytest

from digests.adapters.locks import sole_user
from digests.errors import InUse, StorageError

HOLD = """
import sys
from pathlib import Path
from digests.adapters.locks import sole_user
with sole_user(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_user_is_refused(tmp_path):
    """SAFETY 59."""
    path = tmp_path / "news.db"
    with (
        sole_user(path),
        pytest.raises(InUse) as caught,
        sole_user(path),
    ):
        pass
    assert caught.value.path == str(path)


def test_who_is_done_makes_room(tmp_path):
    for _ in range(2):
        with sole_user(tmp_path / "deep" / "news.db"):
            pass


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(StorageError, match="nothing can be written beside it"),
        sole_user(tmp_path / "file" / "news.db"),
    ):
        pass


async def test_a_process_that_is_killed_leaves_no_lock(tmp_path):
    """SAFETY 59."""
    path = tmp_path / "news.db"
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, path, stdin=PIPE, stdout=PIPE
    )
    assert other.stdout
    assert await other.stdout.readline() == b"held\n"
    with pytest.raises(InUse), sole_user(path):
        pass
    other.kill()
    await other.wait()
    with sole_user(path):
        pass
