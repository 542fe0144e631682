"""Rooms: the channels and threads where the bot holds its conversations.

A question in a channel opens the thread of the message that it stands in, or goes on
in the one that is there; without the permission for that, it stays where it is.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.audience import Channel, above
from bot.errors import Told
from bot.outlet import Outlet
from bot.permissions import (
    EMBED,
    HISTORY,
    OPEN_THREADS,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    missing,
)
from bot.posts import Post
from bot.refusals import HAS_THREAD, NoAnswer, Refusal, TooSoon
from bot.render.pages import notice
from bot.render.text import label
from digests.asked import Spot
from digests.errors import DigestsError

_MOST_TITLE = 100
_TO_OPEN = (VIEW, OPEN_THREADS, SEND_IN_THREADS, EMBED, HISTORY)
# Discord knows a nonce again, so that what may have arrived can be sent once more.
_TRIES, _PAUSE_S = 3, 1.0


@dataclass(frozen=True, slots=True)
class Room:
    """A channel or thread of this id; `channel` is that, or what it hangs from.

    `lacks` is what the bot needs to speak there and has not; `wants`, what it would
    need to open a thread there.
    """

    id: str
    channel: Channel
    lacks: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()

    @property
    def is_thread(self) -> bool:
        """Whether it is a conversation of its own."""
        own = self.id == str(self.channel.id)
        return not own or isinstance(self.channel, discord.Thread)

    @property
    def feeds_of(self) -> str:
        """The channel whose feeds are the nearest."""
        return str(above(self.channel).id)


def room_at(channel: Channel) -> Room:
    """Return a channel or thread as a room."""
    send = SEND_IN_THREADS if isinstance(channel, discord.Thread) else SEND
    return Room(str(channel.id), channel, _missing(channel, (VIEW, send, EMBED)))


async def room_below(
    outlet: Outlet, channel: Channel, message: str, title: str
) -> Room:
    """Return the thread of a channel's message, opened where there is none.

    Where none can be had, the channel itself.
    """
    if not isinstance(channel, discord.TextChannel):
        return room_at(channel)
    here = room_at(channel)
    if wants := _missing(channel, _TO_OPEN):
        return Room(here.id, channel, here.lacks, wants)
    try:
        await outlet.open_below(here.id, message, label(title, _MOST_TITLE))
    except Refusal as error:
        if error.code != HAS_THREAD:
            return here
    except (NoAnswer, TooSoon):
        return here
    return Room(message, channel)


class Voice:
    """What is said in a room about one question; `key` tells it from all others."""

    def __init__(self, outlet: Outlet, room: Room, key: str, to: str = "") -> None:
        """Take the way to Discord, and the message in the room that is answered."""
        self._outlet, self.room = outlet, room
        self._key, self._to = key, to
        self._said = 0
        self._waiting = ""

    @property
    def spot(self) -> Spot:
        """Where it is said, as it is remembered."""
        return Spot(self.room.id, self._to, self._key)

    async def wait(self, words: str) -> None:
        """Say that it takes a while; the answer takes the place of that.

        Raises:
            Told: It could not be said.

        """
        self._waiting = await self._post(notice(words), f"{self._key}.0")

    async def say(self, posts: Sequence[Post]) -> None:
        """Say these, one below the other.

        Raises:
            Told: They could not be said.

        """
        first, *more = posts
        if self._waiting:
            await self._replace(first)
            posts = more
        for each in posts:
            await self._post(each, self._next())

    def _next(self) -> str:
        self._said += 1
        return f"{self._key}.{self._said}"

    async def _replace(self, post: Post) -> None:
        try:
            await self._outlet.edit(self.room.id, self._waiting, post.replacing())
        except (NoAnswer, TooSoon, Refusal):
            # It may be gone, or have become too old to be changed.
            await self._post(post, self._next())

    async def _post(self, post: Post, nonce: str) -> str:
        body = post.body()
        if self._to and not _missing(self.room.channel, (HISTORY,)):
            about = {"message_id": self._to, "fail_if_not_exists": False}
            body["message_reference"] = about
        cause: DigestsError
        try:
            return await self._sent(body, nonce, _TRIES)
        except NoAnswer as error:
            why, cause = "Discord does not answer", error
        except TooSoon as error:
            why, cause = "Discord takes no more just now", error
        except Refusal as error:
            why, cause = error.closes or "Discord refused it", error
        raise Told(f"I could not answer in <#{self.room.id}>: {why}.") from cause

    async def _sent(self, body: Mapping[str, Any], nonce: str, tries: int) -> str:
        try:
            return await self._outlet.post(self.room.id, body, nonce)
        except NoAnswer:
            if tries == 1:
                raise
        await asyncio.sleep(_PAUSE_S)
        return await self._sent(body, nonce, tries - 1)


def _missing(channel: Channel, names: tuple[str, ...]) -> tuple[str, ...]:
    return missing(channel.permissions_for(channel.guild.me).value, names)
