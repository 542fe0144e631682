"""A process that polls is killed at any moment: nothing is lost, nothing doubled.

Five random kills, their seed printed, and one at every STRIDE-th step. `make faults`
runs PULLQUOTE_KILLS=200 of them and one at every step, and writes docs/figures/kill*.
"""

import asyncio
import os
import random
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from bench import figures
from digests.storage import feeds
from digests.storage.database import Database
from tests.builders import NOON
from tests.fakes.news_site import NewsSite, a_news_site
from tests.fakes.polling_process import Place, start, start_told

KILLS = int(os.environ.get("PULLQUOTE_KILLS", "5"))
SEED = int(os.environ.get("PULLQUOTE_SEED", str(random.randrange(10**6))))
STRIDE = 1 if KILLS >= 200 else 11
FEEDS = 6
# A round over all feeds and new pages takes about so long.
LONGEST_S = 1.5


async def test_who_is_killed_at_any_step_of_a_poll_loses_and_doubles_nothing(tmp_path):
    """SAFETY 51: each reply, each row that is written, each commit."""
    path = tmp_path / "news.db"
    async with a_news_site() as site:
        place = Place(path, urlsplit(site.address).netloc)
        step, steps, feed = 1, None, 0
        followed: list[str] = []
        while steps is None:
            # Of two feeds one is asked again, and one for the first time.
            followed = await turn_to(path, followed[-2:], site.feed_url(feed))
            polling = await start_told(place)
            assert await polling.ready()
            check(path, site)
            followed = await turn_to(path, followed[-1:], site.feed_url(feed + 1))
            steps = await polling.work(die_at=step)
            step, feed = step + STRIDE, feed + 2
        await polling.kill()
        check(path, site)
        # Two feeds and three pages come; each leaves a row at least.
        assert steps >= 2 * (2 + 3)
        if KILLS >= 200:
            note("kill-steps", steps, {"steps": steps, "entries": len(kept(path))})


async def turn_to(path: Path, old: list[str], new: str) -> list[str]:
    """Have these feeds asked, one of them new, and no others."""
    async with Database(path) as db:
        for url in await db.read(active):
            if url not in old:
                await db.write(feeds.pause, url)
        await db.write(feeds.add, new, NOON)
    return [*old, new]


def active(db) -> list[str]:
    return [url for (url,) in db.execute("SELECT url FROM feeds WHERE state='active'")]


def check(path: Path, site: NewsSite) -> None:
    """Nothing is torn, and each story is there once."""
    assert integrity(path) == "ok"
    assert stories(path, "SELECT title FROM entries") == Counter(site.titles())
    assert kept(path) == Counter(site.titles())


async def test_a_poll_that_is_killed_loses_and_doubles_nothing(tmp_path):
    """SAFETY 29, 62."""
    sys.stdout.write(f"PULLQUOTE_SEED={SEED}\n")
    chance = random.Random(SEED)
    path = tmp_path / "news.db"
    async with a_news_site() as site:
        async with Database(path) as db:
            for feed in range(FEEDS):
                await db.write(feeds.add, site.feed_url(feed), NOON)
        for _ in range(KILLS):
            process = await start(path, urlsplit(site.address).netloc)
            await asyncio.sleep(chance.uniform(0, LONGEST_S))
            process.kill()
            await asyncio.to_thread(process.join)
            assert integrity(path) == "ok"
            assert [title for title, times in kept(path).items() if times > 1] == []
        for _ in range(2):
            # What could not be had the first time is due at once the second.
            async with Database(path) as db:
                await db.write(hurry)
            last = await start(path, urlsplit(site.address).netloc, once=True)
            await asyncio.to_thread(last.join)
            assert last.exitcode == 0
        assert (
            stories(path, "SELECT title || note FROM entries WHERE state <> 'read'")
            == {}
        )
        entries = stories(path, "SELECT title FROM entries")
        assert entries == Counter(site.titles())
        assert kept(path) == Counter(site.titles())
    if KILLS >= 200:
        note("kill", KILLS, {"kills": KILLS, "entries": len(entries)})


def hurry(db) -> None:
    db.execute("UPDATE entries SET next_try_at = first_seen_at WHERE state = 'waiting'")


def integrity(path: Path) -> str:
    with sqlite3.connect(path) as db:
        (found,) = db.execute("PRAGMA integrity_check").fetchone()
    db.close()
    return str(found)


def stories(path: Path, sql: str) -> Counter[str]:
    with sqlite3.connect(path) as db:
        found = Counter(title for (title,) in db.execute(sql))
    db.close()
    return found


def kept(path: Path) -> Counter[str]:
    return stories(path, "SELECT title FROM articles")


def note(name: str, n: int, values: dict[str, float]) -> None:
    """Write what `make faults` found; whoever comes so far has found nothing."""
    command = f"make faults (seed {SEED})"
    nothing = {"lost": 0, "doubled": 0, "torn": 0}
    figures.write(figures.Figures(name, command, figures.commit(), n, values | nothing))
