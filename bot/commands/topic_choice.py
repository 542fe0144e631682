"""Topics suggested while one is typed."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of, may_manage
from bot.errors import Told
from bot.render.text import label
from digests.newsroom import Newsroom

_MOST = 25
_LONGEST = 100


def suggesting_topics(newsroom: Newsroom, *, defined: bool = False) -> Any:
    """Return what suggests topics to managers; those in use too, or `defined` ones."""

    async def suggest(
        interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            guild = str(guild_of(interaction).id)
        except Told:
            return []
        if not may_manage(interaction, await newsroom.guilds.get(guild)):
            return []
        names = [each.name for each in await newsroom.topics.list_(guild)]
        if not defined:
            names += [each.topic for each in await newsroom.subscriptions.list_(guild)]
        wanted = typed.strip().casefold()
        fitting = [each for each in dict.fromkeys(names) if wanted in each.casefold()]
        return [
            app_commands.Choice(name=label(each, _LONGEST), value=each[:_LONGEST])
            for each in fitting
            if each
        ][:_MOST]

    return suggest
