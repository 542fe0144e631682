"""Reteller: stories in a model's words, each past the gate; the rest as they are.

An edition does not wait for a model: what is not worded in time goes out in the
articles' own sentences, and its footer says so. However many editions are due at
once, the model gets so many stories at a time as it can take.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from digests.accounts import Feature, Purpose
from digests.assigned import Manner, Retold
from digests.errors import JobError, NotAsked
from digests.freelance import Freelance
from digests.named_jobs import ask_back, assign, hold, retell
from digests.ports import Clock, Prompt, Workers
from digests.retold import (
    HINDRANCES,
    NO_TIME,
    NOT_KEPT,
    TOO_SLOW,
    Retelling,
    aside_of,
)
from digests.types import Story

_PATIENCE = timedelta(seconds=45)
_NO_TEXT = ""
_log = logging.getLogger(__name__)


class Reteller:
    """Has stories worded by a model, and lets none of its mistakes out."""

    def __init__(
        self,
        freelance: Freelance,
        workers: Workers,
        clock: Clock,
        patience: timedelta = _PATIENCE,
    ) -> None:
        """Take who writes, the processes that judge it, and the clock.

        `patience` is how long editions that are wanted at one time may wait for it,
        all together.
        """
        self.patience = patience
        self._freelance = freelance
        self._workers = workers
        self._clock = clock
        self._turns = asyncio.Semaphore(freelance.at_once)

    async def retell(
        self, stories: Sequence[Story], manner: Manner, guild: str, by: datetime
    ) -> Retold:
        """Return the stories, in their order, worded where that could be.

        What is not worded by then stays as it is. Nothing is raised.
        """
        # A clock that is set back is no reason to wait longer.
        seconds = min(by - self._clock.now(), self.patience).total_seconds()
        if seconds > 0:
            done = await self._in_time(seconds, stories, manner, guild)
        else:
            done = [(story, NO_TIME) for story in stories]
        reasons = Counter(reason for _, reason in done if reason)
        worded = sum(bool(story.told) for story, _ in done)
        engine = self._freelance.name if worded else "extractive"
        aside = _aside(reasons, len(stories)) if reasons else ""
        return Retold(tuple(story for story, _ in done), engine, aside)

    async def _in_time(
        self, seconds: float, stories: Sequence[Story], manner: Manner, guild: str
    ) -> list[tuple[Story, str]]:
        until = asyncio.get_running_loop().time() + seconds
        purpose = Purpose(guild, Feature.DIGEST)
        return await asyncio.gather(
            *(self._in_turn(until, story, manner, purpose) for story in stories)
        )

    async def _in_turn(
        self, until: float, story: Story, manner: Manner, purpose: Purpose
    ) -> tuple[Story, str]:
        """Return the story, and why it was not worded; "" where it was or need not."""
        late = NO_TIME
        try:
            async with asyncio.timeout_at(until), self._turns:
                late = TOO_SLOW
                left = max(until - asyncio.get_running_loop().time(), 0.0)
                purpose = replace(purpose, patience_s=left)
                return await self._retold(story, manner, purpose)
        except TimeoutError:
            return story, late
        except HINDRANCES as error:
            if not isinstance(error, NotAsked):
                _log.warning("a story was not worded: %r", error)
            return story, aside_of(error)

    async def _retold(
        self, story: Story, manner: Manner, purpose: Purpose
    ) -> tuple[Story, str]:
        assignment = await self._workers.run(assign, story, manner)
        if assignment is None:
            return story, _NO_TEXT
        completion = await self._freelance.complete(assignment.prompt, purpose)
        told, retelling = await self._judged(
            self._workers.run(retell, story, assignment, completion), assignment.prompt
        )
        asked_back = await self._workers.run(ask_back, assignment, retelling)
        if asked_back is not None:
            # It costs a second call, and sees nothing that an article ordered.
            back = await self._freelance.complete(asked_back, purpose)
            told, retelling = await self._judged(
                self._workers.run(hold, story, assignment, retelling, back),
                asked_back,
                assignment.prompt,
            )
        faults = Counter(each.fault.name for each in retelling.cut)
        if retelling.fault:
            faults[retelling.fault.name] += 1
        if faults:
            _log.info("cut of what the model wrote: %s", dict(faults))
        return told, "" if told.told else retelling.aside or NOT_KEPT

    async def _judged(
        self, judging: Awaitable[tuple[Story, Retelling]], *prompts: Prompt
    ) -> tuple[Story, Retelling]:
        """Return what is left; where nothing is, the replies to these are no good."""
        try:
            told, retelling = await judging
        except JobError:
            # They would kill their judge again.
            await self._unfit(prompts)
            raise
        if retelling.fault:
            await self._unfit(prompts, judged=retelling.is_judged)
        return told, retelling

    async def _unfit(self, prompts: Sequence[Prompt], *, judged: bool = False) -> None:
        for each in prompts:
            await self._freelance.unfit(each, judged=judged)


def _aside(reasons: Counter[str], stories: int) -> str:
    """Return in words how many stories were not worded, and why."""
    why = "; ".join(reason for reason, _ in reasons.most_common(2))
    number = reasons.total()
    if number == stories:
        return why
    return f"{number} of {stories} in the articles’ own sentences: {why}"
