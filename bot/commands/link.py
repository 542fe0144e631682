"""*Digest this link*: a message's link as a card, for the one who asks."""

import re
from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of
from bot.client import Offer
from bot.commands.groups import for_messages
from bot.errors import Told
from bot.posts import Post
from bot.render.stories import report_post
from bot.replies import reply, take_on
from digests.newsroom import Newsroom
from digests.types import Reading

# Where a link ends in what people write.
_LINK = re.compile(r"https?://[^\s<>]{1,2000}")
_TRAILING = ".,;:!?)]}'\"*_|~"
_NO_LINK = "There is no link in that message."
# Each fetches a page and reads it.
_TIMES, _WITHIN_S = 3, 60.0


def link_offer(newsroom: Newsroom) -> Offer:
    """Return the message menu's command."""

    @app_commands.checks.cooldown(_TIMES, _WITHIN_S, key=lambda i: i.user.id)
    async def digest_link(
        interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        await take_on(interaction)
        guild_of(interaction)
        await reply(interaction, await _card(newsroom, link_in(message.content)))

    menu = app_commands.ContextMenu(name="Digest this link", callback=digest_link)
    return Offer([for_messages(menu)])


def link_in(text: str) -> str:
    """Return the first link in a message.

    Raises:
        Told: There is none.

    """
    found = _LINK.search(text)
    if found is None:
        raise Told(_NO_LINK)
    return found[0].rstrip(_TRAILING)


async def _card(newsroom: Newsroom, url: str) -> Post:
    """Return the card of what is at the address; nothing is kept of it.

    Raises:
        SourceError: It cannot be had, or read.

    """
    document = await newsroom.sources.fetch(url)
    found = newsroom.sources.read(document)
    # What can be read at all holds one; of a feed it is the newest entry's.
    first = await anext(each async for each in found if isinstance(each, Reading))
    return report_post(first.report)
