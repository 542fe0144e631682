"""Time the writing of polled feeds against bare sqlite3, in one run.

`python -m bench.ingest` prints one line of JSON. Ours decides what is new and
writes as a poll does; the floor writes the same rows into the same tables, with
the same indexes, from tuples made beforehand. Batch by batch, in turns, CPU time;
deciding is timed apart too.
"""

import asyncio
import gc
import json
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlite_utils import Database as Tables

from bench.polling.feeds import feed
from digests.feeds.decide import decide
from digests.feeds.outcomes import Fetched
from digests.feeds.read import read_feed
from digests.incoming import FeedReading
from digests.storage import feeds, polls
from digests.storage.database import Database

_FEEDS = 512
_BATCH = 64
_NOW = datetime(2026, 3, 1, tzinfo=UTC)


def main() -> None:
    """Print the figures."""
    print(json.dumps(figures()))


def figures() -> dict[str, float]:
    """Return the CPU microseconds an entry for both, and the floor's share."""
    with TemporaryDirectory(prefix="pullquote-ingest-") as folder:
        return asyncio.run(_figures(Path(folder)))


async def _figures(folder: Path) -> dict[str, float]:
    async with Database(folder / "rows.db") as first:
        outcomes = await first.write(_outcomes)
        await first.write(polls.settle, outcomes)
        rows = await first.read(_rows)
    # What was made for the measurement is not collected during it.
    gc.freeze()
    async with (
        Database(folder / "ours.db") as ours,
        Database(folder / "floor.db") as floor,
    ):
        await ours.write(_add_feeds)
        await floor.write(_add_feeds)
        spent: dict[str, float] = defaultdict(float)
        for start in range(0, _FEEDS, _BATCH):
            some = outcomes[start : start + _BATCH]
            spent["ours"] += await ours.write(_settled, some)
            spent["floor"] += await floor.write(_written, rows, some)
            spent["deciding"] += sum(map(_deciding, some))
    entries = sum(len(each.entries) for each in rows.values())
    writing = spent["ours"] - spent["deciding"]
    return {
        "n": entries,
        **{f"{who}_us": each * 1e6 / entries for who, each in spent.items()},
        "share": spent["floor"] / spent["ours"],
        "share_of_writing": spent["floor"] / writing,
    }


class Rows(NamedTuple):
    """All rows that a feed's first poll leaves."""

    slices: tuple[object, ...]
    entries: list[tuple[object, ...]]


def _add_feeds(db: Tables) -> None:
    for number in range(_FEEDS):
        feeds.add(db, f"https://town{number}.example/feed", _NOW)


def _outcomes(db: Tables) -> list[Fetched]:
    """Add the feeds, and return what a first poll of them brings."""
    _add_feeds(db)
    due = feeds.load(db, feeds.active(db))
    return [
        Fetched(each, _NOW, f'"{n}"', "", bytes(16), reading=_reading(n))
        for n, each in enumerate(due)
    ]


def _reading(number: int) -> FeedReading:
    return read_feed(feed(number), f"https://town{number}.example/feed")


def _settled(db: Tables, some: list[Fetched]) -> float:
    # The writer's own thread; the commit that follows is the same for both.
    before = time.thread_time()
    polls.settle(db, some)
    return time.thread_time() - before


def _deciding(each: Fetched) -> float:
    assert each.reading is not None
    before = time.thread_time()
    decide(each.reading.arrivals, (), first=True, now=_NOW)
    return time.thread_time() - before


def _rows(db: Tables) -> dict[int, Rows]:
    slices = db.execute("SELECT * FROM feed_slices").fetchall()
    found = {row[0]: Rows(row, []) for row in slices}
    for row in db.execute("SELECT * FROM entries").fetchall():
        found[row[1]].entries.append(row)
    return found


def _written(db: Tables, rows: dict[int, Rows], some: list[Fetched]) -> float:
    marks = ", ".join("?" * len(rows[1].entries[0]))
    before = time.thread_time()
    for each in some:
        key = each.feed.id
        db.conn.execute(_UPDATE, ("title", "2026", "2026", "2026", '"1"', key))
        db.conn.execute("INSERT INTO feed_slices VALUES (?, ?)", rows[key].slices)
        db.conn.executemany(
            f"INSERT INTO entries VALUES ({marks})",  # noqa: S608 - our own tables
            rows[key].entries,
        )
    return time.thread_time() - before


_UPDATE = (
    "UPDATE feeds SET title = ?, next_poll_at = ?, polled_at = ?, read_at = ?, etag = ?"
    " WHERE id = ?"
)


if __name__ == "__main__":
    main()
