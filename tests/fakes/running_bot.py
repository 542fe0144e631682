"""The bot as a process of its own, for journeys that watch it from outside."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fakes.discord.server import TOKEN

_PATIENCE_S = 20.0


class RunningBot:
    """A bot that runs, and what it printed by the end."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.printed = ""

    async def end(self) -> int:
        """Ask it to stop, as an operating system does, and return the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(_PATIENCE_S):
            out, _ = await self.process.communicate()
        self.printed = out.decode()
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def a_running_bot(
    config: Path, *, token: str = TOKEN, **environment: str
) -> AsyncIterator[RunningBot]:
    """Run the bot meanwhile; whoever does not end it has it killed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--config", str(config), "run"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "DISCORD_TOKEN": token, **environment},
    )
    try:
        yield RunningBot(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
