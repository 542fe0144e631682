"""REST: threads, and posts of forums, which are threads too."""

from typing import Any

from tests.fakes.discord.doors import (
    Asked,
    Dispatch,
    Route,
    announce,
    message_payload,
)
from tests.fakes.discord.mentions import check_mentions
from tests.fakes.discord.messages import visible
from tests.fakes.discord.payloads import iso
from tests.fakes.discord.permissions import require
from tests.fakes.discord.refused import Refused, bad, no_permission
from tests.fakes.discord.rules import check_message
from tests.fakes.discord.things import BOT, Can, Channel, Flag, Kind, Message
from tests.fakes.discord.world import World

_ARCHIVES = {60, 1440, 4320, 10080}


class Threads:
    """Handlers over a world."""

    def __init__(self, world: World, dispatch: Dispatch) -> None:
        self._world, self._dispatch = world, dispatch

    def routes(self) -> list[Route]:
        """The paths, as the OpenAPI document writes them."""
        channel = "/channels/{channel_id}"
        return [
            ("POST", f"{channel}/threads", self.create),
            ("POST", f"{channel}/messages/{{message_id}}/threads", self.from_message),
            ("GET", f"{channel}/threads/archived/public", self.archived),
            ("GET", "/guilds/{guild_id}/threads/active", self.active),
            ("PUT", f"{channel}/thread-members/@me", self.join),
            ("PATCH", channel, self.change),
        ]

    async def create(self, asked: Asked) -> Any:
        """Open a post in a forum, or a thread without a message elsewhere."""
        parent = self._world.channel(asked.params["channel_id"])
        if parent.kind is Kind.FORUM:
            return await self._post(parent, asked)
        if asked.body.get("message"):
            raise bad("only a forum takes a message with its thread", "message")
        if asked.body.get("type") != Kind.THREAD:
            raise Refused(50024, "private threads are not spoken here")
        require(self._world.may(BOT, parent), Can.CREATE_THREADS)
        return await self._opened(self._thread(parent, asked.body), parent)

    async def from_message(self, asked: Asked) -> Any:
        """Open the one thread of a message; it has the message's id."""
        parent = self._world.channel(asked.params["channel_id"])
        require(self._world.may(BOT, parent), Can.CREATE_THREADS)
        message = self._world.message(parent.id, asked.params["message_id"])
        if message.id in self._world.channels:
            raise Refused(160004, "A thread has already been created for this message")
        if parent.kind not in {Kind.TEXT, Kind.ANNOUNCEMENT}:
            raise Refused(50024, "Cannot execute action on this channel type")
        message.flags |= Flag.HAS_THREAD
        thread = self._thread(parent, asked.body, message.id)
        opened = await self._opened(thread, parent)
        await self._begin(thread, message)
        return opened

    async def _begin(self, thread: Channel, message: Message) -> None:
        """Tell that the thread begins with a message, which is a message as well."""
        payload = message_payload(self._world, message) | {"content": "", "type": 21}
        payload |= {"id": str(self._world.next_id()), "channel_id": str(thread.id)}
        payload |= {"guild_id": str(thread.guild), "embeds": [], "components": []}
        await self._dispatch("MESSAGE_CREATE", payload)

    async def _post(self, forum: Channel, asked: Asked) -> Any:
        body = asked.body
        if not body.get("message"):
            raise bad("This field is required", "message")
        check_mentions(body["message"], self._world.pingable_roles)
        granted = self._world.may(BOT, forum)
        require(granted, Can.SEND, *([Can.ATTACH] if asked.files else []))
        _check_tags(forum, body.get("applied_tags") or [], granted)
        check_message(body["message"], "starter", len(asked.files))
        first = visible(body["message"], granted, asked.files)
        thread = self._thread(forum, body)
        starter = self._world.new_message(
            thread.id, first, key=thread.id, files=asked.files
        )
        opened = await self._opened(thread, forum)
        self._world.post(starter)
        await announce(self._world, self._dispatch, starter)
        return opened | {"message": message_payload(self._world, starter)}

    def _thread(
        self, parent: Channel, body: dict[str, Any], key: int | None = None
    ) -> Channel:
        name = body.get("name") or ""
        if not 1 <= len(name.strip()) <= 100:
            raise bad("Must be between 1 and 100 in length.", "name")
        lasting = body.get("auto_archive_duration") or parent.auto_archive
        if lasting not in _ARCHIVES:
            raise bad(f"Value must be one of {_ARCHIVES}", "auto_archive_duration")
        tags = [int(tag) for tag in body.get("applied_tags") or []]
        return self._world.add_thread(
            key or self._world.next_id(),
            name,
            parent.id,
            applied_tags=tags,
            auto_archive=lasting,
        )

    async def _opened(self, thread: Channel, parent: Channel) -> dict[str, Any]:
        payload = self._world.payload(thread)
        if self._world.may(BOT, parent) & Can.VIEW:
            await self._dispatch("THREAD_CREATE", {**payload, "newly_created": True})
        return payload

    async def archived(self, asked: Asked) -> Any:
        """Archived threads of a channel, the last archived first."""
        parent = self._world.channel(asked.params["channel_id"])
        require(self._world.may(BOT, parent), Can.HISTORY)
        before = asked.query.get("before", "9999")
        found = [each for each in self._under(parent) if each.archived]
        found = [each for each in found if (iso(each.archived_at) or "") < before]
        found.sort(key=lambda each: (str(each.archived_at), each.id), reverse=True)
        limit = int(asked.query.get("limit", 50))
        return self._listed(found[:limit]) | {"has_more": len(found) > limit}

    async def active(self, asked: Asked) -> Any:
        """Open threads of a guild that the bot may see."""
        guild = self._world.guild(asked.params["guild_id"])
        found = [
            each
            for each in self._world.channels.values()
            if each.kind.is_thread and each.guild == guild.id and not each.archived
        ]
        seen = [each for each in found if self._world.may(BOT, each) & Can.VIEW]
        return self._listed(seen)

    def _under(self, parent: Channel) -> list[Channel]:
        every = self._world.channels.values()
        return [each for each in every if each.parent == parent.id]

    def _listed(self, threads: list[Channel]) -> dict[str, Any]:
        shown = [self._world.payload(each) for each in threads]
        return {"threads": shown, "members": []}

    async def join(self, asked: Asked) -> None:
        """Join a thread; the bot is in its own from the start."""
        thread = self._world.channel(asked.params["channel_id"])
        require(self._world.may(BOT, thread))
        if thread.archived:
            raise Refused(50083, "Thread is archived")

    async def change(self, asked: Asked) -> Any:
        """Rename, archive or retag a thread of the bot's own."""
        thread = self._world.channel(asked.params["channel_id"])
        granted = self._world.may(BOT, thread)
        require(granted)
        if not thread.kind.is_thread:
            require(granted, Can.MANAGE_CHANNELS)
            raise bad("channels are not changed here")
        body = dict(asked.body)
        if thread.owner != BOT or "locked" in body:
            require(granted, Can.MANAGE_THREADS)
        if thread.archived and body.get("archived", True):
            raise Refused(50083, "Thread is archived")
        thread.archived = body.get("archived", thread.archived)
        thread.locked = body.get("locked", thread.locked)
        thread.name = body.get("name", thread.name)
        payload = self._world.payload(thread)
        await self._dispatch("THREAD_UPDATE", payload)
        return payload


def _check_tags(forum: Channel, tags: list[str], granted: int) -> None:
    if forum.require_tag and not tags:
        raise Refused(40067, "A tag is required to create a forum post in this channel")
    if len(tags) > 5:
        raise bad("Must be 5 or fewer in length.", "applied_tags")
    known = {tag.id: tag for tag in forum.tags}
    for tag in tags:
        if int(tag) not in known:
            raise Refused(10087, "Unknown tag", 404)
        if known[int(tag)].moderated and not granted & Can.MANAGE_THREADS:
            raise no_permission()
