"""Reteller: stories in a model's words, each past the gate; the rest as they are.

An edition does not wait for a model: what is not worded in time goes out in the
articles' own sentences, and its footer says so.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence

from digests.accounts import Feature, Purpose
from digests.assigned import Manner, Retold
from digests.errors import EndpointError, JobError, NotAsked
from digests.freelance import Freelance
from digests.named_jobs import assign, retell
from digests.ports import Workers
from digests.types import Story

_IN_TIME_S = 30.0
_AT_ONCE = 4
_TOO_SLOW = "the model took too long"
_UNREACHED = "the model is out of reach"
_NOT_KEPT = "what the model wrote did not stand in the articles"
_NO_TEXT = ""
_log = logging.getLogger(__name__)


class Reteller:
    """Has stories worded by a model, and lets none of its mistakes out."""

    def __init__(
        self,
        freelance: Freelance,
        workers: Workers,
        in_time_s: float = _IN_TIME_S,
    ) -> None:
        """Take who writes, and the processes that judge it.

        `in_time_s` is how long the stories of an edition may take together.
        """
        self._freelance = freelance
        self._workers = workers
        self._in_time_s = in_time_s

    async def retell(
        self, stories: Sequence[Story], manner: Manner, guild: str
    ) -> Retold:
        """Return the stories, in their order, worded where that could be.

        Nothing is raised: a story that cannot be worded stays as it is.
        """
        turns = asyncio.Semaphore(_AT_ONCE)
        tasks = [
            asyncio.create_task(self._in_turn(turns, story, manner, guild))
            for story in stories
        ]
        if tasks:
            await self._wait(tasks)
        done = [
            each.result()
            if each.done() and not each.cancelled()
            else (story, _TOO_SLOW)
            for story, each in zip(stories, tasks, strict=True)
        ]
        reasons = Counter(reason for _, reason in done if reason)
        worded = sum(bool(story.told) for story, _ in done)
        engine = self._freelance.name if worded else "extractive"
        aside = _aside(reasons, len(stories)) if reasons else ""
        return Retold(tuple(story for story, _ in done), engine, aside)

    async def _wait(self, tasks: Sequence[asyncio.Task[tuple[Story, str]]]) -> None:
        try:
            await asyncio.wait(tasks, timeout=self._in_time_s)
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _in_turn(
        self, turns: asyncio.Semaphore, story: Story, manner: Manner, guild: str
    ) -> tuple[Story, str]:
        """Return the story, and why it was not worded; "" where it was or need not."""
        async with turns:
            try:
                return await self._retold(story, manner, guild)
            except NotAsked as error:
                return story, error.reason
            except EndpointError as error:
                _log.warning("a story was not worded: %s", error.reason)
                return story, _UNREACHED
            except JobError:
                _log.warning("a story was not worded: its reply could not be judged")
                return story, _NOT_KEPT

    async def _retold(
        self, story: Story, manner: Manner, guild: str
    ) -> tuple[Story, str]:
        assignment = await self._workers.run(assign, story, manner)
        if assignment is None:
            return story, _NO_TEXT
        purpose = Purpose(guild, Feature.DIGEST, self._in_time_s)
        completion = await self._freelance.complete(assignment.prompt, purpose)
        judged = self._workers.run(retell, story, assignment, completion)
        try:
            told, retelling = await judged
        except JobError:
            # It would kill its judge again.
            await self._freelance.unfit(assignment.prompt)
            raise
        faults = Counter(each.fault.name for each in retelling.cut)
        if retelling.fault:
            faults[retelling.fault.name] += 1
            await self._freelance.unfit(assignment.prompt)
        if faults:
            _log.info("cut of what the model wrote: %s", dict(faults))
        return told, "" if told.told else _NOT_KEPT


def _aside(reasons: Counter[str], stories: int) -> str:
    """Return in words how many stories were not worded, and why."""
    why = "; ".join(reason for reason, _ in reasons.most_common(2))
    number = reasons.total()
    if number == stories:
        return why
    return f"{number} of {stories} in the articles’ own sentences: {why}"
