"""The Librarian: from a question to sentences that were read, with their sources."""

import asyncio

from digests.answers.extractive import answer
from digests.answers.search import search_query
from digests.articles.language import detect
from digests.storage import passages
from digests.storage.database import Database
from digests.types import Answer

_MOST_PASSAGES = 24


class Librarian:
    """Answers from the stored passages, or says that it has not read of it."""

    def __init__(self, db: Database) -> None:
        """Take the store."""
        self._db = db

    async def answer(self, question: str) -> Answer:
        """Return the sentences that answer, or a refusal with what came nearest."""
        language = await asyncio.to_thread(detect, question) or "en"
        query = search_query(question)
        found = await self._db.read(
            passages.search, query.words, query.trigrams, _MOST_PASSAGES
        )
        return await asyncio.to_thread(answer, question, found, language)
