"""Worker processes begin and end without a word, whatever the moment."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Four processes that are hardly there when their pool ends, again and again.
HASTE = """
import asyncio, os
from digests.adapters.workers import ProcessWorkers

async def main():
    async with ProcessWorkers(4, preload=["digests.errors"]) as workers:
        await workers.run(os.getpid)

if __name__ == "__main__":
    for _ in range(6):
        asyncio.run(main())
"""
SLOW = """
import pathlib, time
pathlib.Path(__file__).with_name("begun").touch()
time.sleep(1)
"""
WAITING = """
import asyncio, os
from digests.adapters.workers import ProcessWorkers

async def main():
    async with ProcessWorkers(1, preload=["slow"]) as workers:
        await workers.run(os.getpid)

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
"""


def started(folder: Path, script: str) -> subprocess.Popen[bytes]:
    (folder / "script.py").write_text(script, encoding="utf8")
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, folder / "script.py"],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"},
        start_new_session=True,
    )


def test_pools_that_end_at_once_end_in_silence(tmp_path):
    _, told = started(tmp_path, HASTE).communicate(timeout=60)
    assert told == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups there")
def test_ctrl_c_is_the_programs_business_and_no_workers(tmp_path):
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf8")
    process = started(tmp_path, WAITING)
    while not (tmp_path / "begun").exists():
        assert process.poll() is None
        time.sleep(0.02)
    # A terminal sends it to every process of the group.
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert told == b""
