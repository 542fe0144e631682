"""`/digest`: digests on demand."""

import asyncio
import secrets
from collections import defaultdict

import discord
from discord import app_commands

from bot.outlet import send, tell
from bot.render.editions import digest_posts
from digests.guilds import Edition
from digests.newsroom import Newsroom

_NOTHING_NEW = "Nothing new has been read since this channel's last digest."
_NO_CHANNEL = "A digest goes to a channel. Use this in a server's text channel."


def digest_commands(newsroom: Newsroom) -> app_commands.Group:
    """Return the group over this newsroom."""
    group = app_commands.Group(
        name="digest", description="Digests of what was read", guild_only=True
    )
    # Two who ask at once would both be posted what is new.
    turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @group.command(name="now", description="Post what is new in this channel")
    async def now(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        channel = interaction.channel
        if not isinstance(channel, discord.abc.Messageable):
            await tell(interaction, _NO_CHANNEL)
            return
        name = str(interaction.channel_id)
        async with turns[name]:
            posted = await _post_news(newsroom, channel, name)
        done = f"Posted in <#{interaction.channel_id}>."
        await tell(interaction, done if posted else _NOTHING_NEW)

    return group


async def _post_news(
    newsroom: Newsroom, channel: discord.abc.Messageable, name: str
) -> bool:
    """Post what the channel has not had; tell whether there was anything."""
    digest = await newsroom.digest(channel=name)
    if digest is None:
        return False
    key = secrets.token_hex(8)
    edition = Edition(digest, guild="", channel=name)
    for number, post in enumerate(digest_posts(edition, components=False)):
        await send(channel, post, f"{key}-{number}")
    await newsroom.posted(digest, name)
    return True
