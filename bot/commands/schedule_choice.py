"""Schedules as a kind of things to choose from."""

import discord

from bot.commands.choosing import Kind
from bot.commands.digest_words import order_in_words
from bot.components import Option
from bot.render.text import joined
from digests.guilds import Schedule
from digests.naming import Called
from digests.newsroom import Newsroom

NONE = "There is no schedule yet. Make one with `/digest schedule`."


def schedule_kind(newsroom: Newsroom) -> Kind[Schedule]:
    """Return a server's schedules, each by its id."""
    return Kind("schedule", NONE, newsroom.schedules.list_, _called, _option)


def _called(schedule: Schedule) -> Called:
    return Called(schedule.id)


def _option(guild: discord.Guild, schedule: Schedule) -> Option:
    channel = guild.get_channel_or_thread(int(schedule.channel))
    name = f"#{channel.name}" if channel else "a channel that is gone"
    shown = joined([str(schedule.id), name])
    return Option(shown, str(schedule.id), order_in_words(schedule.order))
