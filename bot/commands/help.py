"""`/help`: what can be done here, and by whom."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of
from bot.client import Offer
from bot.commands.groups import alone
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.newsroom import Newsroom

_ASKING = " To ask, mention me or reply to a post of mine as well."
_READERS = ("news", "ask", "quotes", "why", "forget")
_MANAGERS = ("feed", "digest", "topic")
_ADMINS = ("setup", "bot")


def help_offer(newsroom: Newsroom) -> Offer:
    """Return the command."""

    @app_commands.command(name="help", description="See what can be done, and by whom")
    async def help_(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild = await newsroom.guilds.get(str(guild_of(interaction).id))
        also = f" or the role <@&{guild.manager_role}>" if guild.manager_role else ""
        words = (
            ("Everyone", "read and ask", _READERS),
            (f"Members with Manage Server{also}", "run the desk", _MANAGERS),
            ("Members with Manage Server", "set it up", _ADMINS),
        )
        # What is not offered yet is not told of.
        offered = {each.name for each in interaction.client.tree.get_commands()}
        lines = []
        for who, do, names in words:
            shown = ", ".join(f"`/{each}`" for each in names if each in offered)
            lines.append(f"**{who}** can {do}: {shown}.")
        lines[0] += _ASKING
        await reply(interaction, notice("\n".join(lines)))

    return Offer((alone(help_),))
