"""Trialist: puts stored articles through an engine, and counts what comes out.

Nothing is posted or stored but what the calls cost: it is for who thinks of another
model, and wants to know what would become of their digests.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec.structs import replace

from digests.accounts import Feature, Purpose
from digests.assigned import Manner
from digests.errors import EndpointError, JobError, NotAsked
from digests.freelance import Freelance
from digests.named_jobs import assign, retell, story_of
from digests.ports import Clock, Workers
from digests.storage import articles
from digests.storage.database import Database
from digests.trialled import Column, Tried
from digests.types import Report, Story

_PATIENCE_S = 60.0
_EXTRACTIVE = "extractive"

Progress = Callable[[int], None]


class Trialist:
    """Tries an engine on what was read last."""

    def __init__(
        self, db: Database, clock: Clock, workers: Workers, freelance: Freelance | None
    ) -> None:
        """Take the store, the clock, the processes, and the model, None for none."""
        self._db = db
        self._clock = clock
        self._workers = workers
        self._freelance = freelance

    async def extractive(self, last: int) -> Column:
        """Return what the articles' own sentences give."""
        stories = await self._stories(last)
        return _column(_EXTRACTIVE, [Tried(each, each) for each in stories])

    async def trial(self, report: Report) -> Tried:
        """Return what the model makes of a report, by one call."""
        assert self._freelance is not None  # noqa: S101 - asked of none is a mistake
        story = await self._workers.run(story_of, [report])
        return await self._tried(self._freelance, story)

    async def model(self, last: int, advance: Progress) -> Column:
        """Return what the model gives, one article after the other.

        `advance` is told after each how many are done.
        """
        assert self._freelance is not None  # noqa: S101 - asked of none is a mistake
        before, told = self._freelance.done(), []
        for number, story in enumerate(await self._stories(last), 1):
            told.append(await self._tried(self._freelance, story))
            advance(number)
        usage = self._freelance.done() - before
        return replace(_column(self._freelance.name, told), usage=usage)

    async def _stories(self, last: int) -> list[Story]:
        keys = await self._db.read(articles.last_read, last)
        reports = await self._db.read(articles.reports, keys)
        return [await self._workers.run(story_of, [report]) for report in reports]

    async def _tried(self, freelance: Freelance, story: Story) -> Tried:
        assignment = await self._workers.run(assign, story, Manner())
        if assignment is None:
            return Tried(story, story, "there is no text to tell", is_asked=False)
        before = freelance.took()
        purpose = Purpose("", Feature.CHECK, _PATIENCE_S)
        try:
            reply = await freelance.complete(assignment.prompt, purpose)
        except NotAsked as error:
            return Tried(story, story, error.reason, is_asked=False)
        except EndpointError as error:
            return Tried(story, story, error.reason)
        took = freelance.took() - before
        try:
            after, retelling = await self._workers.run(retell, story, assignment, reply)
        except JobError:
            reason = "its reply could not be judged"
            return Tried(story, story, reason, reply=reply, took=took)
        return Tried(story, after, "", True, reply, retelling, took)


def _column(engine: str, told: Sequence[Tried]) -> Column:
    printed = [sentence for each in told for sentence in _sentences(each.after)]
    quotes = [
        (q in each.after.key_quotes) for each in told for q in each.before.key_quotes
    ]
    took = sorted(each.took for each in told if each.took is not None)
    return Column(
        engine,
        articles=len(told),
        worded=sum(bool(each.after.told) for each in told),
        sentences=len(printed),
        words=sum(len(each.split()) for each in printed),
        quotes=sum(quotes) / len(quotes) if quotes else 1.0,
        cut=Counter(fault for each in told for fault in each.faults),
        problems=Counter(each.problem for each in told if each.problem),
        median=took[len(took) // 2] if took else timedelta(),
        longest=max(took, default=timedelta()),
    )


def _sentences(story: Story) -> list[str]:
    if story.told:
        return [each.text for each in story.told]
    return [each.text for each in story.lead.summary.sentences]
