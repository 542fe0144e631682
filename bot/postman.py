"""The Postman: one delivery, from the outbox to Discord, whatever has happened to it.

Nothing is sent twice: what may have arrived is sent again only where Discord knows
its nonce, or after the channel itself was looked at.
"""

import json

from bot import history
from bot.outlet import Opened, Outlet
from bot.posts import mark_in, replacing
from bot.refusals import (
    PUBLISHED_BEFORE,
    UNKNOWN_MESSAGE,
    NoAnswer,
    Refusal,
    TooSoon,
)
from digests.deliveries import Action, Delivery, Doubt
from digests.outbox import Outbox

_AWAY_S, _REFUSED_S = 60.0, 60.0
# Discord fails so at a body that it cannot set; see the limits of Components V2.
_CANNOT_SET, _ENOUGH_TRIES = 500, 2
_NOT_TO_BE_READ = "Discord did not answer, and I may not read the channel's history"


class Postman:
    """Delivers."""

    def __init__(self, outbox: Outbox, outlet: Outlet) -> None:
        """Take what is to be delivered, and the way to Discord."""
        self._outbox = outbox
        self._outlet = outlet

    async def deliver(self, delivery: Delivery) -> None:
        """Send it, and settle what came of that; where nothing can, it waits.

        Raises:
            StorageError: What came of it cannot be kept.

        """
        doubt = self._outbox.doubt(delivery)
        surely_not = doubt is Doubt.NONE
        if delivery.parcel.action is Action.PUBLISH and not delivery.before:
            reason = "there is no message to publish"
            return await self._outbox.dead(delivery, reason, quietly=True)
        if self._outlet.away(delivery.guild):
            return await self._outbox.retry(
                *(delivery, "the server is unavailable"),
                certain=surely_not,
                after_s=_AWAY_S,
            )
        try:
            edits = delivery.parcel.action is Action.EDIT
            looked = doubt is Doubt.OPEN or (delivery.cut_off and not edits)
            if looked and await self._known(delivery, doubt):
                return None
            await self._outbox.begin(delivery)
            opened = await self._send(delivery)
        except NoAnswer as error:
            await self._unanswered(delivery, error)
        except TooSoon as error:
            await self._outbox.retry(
                *(delivery, "too much at once"),
                certain=surely_not,
                after_s=error.after_s,
            )
        except Refusal as error:
            await self._refused(delivery, error, surely_not=surely_not)
        else:
            await self._outbox.sent(delivery, opened.id, opened.note)
        return None

    async def _send(self, delivery: Delivery) -> Opened:
        parcel, channel = delivery.parcel, delivery.channel
        match parcel.action:
            case Action.POST:
                body = json.loads(parcel.body)
                key = await self._outlet.post(channel, body, delivery.nonce)
                return Opened(key)
            case Action.THREAD:
                body = json.loads(parcel.body)
                return await self._outlet.open_thread(
                    channel, parcel.title, parcel.topics, body
                )
            case Action.PUBLISH:
                await self._outlet.publish(channel, delivery.before)
                return Opened(delivery.before)
            case Action.EDIT:
                body = replacing(json.loads(parcel.body))
                await self._outlet.edit(channel, delivery.before, body)
                return Opened(delivery.before)

    async def _known(self, delivery: Delivery, doubt: Doubt) -> bool:
        """Look whether it arrived; tell whether nothing more is to be done."""
        if delivery.parcel.action is Action.PUBLISH:
            return await self._known_published(delivery)
        mark = mark_in(json.loads(delivery.parcel.body))
        may = await self._outlet.permissions(delivery.channel)
        if mark is None or not may.read_message_history:
            if doubt is Doubt.BRIEF:
                return False
            await self._outbox.unknown(delivery, _NOT_TO_BE_READ)
            return True
        found = await self._find(delivery, mark)
        if found:
            await self._outbox.sent(delivery, found)
        return bool(found)

    async def _known_published(self, delivery: Delivery) -> bool:
        # Twice is refused by Discord itself, so a look is a courtesy.
        may = await self._outlet.permissions(delivery.channel)
        published = may.read_message_history and await history.is_published(
            self._outlet, delivery.channel, delivery.before
        )
        if published:
            await self._outbox.sent(delivery, delivery.before)
        return published

    async def _find(self, delivery: Delivery, mark: history.Mark) -> str:
        since = delivery.first_try
        assert since is not None  # noqa: S101
        if delivery.parcel.action is Action.THREAD:
            return await history.find_thread(
                self._outlet, delivery.channel, delivery.guild, mark, since
            )
        return await history.find_post(self._outlet, delivery.channel, mark, since)

    async def _unanswered(self, delivery: Delivery, error: NoAnswer) -> None:
        poison = error.status == _CANNOT_SET and delivery.attempts >= _ENOUGH_TRIES
        if poison and delivery.parcel.instead:
            await self._outbox.simplify(delivery, error.reason, certain=False)
        else:
            await self._outbox.retry(delivery, error.reason, certain=False)

    async def _refused(
        self, delivery: Delivery, error: Refusal, *, surely_not: bool
    ) -> None:
        action = delivery.parcel.action
        publishing = action is Action.PUBLISH
        edited = action is Action.EDIT and error.final
        if error.code == UNKNOWN_MESSAGE and not publishing:
            # So Discord answers a nonce whose message somebody has deleted.
            await self._outbox.sent(delivery, "", "deleted since")
        elif error.code == UNKNOWN_MESSAGE:
            reason = "the message is gone"
            await self._outbox.dead(delivery, reason, quietly=True)
        elif error.code == PUBLISHED_BEFORE and publishing:
            await self._outbox.sent(delivery, delivery.before)
        elif edited:
            # The post stays as it is, in whatever place; the next one tells of that.
            await self._outbox.dead(delivery, f"Discord refused it ({error.words})")
        elif error.closes and not (publishing and error.names_permissions):
            lacking = self._outlet.lacking(delivery.channel)
            await self._outbox.undeliverable(delivery, _why(lacking, error))
        elif error.final and delivery.parcel.instead:
            await self._outbox.simplify(delivery, error.words, certain=True)
        elif error.final:
            await self._outbox.dead(delivery, f"Discord refused it ({error.words})")
        else:
            await self._outbox.retry(
                *(delivery, f"Discord answered {error.status}"),
                certain=surely_not,
                after_s=_REFUSED_S,
            )


def _why(lacking: str, error: Refusal) -> str:
    """Return why nothing can be posted, with what the bot is known to lack."""
    if error.names_permissions and lacking:
        return f"{error.closes}: I need {lacking}"
    return error.closes
