"""Answers: from a question that somebody asks to what is said to them.

Every door leads here. What is said in private comes from what the asker reads; what
is said in a room, from what everybody reads who reads that room.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from bot.audience import above, read_by, read_by_all_in
from bot.counting import counted, listed
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import notice
from bot.render.stories import answered_posts
from bot.replies import reply
from bot.rooms import Room, Voice
from digests.asked import Answered, Asked, Scope
from digests.guilds import Reach
from digests.newsroom import Newsroom

LONGEST = 300
_GO_ON = "Reply to me or mention me to ask on: other messages reach me without words."
# Says that it takes a while.
Wait = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as somebody asks it.

    `card` is the digest that it is on and the story, from 1; 0 for none. `scope` and
    `since` are as in `Asked`.
    """

    words: str
    asker: discord.Member
    card: tuple[int, int] = (0, 0)
    scope: Scope | None = None
    since: datetime | None = None


def member_of(interaction: discord.Interaction[Any]) -> discord.Member:
    """Return who asks.

    Raises:
        Told: They are not on the server.

    """
    if not isinstance(interaction.user, discord.Member):
        raise Told("Only members of this server may ask.")
    return interaction.user


async def answer_in_room(newsroom: Newsroom, voice: Voice, inquiry: Inquiry) -> None:
    """Answer a question in a room, in its turn.

    Raises:
        Told: The answer could not be said there.

    """
    room = voice.room
    asked = asked_in(room, inquiry)
    async with newsroom.inquiries.taken_on(asked, voice.spot) as taken:
        found = await _in_turn(newsroom, taken, voice.wait)
        await voice.say(said_in(room, found))


async def answer_in_reply(
    interaction: discord.Interaction[Any], newsroom: Newsroom, asked: Asked
) -> None:
    """Answer a question to an interaction that was taken on, in its turn."""

    async def wait(words: str) -> None:
        await reply(interaction, notice(words))

    async with newsroom.inquiries.taken_on(asked) as taken:
        found = await _in_turn(newsroom, taken, wait)
        await reply(interaction, *answered_posts(found), private=asked.private)


def asked_in(room: Room, inquiry: Inquiry) -> Asked:
    """Return what is asked for all who read a room."""
    channel = room.channel
    shared = read_by(inquiry.asker, channel.id) & read_by_all_in(channel)
    return _asked(inquiry, shared | {room.id}, room.id, room.feeds_of)


def asked_in_private(interaction: discord.Interaction[Any], inquiry: Inquiry) -> Asked:
    """Return what is asked for the asker alone."""
    here = interaction.channel_id or 0
    channel = interaction.channel
    place = above(channel).id if isinstance(channel, discord.Thread) else here
    seen = read_by(inquiry.asker, here)
    return _asked(inquiry, seen, str(here), str(place), private=True)


def said_in(room: Room, found: Answered) -> tuple[Post, ...]:
    """Return the answer, the first in a thread with how to go on."""
    below = [_GO_ON] if room.is_thread and found.opens else []
    if room.wants:
        needed = f"I need {listed(room.wants)} in <#{room.channel.id}>"
        below.append(f"Answered here: to open a thread {needed}.")
    return answered_posts(found, *below)


def _asked(
    inquiry: Inquiry,
    channels: frozenset[str],
    thread: str,
    channel: str,
    *,
    private: bool = False,
) -> Asked:
    digest, story = inquiry.card
    return Asked(
        inquiry.words,
        Reach(str(inquiry.asker.guild.id), channels),
        asker=str(inquiry.asker.id),
        thread=thread,
        channel=channel,
        digest=digest,
        story=story,
        scope=inquiry.scope,
        since=inquiry.since,
        private=private,
    )


async def _in_turn(newsroom: Newsroom, asked: Asked, wait: Wait) -> Answered:
    ticket = newsroom.queue.line_up()
    try:
        if ticket.ahead:
            before = counted(ticket.ahead, "question is", "questions are")
            await wait(f"{before} before yours…")
        async with ticket:
            return await newsroom.librarian.ask(asked)
    finally:
        newsroom.queue.leave(ticket)
