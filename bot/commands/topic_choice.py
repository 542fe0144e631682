"""Topics as a kind of things to choose from, and suggested to file a feed under."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import manager_of
from bot.commands.choosing import Kind, choices
from bot.components import Option
from bot.errors import Told
from digests.guilds import Topic
from digests.naming import Called
from digests.newsroom import Newsroom

NONE = "No topic is defined yet. Add one with `/topic add`."
_LONGEST = 100


def topic_kind(newsroom: Newsroom) -> Kind[Topic]:
    """Return a server's topics."""
    return Kind("topic", NONE, newsroom.topics.list_, _called, _option)


def suggesting_topics(newsroom: Newsroom) -> Any:
    """Return what suggests topics to managers: those that are defined or in use."""

    async def suggest(
        interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            guild = (await manager_of(interaction, newsroom)).id
        except Told:
            return []
        names = [each.name for each in await newsroom.topics.list_(guild)]
        names += [each.topic for each in await newsroom.subscriptions.list_(guild)]
        wanted = typed.strip().casefold()
        fitting = [each for each in dict.fromkeys(names) if wanted in each.casefold()]
        return choices(Option(each, each[:_LONGEST]) for each in fitting if each)

    return suggest


def _called(topic: Topic) -> Called:
    return Called(topic.id, topic.name)


def _option(_: discord.Guild, topic: Topic) -> Option:
    return Option(topic.name, str(topic.id), ", ".join(topic.include))
