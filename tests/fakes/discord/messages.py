"""REST: messages of channels and threads."""

from typing import Any

from tests.fakes.discord.doors import (
    Asked,
    Dispatch,
    Route,
    announce,
    message_payload,
)
from tests.fakes.discord.mentions import check_mentions
from tests.fakes.discord.permissions import require
from tests.fakes.discord.rates import Rates
from tests.fakes.discord.refused import Refused, bad, no_permission
from tests.fakes.discord.rules import check_message, laid_over
from tests.fakes.discord.things import BOT, Can, Channel, Flag, Kind, Message
from tests.fakes.discord.world import World

_HOUR_S = 3600
_ALL = "/channels/{channel_id}/messages"
_ONE = f"{_ALL}/{{message_id}}"


class Messages:
    """Handlers over a world."""

    def __init__(self, world: World, dispatch: Dispatch, rates: Rates) -> None:
        self._world, self._dispatch, self._rates = world, dispatch, rates

    def routes(self) -> list[Route]:
        """The paths, as the OpenAPI document writes them."""
        return [
            ("POST", _ALL, self.create),
            ("GET", _ALL, self.history),
            ("GET", _ONE, self.get),
            ("PATCH", _ONE, self.edit),
            ("DELETE", _ONE, self.delete),
            ("POST", f"{_ONE}/crosspost", self.crosspost),
            ("POST", "/channels/{channel_id}/typing", self.typing),
        ]

    async def create(self, asked: Asked) -> Any:
        """Send a message, or return the one that its nonce already made."""
        channel, body = self._place(asked), asked.body
        check_mentions(body, self._world.pingable_roles)
        self._check_sending(channel, asked.files)
        check_message(body, "create", len(asked.files))
        self._check_reference(channel, body)
        body = visible(body, self._world.may(BOT, channel), asked.files)
        await self._unarchive(channel)
        nonce = str(body.get("nonce") or "") if body.get("enforce_nonce") else ""
        fresh = self._world.new_message(channel.id, body, files=asked.files)
        message = self._world.post(fresh, nonce)
        if message is fresh:
            await announce(self._world, self._dispatch, message)
        return message_payload(self._world, message)

    def _check_sending(self, channel: Channel, files: dict[str, bytes]) -> None:
        if channel.kind is Kind.DM:
            user = self._world.users[channel.recipient or 0]
            if not user.dms_open:
                raise Refused(50007, "Cannot send messages to this user", 403)
            return
        sending = Can.SEND_IN_THREADS if channel.kind.is_thread else Can.SEND
        needed = [Can.ATTACH] if files else []
        require(self._world.may(BOT, channel), sending, *needed)
        if channel.kind is Kind.FORUM:
            raise Refused(40058, "Cannot message this thread until after it is created")

    def _check_reference(self, channel: Channel, body: dict[str, Any]) -> None:
        reference = body.get("message_reference")
        if not reference:
            return
        if not self._world.may(BOT, channel) & Can.HISTORY:
            raise Refused(160002, "Cannot reply without permission to read history")
        key = int(reference["message_id"])
        found = any(each.id == key for each in self._world.messages)
        if not found and reference.get("fail_if_not_exists", True):
            raise bad("Unknown message", "message_reference")

    async def _unarchive(self, thread: Channel) -> None:
        if thread.locked:
            raise Refused(160005, "Thread is locked")
        if thread.archived:
            thread.archived = False
            await self._dispatch("THREAD_UPDATE", self._world.payload(thread))

    async def history(self, asked: Asked) -> Any:
        """The newest messages first; nothing at all without Read Message History."""
        channel = self._place(asked)
        granted = self._world.may(BOT, channel)
        require(granted)
        limit = int(asked.query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise bad("int value should be between 1 and 100", "limit")
        if not granted & Can.HISTORY:
            return []
        found = [each for each in self._world.messages if each.channel == channel.id]
        found.sort(key=lambda each: each.id)
        return [
            message_payload(self._world, each) for each in _part(found, asked, limit)
        ]

    async def get(self, asked: Asked) -> Any:
        """One message."""
        channel = self._place(asked)
        require(self._world.may(BOT, channel), Can.HISTORY)
        return message_payload(self._world, self._message(channel, asked))

    async def edit(self, asked: Asked) -> Any:
        """Change a message of the bot's own."""
        channel, edit = self._place(asked), asked.body
        require(self._world.may(BOT, channel))
        message = self._message(channel, asked)
        check_mentions(edit, self._world.pingable_roles)
        if message.author != BOT:
            raise Refused(50005, "Cannot edit a message by another user", 403)
        if channel.archived:
            raise Refused(50083, "Thread is archived")
        if self._age(message) > _HOUR_S:
            self._rates.check_old_edit(channel.id)
        if not self._world.may(BOT, channel) & Can.EMBED and edit.get("embeds"):
            edit = {**edit, "embeds": []}
        lay_over(message, edit, asked.files)
        await announce(self._world, self._dispatch, message, "MESSAGE_UPDATE")
        return message_payload(self._world, message)

    async def delete(self, asked: Asked) -> None:
        """Take a message away; others' need Manage Messages."""
        channel = self._place(asked)
        granted = self._world.may(BOT, channel)
        require(granted)
        message = self._message(channel, asked)
        if message.author != BOT and not granted & Can.MANAGE_MESSAGES:
            raise no_permission()
        self._world.delete(message)
        gone = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild:
            gone["guild_id"] = str(channel.guild)
        await self._dispatch("MESSAGE_DELETE", gone)

    async def crosspost(self, asked: Asked) -> Any:
        """Publish a message of an announcement channel."""
        channel = self._place(asked)
        require(self._world.may(BOT, channel), Can.SEND)
        if channel.kind is not Kind.ANNOUNCEMENT:
            raise Refused(50024, "Cannot execute action on this channel type")
        message = self._message(channel, asked)
        if message.author != BOT:
            raise no_permission()
        if message.flags & Flag.CROSSPOSTED:
            raise Refused(40033, "This message has already been crossposted")
        message.flags |= Flag.CROSSPOSTED
        return message_payload(self._world, message)

    async def typing(self, asked: Asked) -> None:
        """Show that the bot types."""
        require(self._world.may(BOT, self._place(asked)), Can.SEND)

    def _place(self, asked: Asked) -> Channel:
        return self._world.channel(asked.params["channel_id"])

    def _message(self, channel: Channel, asked: Asked) -> Message:
        return self._world.message(channel.id, asked.params["message_id"])

    def _age(self, message: Message) -> float:
        if message.sent_at is None:
            return 0.0
        return (self._world.clock.now() - message.sent_at).total_seconds()


def visible(
    body: dict[str, Any], granted: int, files: dict[str, bytes]
) -> dict[str, Any]:
    """What is left of a message without Embed Links: embeds vanish in silence.

    Only where nothing else is in it, that is refused (discord-api-docs#2601).
    """
    if not body.get("embeds") or granted & Can.EMBED:
        return body
    if not (body.get("content") or body.get("components") or files):
        raise no_permission()
    return {**body, "embeds": []}


def lay_over(message: Message, edit: dict[str, Any], files: dict[str, bytes]) -> None:
    """Lay an edit over a message, if what comes of it is allowed; it rings nobody."""
    body = laid_over(message.body, edit, message.flags, len(files))
    asked = edit.get("flags") or 0
    kept = message.flags & ~Flag.LOADING & ~Flag.SUPPRESS_EMBEDS
    message.flags = kept | asked & (Flag.SUPPRESS_EMBEDS | Flag.V2)
    message.body = body
    message.files.update(files)
    message.edits += 1


def _part(found: list[Message], asked: Asked, limit: int) -> list[Message]:
    """What a history query means: before, after or around a snowflake."""
    query = asked.query
    if "after" in query:
        # The oldest of them, still shown newest first.
        return [each for each in found if each.id > int(query["after"])][:limit][::-1]
    if "around" in query:
        middle = int(query["around"])
        newer = [each for each in found if each.id > middle][: limit // 2]
        older = [each for each in found if each.id <= middle][-(limit + 1) // 2 :]
        return (older + newer)[::-1]
    before = int(query.get("before", 1 << 63))
    return [each for each in found if each.id < before][::-1][:limit]
