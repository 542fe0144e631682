"""The Librarian: from a question to sentences that were read, with their sources."""

from digests.answers.search import search_query
from digests.named_jobs import answer
from digests.ports import Workers
from digests.storage import passages
from digests.storage.database import Database
from digests.types import Answer

_MOST_PASSAGES = 24


class Librarian:
    """Answers from the stored passages, or says that it has not read of it."""

    def __init__(self, db: Database, workers: Workers) -> None:
        """Take the store and the processes that weigh sentences."""
        self._db = db
        self._workers = workers

    async def answer(self, question: str) -> Answer:
        """Return the sentences that answer, or a refusal with what came nearest."""
        query = search_query(question)
        found = await self._db.read(
            passages.search, query.words, query.trigrams, _MOST_PASSAGES
        )
        return await self._workers.run(answer, question, found)
