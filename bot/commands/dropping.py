"""*Cancel*: forget what was shown to be confirmed."""

from typing import Any

import discord

from bot.checks import manager_of
from bot.client import Action
from bot.commands.asked import numbers
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.newsroom import Newsroom


def dropping(newsroom: Newsroom) -> Action:
    """Return what a button does whose id has the number of a proposal."""

    async def drop(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        (key,) = numbers(args, 1)
        await newsroom.proposals.drop(guild.id, key)
        await reply(interaction, notice("Nothing was changed."))

    return drop
