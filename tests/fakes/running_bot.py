"""The bot as a process of its own, for journeys that watch it from outside.

Most of a start is imports, so that it is forked from a server that has them done
and runs `pullquote run` from there. Where a `program` is named, a Python of its own
runs that.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from multiprocessing import forkserver, util
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.cli import main
from tests.fakes.discord.server import TOKEN

LOG = "bot.log"
PROGRAM = ("-m", "bot")
# The same, but that it looks more often and calls silence a stall after seconds.
IMPATIENT = ("-m", "tests.fakes.impatient_bot")
_PATIENCE_S = 60.0


class RunningBot:
    """A bot that runs, and what it has printed."""

    def __init__(self, process: BaseProcess, log: Path) -> None:
        self._process = process
        self._log = log
        # It has one once it was started.
        self.pid = process.pid or 0

    @property
    def printed(self) -> str:
        return self._log.read_text("utf8")

    async def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, as an operating system does, and return the exit code."""
        if self._process.exitcode is None:
            os.kill(self.pid, by)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until it has stopped, and return the exit code."""
        await asyncio.to_thread(self._process.join, _PATIENCE_S)
        code = self._process.exitcode
        if code is None:
            raise TimeoutError(f"it still runs after {_PATIENCE_S} seconds")
        return code


@asynccontextmanager
async def bot_process(
    config: Path,
    *,
    token: str = TOKEN,
    log: str = LOG,
    program: Sequence[str] = (),
    **environment: str,
) -> AsyncIterator[RunningBot]:
    """Run the bot meanwhile; it prints into a file beside its settings.

    Whoever does not end it has it killed.
    """
    path = config.parent / log
    # What it prints is read before it has begun, too.
    path.write_bytes(b"")
    given = {**os.environ, "DISCORD_TOKEN": token, **environment}
    process = multiprocessing.get_context("forkserver").Process(
        target=_be_the_bot, args=(config, path, given, program)
    )
    await asyncio.to_thread(process.start)
    try:
        yield RunningBot(process, path)
    finally:
        process.kill()
        await asyncio.to_thread(process.join)


def _be_the_bot(
    config: Path, log: Path, environment: Mapping[str, str], program: Sequence[str]
) -> None:
    with log.open("wb") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    arguments = ("--config", str(config), "run")
    if program:
        command = (sys.executable, *program, *arguments)
        os.execv(sys.executable, command)  # noqa: S606 - our own program
    _bring_a_server()
    main(arguments, prog_name="pullquote")


def _bring_a_server() -> None:
    """Have the bot's workers forked from one that has all imported, too.

    It is the server that the bot would start for itself, only forked and not begun
    anew; its children, with their limits, are what they always are.
    """
    begun_anew = util.spawnv_passfds
    util.spawnv_passfds = _fork
    forkserver.set_forkserver_preload([])
    forkserver.ensure_running()
    util.spawnv_passfds = begun_anew


def _fork(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:
    """Do in a fork what a new Python would do with this command: `-c` and a text."""
    child = os.fork()
    if child:
        return child
    try:
        open_ones = sorted({0, 1, 2, *passfds, os.sysconf("SC_OPEN_MAX")})
        for one, next_one in pairwise(open_ones):
            # An empty range would be taken for an endless one.
            if one + 1 < next_one:
                os.closerange(one + 1, next_one)
        exec(args[-1], {})  # noqa: S102 - the standard library's own
    finally:
        os._exit(0)
