"""Cashier: has calls of a model made, and pays for them.

An endpoint that fails is left alone, and no call is made that may cost more than is
left. What a call that is cut off may come to counts as spent.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from msgspec.structs import replace

from digests.accounts import USUAL, Order, Receipt, Standing, Terms, Tokens, Usage
from digests.errors import EndpointError, NotAsked
from digests.fuse import Fuse
from digests.ports import Again, Clock
from digests.retold import UNREACHED
from digests.storage import model_calls, overruns
from digests.storage.database import Database
from digests.storage.model_calls import Place

T = TypeVar("T")

_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]


class Cashier:
    """Pays for the calls of one model, within its terms."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        terms: Terms,
        fuse: Fuse,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Take the store, the clock, the terms, the fuse, and how to wait."""
        self._db = db
        self._clock = clock
        self._terms = terms
        self._fuse = fuse
        self._pause = pause
        self._done = Usage()
        self._took = timedelta()

    def done(self) -> Usage:
        """What the calls came to since the program began."""
        return self._done

    def took(self) -> timedelta:
        """How long the calls took that were replied to, without what they waited."""
        return self._took

    async def standing(self, model: str) -> Standing:
        """Return how the model is doing."""
        did = await self._db.read(overruns.get, model, self._clock.now())
        read, written = max(USUAL.read, did.read), max(USUAL.written, did.written)
        return Standing(
            model,
            self._terms,
            self._fuse.rests_until,
            await self._db.read(model_calls.last_reply, model),
            self._terms.price.of(read, written),
        )

    async def pay(
        self,
        order: Order,
        call: Callable[[Again], Awaitable[T]],
        receipt_of: Callable[[T], Receipt],
    ) -> T:
        """Make a call that was ordered, and return what came of it.

        Args:
            order: What is asked.
            call: Makes it, and pays for each further request, as ports.Model says.
            receipt_of: Tells what a reply came to.

        Raises:
            NotAsked: It was not made: what is left is too little, too much was asked
                of late, or the endpoint is left alone.
            EndpointError: Nothing came of it.

        """
        if not self._fuse.admit():
            raise NotAsked(UNREACHED)
        # What is cut off here has its reservation count as spent.
        try:
            place = await self._reserve(order, order.purpose.patience_s)

            async def again(refusal: EndpointError) -> None:
                nonlocal place
                await self._settle(place, _of_fault(refusal, place.held))
                place = await self._reserve(order, 0.0)

            began = self._clock.now()
            reply = await call(again)
            self._took += self._clock.now() - began
        except NotAsked:
            # Who may not pay is no trial of the endpoint.
            self._fuse.release()
            raise
        except EndpointError as error:
            self._failed(order, error)
            await self._settle(place, _of_fault(error, place.held))
            raise
        if self._fuse.worked():
            _log.info("%s replies again", order.model)
        await self._book(place, order, receipt_of(reply))
        return reply

    async def _reserve(self, order: Order, patience: float) -> Place:
        """Return a call that may be made, once it is its turn."""
        until = self._clock.now() + timedelta(seconds=patience)
        while True:
            place = await self._db.write(
                model_calls.reserve, order, self._terms, self._clock.now()
            )
            if place.call:
                return place
            patience -= place.wait_s
            # Its turn takes its time too.
            wait = timedelta(seconds=place.wait_s)
            if patience < 0 or self._clock.now() + wait > until:
                raise NotAsked(place.reason)
            await self._pause(place.wait_s)

    async def _book(self, place: Place, order: Order, receipt: Receipt) -> None:
        """Settle a call that was replied to, and remember what went beyond it."""
        held = place.held
        used = receipt.of(order, Tokens(held.tokens_in, held.tokens_out))
        if (beyond := receipt.beyond(order)) != Tokens():
            # Before it is settled: until then others reckon with the worst.
            now = self._clock.now()
            await self._db.write(overruns.note, order.model, beyond, now)
        price = self._terms.price.of(used.read, used.written)
        if price > held.micro_usd:
            words = "%s came to %d tokens where %d were held; more is from now on"
            told, most = used.read + used.written, held.tokens_in + held.tokens_out
            _log.warning(words, order.model, told, most)
        await self._settle(place, Usage(1, 0, used.read, used.written, price))

    async def _settle(self, place: Place, usage: Usage) -> None:
        self._done += usage
        await self._db.write(model_calls.settle, place.call, usage)

    def _failed(self, order: Order, error: EndpointError) -> None:
        if self._fuse.failed(error):
            words = "%s is left alone for a while: %s"
            _log.warning(words, order.model, error.reason)


def _of_fault(error: EndpointError, held: Usage) -> Usage:
    """Return what a call that failed came to: nothing, or the most it could."""
    return replace(held, failed=1) if error.charged else Usage(1, 1)
