"""Reworder: an answer that was found in a model's words, past the same gate.

It is asked for answers that were found, and for nothing else: a question that is
refused stays refused. Where nothing comes in time, or nothing that can be used, the
sentences that were found are the answer, and it says why.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from digests.accounts import Feature, Purpose
from digests.errors import NotAsked
from digests.freelance import Freelance
from digests.named_jobs import ask, reword
from digests.ports import Workers
from digests.retold import (
    HINDRANCES,
    NO_ANSWER,
    TOO_SLOW,
    Fault,
    Retelling,
    Wording,
    aside_of,
)
from digests.storage import articles
from digests.storage.database import Database
from digests.types import Answer, Passage

_MOST_SOURCES = 3
_PATIENCE = timedelta(seconds=20)
# So long of it a call may wait for its turn.
_TURN_S = 5.0
_log = logging.getLogger(__name__)


class Reworder:
    """Has answers worded by a model."""

    def __init__(
        self,
        db: Database,
        workers: Workers,
        freelance: Freelance,
        patience: timedelta = _PATIENCE,
    ) -> None:
        """Take the store, the processes that judge, and who writes.

        `patience` is how long who asked may wait for it, whatever it is that takes
        long. A call that was made by then goes on, for it is paid.
        """
        self._db = db
        self._workers = workers
        self._freelance = freelance
        self._patience = patience

    async def reword(self, answer: Answer, guild: str) -> Answer:
        """Return the answer in a model's words, or as it was, and why.

        Its sentences are then those that the words stand on.
        """
        if answer.refused:
            return answer
        found = _one_of_each((*answer.sentences, *answer.nearest))[:_MOST_SOURCES]
        told, aside = await self._in_time(answer.question, found, guild)
        used = list(dict.fromkeys(at for each in told for at in each.sources))
        if not used:
            return replace(answer, aside=aside)
        return replace(
            answer,
            sentences=tuple(found[at] for at in used),
            told=tuple(_numbered(each, used) for each in told),
        )

    async def _in_time(
        self, question: str, found: Sequence[Passage], guild: str
    ) -> tuple[tuple[Wording, ...], str]:
        """Return the answer's words, or none and why."""
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                retelling = await self._retold(question, found, guild)
        except TimeoutError:
            return (), TOO_SLOW
        except HINDRANCES as error:
            if not isinstance(error, NotAsked):
                _log.warning("an answer was not worded: %r", error)
            return (), aside_of(error)
        # It was told to give no sentences where the reports do not answer.
        silent = retelling.fault is Fault.NO_SENTENCE
        return retelling.sentences, NO_ANSWER if silent else retelling.aside

    async def _retold(
        self, question: str, found: Sequence[Passage], guild: str
    ) -> Retelling:
        reports = await self._db.read(articles.reports, [p.article_id for p in found])
        assignment = await self._workers.run(ask, question, reports)
        purpose = Purpose(guild, Feature.ANSWER, _TURN_S)
        completion = await self._freelance.complete(assignment.prompt, purpose)
        return await self._workers.run(reword, assignment, completion)


def _one_of_each(passages: Sequence[Passage]) -> list[Passage]:
    """Return the first of each article's, in order."""
    first: dict[int, Passage] = {}
    for each in passages:
        first.setdefault(each.article_id, each)
    return list(first.values())


def _numbered(wording: Wording, used: Sequence[int]) -> Wording:
    return replace(wording, sources=tuple(used.index(at) for at in wording.sources))
