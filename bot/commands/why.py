"""`/why`: what became of an item, as far as who asks can see."""

import re
from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import guild_of, readable_by
from bot.client import Offer
from bot.commands.asked import numbers
from bot.commands.groups import alone
from bot.posts import Post
from bot.render.pages import trace_post
from bot.replies import reply, take_on
from digests.guilds import Reach
from digests.newsroom import Newsroom
from digests.traced import Trace

_KIND = "why"
_CHANNEL = re.compile(r"\bchannel (\d{1,19})(?: of server \d+)?", re.IGNORECASE)
_LONGEST = 2000


def why_offer(newsroom: Newsroom) -> Offer:
    """Return the command, and what its buttons do."""

    async def page_of(
        interaction: discord.Interaction[Any], asked: str, key: int, page: int
    ) -> Post:
        guild = guild_of(interaction)
        reach = Reach(str(guild.id), readable_by(interaction))
        trace = named(await newsroom.tracer.why(asked, reach), guild)
        return trace_post(trace, page, "why", key)

    @app_commands.command(
        name="why", description="See what became of an article or a feed"
    )
    @app_commands.describe(url="Its address, or words of its title")
    async def why(
        interaction: discord.Interaction[Any],
        url: app_commands.Range[str, 1, _LONGEST],
    ) -> None:
        await take_on(interaction)
        guild = guild_of(interaction)
        post = await page_of(interaction, url, 0, 0)
        if post.components:
            # Only a long way needs to be asked for again.
            await newsroom.guilds.get(str(guild.id))
            key = await newsroom.proposals.add(str(guild.id), _KIND, url)
            post = await page_of(interaction, url, key, 0)
        await reply(interaction, post)

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        key, page = numbers(args, 2)
        guild = str(guild_of(interaction).id)
        asked = await newsroom.proposals.get(guild, _KIND, key)
        await reply(interaction, await page_of(interaction, asked, key, page))

    return Offer((alone(why),), {"why": turned})


def named(trace: Trace, guild: discord.Guild) -> Trace:
    """Return the trace with the guild's channels called by their names."""

    def name(found: re.Match[str]) -> str:
        channel = guild.get_channel_or_thread(int(found[1]))
        return f"#{channel.name}" if channel else found[0]

    steps = []
    for each in trace.steps:
        text = _CHANNEL.sub(name, each.text)
        here = re.sub(rf"\bserver {guild.id}\b", "this server", text)
        here = re.sub(rf"\bServer {guild.id}\b", "This server", here)
        steps.append(replace(each, text=here))
    return replace(trace, steps=tuple(steps))
