"""Time looking things up in a large archive, as a guild's readers do.

`python -m bench.searching [ARTICLES]` makes an archive of made-up articles, five
passages each, from a thousand feeds, fifty of which one guild follows; then prints
one line of JSON: CPU milliseconds, median and worst hundredth, of what the store
does for each kind of question.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as Tables

from digests.answers.search import Query, search_query
from digests.desk import Order
from digests.guilds import Reach
from digests.storage import articles, passages, shelves, sights, subscriptions
from digests.storage.schema import migrations
from digests.types import Article, Reading, Report, Summary, Verdict

_FEEDS, _FOLLOWED = 1000, 50
_WORDS, _PASSAGES, _LENGTH = 50_000, 5, 40
_TIMES = 200
_FOUND, _SHOWN = 24, 300
_START = datetime(2026, 1, 1, tzinfo=UTC)
_GUILD = Reach("1")


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    print(json.dumps(figures(count)))


def figures(count: int) -> dict[str, float]:
    """Return CPU milliseconds for each kind of question, by name."""
    chance = random.Random(7)
    with TemporaryDirectory() as folder:
        db = Tables(Path(folder) / "archive.db", execute_plugins=False)
        db.conn.isolation_level = None
        db.conn.execute("PRAGMA journal_mode = WAL")
        migrations.apply(db)
        _fill(db, count, chance)
        values: dict[str, float] = {"passages": count * _PASSAGES}
        for name, look in _kinds(db, chance).items():
            times = sorted(_timed(look) for _ in range(_TIMES))
            values[f"{name} p50"] = round(times[len(times) // 2], 2)
            values[f"{name} p99"] = round(times[-len(times) // 100 - 1], 2)
        db.close()
    return values


def _kinds(db: Tables, chance: random.Random) -> dict[str, Callable[[], object]]:
    sight = sights.sight(db, _GUILD)
    others = sights.sight(db, Reach("2"))

    def asked(*ranks: tuple[int, int]) -> Query:
        return search_query(" ".join(_word(chance.randint(*each)) for each in ranks))

    rare, usual, common = (1000, 20_000), (100, 1000), (0, 20)
    return {
        "ask, content words": lambda: passages.search(
            db, asked(rare, rare, usual), sight, _FOUND
        ),
        "ask, any six words": lambda: passages.search(
            db, asked(common, common, usual, usual, rare, rare), sight, _FOUND
        ),
        "ask, common words only": lambda: passages.search(
            db, asked(common, common), sight, _FOUND
        ),
        "search, a guild of one feed": lambda: passages.search(
            db, asked(usual, usual), others, _SHOWN
        ),
        "latest": lambda: shelves.newest(db, sight, None, _SHOWN),
        "admitted": lambda: sights.brought(db, range(1, _SHOWN), sight.feeds),
    }


def _timed(look: Callable[[], object]) -> float:
    before = time.thread_time()
    look()
    return 1000 * (time.thread_time() - before)


def _fill(db: Tables, count: int, chance: random.Random) -> None:
    db.conn.execute("BEGIN IMMEDIATE")
    for number in range(_FEEDS):
        guild = "1" if number < _FOLLOWED else "2" if number == _FOLLOWED else "3"
        order = Order(f"https://{number}.example/feed", guild)
        subscriptions.follow(db, order, _START, None)
    text = _texts(chance)
    for number in range(count):
        moment = _START + timedelta(minutes=number)
        key = articles.add(db, _reading(number, text), moment)
        db.conn.execute(
            "INSERT INTO arrivals (feed_id, article_id, at) VALUES (?, ?, ?)",
            [1 + number % _FEEDS, key, moment.isoformat()],
        )
    db.conn.execute("COMMIT")
    db.conn.execute("ANALYZE")


def _reading(number: int, text: Iterator[str]) -> Reading:
    parts = [next(text) for _ in range(_PASSAGES)]
    whole, spans, start = " ".join(parts), [], 0
    for part in parts:
        spans.append((start, start + len(part)))
        start += len(part) + 1
    url = f"https://archive.example/{number}"
    article = Article(url, parts[0][:60], whole, Verdict.FULL)
    return Reading(Report(article, (), Summary(())), tuple(spans))


def _texts(chance: random.Random) -> Iterator[str]:
    """Yield passages of words whose frequencies fall as words' do."""
    words = [_word(rank) for rank in range(_WORDS)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))
    while True:
        yield " ".join(chance.choices(words, cum_weights=weights, k=_LENGTH))


def _word(rank: int) -> str:
    """Return the word of this rank; all are of one length, and all have an ending."""
    syllables = ("ka", "to", "mi", "re", "lu", "ba", "se", "no", "vi", "da")
    return "".join(syllables[int(each)] for each in f"{rank:05}") + "ed"


if __name__ == "__main__":
    main()
