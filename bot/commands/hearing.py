"""What members say to the bot: a mention, a reply to a digest or to an answer.

All of it is a question. Its thread is that of the message it is on, else its own.
"""

from datetime import datetime, timedelta

import discord

from bot.audience import Channel
from bot.checks import channel_of
from bot.client import Offer
from bot.commands.answers import LONGEST, Inquiry, answer_in_room
from bot.commands.origins import NO_CARD, card_of, card_of_thread, title_of
from bot.errors import Told
from bot.outlet import Outlet
from bot.render.text import size
from bot.rooms import Room, Voice, room_at, room_below
from bot.speaking import answer_with, lacking, words_in
from digests.errors import TooSoon
from digests.newsroom import Newsroom

_HOW = (
    "Write your question behind my name, or reply to one of my digests with it; "
    "`/ask` does the same."
)
_TOO_LONG = f"A question has {LONGEST} characters at most. Say it in fewer words."


class Hearing:
    """Answers what is said to the bot."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom that answers."""
        self._newsroom = newsroom
        # Who was told to wait is not told again until then.
        self._told: dict[int, datetime] = {}

    async def hear(self, client: discord.Client, message: discord.Message) -> None:
        """Answer what somebody says.

        Raises:
            TooSoon: They ask too much, and have not been told so yet.
            Told: It is no question, or cannot be answered there.

        """
        asker = message.author
        if not isinstance(asker, discord.Member) or client.user is None:
            return
        if not self._admits(asker):
            return
        words = words_in(client.user, message)
        if not words or size(words) > LONGEST:
            raise Told(_TOO_LONG if words else _HOW)
        channel = await channel_of(asker.guild, str(message.channel.id))
        if channel is None:
            return
        outlet = Outlet(client)
        card, room = await self._where(outlet, channel, message, words)
        if room.lacks:
            raise lacking(room)
        # Only in the same channel can one message be a reply to another.
        to = str(message.id) if room.id == str(channel.id) else ""
        voice = Voice(outlet, room, f"a{message.id}", to)
        await answer_in_room(self._newsroom, voice, Inquiry(words, asker, card))
        if room.id not in {str(channel.id), str(message.id)}:
            await answer_with(client, message, f"Answered in <#{room.id}>.")

    def _admits(self, asker: discord.Member) -> bool:
        """Count a question; tell whether it may be asked, or is one too many again.

        Raises:
            TooSoon: It is one too many.

        """
        now = self._newsroom.now()
        try:
            self._newsroom.queue.admit(str(asker.guild.id), str(asker.id))
        except TooSoon as error:
            until = self._told.get(asker.id)
            self._told = {key: at for key, at in self._told.items() if at > now}
            if until is not None and now < until:
                return False
            self._told[asker.id] = now + timedelta(seconds=error.wait_s)
            raise
        return True

    async def _where(
        self, outlet: Outlet, channel: Channel, message: discord.Message, words: str
    ) -> tuple[tuple[int, int], Room]:
        """Return which card the question is on, and the room to answer it in."""
        on = _replied_to(outlet, message)
        card = await card_of(self._newsroom, channel, on) if on else NO_CARD
        if isinstance(channel, discord.Thread):
            if card == NO_CARD:
                card = await card_of_thread(self._newsroom, channel)
            return card, room_at(channel)
        if card != NO_CARD:
            guild = str(channel.guild.id)
            title = await title_of(self._newsroom, guild, card, words)
            return card, await room_below(outlet, channel, on, title)
        if on:
            # An answer has its thread, archived or not, or stands where it was asked.
            thread = await channel_of(channel.guild, on)
            return card, room_at(
                thread if isinstance(thread, discord.Thread) else channel
            )
        return card, await room_below(outlet, channel, str(message.id), words)


def _replied_to(outlet: Outlet, message: discord.Message) -> str:
    """Return the message of the bot's own that this is a reply to, "" for none."""
    reference = message.reference
    replied = reference.resolved if reference else None
    if not isinstance(replied, discord.Message):
        return ""
    return str(replied.id) if str(replied.author.id) == outlet.name else ""


def hearing_offer(newsroom: Newsroom) -> Offer:
    """Return what sees to messages."""
    return Offer(hears=Hearing(newsroom).hear)
