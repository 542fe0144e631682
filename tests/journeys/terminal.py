"""A person's shell, for the journeys over the command line."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SETTINGS = '[web]\nallow_private = ["127.0.0.1"]\n[workers]\nprocesses = 1\n'
_PATIENCE_S = 120


class Terminal:
    """Runs the real program in a folder of its own; loopback sites may be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config.toml").write_text(SETTINGS, encoding="utf8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the program and leave it running."""
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
        )

    async def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Return what the program said, and its exit code."""
        process = self.start(*arguments)
        out, err = await asyncio.to_thread(process.communicate, timeout=_PATIENCE_S)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    async def json(self, *arguments: str) -> list[dict[str, Any]]:
        """Return the lines that the program gives with --json."""
        done = await self.run(*arguments, "--json")
        return [json.loads(line) for line in done.stdout.splitlines()]
