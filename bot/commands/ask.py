"""`/ask`: a question, answered from what was read or refused."""

from typing import Any

import discord
from discord import app_commands

from bot.outlet import reply
from bot.render.stories import answer_posts
from digests.guilds import Reach
from digests.newsroom import Newsroom

_LONGEST = 300


def ask_command(newsroom: Newsroom) -> app_commands.Command[Any, ..., Any]:
    """Return the command over this newsroom."""

    @app_commands.command(name="ask", description="Ask about what was read")
    @app_commands.describe(question="What you want to know")
    @app_commands.guild_only()
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, _LONGEST],
    ) -> None:
        await interaction.response.defer()
        reach = Reach(str(interaction.guild_id))
        await reply(interaction, *answer_posts(await newsroom.ask(question, reach)))

    return ask
