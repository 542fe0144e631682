"""Surveyor: an embeddings model that places texts, and is paid by the word."""

import asyncio
from collections.abc import Sequence

from digests.accounts import Order, Purpose, Receipt, Standing, Terms, Usage
from digests.cashier import Cashier, Pause
from digests.fuse import Fuse
from digests.named_jobs import pack
from digests.ports import Clock, Embedder, Vectors
from digests.storage.database import Database


class Surveyor:
    """Has texts placed, within the model's terms."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        embedder: Embedder,
        terms: Terms,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Take the store, the clock, the model, its terms, and how to wait."""
        self._embedder = embedder
        # A question that waits for an endpoint that is away is late already.
        self._cashier = Cashier(db, clock, terms, Fuse(clock, faults=1), pause)

    @property
    def model(self) -> str:
        """The model's name."""
        return self._embedder.model

    def done(self) -> Usage:
        """What its calls came to since the program began."""
        return self._cashier.done()

    async def standing(self) -> Standing:
        """Return how the model is doing."""
        return await self._cashier.standing(self.model)

    async def place(self, texts: Sequence[str], purpose: Purpose) -> list[bytes]:
        """Return a packed vector for each text.

        Raises:
            NotAsked: The model was left alone.
            EndpointError: It was asked, and nothing came that can be used.

        """
        sent = sum(len(each.encode("utf8", "replace")) for each in texts)
        given = await self._cashier.pay(
            Order(purpose, self.model, sent),
            lambda _: self._embedder.embed(texts),
            _receipt_of,
        )
        return await asyncio.to_thread(pack, given.rows)


def _receipt_of(given: Vectors) -> Receipt:
    return Receipt(given.tokens, 0)
