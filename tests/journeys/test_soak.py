"""Hours of polling and posting, with faults: nothing piles up.

A few simulated hours; `make faults` runs PULLQUOTE_SOAK_HOURS=24 and writes
docs/figures/soak.json.
"""

import asyncio
import os
import resource
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bench import figures
from digests.adapters.clock import SystemClock
from tests.fakes.clock import ManualClock
from tests.fakes.databases import titles
from tests.fakes.news_site import a_news_site
from tests.journeys.newsdesk import a_newsdesk

HOURS = int(os.environ.get("PULLQUOTE_SOAK_HOURS", "3"))
FEEDS = 40 if HOURS >= 24 else 3
STEP = timedelta(minutes=5)


def every_ninth(number: int) -> bool:
    return number % 9 == 0


def held() -> tuple[int, int, int]:
    """The tasks, threads and open files of this process."""
    files = len(list(Path("/proc/self/fd").iterdir()))
    # The event loop's own threads are a few, and stay until it ends.
    named = [each.name for each in threading.enumerate()]
    threads = sum(not each.startswith("asyncio_") for each in named)
    return len(asyncio.all_tasks()), threads, files


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


async def an_interval(newsroom) -> int:
    """What the bot's loops do in five minutes; returns the posts that went out."""
    await newsroom.poller.poll()
    await newsroom.pages.read_waiting()
    await newsroom.feeds.news()
    await newsroom.publisher.publish_due()
    sent = 0
    while waiting := await newsroom.outbox.next_due(10):
        for each in waiting:
            await newsroom.outbox.begin(each)
            await newsroom.outbox.sent(each, str(each.id))
            sent += 1
    await newsroom.caretaker.tidy()
    await newsroom.caretaker.counts()
    return sent


async def test_a_long_run_leaves_nothing_behind(tmp_path):
    """SAFETY 66."""
    clock, sent = ManualClock(), 0
    started, before = SystemClock().now(), held()
    async with a_news_site(fails=every_ninth) as site:
        path = tmp_path / "news.db"
        async with a_newsdesk(path, site, clock, FEEDS, *range(24)) as newsroom:
            steps = HOURS * (timedelta(hours=1) // STEP)
            resident: list[float] = []
            settled: list[tuple[int, int, int]] = []
            for step in range(steps):
                sent += await an_interval(newsroom)
                clock.advance(STEP)
                if step >= steps // 3:
                    settled.append(held())
                    resident.append(resident_mb())
            shown = await newsroom._db.read(printed)
            count = await newsroom.caretaker.counts()
    await asyncio.sleep(0)
    # Connections are kept for a while, so only what stays is held against it.
    after = held()
    assert after[0] == before[0]
    assert after[1] <= before[1]
    assert after[2] <= before[2]
    third = len(settled) // 3
    for kind in range(3):
        early = max(each[kind] for each in settled[:third])
        late = min(each[kind] for each in settled[-third:])
        assert late <= early
    assert sent >= HOURS - 1
    assert set(shown.values()) == {1}
    assert len(set(titles(path))) == len(titles(path)) > FEEDS
    assert (count.deliveries, count.oldest_s) == ({"sent": sent}, 0)
    if HOURS >= 24:
        took = (SystemClock().now() - started).total_seconds()
        note(took, resident, len(titles(path)), sent)


def printed(db) -> Counter[int]:
    rows = db.execute("SELECT article_id FROM digest_articles")
    return Counter(key for (key,) in rows)


def note(took: float, resident: list[float], articles: int, sent: int) -> None:
    """Write what `make faults` found."""
    hours = HOURS * 2 / 3
    middle = len(resident) // 2
    first, second = resident[:middle], resident[middle:]
    slope = (sum(second) / len(second) - sum(first) / len(first)) / (hours / 2)
    values: dict[str, float] = {
        "hours": HOURS,
        "took_s": took,
        "articles": articles,
        "posts": sent,
        "rss_mb": resident[-1],
        "rss_slope_mb_per_h": slope,
        "tasks_left": 0,
        "threads_left": 0,
        "files_left": 0,
    }
    figures.write(
        figures.Figures("soak", "make faults", figures.commit(), articles, values)
    )
