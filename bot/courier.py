"""The Courier: takes what waits in the outbox to Discord, every channel at its pace.

Posts of a channel go out one after the other, and so does what is published there;
no channel waits for another, and no post for a publication.
"""

import asyncio

from bot.outlet import Outlet
from bot.postman import Postman
from digests.deliveries import Arrival, Delivery
from digests.outbox import Outbox

# So many channels at once, and so many requests a second of the 50 that are allowed.
_AT_ONCE, _PER_S = 20, 40
# Between two looks at what is new, where nothing says so.
_LOOK_S, _GLANCE_S, _SHORTEST_S = 5.0, 0.5, 0.05


class Courier:
    """Keeps deliveries under way; one process has one."""

    def __init__(self, outbox: Outbox, outlet: Outlet) -> None:
        """Take what is to be delivered, and the way to Discord."""
        self._outbox = outbox
        self._outlet = outlet
        self._postman = Postman(outbox, outlet)
        self._closing = self._over = False
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._gate = asyncio.Lock()
        self._settled = asyncio.Condition()
        self.woken = asyncio.Event()

    def wake(self) -> None:
        """Say that there is something new in the outbox."""
        self.woken.set()

    async def round(self) -> float:
        """Begin what is due, see to what has ended, and say when to look again.

        Raises:
            Exception: What ended a delivery that should have been settled; its
                parcel is in the outbox still, and others go on.

        """
        self.woken.clear()
        await self._begin_due()
        if not self._under_way:
            longest = _LOOK_S if self._outlet.is_open else _GLANCE_S
            return max(await self._outbox.idle_s(longest), _SHORTEST_S)
        await self._until_one_ends()
        await self._see_to_ended()
        return 0.0

    async def delivered(self, digest: int, within_s: float) -> Arrival:
        """Wait until a digest's parcels are settled, for so long, or to the finish.

        Returns:
            What has become of them by then.

        """
        self.wake()
        try:
            async with asyncio.timeout(within_s), self._settled:
                arrival = await self._outbox.arrival(digest)
                while not (arrival.settled or self._over):
                    await self._settled.wait()
                    arrival = await self._outbox.arrival(digest)
        except TimeoutError:
            arrival = await self._outbox.arrival(digest)
        return arrival

    async def finish(self, within_s: float) -> None:
        """Begin nothing more, and let what is under way end.

        What does not is looked into at the next start.
        """
        self._closing = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way.values(), timeout=within_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._over = True
        await self._see_to_ended()

    async def _begin_due(self) -> None:
        if not self._outlet.is_open:
            return
        room = _AT_ONCE - len(self._under_way)
        for delivery in await self._outbox.next_due(room, set(self._under_way)):
            if not self._closing:
                task = asyncio.create_task(self._deliver(delivery))
                self._under_way[delivery.lane] = task

    async def _deliver(self, delivery: Delivery) -> None:
        async with self._gate:
            await asyncio.sleep(1 / _PER_S)
        await self._postman.deliver(delivery)

    async def _until_one_ends(self) -> None:
        woken = asyncio.create_task(self.woken.wait())
        await asyncio.wait(
            {woken, *self._under_way.values()},
            timeout=_GLANCE_S,
            return_when=asyncio.FIRST_COMPLETED,
        )
        woken.cancel()

    async def _see_to_ended(self) -> None:
        ended = {key: task for key, task in self._under_way.items() if task.done()}
        for lane in ended:
            del self._under_way[lane]
        async with self._settled:
            self._settled.notify_all()
        for task in ended.values():
            if not task.cancelled():
                task.result()
