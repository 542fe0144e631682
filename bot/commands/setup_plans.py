"""A channel's digests as `/setup` sees and changes them."""

import asyncio
from datetime import time
from typing import Any

import discord
from msgspec.structs import replace

from bot.checks import Place, admin_of, postable_called
from bot.commands.asked import numbers
from bot.commands.setup_words import Standing
from digests.guilds import Guild, ScheduleOrder
from digests.newsroom import Newsroom
from digests.timetables import Timetable

_MORNING = (time(8),)


class Plans:
    """What channels follow, and when their digests come."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take whose."""
        self._newsroom = newsroom
        # Two admins at once plan one schedule.
        self._planning = asyncio.Lock()

    async def keep(
        self,
        guild: Guild,
        place: Place,
        zone: str | None = None,
        language: str | None = None,
    ) -> Guild:
        """Keep zone and language; the channel's digests move to another zone too."""
        made = await self._newsroom.guilds.setup(guild.id, zone=zone, language=language)
        await self._newsroom.guilds.channel(guild.id, place.id, place.kind)
        for each in await self._newsroom.schedules.list_(guild.id, place.id):
            timetable = each.order.timetable
            if zone and timetable.zone == guild.zone != zone:
                moved = replace(timetable, zone=zone)
                await self._newsroom.schedules.retime(guild.id, each.id, moved)
        return made

    async def plan(self, guild: Guild, place: Place) -> None:
        """Have digests made for a channel that follows something and has none yet."""
        async with self._planning:
            standing = await self.standing(guild, place)
            if standing.feeds and standing.schedule is None:
                order = ScheduleOrder(Timetable(_MORNING, guild.zone))
                await self._newsroom.schedules.add(guild.id, place.id, order)

    async def standing(self, guild: Guild, place: Place) -> Standing:
        """Return how a channel stands."""
        followed = await self._newsroom.subscriptions.list_(guild.id)
        known = await self._newsroom.schedules.list_(guild.id, place.id)
        feeds = sum(each.channel in ("", place.id) for each in followed)
        return Standing(place.id, place.kind, feeds, known[0] if known else None)


async def place_of_step(
    interaction: discord.Interaction[Any], newsroom: Newsroom, args: tuple[str, ...]
) -> tuple[Guild, Place]:
    """Return guild and channel of a step, both looked at anew: anybody sends anything.

    Raises:
        Told: It is no administrator's, or the channel cannot be posted in.

    """
    guild = await admin_of(interaction, newsroom)
    (key,) = numbers(args, 1)
    return guild, await postable_called(interaction, str(key))
