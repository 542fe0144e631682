"""Fill a store with made-up articles by the hundred thousand.

What is left is what `articles.add` would leave, row by row and word by word; only
that the full-text index is made of all passages at once, and nothing is drawn by
lot but where each passage begins in one long row of words.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice

from sqlite_utils import Database as Tables

from digests.desk import Order
from digests.storage import subscriptions
from digests.storage.bounding import EACH
from digests.storage.convert import to_text
from digests.types import Article, Reading, Report, Summary, Verdict

FEEDS, FOLLOWED = 1000, 50
START = datetime(2026, 1, 1, tzinfo=UTC)
_VOCABULARY, _PASSAGES, _LENGTH = 50_000, 5, 40
_ROW = 2_000_000
_BATCH = 2000
# Memory for words that wait to be written, and what FTS5 has without being told.
_MEMORY, _ITS_MEMORY = 64 << 20, 1 << 20

_ARTICLE = """
    INSERT INTO articles (
        id, identity, url, title, byline, outlet, language, verdict, first_seen_at, text
    ) VALUES (?, ?, ?, ?, '', '', '', ?, ?, ?)
"""
_PASSAGE = """
    INSERT INTO passages (id, article_id, start, "end", text, title)
    VALUES (?, ?, ?, ?, ?, ?)
"""
_ARRIVAL = "INSERT INTO arrivals (feed_id, article_id, at) VALUES (?, ?, ?)"


def fill(db: Tables, readings: Iterator[Reading], count: int) -> None:
    """Store so many articles, one a minute, each brought by the next feed.

    The store is empty before, and nobody else has it open: what goes wrong on the
    way leaves it broken. Guild 1 follows the first feeds, guild 2 one, 3 the rest.
    """
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        db.conn.execute(f"PRAGMA {pragma}").fetchall()
    db.conn.execute("BEGIN")
    _follow(db)
    (trigger,) = db.conn.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'passage_words_insert'"
    ).fetchone()
    db.conn.execute("DROP TRIGGER passage_words_insert")
    first = 1
    while some := list(islice(readings, min(_BATCH, count + 1 - first))):
        _add(db, some, first)
        first += len(some)
    db.conn.execute(trigger)
    _set(db, "hashsize", _MEMORY)
    db.conn.execute("INSERT INTO passage_words (passage_words) VALUES ('rebuild')")
    _set(db, "hashsize", _ITS_MEMORY)
    db.conn.execute("COMMIT")
    db.conn.execute("ANALYZE")
    db.conn.execute("PRAGMA journal_mode = WAL").fetchall()


def readings(chance: random.Random, length: int = _ROW) -> Iterator[Reading]:
    """Yield articles of 200 words whose frequencies fall as words' do.

    They are cut from one long row of words; a short one repeats itself sooner.
    """
    words = [word(rank) for rank in range(_VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
    row = " ".join(chance.choices(words, cum_weights=weights, k=length))
    # All words are of one length.
    step = len(words[0]) + 1
    size, last = step * _LENGTH - 1, length - _LENGTH
    spans = tuple((at * (size + 1), at * (size + 1) + size) for at in range(_PASSAGES))
    number = 0
    while True:
        starts = [step * int(chance.random() * last) for _ in range(_PASSAGES)]
        parts = [row[start : start + size] for start in starts]
        url = f"https://archive.example/{number}"
        article = Article(url, parts[0][:60], " ".join(parts), Verdict.FULL)
        yield Reading(Report(article, (), Summary(())), spans)
        number += 1


def word(rank: int) -> str:
    """Return the word of this rank; all are of one length, and all have an ending."""
    syllables = ("ka", "to", "mi", "re", "lu", "ba", "se", "no", "vi", "da")
    return "".join(syllables[int(each)] for each in f"{rank:05}") + "ed"


def brought(key: int) -> tuple[int, int, str]:
    """Return the feed that brought the article of this id, the article, and when."""
    return 1 + (key - 1) % FEEDS, key, to_text(seen(key))


def seen(key: int) -> datetime:
    """Return when the article of this id was read."""
    return START + timedelta(minutes=key)


def _follow(db: Tables) -> None:
    for number in range(FEEDS):
        guild = "1" if number < FOLLOWED else "2" if number == FOLLOWED else "3"
        order = Order(f"https://{number}.example/feed", guild)
        subscriptions.follow(db, order, START, None)


def _add(db: Tables, some: list[Reading], first: int) -> None:
    told, parts = [], []
    for key, reading in enumerate(some, first):
        article = reading.report.article
        title, text = article.title, article.text
        told.append(
            (
                *(key, article.identity, article.url, title),
                *(article.verdict.value, to_text(seen(key)), text),
            )
        )
        parts += [
            (key * EACH + place, key, start, end, text[start:end], title)
            for place, (start, end) in enumerate(reading.passages)
        ]
    db.conn.executemany(_ARTICLE, told)
    db.conn.executemany(_PASSAGE, parts)
    keys = range(first, first + len(some))
    db.conn.executemany(_ARRIVAL, map(brought, keys))


def _set(db: Tables, name: str, value: int) -> None:
    db.conn.execute(
        "INSERT INTO passage_words (passage_words, rank) VALUES (?, ?)", [name, value]
    )
