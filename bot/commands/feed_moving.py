"""`/feed import` and `export`: lists of feeds in and out."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import manager_of, postable
from bot.client import Offer, together
from bot.commands.asked import Attached
from bot.commands.dropping import dropping
from bot.commands.feed_lists import FeedLists
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.newsroom import Newsroom

_NONE = "No feed is followed here yet, so there is nothing to export."
_EXPORTED = "All feeds of this server, for any feed reader and for `/feed import`."


def moving(newsroom: Newsroom) -> Offer:
    """Return the commands, and what their buttons do."""
    lists = FeedLists(newsroom, "feed")

    @app_commands.command(name="import", description="Follow the feeds of a list")
    @app_commands.describe(file="OPML, or what another feed reader or bot exports")
    async def import_(
        interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        place = await postable(interaction, None)
        attached = Attached(file.filename, file.url, file.size)
        await lists.propose(interaction, guild, place, attached)

    @app_commands.command(name="export", description="Take your feeds along, as OPML")
    async def export(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        if not await newsroom.subscriptions.list_(guild.id):
            await reply(interaction, notice(_NONE))
            return
        opml = await newsroom.subscriptions.export(guild.id)
        await reply(interaction, notice(_EXPORTED), file=("feeds.opml", opml))

    dropped = Offer((import_, export), {"feed-drop": dropping(newsroom)})
    return together(dropped, lists.offer)
