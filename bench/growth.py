"""Measure a year of news and five weeks: how the file grows, what searches take.

`python -m bench.growth [FEEDS [DAYS]]` simulates 400 days of 200 feeds: each day two
articles of 600 made-up words from each, in one write, then what is over a year old is
forgotten, as the running bot does it. It prints one line of JSON: megabytes in use at
the end of the year and at the end of all; how long a search takes on the first day,
then and then (CPU milliseconds, the worst twentieth); how many articles are older than
they may be; CPU milliseconds to write and to forget one; and seconds of a backup for
100 MB, beside a plain copy's.
"""

import asyncio
import json
import random
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as Tables

from bench.heart import Evaluation, Measured
from digests.answers.search import search_query
from digests.caretaking import KEPT, Caretaker
from digests.desk import Order
from digests.feeds.decide import Decisions
from digests.feeds.keys import arrival_of
from digests.followed import EntryOutcome
from digests.guilds import Reach
from digests.storage import (
    copies,
    entries,
    passages,
    readings,
    sights,
    subscriptions,
)
from digests.storage.convert import to_text
from digests.storage.database import Database
from digests.types import Article, Entry, Reading, Report, Summary, Verdict
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

_FEEDS, _DAYS, _A_DAY = 200, 400, 2
_WORDS, _PASSAGES, _LENGTH = 50_000, 6, 100
_SEARCHES = 100
_START = datetime(2026, 1, 1, tzinfo=UTC)
# When a backup is measured: some 10,000 articles are there then.
_BACKUP = 25
_DAY = timedelta(days=1)


def main() -> None:
    """Print the figures."""
    given = [int(each) for each in sys.argv[1:]]
    print(json.dumps(figures(*given)))


def figures(feeds: int = _FEEDS, days: int = _DAYS) -> dict[str, float]:
    """Return megabytes and milliseconds, by what they are of."""
    return asyncio.run(_simulated(feeds, days))


def measured(_: Evaluation | None) -> Measured:
    """Simulate the whole of it."""
    return Measured(_FEEDS * _DAYS * _A_DAY, figures())


async def _simulated(feeds: int, days: int) -> dict[str, float]:
    chance, clock = random.Random(7), ManualClock(_START)
    news, spent = _news(chance), {"write": 0.0, "forget": 0.0}
    values: dict[str, float] = {}
    with TemporaryDirectory(prefix="pullquote-growth-") as folder:
        async with Database(Path(folder) / "news.db") as db:
            caretaker = Caretaker(db, clock, InlineWorkers())
            await db.write(_follow, feeds)
            forgotten = 0
            for day in range(1, days + 1):
                for _ in range(_A_DAY):
                    spent["write"] += await db.write(_bring, feeds, news, clock.now())
                before = time.process_time()
                while some := await caretaker.tidy():
                    forgotten += some
                spent["forget"] += time.process_time() - before
                if day == _BACKUP:
                    values |= await asyncio.to_thread(_backup_s, Path(folder))
                if day in {1, KEPT.days, days}:
                    told = {1: "day_1", KEPT.days: "year"}.get(day, "end")
                    values |= await db.read(_state, told, chance)
                clock.advance(_DAY)
            values["overdue"] = await db.read(_overdue, clock.now() - _DAY - KEPT)
    brought = feeds * days * _A_DAY
    values["write_ms"] = 1000 * spent["write"] / brought
    values["forget_ms"] = 1000 * spent["forget"] / max(forgotten, 1)
    values["mb_per_1000"] = values["end_mb"] / (brought - forgotten) * 1000
    return values


def _follow(db: Tables, feeds: int) -> None:
    for number in range(feeds):
        order = Order(f"https://growth-{number}.example/feed")
        subscriptions.follow(db, order, _START, None)


def _bring(db: Tables, feeds: int, news: Iterator[Article], now: datetime) -> float:
    """Have each feed bring an article; return the seconds that writing them took."""
    brought = [next(news) for _ in range(feeds)]
    before = time.thread_time()
    by_link = {each.url: each for each in brought}
    decided = [
        entries.Decided(number, _new(article), now)
        for number, article in enumerate(brought, 1)
    ]
    entries.take(db, decided)
    waiting = entries.load(db, entries.waiting(db, now))
    outcomes = [
        EntryOutcome(each, "read", _reading(by_link[each.entry.link]))
        for each in waiting
    ]
    readings.settle(db, outcomes, now)
    return time.thread_time() - before


def _new(article: Article) -> Decisions:
    entry = Entry(article.url, article.url, article.title)
    return Decisions(new=(arrival_of(entry),))


def _reading(article: Article) -> Reading:
    spans, start = [], 0
    for part in article.text.split("\n\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 2
    return Reading(Report(article, (), Summary(())), tuple(spans))


def _state(db: Tables, told: str, chance: random.Random) -> dict[str, float]:
    """Return the megabytes of the pages in use, and what searches take."""
    sql = (
        "SELECT (page_count - freelist_count) * page_size"
        " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
    )
    (size,) = db.conn.execute(sql).fetchone()
    return {f"{told}_mb": size / 1e6, f"{told}_search_p95_ms": _search_ms(db, chance)}


def _search_ms(db: Tables, chance: random.Random) -> float:
    sight = sights.sight(db, Reach())
    times = []
    for _ in range(_SEARCHES):
        words = " ".join(_word(chance.randint(100, 20_000)) for _ in range(3))
        before = time.thread_time()
        passages.search(db, search_query(words), sight, 24)
        times.append(1000 * (time.thread_time() - before))
    return sorted(times)[int(len(times) * 0.95)]


def _overdue(db: Tables, before: datetime) -> int:
    sql = "SELECT count(*) FROM articles WHERE first_seen_at < ?"
    (count,) = db.conn.execute(sql, [to_text(before)]).fetchone()
    return int(count)


def _backup_s(folder: Path) -> dict[str, float]:
    """Return the seconds for 100 MB: a backup with all its checks, a plain copy."""
    source = folder / "news.db"
    spent = {}
    for name, copy in (("backup", copies.copy_to), ("plain_copy", shutil.copy)):
        target = folder / f"{name}.db"
        before = time.perf_counter()
        copy(source, target)
        seconds = time.perf_counter() - before
        spent[f"{name}_s_per_100_mb"] = seconds / (source.stat().st_size / 1e8)
        target.unlink()
    return spent


def _news(chance: random.Random) -> Iterator[Article]:
    """Yield articles of words whose frequencies fall as words' do."""
    words = [_word(rank) for rank in range(_WORDS)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))
    number = 0
    while True:
        number += 1
        parts = [
            " ".join(chance.choices(words, cum_weights=weights, k=_LENGTH))
            for _ in range(_PASSAGES)
        ]
        url = f"https://growth.example/{number}"
        yield Article(url, parts[0][:60], "\n\n".join(parts), Verdict.FULL)


def _word(rank: int) -> str:
    """Return the word of this rank; frequent ones are short, as words are."""
    syllables = ("ka", "to", "mi", "re", "lu", "ba", "se", "no", "vi", "da")
    return "".join(syllables[int(each)] for each in str(rank)[:4]) + (
        "" if rank < 100 else "d"
    )


if __name__ == "__main__":
    main()
