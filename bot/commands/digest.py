"""`/digest`: digests on demand."""

import secrets

import discord
from discord import app_commands

from bot.outlet import send, tell
from bot.render import digest_posts
from digests.newsroom import Newsroom

_NOTHING_NEW = "Nothing new has been read since this channel's last digest."
_NO_CHANNEL = "A digest goes to a channel. Use this in a server's text channel."


def digest_commands(newsroom: Newsroom) -> app_commands.Group:
    """Return the group over this newsroom."""
    group = app_commands.Group(
        name="digest", description="Digests of what was read", guild_only=True
    )

    @group.command(name="now", description="Post what is new in this channel")
    async def now(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        channel = interaction.channel
        if not isinstance(channel, discord.abc.Messageable):
            await tell(interaction, _NO_CHANNEL)
            return
        name = str(interaction.channel_id)
        digest = await newsroom.digest(channel=name)
        if digest is None:
            await tell(interaction, _NOTHING_NEW)
            return
        key = secrets.token_hex(8)
        for number, post in enumerate(digest_posts(digest)):
            await send(channel, post, f"{key}-{number}")
        await newsroom.posted(digest, name)
        await tell(interaction, f"Posted in <#{interaction.channel_id}>.")

    return group
