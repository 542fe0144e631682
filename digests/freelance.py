"""Freelance: the model, as one who writes for us and is paid by the word.

Every call goes through here: what was asked before is not paid again, an endpoint
that fails is left alone, and no call is made that may cost more than is left.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from msgspec.structs import astuple

from digests.accounts import Feature, Order, Purpose, Standing, Terms, Usage
from digests.errors import EndpointError, NotAsked
from digests.fuse import Fuse
from digests.ports import Clock, Completion, Model, Prompt
from digests.sharing import Sharing
from digests.storage import model_calls, model_replies
from digests.storage.database import Database

OUT_OF_REACH = "the model is out of reach"
TOO_MANY = "too many requests this minute"
# A reply that is no good would be none at once again; after that it is another try.
_KEPT, _KEPT_UNFIT = timedelta(days=30), timedelta(hours=1)
# What an endpoint puts around what it is sent, in tokens.
_WRAPPING = 256
# More tokens than any model reads or writes: it is no number of tokens.
_NO_SUCH_NUMBER = 10**8
_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]


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
        self._pause = pause
        self._fuse = Fuse(clock)
        self._sharing: Sharing[Completion] = Sharing()
        self._done = Usage()

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
        return self._done

    async def complete(self, prompt: Prompt, purpose: Purpose) -> Completion:
        """Return the reply to a prompt, be it one that was paid before.

        A call that was made goes on though its caller is cancelled: it is paid.

        Raises:
            NotAsked: The model was left alone: what is left is too little, too much
                was asked of late, or it is out of reach.
            EndpointError: It was asked, and nothing came.

        """
        key = self._key(prompt)
        shared = object() if purpose.feature is Feature.CHECK else key
        return await self._sharing.once(shared, lambda: self._had(key, prompt, purpose))

    async def unfit(self, prompt: Prompt) -> None:
        """Hear that the reply to a prompt was no good; it is soon asked anew."""
        until = self._clock.now() + _KEPT_UNFIT
        await self._db.write(model_replies.shorten, self._key(prompt), until)

    async def standing(self) -> Standing:
        """Return how the model is doing."""
        return Standing(
            self._model.name,
            self._terms,
            self._fuse.rests_until,
            await self._db.read(model_calls.last_reply),
        )

    async def close(self) -> None:
        """Hang up; what calls that are cut off may come to counts as spent."""
        await self._sharing.close()

    async def _had(self, key: bytes, prompt: Prompt, purpose: Purpose) -> Completion:
        """Return the reply that is kept, or else a new one."""
        if purpose.feature is not Feature.DIGEST:
            return await self._ask(prompt, purpose)
        kept = await self._db.read(model_replies.get, key, self._clock.now())
        if kept is not None:
            return kept
        reply = await self._ask(prompt, purpose)
        until = self._clock.now() + (_KEPT if _is_whole(reply) else _KEPT_UNFIT)
        await self._db.write(model_replies.keep, key, reply, until)
        return reply

    async def _ask(self, prompt: Prompt, purpose: Purpose) -> Completion:
        if not self._fuse.admit():
            raise NotAsked(OUT_OF_REACH)
        order = self._order(prompt, purpose)
        try:
            call = await self._reserve(order)
        except NotAsked:
            # Who may not pay is no trial of the endpoint.
            self._fuse.release()
            raise
        # What is cut off here has its reservation count as spent.
        try:
            reply = await self._model.complete(prompt)
        except EndpointError as error:
            self._failed(error)
            await self._settle(call, _of_fault(error, order))
            raise
        if self._fuse.worked():
            _log.info("the model replies again")
        await self._settle(call, self._usage_of(reply, order))
        return reply

    def _order(self, prompt: Prompt, purpose: Purpose) -> Order:
        # No token is shorter than a byte.
        sent = f"{prompt.name}{prompt.rules}{prompt.data}{json.dumps(prompt.schema)}"
        tokens_in = len(sent.encode("utf8", "replace")) + _WRAPPING
        most = self._terms.price.of(tokens_in, prompt.most_tokens)
        return Order(purpose, self._model.name, tokens_in, prompt.most_tokens, most)

    async def _reserve(self, order: Order) -> int:
        """Return the number of a call that may be made, once it is its turn."""
        patience = order.purpose.patience_s
        while True:
            place = await self._db.write(
                model_calls.reserve, order, self._terms, self._clock.now()
            )
            if place.call is not None:
                return place.call
            patience -= place.wait_s
            if patience < 0:
                raise NotAsked(TOO_MANY)
            await self._pause(place.wait_s)

    async def _settle(self, call: int, usage: Usage) -> None:
        self._done += usage
        await self._db.write(model_calls.settle, call, usage)

    def _failed(self, error: EndpointError) -> None:
        if self._fuse.failed(error):
            _log.warning("the model is left alone for a while: %s", error.reason)

    def _usage_of(self, reply: Completion, order: Order) -> Usage:
        """Return what a reply came to; where that is not told, the most it could."""
        tokens_in = _told(reply.tokens_in, order.tokens_in)
        tokens_out = _told(reply.tokens_out, order.tokens_out)
        price = self._terms.price.of(tokens_in, tokens_out)
        return Usage(1, 0, tokens_in, tokens_out, price)

    def _key(self, prompt: Prompt) -> bytes:
        asked = json.dumps([self._model.name, *astuple(prompt)], sort_keys=True)
        return hashlib.sha256(asked.encode()).digest()


def _of_fault(error: EndpointError, order: Order) -> Usage:
    """Return what a call that failed came to: nothing, or the most it could."""
    if not error.charged:
        return Usage(1, 1)
    return Usage(1, 1, order.tokens_in, order.tokens_out, order.micro_usd)


def _told(tokens: int | None, most: int) -> int:
    """Return the number that an endpoint tells, where it can be one."""
    return tokens if tokens and 0 < tokens < _NO_SUCH_NUMBER else most


def _is_whole(reply: Completion) -> bool:
    """Whether it is through with what it had to say, and said something."""
    return reply.finish == "stop" and bool(reply.text.strip()) and not reply.refusal
