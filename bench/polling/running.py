"""Run whole processes, and count what they and all their descendants took."""

import compileall
import ctypes
import os
import resource
import subprocess
import sys
import time
from typing import NamedTuple

_PR_SET_CHILD_SUBREAPER = 36


# What pip installs it compiles, the other reader too.
_OURS = ("bot", "digests", "bench")


class Run(NamedTuple):
    """What a process printed last, and what it took, descendants included."""

    printed: str
    wall_s: float
    cpu_s: float


def adopt_orphans() -> None:
    """Have descendants that outlive their parent counted here as well (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def compile_ours() -> None:
    """Have our own code compiled, wherever Python itself is told not to keep that."""
    for each in _OURS:
        compileall.compile_dir(each, quiet=1)


def run(module: str, *arguments: str, environment: dict[str, str]) -> Run:
    """Run `python -m module` to its end, and every process that it leaves.

    Raises:
        RuntimeError: It failed; the message is what it said.

    """
    before = _spent()
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    wall = time.perf_counter() - started
    _wait_for_orphans()
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    lines = done.stdout.splitlines()
    return Run(lines[-1] if lines else "", wall, _spent() - before)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_for_orphans() -> None:
    # The server is a child too, and goes on: only what has ended is collected,
    # for as long as more may come.
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.05)
