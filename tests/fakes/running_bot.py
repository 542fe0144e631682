"""The bot as a process of its own, for journeys that watch it from outside."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fakes.discord.server import TOKEN

LOG = "bot.log"
PROGRAM = ("-m", "bot")
# The same, but that it looks more often and calls silence a stall after seconds.
IMPATIENT = ("-m", "tests.fakes.impatient_bot")
_PATIENCE_S = 20.0


class RunningBot:
    """A bot that runs, and what it has printed."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def printed(self) -> str:
        return self._log.read_text("utf8")

    async def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, as an operating system does, and return the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(by)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until it has stopped, and return the exit code."""
        async with asyncio.timeout(_PATIENCE_S):
            return await self.process.wait()


@asynccontextmanager
async def bot_process(
    config: Path,
    *,
    token: str = TOKEN,
    log: str = LOG,
    program: Sequence[str] = PROGRAM,
    **environment: str,
) -> AsyncIterator[RunningBot]:
    """Run the bot meanwhile; it prints into a file beside its settings.

    Whoever does not end it has it killed.
    """
    path = config.parent / log
    with path.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *program, "--config", str(config), "run"),
            stdout=written,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "DISCORD_TOKEN": token, **environment},
        )
    try:
        yield RunningBot(process, path)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
