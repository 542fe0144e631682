"""Time looking things up in a large archive, as a guild's readers do.

`python -m bench.searching [ARTICLES…]` makes an archive of made-up articles, five
passages each, from a thousand feeds, fifty of which one guild follows; then prints
one line of JSON for each number: CPU milliseconds, median and worst hundredth, of
what the store does for each kind of question. Every question is asked once.

A million take some ten minutes and ten gigabytes: where PULLQUOTE_ARCHIVES names a
folder, they are kept there for the next time.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as Tables

from bench.heart import Evaluation, Measured
from bench.large_archive import fill, readings, word
from digests.answers.search import Query, search_query
from digests.guilds import Reach
from digests.shelved import Sight
from digests.storage import passages, shelves, sights
from digests.storage.connections import connect
from digests.storage.opening import open_file

_SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
_TIMES = 200
_FOUND, _SHOWN = 24, 300
# Ranks of words: what questions are about, what is often in the news, what is
# in every other passage.
_RARE, _USUAL, _COMMON = (1000, 20_000), (100, 1000), (0, 20)


def main() -> None:
    """Print the figures."""
    for count in map(int, sys.argv[1:] or ["40000"]):
        print(json.dumps(figures(count)), flush=True)


def measured(_: Evaluation | None) -> Measured:
    """Fill archives of each size, and ask."""
    values = {
        f"{name}_{size}": value
        for size, count in _SIZES.items()
        for name, value in figures(count).items()
    }
    return Measured(max(_SIZES.values()), values)


def figures(count: int) -> dict[str, float]:
    """Return CPU milliseconds for each kind of question, by name."""
    values = {}
    with TemporaryDirectory(prefix="pullquote-searching-") as folder:
        path = _archive(Path(os.environ.get("PULLQUOTE_ARCHIVES", folder)), count)
        with closing(connect(path, writable=False)) as connection:
            db = Tables(connection, execute_plugins=False)
            for name, look in _kinds(db, random.Random(7)).items():
                times = sorted(_timed(look) for _ in range(_TIMES))
                values[f"{name}_p50_ms"] = times[len(times) // 2]
                values[f"{name}_p99_ms"] = times[-len(times) // 100 - 1]
    return values


def _archive(folder: Path, count: int) -> Path:
    """Return the archive of so many articles; what is half made has another name."""
    path, new = folder / f"{count}.db", folder / f"{count}.new"
    if not path.exists():
        new.unlink(missing_ok=True)
        with closing(open_file(new)) as db:
            fill(db, readings(random.Random(7)), count)
        new.rename(path)
    return path


def _kinds(db: Tables, chance: random.Random) -> dict[str, Callable[[], object]]:
    guild, small, large = (sights.sight(db, Reach(name)) for name in "123")

    def asked(*ranks: tuple[int, int]) -> Query:
        return search_query(" ".join(word(chance.randint(*each)) for each in ranks))

    def search(
        sight: Sight, most: int, *ranks: tuple[int, int]
    ) -> Callable[[], object]:
        return lambda: passages.search(db, asked(*ranks), sight, most)

    def phrased(*ranks: tuple[int, int]) -> Query:
        first, second, *others = (word(chance.randint(*each)) for each in ranks)
        return search_query(f'"{first} {second}" {" ".join(others)}')

    def exact(*ranks: tuple[int, int]) -> Callable[[], object]:
        return lambda: passages.search(db, phrased(*ranks), guild, _FOUND)

    few, near = range(1, _FOUND), (_COMMON, _COMMON, _USUAL, _RARE)
    six = (_COMMON, _COMMON, _USUAL, _USUAL, _RARE, _RARE)
    return {
        "content": search(guild, _FOUND, _RARE, _RARE, _USUAL),
        "six": search(guild, _FOUND, *six),
        "common": search(guild, _FOUND, _COMMON, _COMMON),
        "one_feed": search(small, _SHOWN, _USUAL, _USUAL),
        "all_feeds": search(large, _FOUND, *six, *six),
        "phrase": exact(_COMMON, _COMMON, _RARE),
        "phrase_alone": exact(_COMMON, _COMMON),
        "phrase_usual": exact(_RARE, _COMMON, _USUAL, _COMMON),
        "few": lambda: passages.search_in(db, phrased(*near), few, _FOUND),
        "latest": lambda: shelves.newest(db, guild, None, _SHOWN),
        "admitted": lambda: sights.brought(db, range(1, _SHOWN), guild.feeds),
    }


def _timed(look: Callable[[], object]) -> float:
    before = time.thread_time()
    look()
    return 1000 * (time.thread_time() - before)


if __name__ == "__main__":
    main()
