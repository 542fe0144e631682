"""The Outbox: what is to be sent for editions, and what became of it.

It knows nothing of Discord: who sends asks what is due, says that it begins, and
says how it went. Each of these is one write, so that a crash anywhere leaves a row
that tells what may have happened.
"""

from collections.abc import Collection
from datetime import timedelta

from msgspec.structs import replace

from digests.deliveries import Action, Again, Arrival, Backlog, Delivery, Doubt, Loss
from digests.ports import Clock
from digests.storage import deliveries
from digests.storage.database import Database

# Discord knows a nonce again for some minutes; how many is not published.
_NONCE_HOLDS = timedelta(seconds=60)
# Between two tries: as long as all before, and no longer than this. So many take
# about six hours; what could not be told by then is news no more.
_SHORTEST, _LONGEST = timedelta(seconds=2), timedelta(minutes=10)
_TRIES = 44


class Outbox:
    """Keeps what is to be sent until it is known to have arrived, or not to."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Take the store and the clock."""
        self._db = db
        self._clock = clock

    async def next_due(self, limit: int, busy: Collection[str] = ()) -> list[Delivery]:
        """Return what may be sent now, the longest waiting first, one for a lane.

        `busy` are the lanes in which something is being sent.
        """
        now = self._clock.now()
        return await self._db.read(deliveries.heads, now, busy, limit)

    async def idle_s(self, longest: float) -> float:
        """Return for how many seconds nothing comes due by itself, at most so many."""
        soonest = await self._db.read(deliveries.next_try)
        if soonest is None:
            return longest
        wait = (soonest - self._clock.now()).total_seconds()
        return min(max(wait, 0.0), longest)

    def doubt(self, delivery: Delivery) -> Doubt:
        """Return whether it may have arrived already; a bot cut off cannot know.

        For an edit that is no matter: the same once more changes nothing.
        """
        if delivery.first_try is None or delivery.parcel.action is Action.EDIT:
            return Doubt.NONE
        age = self._clock.now() - delivery.first_try
        # A clock that was set back tells nothing.
        known = timedelta() <= age < _NONCE_HOLDS
        if delivery.parcel.action is Action.POST and known:
            return Doubt.BRIEF
        return Doubt.OPEN

    async def begin(self, delivery: Delivery) -> None:
        """Remember that it is about to be sent."""
        await self._db.write(deliveries.begin, delivery.id, self._clock.now())

    async def sent(self, delivery: Delivery, message: str, note: str = "") -> None:
        """Remember the message that it has become, "" where that is gone again."""
        now = self._clock.now()
        await self._db.write(deliveries.sent, delivery.id, message, note, now)

    async def retry(
        self,
        delivery: Delivery,
        reason: str,
        *,
        certain: bool,
        after_s: float = 0.0,
    ) -> None:
        """Try it again, not before so many seconds (an hour at most), or give it up.

        It is `certain` where nothing of it can have arrived, at any try.
        """
        if delivery.attempts + 1 < _TRIES:
            pause = max(_pause(delivery.attempts), timedelta(seconds=after_s))
            soon = min(pause, deliveries.FARTHEST)
            again = Again(self._clock.now() + soon, reason, certain)
            await self._db.write(deliveries.wait, delivery.id, again)
        elif certain:
            await self.dead(delivery, reason)
        else:
            await self.unknown(delivery, reason)

    async def simplify(self, delivery: Delivery, reason: str, *, certain: bool) -> None:
        """Send its simpler body next, for Discord refuses the first.

        It is `certain` where nothing of it can have arrived, at any try.
        """
        pause = timedelta() if certain else _pause(delivery.attempts)
        again = Again(self._clock.now() + pause, reason, certain, simpler=True)
        await self._db.write(deliveries.wait, delivery.id, again)

    async def unknown(self, delivery: Delivery, reason: str) -> None:
        """Leave it: it may have arrived, and twice is worse than not at all."""
        told = (
            f"Part {delivery.position} of digest {delivery.digest} may not have "
            f"arrived: {reason}. It is not sent again."
        )
        await self._lose(delivery, Loss("unknown", reason, told))

    async def dead(
        self, delivery: Delivery, reason: str, *, quietly: bool = False
    ) -> None:
        """Give it up: it will never arrive. Its guild is told, unless `quietly`."""
        told = (
            f"Part {delivery.position} of digest {delivery.digest} could not be "
            f"posted: {reason}."
        )
        await self._lose(delivery, Loss("dead", reason, "" if quietly else told))

    async def undeliverable(self, delivery: Delivery, reason: str) -> bool:
        """Give up all that waits for its channel, pause that, and have it told once.

        Returns:
            Whether the channel is newly paused.

        """
        now = self._clock.now()
        return await self._db.write(deliveries.give_up_channel, delivery, reason, now)

    async def of_digest(self, digest: int) -> list[Delivery]:
        """Return what there is to be sent for a digest, or was, in order."""
        return await self._db.read(deliveries.of_digest, digest)

    async def arrival(self, digest: int) -> Arrival:
        """Return what has become of a digest's parcels so far."""
        return await self._db.read(deliveries.arrival, digest)

    async def backlog(self, guild: str | None = None) -> Backlog:
        """Return what is still to be sent: to a guild, or (None) to all."""
        return await self._db.read(deliveries.backlog, self._clock.now(), guild)

    async def _lose(self, delivery: Delivery, loss: Loss) -> None:
        if delivery.parcel.action is Action.EDIT:
            # What was posted is there all the same.
            loss = replace(loss, told="")
        await self._db.write(deliveries.give_up, delivery, loss, self._clock.now())


def _pause(attempts: int) -> timedelta:
    return min(_SHORTEST * (1 << min(attempts, 20)), _LONGEST)
