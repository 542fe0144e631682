"""Publisher: makes the editions that are due, and those that are asked for.

What is new for a channel is selected and drafted; then one write stores the digest,
what is to be sent for it and the schedule's next run. A crash before that write
repeats the work and never an effect.
"""

import asyncio
from collections import defaultdict
from datetime import datetime, timedelta

from msgspec.structs import replace

from digests.drafting import Drafter
from digests.drafts import Draft, PublishReport, Run, Wanted
from digests.guilds import Edition, Mode, Schedule, ScheduleOrder
from digests.jobs import result_or_error
from digests.layouts import Layout
from digests.ports import Clock, Workers
from digests.retelling import Reteller
from digests.schedule import due, held_at, silent_at
from digests.selecting import Selector
from digests.storage import arrivals, channels, editions, schedules
from digests.storage.database import Database
from digests.timetables import Missed, Timetable, Timing

# How often a live schedule looks for what was read.
LIVE_EVERY = timedelta(minutes=1)
# How long a schedule whose edition could not be made waits, and a live one of which
# Discord took nothing.
_AGAIN, _LIVE_AGAIN = timedelta(minutes=5), timedelta(minutes=20)
_AT_ONCE = 4
_TOGETHER, _ENOUGH = 16, 32
_TRIES = 3
# For a channel without a schedule.
_ORDER = ScheduleOrder(Timetable((), "UTC"))


class Publisher:
    """Makes editions, each whole or not at all."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        workers: Workers,
        layout: Layout,
        reteller: Reteller | None = None,
    ) -> None:
        """Take the store, the clock, the processes, what lays out, and who words."""
        self._db = db
        self._clock = clock
        self._layout = layout
        self._selector = Selector(db, clock, workers)
        self._drafter = Drafter(db, clock, workers, reteller)
        # Two who make an edition of one channel at once would both take what is new.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._failed: dict[int, datetime] = {}
        self._patience = reteller.patience if reteller else timedelta()
        self._worded_by = clock.now()
        self._is_behind = False

    async def publish_due(self) -> PublishReport:
        """Make the editions that are due; one that fails costs only itself.

        Where very many are due at once some are left for the next look, so that
        what is made can be sent meanwhile.
        """
        now = self._clock.now()
        found = await self._db.read(schedules.due, now, now + LIVE_EVERY)
        waiting = [each for each in found if self._has_turn(each, now)]
        if not self._is_behind:
            self._worded_by = now + self._patience
        report = PublishReport()
        while waiting and len(report.made) < _ENOUGH:
            some, waiting = waiting[:_TOGETHER], waiting[_TOGETHER:]
            jobs = [self._attend(each, now) for each in some]
            report = sum(await asyncio.gather(*jobs), report)
        self._is_behind = bool(waiting)
        return report

    async def preview(
        self, guild: str, channel: str, since: datetime | None = None
    ) -> Edition | None:
        """Return the channel's next edition as it would be now, None for nothing new.

        Nothing is stored, and nothing counts as had.
        """
        wanted = await self._wanted(guild, channel, since)
        draft = await self._draft(wanted, self._clock.now() + self._patience)
        if draft is None or not draft.printed:
            return None
        state = await self._db.read(channels.get, guild, channel)
        return replace(draft.edition, kind=state.kind) if state else draft.edition

    async def now(
        self, guild: str, channel: str, since: datetime | None = None
    ) -> int | None:
        """Make an edition for the channel at once and return the digest's id.

        None where there is nothing new. No schedule moves on by it.

        Raises:
            NotFound: The channel is another guild's.
            ChannelPaused: Nothing is posted there.

        """
        wanted = await self._wanted(guild, channel, since)
        return await self._publish(wanted, self._clock.now() + self._patience)

    def _has_turn(self, schedule: Schedule, now: datetime) -> bool:
        failed = self._failed.get(schedule.id)
        return failed is None or not failed <= now < failed + _AGAIN

    async def _attend(self, schedule: Schedule, now: datetime) -> PublishReport:
        result = await result_or_error(self._run(schedule, now))
        if isinstance(result, Exception):
            self._failed[schedule.id] = now
            return PublishReport(failures=((schedule.id, repr(result)),))
        self._failed.pop(schedule.id, None)
        return result

    async def _run(self, schedule: Schedule, now: datetime) -> PublishReport:
        run = _run_of(schedule, now)
        if schedule.order.mode is Mode.LIVE and await self._has_failed(schedule, now):
            run = replace(run, is_due=False)
        if not run.is_due:
            if run.next_run != schedule.next_run:
                await self._db.write(editions.move_on, run)
            return PublishReport()
        wanted = Wanted(schedule.guild, schedule.channel, schedule.order, run=run)
        made = await self._publish(wanted, self._worded_by)
        return PublishReport(nothing_new=1) if made is None else PublishReport((made,))

    async def _has_failed(self, schedule: Schedule, now: datetime) -> bool:
        """Tell whether what was posted last has failed too lately to try again."""
        before = now - _LIVE_AGAIN
        return await self._db.read(
            arrivals.failed_since, schedule.guild, schedule.channel, before
        )

    async def _publish(self, wanted: Wanted, by: datetime) -> int | None:
        async with self._turns[wanted.channel]:
            for _ in range(_TRIES):
                draft = await self._draft(wanted, by)
                try:
                    return await self._db.write(
                        editions.store, wanted, draft, self._layout, self._clock.now()
                    )
                except editions.Overtaken:
                    # Another process took some of it; there may be more.
                    continue
        return None

    async def _draft(self, wanted: Wanted, by: datetime) -> Draft | None:
        """Return what the channel gets, in the words that there are by then."""
        async with self._places:
            selection = await self._selector.select(
                wanted.guild, wanted.channel, wanted.since
            )
            draft = await self._drafter.draft(wanted, selection)
        if draft is None:
            return None
        draft = await self._drafter.word(draft, wanted, by)
        run = wanted.run
        if run is None:
            return draft
        edition = replace(
            draft.edition,
            late=run.late,
            due=run.schedule.next_run if run.late else None,
            silent=silent_at(wanted.order.timetable, draft.edition.digest.made_at),
        )
        return replace(draft, edition=edition)

    async def _wanted(self, guild: str, channel: str, since: datetime | None) -> Wanted:
        """Return what is wanted where a person asks: in the channel's own manner."""
        known = await self._db.read(schedules.of_guild, guild)
        orders = [each.order for each in known if each.channel == channel]
        return Wanted(guild, channel, orders[0] if orders else _ORDER, since)


def _run_of(schedule: Schedule, now: datetime) -> Run:
    timetable, slot = schedule.order.timetable, schedule.next_run or now
    if schedule.order.mode is Mode.LIVE:
        if held_at(timetable, now):
            return Run(schedule, slot, is_due=False)
        return Run(schedule, now + LIVE_EVERY)
    turn = due(timetable, slot, now)
    late = turn.timing is Timing.LATE
    skipped = late and schedule.order.missed is Missed.SKIP
    return Run(
        schedule,
        turn.next_run,
        is_due=turn.timing is not Timing.NOT_YET and not skipped,
        late=late,
        skipped=skipped,
    )
