"""Passages in a store of their own, for searching them as the program does."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlite_utils import Database as Tables

from digests.answers.search import search_query
from digests.shelved import Sight
from digests.storage import articles, passages, rarity
from digests.storage.database import Database
from digests.types import Article, Passage, Reading, Report, Summary, Verdict

_SEEN = datetime(2026, 1, 1, tzinfo=UTC)
MOST = 24


class Search(NamedTuple):
    """What is found for a question, and how common its words are there."""

    passages: list[Passage]
    shares: Mapping[str, float]


def search_all(
    texts: Iterable[tuple[str, str, str]], questions: Iterable[tuple[str, str]]
) -> dict[str, Search]:
    """Return what a search finds for each question, by its id.

    Args:
        texts: (id, title, text) of every passage, stored as one article each.
        questions: (id, question).

    """
    return asyncio.run(_search_all(list(texts), list(questions)))


def search_without(
    texts: Iterable[tuple[str, str, str]], questions: Iterable[tuple[str, str, str]]
) -> dict[str, Search]:
    """Return the same where one passage was never read: `questions` name it last."""
    return asyncio.run(_search_without(list(texts), list(questions)))


async def _search_all(
    texts: list[tuple[str, str, str]], questions: list[tuple[str, str]]
) -> dict[str, Search]:
    with TemporaryDirectory() as folder:
        async with Database(Path(folder) / "archive.db") as db:
            await db.write(_store, texts)
            return {key: await db.read(_find, asked) for key, asked in questions}


async def _search_without(
    texts: list[tuple[str, str, str]], questions: list[tuple[str, str, str]]
) -> dict[str, Search]:
    by_gold = defaultdict(list)
    for key, asked, gold in questions:
        by_gold[gold].append((key, asked))
    found: dict[str, Search] = {}
    with TemporaryDirectory() as folder:
        async with Database(Path(folder) / "archive.db") as db:
            stored = await db.write(_store, texts)
            numbers = dict(zip([key for key, _, _ in texts], stored, strict=True))
            for gold, some in by_gold.items():
                found |= await db.write(_find_without, numbers[gold], some)
    return found


def _store(db: Tables, texts: list[tuple[str, str, str]]) -> list[int]:
    numbers = []
    for key, title, text in texts:
        article = Article(f"https://archive.example/{key}", title, text, Verdict.FULL)
        reading = Reading(Report(article, (), Summary(())), ((0, len(text)),))
        numbers.append(articles.keep(db, reading, _SEEN))
    return numbers


def _find(db: Tables, question: str) -> Search:
    query = search_query(question)
    found = passages.search(db, query, Sight(kept=True), MOST)
    return Search(found, rarity.shares(db, query))


def _find_without(
    db: Tables, article: int, questions: list[tuple[str, str]]
) -> dict[str, Search]:
    db.execute("SAVEPOINT whole")
    db.execute("DELETE FROM passages WHERE article_id = ?", [article])
    found = {key: _find(db, asked) for key, asked in questions}
    db.execute("ROLLBACK TO whole")
    db.execute("RELEASE whole")
    return found
