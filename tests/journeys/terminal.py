"""A person's shell, for the journeys over the command line."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli import main

_PATIENCE_S = 120
SETTINGS = '[web]\nallow_private = ["127.0.0.1"]\n[workers]\nprocesses = 1\n'
Done = subprocess.CompletedProcess[bytes]


def pullquote(
    *arguments: str,
    folder: Path | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Done:
    """Run the program within this process, for most of a start is imports.

    Its files, workers and network are real. What no pipe is tests start in truth.
    """
    with chdir(folder or Path.cwd()):
        done = CliRunner().invoke(
            main,
            arguments,
            input=stdin,
            env=env,
            catch_exceptions=False,
            prog_name="pullquote",
        )
    return Done(arguments, done.exit_code, done.stdout_bytes, done.stderr_bytes)


class Terminal:
    """Runs the program in a folder of its own; loopback sites may be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config.toml").write_text(SETTINGS, encoding="utf8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the program as a process of its own, and leave it running."""
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
        )

    async def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Return what the program said, and its exit code."""
        done = await asyncio.to_thread(pullquote, *arguments, folder=self.folder)
        out, err = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(arguments, done.returncode, out, err)

    async def run_apart(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Return the same of a process of its own."""
        process = self.start(*arguments)
        out, err = await asyncio.to_thread(process.communicate, timeout=_PATIENCE_S)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    async def json(self, *arguments: str) -> list[dict[str, Any]]:
        """Return the lines that the program gives with --json."""
        done = await self.run(*arguments, "--json")
        return [json.loads(line) for line in done.stdout.splitlines()]
