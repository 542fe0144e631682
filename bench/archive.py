"""Passages in a store of their own, for searching them as the program does."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as Tables

from digests.answers.search import search_query
from digests.shelved import Sight
from digests.storage import articles, passages
from digests.storage.database import Database
from digests.types import Article, Passage, Reading, Report, Summary, Verdict

_SEEN = datetime(2026, 1, 1, tzinfo=UTC)
MOST = 24


def search_all(
    texts: Iterable[tuple[str, str, str]], questions: Iterable[tuple[str, str]]
) -> dict[str, list[Passage]]:
    """Return what a search finds for each question, by its id.

    Args:
        texts: (id, title, text) of every passage, stored as one article each.
        questions: (id, question).

    """
    return asyncio.run(_search_all(list(texts), list(questions)))


async def _search_all(
    texts: list[tuple[str, str, str]], questions: list[tuple[str, str]]
) -> dict[str, list[Passage]]:
    with TemporaryDirectory() as folder:
        async with Database(Path(folder) / "archive.db") as db:
            await db.write(_store, texts)
            return {key: await db.read(_find, asked) for key, asked in questions}


def _store(db: Tables, texts: list[tuple[str, str, str]]) -> None:
    for key, title, text in texts:
        article = Article(f"https://archive.example/{key}", title, text, Verdict.FULL)
        reading = Reading(Report(article, (), Summary(())), ((0, len(text)),))
        articles.keep(db, reading, _SEEN)


def _find(db: Tables, question: str) -> list[Passage]:
    query = search_query(question)
    return passages.search(db, query, Sight(kept=True), MOST)
