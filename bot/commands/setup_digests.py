"""The last steps of `/setup`: when a channel's digests come, and the first of them."""

import asyncio
from contextlib import suppress
from typing import Any

import discord
from msgspec.structs import replace

from bot.checks import Place
from bot.commands.asked import GONE, typed
from bot.commands.digest import Delivered
from bot.commands.digest_words import arrival_in_words
from bot.commands.setup_feeds import unread
from bot.commands.setup_plans import Plans, place_of_step
from bot.commands.setup_words import nothing_to_show, planned, posted, reading
from bot.errors import Told
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.guilds import Guild
from digests.newsroom import Newsroom
from digests.timewords import read_times

# How long new feeds may take to be asked and read before a sample is posted without
# the rest, how long nothing may happen, and between two looks.
_READING_S, _STILL_S, _LOOK_S = 75, 20, 1
# What an interaction's token lets us wait for, with room to say so.
_PATIENCE_S = 120.0


class FirstDigests:
    """What the buttons and the form about a channel's digests do."""

    def __init__(self, newsroom: Newsroom, delivered: Delivered, plans: Plans) -> None:
        """Take the newsroom, who brings its editions to Discord, and the plans."""
        self._newsroom = newsroom
        self._delivered = delivered
        self._plans = plans

    async def time(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Let the channel's digests come at the times that were typed."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        times = read_times(typed(interaction, "time"))
        old = (await self._plans.standing(guild, place)).schedule
        if old is None:
            raise Told(GONE)
        timetable = replace(old.order.timetable, times=times)
        await self._newsroom.schedules.retime(guild.id, old.id, timetable)
        await reply(interaction, planned(await self._plans.standing(guild, place)))

    async def plan(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Let the channel have a digest a day of what it follows already."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        await self._plans.plan(guild, place)
        await reply(interaction, planned(await self._plans.standing(guild, place)))

    async def sample(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Have the new feeds read, then post a digest of what they brought."""
        await take_on(interaction, fresh=True)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        self._newsroom.subscriptions.added.set()
        await self._until_read(interaction, guild, place)
        # Whoever asks has seen to what was wrong there.
        await self._newsroom.guilds.resume_channel(guild.id, place.id)
        made = await self._newsroom.publisher.now(guild.id, place.id)
        words = nothing_to_show(place.id)
        if made is not None:
            arrival = await self._delivered(made, _PATIENCE_S)
            words = arrival_in_words(arrival, place.id)
        told = posted(words, await self._plans.standing(guild, place))
        await reply(interaction, notice(told))

    async def _until_read(
        self, interaction: discord.Interaction[Any], guild: Guild, place: Place
    ) -> None:
        """Wait until the channel's feeds were asked and read, or for long enough."""
        last, still = None, 0
        for _ in range(0, _READING_S, _LOOK_S):
            left = await unread(self._newsroom, guild, place)
            still = still + _LOOK_S if left == last else 0
            if not (left.feeds or left.articles) or still >= _STILL_S:
                return
            if left != last:
                with suppress(discord.HTTPException):
                    await reply(interaction, notice(reading(left)))
            last = left
            await asyncio.sleep(_LOOK_S)
