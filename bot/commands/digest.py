"""`/digest`: when a channel gets digests, and one on demand."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import Chosen, Place, manager_of, place_of, postable
from bot.client import Command, Offer, together
from bot.commands.digest_words import arrival_in_words, nothing_new, schedule_line
from bot.commands.groups import group_of
from bot.commands.paging import paged
from bot.commands.schedule_choice import NONE
from bot.commands.schedule_manners import Manners, to_manners, translated_to
from bot.commands.scheduling import schedule_commands
from bot.errors import Told
from bot.posts import Post
from bot.render.editions import digest_posts
from bot.render.pages import listing, notice
from bot.replies import reply, take_on
from digests.deliveries import Arrival
from digests.guilds import Guild
from digests.newsroom import Newsroom
from digests.whens import read_when

_ABOUT = "When this server gets digests, and one on demand"
_CHANNEL = "Whose digest; this channel's by default"
_SINCE = 'What was read since then: "3h", "yesterday", "monday", a date'
# What an interaction's token lets us wait for, with room to say so.
_PATIENCE_S = 120.0
# So many follow-ups are taken in any context.
_MOST_SHOWN = 5
# Waits until an edition is delivered, or for so many seconds.
Delivered = Callable[[int, float], Awaitable[Arrival]]
Since = app_commands.Range[str, 1, 40] | None


class Digests:
    """What `/digest list`, `preview` and `now` do."""

    def __init__(self, newsroom: Newsroom, delivered: Delivered) -> None:
        """Take the newsroom, and who brings its editions to Discord."""
        self._newsroom = newsroom
        self._delivered = delivered

    async def list_(self, guild: Guild, page: int) -> Post:
        """Return a page of the server's schedules, and what came of each."""
        found = await self._newsroom.schedules.list_(guild.id)
        paused = {
            each.id: each.paused
            for each in await self._newsroom.guilds.channels(guild.id)
        }
        server = translated_to(self._newsroom, guild)
        lines = [
            schedule_line(each, paused.get(each.channel, ""), server) for each in found
        ]
        if not lines:
            return notice(NONE)
        post = listing("Schedules", lines, page, "schedules")
        return replace(post, components=(*post.components, to_manners(server)))

    async def preview(
        self,
        interaction: discord.Interaction[Any],
        chosen: Chosen | None,
        since: str | None,
    ) -> None:
        """Show to who asks what a digest would be now; nothing counts as had."""
        guild = await manager_of(interaction, self._newsroom)
        place = await place_of(interaction, chosen)
        oldest = self._since(since, guild)
        edition = await self._newsroom.publisher.preview(guild.id, place.id, oldest)
        if edition is None:
            raise Told(await self._nothing_new(place, guild, oldest))
        posts = digest_posts(edition)
        more = [notice("-# It goes on; the rest is left out of this preview.")]
        left = more if len(posts) > _MOST_SHOWN else []
        await reply(interaction, *posts[:_MOST_SHOWN], *left)

    async def now(
        self,
        interaction: discord.Interaction[Any],
        chosen: Chosen | None,
        since: str | None,
    ) -> None:
        """Post what is new, and tell who asked what came of it."""
        guild = await manager_of(interaction, self._newsroom)
        place = await postable(interaction, chosen)
        words = await self.post(guild, place, self._since(since, guild))
        await reply(interaction, notice(words))

    async def post(self, guild: Guild, place: Place, since: datetime | None) -> str:
        """Post what is new in a channel, and return what came of it in words."""
        await self._newsroom.guilds.channel(guild.id, place.id, place.kind)
        # Whoever asks has seen to what was wrong there.
        await self._newsroom.guilds.resume_channel(guild.id, place.id)
        made = await self._newsroom.publisher.now(guild.id, place.id, since)
        if made is None:
            return await self._nothing_new(place, guild, since)
        arrival = await self._delivered(made, _PATIENCE_S)
        return arrival_in_words(arrival, place.id)

    async def _nothing_new(
        self, place: Place, guild: Guild, since: datetime | None
    ) -> str:
        followed = await self._newsroom.subscriptions.list_(guild.id)
        fed = any(each.channel in ("", place.id) for each in followed)
        return nothing_new(place.id, place.kind, fed=fed, since=since)

    def _since(self, typed: str | None, guild: Guild) -> datetime | None:
        if not typed:
            return None
        return read_when(typed, self._newsroom.now(), guild.zone, past=True)


def digest_offer(newsroom: Newsroom, delivered: Delivered) -> Offer:
    """Return `/digest`, and what its buttons and menus do."""
    digests = Digests(newsroom, delivered)
    (schedule, *changes), menus = schedule_commands(newsroom)

    @app_commands.command(name="preview", description="Show what a digest would be now")
    @app_commands.describe(channel=_CHANNEL, since=_SINCE)
    async def preview(
        interaction: discord.Interaction[Any],
        channel: Chosen | None = None,
        since: Since = None,
    ) -> None:
        await take_on(interaction)
        await digests.preview(interaction, channel, since)

    @app_commands.command(name="now", description="Post what is new at once")
    @app_commands.describe(channel=_CHANNEL, since=_SINCE)
    async def now(
        interaction: discord.Interaction[Any],
        channel: Chosen | None = None,
        since: Since = None,
    ) -> None:
        await take_on(interaction)
        await digests.now(interaction, channel, since)

    about = "Show the schedules of this server"
    lists = paged(newsroom, "list", about, "schedules", digests.list_)
    commands: list[Command] = [schedule, *lists.commands, preview, now, *changes]
    group = group_of("digest", _ABOUT, commands)
    return together(Offer([group], lists.actions), menus, Manners(newsroom).offer)
