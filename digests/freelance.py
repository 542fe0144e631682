"""Freelance: the model, as one who writes for us and is paid by the word.

What was asked before is not paid again; for every other call there is a cashier.
"""

import asyncio
import hashlib
import json
from datetime import timedelta

from msgspec.structs import astuple

from digests.accounts import Feature, Order, Purpose, Receipt, Standing, Terms, Usage
from digests.cashier import Cashier, Pause
from digests.fuse import Fuse
from digests.ports import Clock, Completion, Model, Prompt
from digests.sharing import Sharing
from digests.storage import model_replies
from digests.storage.database import Database

# What is no reply would be none at once again; after that it is another try. One that
# is judged and does not stand would hardly be better, and is paid by all who ask.
_KEPT = timedelta(days=30)
_KEPT_UNFIT, _KEPT_CUT = timedelta(hours=1), timedelta(days=1)


class Freelance:
    """Has a model write, within its terms."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        model: Model,
        terms: Terms,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Take the store, the clock, the model, its terms, and how to wait."""
        self._db = db
        self._clock = clock
        self._model = model
        self._terms = terms
        self._cashier = Cashier(db, clock, terms, Fuse(clock), pause)
        self._sharing: Sharing[Completion] = Sharing()

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def at_once(self) -> int:
        """How many prompts it takes at a time."""
        return self._terms.at_once

    def done(self) -> Usage:
        """What its calls came to since the program began."""
        return self._cashier.done()

    async def complete(self, prompt: Prompt, purpose: Purpose) -> Completion:
        """Return the reply to a prompt, be it one that was paid before.

        A call that was made goes on though its caller is cancelled: it is paid.

        Raises:
            NotAsked: The model was left alone: what is left is too little, too much
                was asked of late, or it is out of reach.
            EndpointError: It was asked, and nothing came.
            StorageError: What it costs, or what it replied, cannot be written down.

        """
        key = self._key(prompt)
        shared = object() if purpose.feature is Feature.CHECK else key
        return await self._sharing.once(shared, lambda: self._had(key, prompt, purpose))

    def took(self) -> timedelta:
        """How long its calls that were replied to took since the program began."""
        return self._cashier.took()

    async def unfit(self, prompt: Prompt, *, judged: bool = False) -> None:
        """Hear that the reply to a prompt was no good; it is soon asked anew.

        Where it was `judged`, and all of it was cut, that is in a day.
        """
        until = self._clock.now() + (_KEPT_CUT if judged else _KEPT_UNFIT)
        await self._db.write(model_replies.shorten, self._key(prompt), until)

    async def standing(self) -> Standing:
        """Return how the model is doing."""
        return await self._cashier.standing(self.name)

    async def close(self) -> None:
        """Hang up; what calls that are cut off may come to counts as spent."""
        await self._sharing.close()

    async def _had(self, key: bytes, prompt: Prompt, purpose: Purpose) -> Completion:
        """Return the reply that is kept, or else a new one."""
        if purpose.feature is not Feature.DIGEST:
            return await self._ask(prompt, purpose)
        try:
            kept = await self._db.read(model_replies.get, key, self._clock.now())
        except ValueError:
            await self._db.write(model_replies.drop, key)
            kept = None
        if kept is not None:
            return kept
        reply = await self._ask(prompt, purpose)
        until = self._clock.now() + (_KEPT if reply.is_whole else _KEPT_UNFIT)
        await self._db.write(model_replies.keep, key, reply, until)
        return reply

    async def _ask(self, prompt: Prompt, purpose: Purpose) -> Completion:
        sent = f"{prompt.name}{prompt.rules}{prompt.data}{json.dumps(prompt.schema)}"
        order = Order(purpose, self.name, _bytes(sent), prompt.most_tokens)
        return await self._cashier.pay(
            order, lambda again: self._model.complete(prompt, again), _receipt_of
        )

    def _key(self, prompt: Prompt) -> bytes:
        asked = json.dumps([self._model.name, *astuple(prompt)], sort_keys=True)
        return hashlib.sha256(asked.encode()).digest()


def _receipt_of(reply: Completion) -> Receipt:
    written = _bytes(reply.text) + _bytes(reply.refusal)
    return Receipt(reply.tokens_in, reply.tokens_out, written)


def _bytes(text: str) -> int:
    return len(text.encode("utf8", "replace"))
