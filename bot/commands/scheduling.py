"""`/digest schedule`, and what is done to a schedule: skip, pause, resume, remove."""

from typing import Any, Literal

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import Chosen, manager_of, postable
from bot.client import Command, Offer, together
from bot.commands.asked import moment
from bot.commands.choosing import Choosing
from bot.commands.digest_words import next_in_words, order_in_words, same_runs
from bot.commands.schedule_choice import schedule_kind
from bot.commands.schedule_manners import manners_of, translated_to
from bot.errors import Told
from bot.escape import harmless
from bot.posts import Post
from bot.refusals import GONE
from bot.render.pages import notice
from bot.render.text import fit
from bot.replies import reply, take_on
from digests.guilds import ChannelKind, Guild, Mode, Schedule, ScheduleOrder, Style
from digests.newsroom import Newsroom
from digests.timetables import QuietMode, Timetable
from digests.timewords import read_days, read_quiet, read_times
from digests.zones import read_zone, zone_choices

_NOT_QUIET = (
    "`quiet_mode` says what quiet hours do. Give those too: `quiet:22:00-07:00`."
)
_LIVE_TIMES = "`time` and `days` are for digests: they change nothing here."
_LOST = (
    "is gone for good. End this schedule with `/digest remove`, and make one for "
    "another channel."
)
_MOST_WHY = 200
_UNPUBLISHED = "Only what is posted in announcement channels can be published."


class ScheduleCommands:
    """Makes schedules and changes them."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom whose schedules they are."""
        self._newsroom = newsroom
        kind = schedule_kind(newsroom)
        self.skip = Choosing(
            newsroom, kind, "digest-skip", "Which run is left out?", self._skip
        )
        self.pause = Choosing(
            newsroom, kind, "digest-pause", "Which schedule is paused?", self._pause
        )
        self.resume = Choosing(
            newsroom, kind, "digest-resume", "Which schedule goes on?", self._resume
        )
        self.remove = Choosing(
            newsroom, kind, "digest-remove", "Which schedule is removed?", self._remove
        )

    @property
    def offer(self) -> Offer:
        """What the menus do."""
        menus = (self.skip, self.pause, self.resume, self.remove)
        return together(*(each.offer for each in menus))

    async def add(
        self,
        interaction: discord.Interaction[Any],
        chosen: Chosen | None,
        order: ScheduleOrder,
    ) -> None:
        """Have digests made for a channel, and say when the first one comes."""
        guild = await manager_of(interaction, self._newsroom)
        place = await postable(interaction, chosen)
        if order.publish and place.kind is not ChannelKind.ANNOUNCEMENT:
            raise Told(_UNPUBLISHED)
        await self._refuse_twin(guild, place.id, order)
        await self._newsroom.guilds.channel(guild.id, place.id, place.kind)
        await self._newsroom.guilds.resume_channel(guild.id, place.id)
        made = await self._newsroom.schedules.add(guild.id, place.id, order)
        followed = await self._newsroom.subscriptions.list_(guild.id)
        brought = any(each.channel in ("", place.id) for each in followed)
        words = f"Digests for <#{place.id}>: {harmless(order_in_words(order))}."
        lines = [words, _next(made)]
        if order.mode is Mode.LIVE:
            lines[1] += f" {_LIVE_TIMES}"
        if not brought:
            lines.append("No feed goes there yet. Add one with `/feed add`.")
        menus = manners_of(made, translated_to(self._newsroom, guild))
        await reply(interaction, replace(notice("\n".join(lines)), components=menus))

    async def _refuse_twin(
        self, guild: Guild, channel: str, order: ScheduleOrder
    ) -> None:
        for each in await self._newsroom.schedules.list_(guild.id, channel):
            if same_runs(each.order, order):
                words = harmless(order_in_words(each.order))
                raise Told(
                    f"<#{channel}> has that already, as schedule {each.id}: {words}. "
                    "To change it, `/digest remove` it first."
                )

    async def _skip(self, guild: Guild, schedule: Schedule, _: tuple[str, ...]) -> Post:
        left = await self._newsroom.schedules.skip(guild.id, schedule.id)
        return notice(f"One run for <#{left.channel}> is left out. {_next(left)}")

    async def _pause(
        self, guild: Guild, schedule: Schedule, args: tuple[str, ...]
    ) -> Post:
        until = moment(args[0] if args else "0")
        held = await self._newsroom.schedules.pause(guild.id, schedule.id, until)
        words = next_in_words(held)
        how = "" if until else " `/digest resume` lets it go on."
        return notice(f"Digests for <#{held.channel}> are {words}.{how}")

    async def _resume(
        self, guild: Guild, schedule: Schedule, _: tuple[str, ...]
    ) -> Post:
        state = await self._newsroom.guilds.channel(guild.id, schedule.channel)
        if state.paused == GONE:
            raise Told(f"<#{state.id}> {_LOST}")
        on = await self._newsroom.schedules.resume(guild.id, schedule.id)
        await self._newsroom.guilds.resume_channel(guild.id, on.channel)
        told = f"Digests for <#{on.channel}> go on. {_next(on)}"
        if state.paused:
            why = fit(state.paused, _MOST_WHY)
            told += (
                f"\nThey had stopped: {why}. `/bot status` shows whether all is well."
            )
        return notice(told)

    async def _remove(
        self, guild: Guild, schedule: Schedule, _: tuple[str, ...]
    ) -> Post:
        gone = await self._newsroom.schedules.remove(guild.id, schedule.id)
        words = harmless(order_in_words(gone.order))
        return notice(f"No more digests for <#{gone.channel}> ({words}).")


def _next(schedule: Schedule) -> str:
    if schedule.order.mode is Mode.LIVE and not schedule.paused:
        return "Each story is posted as it is read."
    words = next_in_words(schedule)
    return f"{words[0].upper()}{words[1:]}."


def schedule_commands(newsroom: Newsroom) -> tuple[list[Command], Offer]:
    """Return the commands in order, and what their menus do."""
    scheduling = ScheduleCommands(newsroom)

    @app_commands.command(name="schedule", description="Post digests at these times")
    @app_commands.describe(
        time='When: "8:00", "8am" or "08:00,18:00"',
        channel="Where; this channel by default",
        days='"daily", "weekdays", "weekends" or "mon,thu"; daily by default',
        timezone='As "Europe/Berlin"; the server\'s own by default',
        style="How much each card says",
        max="How many stories at most; 8 by default",
        mode="At these times, or each story when it is read",
        quiet='When it is to be quiet: "22:00-07:00"',
        quiet_mode="In quiet hours: post without a sound, or wait for their end",
        publish="Publish each post to those who follow an announcement channel",
    )
    async def schedule(  # noqa: PLR0913, PLR0917 - the options as people see them
        interaction: discord.Interaction[Any],
        time: str,
        channel: Chosen | None = None,
        days: str = "daily",
        timezone: str | None = None,
        style: Literal["brief", "neutral", "bullet"] = "neutral",
        max: app_commands.Range[int, 1, 25] = 8,  # noqa: A002 - so it is called
        mode: Literal["scheduled", "live"] = "scheduled",
        quiet: str | None = None,
        quiet_mode: Literal["silent", "hold"] | None = None,
        publish: bool = False,
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        hours = read_quiet(quiet) if quiet else None
        if quiet_mode and hours is None:
            raise Told(_NOT_QUIET)
        timetable = Timetable(
            read_times(time),
            read_zone(timezone) if timezone else guild.zone,
            read_days(days),
            hours,
            QuietMode(quiet_mode or "silent"),
        )
        order = ScheduleOrder(timetable, Style(style), max, Mode(mode), publish)
        await scheduling.add(interaction, channel, order)

    @schedule.autocomplete("timezone")
    async def zones(
        _: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=z, value=z) for z in zone_choices(typed)]

    changes = [
        scheduling.skip.command("skip", "Leave out a schedule's next run"),
        scheduling.pause.command_until("pause", "Post no digests for a while"),
        scheduling.resume.command("resume", "Let a paused schedule go on"),
        scheduling.remove.command("remove", "Post no digests by a schedule"),
    ]
    return [schedule, *changes], scheduling.offer
