"""The doing of `bench.polling.ours`, which its workers need not import."""

import asyncio
import json
import sys
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.polling.addresses import addresses
from digests.settings import Settings, Storage, Web
from digests.storage import feeds
from digests.storage.database import Database
from digests.wire import Wire, open_parts

_TICK_S = 0.005
_IDLE_S = 2.0


def main() -> None:
    """Add the feeds, or poll them all."""
    path, port, count, *rest = sys.argv[1:]
    trusted = Web(allow_private=("127.0.0.0/8",), ca_file=_certificate(rest))
    settings = Settings(storage=Storage(path=Path(path)), web=trusted)
    if "add" in rest:
        asyncio.run(
            _add(settings.storage.path, list(addresses(int(count), port, rest)))
        )
    else:
        asyncio.run(_poll(settings, watched="stall" in rest))


async def _add(path: Path, urls: list[str]) -> None:
    async with Database(path) as db:
        await db.write(_add_all, urls)


def _add_all(db: Any, urls: list[str]) -> None:
    for url in urls:
        feeds.add(db, url, datetime.now(UTC))  # noqa: TID251 - a measurement's own


async def _poll(settings: Settings, *, watched: bool) -> None:
    late: dict[str, list[float]] = {}
    started = datetime.now(UTC)  # noqa: TID251 - a measurement's own
    # As a bot has it; a race is not about looking through the database first.
    async with open_parts(settings, sole=watched) as parts:
        polling = Wire(parts).poller.poll(everything=True)
        if watched:
            late["idle"] = await _lateness(asyncio.sleep(_IDLE_S))
            late["polling"] = await _lateness(polling)
        else:
            await polling
    peak = _peak_mb()
    async with Database(settings.storage.path) as db:
        held = await db.read(lambda each: each["entries"].count)
        delay = await db.read(_delay, started)
    told = {"entries": held, "peak_mb": peak, "late_ms": late, "p95_s": delay}
    print(json.dumps(told))


def _peak_mb() -> float:
    # The kernel's own mark; getrusage's is handed down by who started the process.
    status = Path("/proc/self/status").read_text("ascii")
    line = next(each for each in status.splitlines() if each.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _delay(db: Any, started: datetime) -> float:
    """Return how long 95 % of the sound feeds waited at most, in seconds."""
    rows = db.execute("SELECT polled_at FROM feeds WHERE url LIKE '%/feed/%'")
    waits = sorted(datetime.fromisoformat(at) - started for (at,) in rows if at)
    return waits[int(len(waits) * 0.95)].total_seconds() if waits else 0.0


async def _lateness(work: Coroutine[Any, Any, Any]) -> list[float]:
    """Return [median, p99, worst] milliseconds that a sleeper overslept."""
    late: list[float] = []
    task = asyncio.create_task(work)
    while not task.done():
        before = time.perf_counter()
        await asyncio.sleep(_TICK_S)
        late.append((time.perf_counter() - before - _TICK_S) * 1000)
    task.result()
    late.sort()
    return [late[len(late) // 2], late[int(len(late) * 0.99)], late[-1]]


def _certificate(options: list[str]) -> str:
    return next((each for each in options if each.endswith(".pem")), "")
