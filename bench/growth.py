"""Measure how the file grows with what is read, and what forgetting gives back.

`python -m bench.growth [ARTICLES]` stores made-up articles of 600 words, as many a
day as 200 feeds bring, and prints one line of JSON: megabytes for a thousand of
them, half way and at the end; how long a search takes then (CPU milliseconds, the
worst twentieth); seconds of a backup for 100 MB, beside a plain copy's; and how much of
the file is in use, as a share of before, once half is forgotten, and once as much has
come anew.
"""

import json
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as Tables

from bench.heart import Evaluation, Measured
from digests.answers.search import search_query
from digests.guilds import Reach
from digests.storage import articles, copies, passages, retention, sights
from digests.storage.opening import open_file
from digests.types import Article, Reading, Report, Summary, Verdict

_WORDS, _PASSAGES, _LENGTH = 50_000, 6, 100
_ARTICLES, _A_DAY = 10_000, 200
_BATCH = 200
_SEARCHES = 100
_START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _ARTICLES
    print(json.dumps(figures(count)))


def figures(count: int) -> dict[str, float]:
    """Return megabytes and milliseconds, by what they are of."""
    chance = random.Random(7)
    readings = _readings(chance)
    with (
        TemporaryDirectory(prefix="pullquote-growth-") as folder,
        closing(open_file(Path(folder) / "news.db")) as db,
    ):
        half = count // 2
        _fill(db, readings, 0, half)
        values: dict[str, float] = {
            "articles": count,
            "half_mb_per_1000": _used(db) / half * 1000,
            "half_search_p95_ms": _search_ms(db, chance),
        }
        spent = time.thread_time()
        _fill(db, readings, half, count)
        values["write_ms"] = 1000 * (time.thread_time() - spent) / half
        full = _used(db)
        values["mb_per_1000"] = full / count * 1000
        values["search_p95_ms"] = _search_ms(db, chance)
        values |= _backup_s(Path(folder))
        spent = time.thread_time()
        forgotten = _forget(db, _day_of(half))
        values["forget_ms"] = 1000 * (time.thread_time() - spent) / forgotten
        values["used_after_forgetting_half"] = _used(db) / full
        _fill(db, readings, count, count + half)
        values["used_after_as_many_new"] = _used(db) / full
    return values


def measured(_: Evaluation | None) -> Measured:
    """Fill, search, back up and forget."""
    values = figures(_ARTICLES)
    return Measured(int(values.pop("articles")), values)


def _backup_s(folder: Path) -> dict[str, float]:
    """Return the seconds for 100 MB: a backup with all its checks, a plain copy."""
    source = folder / "news.db"
    spent = {}
    for name, copy in (("backup", copies.copy_to), ("plain_copy", shutil.copy)):
        before = time.perf_counter()
        copy(source, folder / f"{name}.db")
        seconds = time.perf_counter() - before
        spent[f"{name}_s_per_100_mb"] = seconds / (source.stat().st_size / 1e8)
    return spent


def _fill(db: Tables, readings: Iterator[Reading], first: int, end: int) -> None:
    for start in range(first, end, _BATCH):
        db.conn.execute("BEGIN IMMEDIATE")
        for number in range(start, min(start + _BATCH, end)):
            articles.add(db, next(readings), _day_of(number))
        db.conn.execute("COMMIT")


def _forget(db: Tables, before: datetime) -> int:
    forgotten = 0
    while True:
        db.conn.execute("BEGIN IMMEDIATE")
        some = retention.forget_articles(db, before, _BATCH)
        db.conn.execute("COMMIT")
        forgotten += some
        if not some:
            return forgotten


def _day_of(number: int) -> datetime:
    return _START + timedelta(days=number // _A_DAY)


def _used(db: Tables) -> float:
    """Return the megabytes of the pages in use."""
    sql = (
        "SELECT (page_count - freelist_count) * page_size"
        " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
    )
    (size,) = db.conn.execute(sql).fetchone()
    return float(size) / 1e6


def _search_ms(db: Tables, chance: random.Random) -> float:
    sight = sights.sight(db, Reach())
    times = []
    for _ in range(_SEARCHES):
        words = " ".join(_word(chance.randint(100, 20_000)) for _ in range(3))
        before = time.thread_time()
        passages.search(db, search_query(words), sight, 24)
        times.append(1000 * (time.thread_time() - before))
    return sorted(times)[int(len(times) * 0.95)]


def _readings(chance: random.Random) -> Iterator[Reading]:
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
        spans, start = [], 0
        for part in parts:
            spans.append((start, start + len(part)))
            start += len(part) + 2
        url = f"https://growth.example/{number}"
        article = Article(url, parts[0][:60], "\n\n".join(parts), Verdict.FULL)
        yield Reading(Report(article, (), Summary(())), tuple(spans))


def _word(rank: int) -> str:
    """Return the word of this rank; frequent ones are short, as words are."""
    syllables = ("ka", "to", "mi", "re", "lu", "ba", "se", "no", "vi", "da")
    return "".join(syllables[int(each)] for each in str(rank)[:4]) + (
        "" if rank < 100 else "d"
    )


if __name__ == "__main__":
    main()
