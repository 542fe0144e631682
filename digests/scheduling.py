"""Schedules: when channels get editions, as their guilds' admins say.

Each guild sees its own. What a moment means for a timetable is `digests.schedule`'s.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from digests.errors import BadSchedule, InThePast
from digests.guilds import Length, Mode, Schedule, ScheduleOrder
from digests.ports import Clock
from digests.schedule import FARTHEST, first_run, next_run
from digests.storage import editions, schedules
from digests.storage.database import Database
from digests.timetables import Changed, Missed, Timetable

MOST_SCHEDULES = 20
MOST_STORIES = 25
_TOO_MANY = f"A digest shows 1 to {MOST_STORIES} stories."
_LIVE = "There is no run to skip: each story is posted when it is read. Pause it."
_PAUSED = "There is no run to skip: it is paused."
_SKIPPED = "Its next runs are skipped already. Pause it for longer than that."


class Schedules:
    """The schedules of each guild."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Take the store and the clock."""
        self._db = db
        self._clock = clock

    async def add(self, guild: str, channel: str, order: ScheduleOrder) -> Schedule:
        """Have editions made for the channel, and return when the first one comes.

        Raises:
            BadSchedule: It cannot be kept.
            NotFound: The channel is another guild's.
            LimitReached: The guild has as many schedules as it may.

        """
        if not 1 <= order.most <= MOST_STORIES:
            raise BadSchedule(_TOO_MANY)
        now = self._clock.now()
        new = Schedule(0, guild, channel, order, first_of(order, now))
        return await self._db.write(schedules.add, new, now, MOST_SCHEDULES)

    async def list_(self, guild: str, channel: str | None = None) -> list[Schedule]:
        """Return the guild's schedules by channel; of one channel where it is named.

        Their outcomes tell also what became of the editions that they made last.
        """
        now = self._clock.now()
        found = await self._db.read(editions.of_schedules, guild)
        return [gone_on(each, now) for each in found if channel in (None, each.channel)]

    async def get(self, guild: str, key: int) -> Schedule:
        """Return the guild's schedule of this id.

        Raises:
            NotFound: The guild has no such one.

        """
        found = await self._db.read(schedules.get, guild, key)
        return gone_on(found, self._clock.now())

    async def retime(self, guild: str, key: int, timetable: Timetable) -> Schedule:
        """Make its editions by this timetable from now on; a pause goes on.

        Raises:
            NotFound: The guild has no such one.

        """
        now = self._clock.now()

        def retimed(found: Schedule) -> Schedule:
            order = replace(found.order, timetable=timetable)
            begin = found.paused_until if found.paused else now
            then = begin and first_of(order, begin, found.last_slot)
            return replace(found, order=order, next_run=then)

        return await self._change(guild, key, retimed)

    async def on_change(self, guild: str, key: int, changed: Changed) -> Schedule:
        """Do this about posts whose articles change.

        Raises:
            NotFound: The guild has no such one.

        """
        return await self._reorder(guild, key, changed=changed)

    async def on_missed(self, guild: str, key: int, missed: Missed) -> Schedule:
        """Do this about runs that are missed.

        Raises:
            NotFound: The guild has no such one.

        """
        return await self._reorder(guild, key, missed=missed)

    async def tell_in(self, guild: str, key: int, language: str | None) -> Schedule:
        """Have its stories told in this language, None for the server's.

        Raises:
            NotFound: The guild has no such one.

        """
        return await self._reorder(guild, key, language=language)

    async def tell_at(self, guild: str, key: int, length: Length) -> Schedule:
        """Have its stories told at this length.

        Raises:
            NotFound: The guild has no such one.

        """
        return await self._reorder(guild, key, length=length)

    async def skip(self, guild: str, key: int) -> Schedule:
        """Leave out the next run, and return the schedule with the one after it.

        Raises:
            NotFound: The guild has no such one.
            BadSchedule: It has no run to leave out.

        """
        now = self._clock.now()
        return await self._change(guild, key, lambda found: _skipped(found, now))

    async def pause(
        self, guild: str, key: int, until: datetime | None = None
    ) -> Schedule:
        """Make no edition until then, or (None) until the schedule is resumed.

        Raises:
            NotFound: The guild has no such one.
            InThePast: It would go on at once.

        """
        if until is not None and until <= self._clock.now():
            raise InThePast(f"{until:%Y-%m-%d %H:%M}")

        def paused(found: Schedule) -> Schedule:
            then = until and first_of(found.order, until, found.last_slot)
            return replace(found, paused=True, paused_until=until, next_run=then)

        return await self._change(guild, key, paused)

    async def resume(self, guild: str, key: int) -> Schedule:
        """Make editions again; what came meanwhile is in the next one.

        Raises:
            NotFound: The guild has no such one.

        """
        now = self._clock.now()

        def resumed(found: Schedule) -> Schedule:
            then = first_of(found.order, now, found.last_slot)
            return replace(found, paused=False, paused_until=None, next_run=then)

        return await self._change(guild, key, resumed)

    async def remove(self, guild: str, key: int) -> Schedule:
        """Make no edition by this schedule any more, and return it.

        Raises:
            NotFound: The guild has no such one.

        """
        gone = await self.get(guild, key)
        await self._db.write(schedules.remove, guild, key)
        return gone

    async def _reorder(self, guild: str, key: int, **given: Any) -> Schedule:
        def reordered(found: Schedule) -> Schedule:
            return replace(found, order=replace(found.order, **given))

        return await self._change(guild, key, reordered)

    async def _change(
        self, guild: str, key: int, revise: Callable[[Schedule], Schedule]
    ) -> Schedule:
        now = self._clock.now()

        def revised(found: Schedule) -> Schedule:
            return revise(gone_on(found, now))

        return await self._db.write(schedules.change, guild, key, revised)


def gone_on(found: Schedule, now: datetime) -> Schedule:
    """Return the schedule as it is by now: a pause that is over is none."""
    until = found.paused_until
    if not found.paused or until is None or until > now:
        return found
    return replace(found, paused=False, paused_until=None)


def first_of(
    order: ScheduleOrder, now: datetime, last_slot: datetime | None = None
) -> datetime:
    """Return the run to store for a schedule that is new, changed or resumed."""
    if order.mode is Mode.LIVE:
        return now
    return first_run(order.timetable, now, last_slot)


def _skipped(found: Schedule, now: datetime) -> Schedule:
    slot, timetable = found.next_run, found.order.timetable
    if slot is None or found.paused:
        raise BadSchedule(_PAUSED)
    if found.order.mode is Mode.LIVE:
        raise BadSchedule(_LIVE)
    # A run that is overdue and not made up for yet is the one that is meant.
    then = next_run(timetable, max(slot, now))
    if then - now > FARTHEST:
        raise BadSchedule(_SKIPPED)
    return replace(found, next_run=then, last_slot=slot, outcome="skipped")
