"""Reworder: an answer that was found in a model's words, past the same gate.

It is asked for answers that were found, and for nothing else: a question that is
refused stays refused. Where nothing comes, or nothing that can be used, the sentences
that were found are the answer.
"""

import logging
from collections.abc import Sequence

from msgspec.structs import replace

from digests.accounts import Feature, Purpose
from digests.errors import EndpointError, JobError, NotAsked
from digests.freelance import Freelance
from digests.named_jobs import ask, reword
from digests.ports import Workers
from digests.retold import Wording
from digests.storage import articles
from digests.storage.database import Database
from digests.types import Answer, Passage

_MOST_SOURCES = 3
_PATIENCE_S = 5.0
_log = logging.getLogger(__name__)


class Reworder:
    """Has answers worded by a model."""

    def __init__(self, db: Database, workers: Workers, freelance: Freelance) -> None:
        """Take the store, the processes that judge, and who writes."""
        self._db = db
        self._workers = workers
        self._freelance = freelance

    async def reword(self, answer: Answer, guild: str) -> Answer:
        """Return the answer in a model's words, or as it was.

        Its sentences are then those that the words stand on.
        """
        if answer.refused:
            return answer
        found = _one_of_each((*answer.sentences, *answer.nearest))[:_MOST_SOURCES]
        try:
            told = await self._told(answer.question, found, guild)
        except NotAsked:
            return answer
        except (EndpointError, JobError) as error:
            _log.warning("an answer was not worded: %s", error)
            return answer
        used = list(dict.fromkeys(at for each in told for at in each.sources))
        if not used:
            return answer
        return replace(
            answer,
            sentences=tuple(found[at] for at in used),
            told=tuple(_numbered(each, used) for each in told),
        )

    async def _told(
        self, question: str, found: Sequence[Passage], guild: str
    ) -> tuple[Wording, ...]:
        reports = await self._db.read(articles.reports, [p.article_id for p in found])
        assignment = await self._workers.run(ask, question, reports)
        purpose = Purpose(guild, Feature.ANSWER, _PATIENCE_S)
        completion = await self._freelance.complete(assignment.prompt, purpose)
        retelling = await self._workers.run(reword, assignment, completion)
        return retelling.sentences


def _one_of_each(passages: Sequence[Passage]) -> list[Passage]:
    """Return the first of each article's, in order."""
    first: dict[int, Passage] = {}
    for each in passages:
        first.setdefault(each.article_id, each)
    return list(first.values())


def _numbered(wording: Wording, used: Sequence[int]) -> Wording:
    return replace(wording, sources=tuple(used.index(at) for at in wording.sources))
