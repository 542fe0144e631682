"""Where a question comes from: which digest's message it is about, if it is on one."""

from typing import Any

import discord

from bot.audience import Channel
from digests.newsroom import Newsroom

NO_CARD = (0, 0)


async def card_of(
    newsroom: Newsroom, channel: Channel, message: str
) -> tuple[int, int]:
    """Return the digest and the story that a message shows, as `Inquiry` has them.

    A forum's thread is the message that it begins with, and the forum's.
    """
    guild, shelf = str(channel.guild.id), newsroom.shelf
    found = await shelf.card_in(guild, str(channel.id), message)
    if found is None and isinstance(channel, discord.Thread):
        found = await shelf.card_in(guild, str(channel.parent_id), message)
    return found or NO_CARD


async def card_of_thread(newsroom: Newsroom, place: Any) -> tuple[int, int]:
    """Return what the thread began with, where it is a thread."""
    if not isinstance(place, discord.Thread):
        return NO_CARD
    return await card_of(newsroom, place, str(place.id))


async def title_of(
    newsroom: Newsroom, guild: str, card: tuple[int, int], otherwise: str
) -> str:
    """Return the headline of a card's story, for a thread's name."""
    story = await newsroom.shelf.story(guild, *card) if all(card) else None
    return (story.reports[0].article.title if story else "") or otherwise
