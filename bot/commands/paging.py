"""A command that shows a list, and the buttons that turn its pages."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from bot.checks import manager_of
from bot.client import Offer
from bot.commands.asked import numbers
from bot.posts import Post
from bot.replies import reply, take_on
from digests.guilds import Guild
from digests.newsroom import Newsroom

# A page of it, counted from 0; its buttons' ids end in the page they lead to.
PageOf = Callable[[Guild, int], Awaitable[Post]]


def paged(
    newsroom: Newsroom, name: str, about: str, action: str, page_of: PageOf
) -> Offer:
    """Return the command, for who may manage, and what its buttons do."""

    @app_commands.command(name=name, description=about)
    async def command(interaction: discord.Interaction[Any]) -> None:
        await show(interaction, 0)

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        (page,) = numbers(args, 1)
        await show(interaction, page)

    async def show(interaction: discord.Interaction[Any], page: int) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        await reply(interaction, await page_of(guild, page))

    return Offer((command,), {action: turned})
