"""Lists of feeds: shown first, followed when that is confirmed.

Until then a list stays where Discord keeps it. `/feed import` takes them, and a form
of `/setup`.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from msgspec.structs import replace

from bot.checks import Place, manager_of, place_called
from bot.client import Offer
from bot.commands.asked import Attached, numbers
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
_LOST = "Discord no longer has that file. Give it once more."
# Of a longer report the rest is left out.
_MOST_LINES = 2000

# What else is to be said once feeds of a list are followed for a channel.
After = Callable[[Guild, Place], Awaitable[Sequence[Post]]]


async def _nothing(_: Guild, __: Place) -> Sequence[Post]:
    return ()


class FeedLists:
    """Shows lists, and follows what stands on them."""

    def __init__(self, newsroom: Newsroom, name: str, after: After = _nothing) -> None:
        """Take what its buttons are called by, and what is said at the end."""
        self._newsroom = newsroom
        self._name = name
        self._after = after

    @property
    def offer(self) -> Offer:
        """What its buttons do."""
        actions = {
            f"{self._name}-import": self._confirm,
            f"{self._name}-list-page": self._turn,
            f"{self._name}-report": self._turn_report,
        }
        return Offer(actions=actions)

    async def propose(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        place: Place,
        file: Attached,
    ) -> None:
        """Show what the list in a file would bring to a channel, to be confirmed.

        Raises:
            Told: It is too large.

        """
        await self._newsroom.guilds.channel(guild.id, place.id, place.kind)
        if file.size > LIST_BYTES:
            raise Told(_TOO_LARGE)
        body = json.dumps([file.url, file.name, place.id])
        key = await self._newsroom.proposals.add(guild.id, _LIST, body)
        await reply(interaction, await self._preview(interaction, guild, key, 0))

    async def _preview(
        self, interaction: discord.Interaction[Any], guild: Guild, key: int, page: int
    ) -> Post:
        """Return a page of what the list would bring, to be confirmed."""
        body, name, channel = await self._list(interaction, guild, key)
        importer = self._newsroom.importer
        report = await importer.preview(body, name, guild.id, channel)
        lines = import_lines(report)
        post = listing(summed_up(report), lines, page, f"{self._name}-list-page", key)
        if not any(line.outcome is LineOutcome.NEW for line in report.lines):
            return post
        go = Button(
            "Follow them", custom_id(f"{self._name}-import", key), Style.SUCCESS
        )
        cancel = Button("Cancel", custom_id("feed-drop", key))
        return replace(post, components=(*post.components, Row((go, cancel))))

    async def _confirm(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Follow what stands on the list, and tell what came of each line."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        (key,) = numbers(args, 1)
        body, name, channel = await self._list(interaction, guild, key)
        place = await place_called(interaction, channel)
        # Who confirms twice is told so; the second finds all of it there already.
        await self._newsroom.proposals.drop(guild.id, key)
        await reply(interaction, notice("Asking each feed; this may take two minutes."))
        report = await self._newsroom.importer.import_(body, name, guild.id, channel)
        told = json.dumps([summed_up(report), _cut(report)])
        kept = await self._newsroom.proposals.add(guild.id, _REPORT, told)
        more = await self._after(guild, place)
        await reply(interaction, self._report(told, kept, 0), *more)

    async def _turn(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show another page of what the list would bring."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        key, page = numbers(args, 2)
        await reply(interaction, await self._preview(interaction, guild, key, page))

    async def _turn_report(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show another page of what came of the list."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        key, page = numbers(args, 2)
        told = await self._newsroom.proposals.get(guild.id, _REPORT, key)
        await reply(interaction, self._report(told, key, page))

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

    def _report(self, told: str, key: int, page: int) -> Post:
        title, lines = json.loads(told)
        return listing(title, lines, page, f"{self._name}-report", key)


def _cut(report: ImportReport) -> list[str]:
    lines = import_lines(report)
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"-# and {more} more"] if more > 0 else [])]
