"""`/feed import` and `export`: lists of feeds in and out.

A list is shown first and followed when that is confirmed; until then it stays where
Discord keeps it.
"""

import json
from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import manager_of, place_called, postable
from bot.client import Offer
from bot.commands.asked import numbers
from bot.commands.dropping import dropping
from bot.commands.feed_words import import_lines, summed_up
from bot.components import Button, Row, Style, custom_id
from bot.errors import Told
from bot.escape import plain
from bot.posts import Post
from bot.render.pages import listing, notice
from bot.replies import reply, take_on
from digests.desk import ImportReport, LineOutcome
from digests.guilds import Guild
from digests.limits import LIST_BYTES
from digests.newsroom import Newsroom

_LIST, _REPORT = "list", "report"
_TOO_LARGE = f"That file is larger than {LIST_BYTES >> 20} MB."
_LOST = "Discord no longer has that file. Use `/feed import` again."
_NONE = "No feed is followed here yet, so there is nothing to export."
_EXPORTED = "All feeds of this server, for any feed reader and for `/feed import`."
# Of a longer report the rest is left out.
_MOST_LINES = 2000


def moving(newsroom: Newsroom) -> Offer:
    """Return the commands, and what their buttons do."""
    desk = _Importing(newsroom)

    @app_commands.command(name="import", description="Follow the feeds of a list")
    @app_commands.describe(file="OPML, or what another feed reader or bot exports")
    async def import_(
        interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        place = await postable(interaction, None)
        await newsroom.guilds.channel(guild.id, place.id, place.kind)
        if file.size > LIST_BYTES:
            raise Told(_TOO_LARGE)
        body = json.dumps([file.url, file.filename, place.id])
        key = await newsroom.proposals.add(guild.id, _LIST, body)
        await reply(interaction, await desk.preview(interaction, guild, key, 0))

    @app_commands.command(name="export", description="Take your feeds along, as OPML")
    async def export(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        if not await newsroom.subscriptions.list_(guild.id):
            await reply(interaction, notice(_NONE))
            return
        opml = await newsroom.subscriptions.export(guild.id)
        await reply(interaction, notice(_EXPORTED), file=("feeds.opml", opml))

    actions = {
        "feed-import": desk.confirm,
        "feed-drop": dropping(newsroom),
        "feed-list-page": desk.turn,
        "feed-report": desk.turn_report,
    }
    return Offer((import_, export), actions)


class _Importing:
    """Shows lists, and follows what stands on them."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    async def preview(
        self, interaction: discord.Interaction[Any], guild: Guild, key: int, page: int
    ) -> Post:
        """Return a page of what the list would bring, to be confirmed."""
        body, name, channel = await self._list(interaction, guild, key)
        importer = self._newsroom.importer
        report = await importer.preview(body, name, guild.id, channel)
        lines = import_lines(report)
        post = listing(summed_up(report), lines, page, "feed-list-page", key)
        if not any(line.outcome is LineOutcome.NEW for line in report.lines):
            return post
        go = Button("Follow them", custom_id("feed-import", key), Style.SUCCESS)
        cancel = Button("Cancel", custom_id("feed-drop", key))
        return replace(post, components=(*post.components, Row((go, cancel))))

    async def confirm(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Follow what stands on the list, and tell what came of each line."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        (key,) = numbers(args, 1)
        body, name, channel = await self._list(interaction, guild, key)
        await place_called(interaction, channel)
        # Who confirms twice is told so; the second finds all of it there already.
        await self._newsroom.proposals.drop(guild.id, key)
        await reply(interaction, notice("Asking each feed; this may take two minutes."))
        report = await self._newsroom.importer.import_(body, name, guild.id, channel)
        told = json.dumps([summed_up(report), _cut(report)])
        kept = await self._newsroom.proposals.add(guild.id, _REPORT, told)
        await reply(interaction, _report(told, kept, 0))

    async def turn(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show another page of what the list would bring."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        key, page = numbers(args, 2)
        await reply(interaction, await self.preview(interaction, guild, key, page))

    async def turn_report(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show another page of what came of the list."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        key, page = numbers(args, 2)
        told = await self._newsroom.proposals.get(guild.id, _REPORT, key)
        await reply(interaction, _report(told, key, page))

    async def _list(
        self, interaction: discord.Interaction[Any], guild: Guild, key: int
    ) -> tuple[bytes, str, str]:
        kept = await self._newsroom.proposals.get(guild.id, _LIST, key)
        url, name, channel = json.loads(kept)
        client: discord.Client = interaction.client
        try:
            # From Discord itself, which said that it is not too large.
            body = await client.http.get_from_cdn(url)
        except discord.HTTPException as error:
            raise Told(_LOST) from error
        return body, plain(name), channel


def _report(told: str, key: int, page: int) -> Post:
    title, lines = json.loads(told)
    return listing(title, lines, page, "feed-report", key)


def _cut(report: ImportReport) -> list[str]:
    lines = import_lines(report)
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"-# and {more} more"] if more > 0 else [])]
