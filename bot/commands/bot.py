"""`/bot`: how things stand, who manages them, where troubles are told, the costs."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import Chosen, admin_of, postable
from bot.client import Offer, together
from bot.commands.asked import numbers
from bot.commands.bot_money import budget_offer, cost_offer, model_offer
from bot.commands.bot_status import status_lines
from bot.commands.groups import group_of
from bot.components import Button, Row, custom_id
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import listing
from bot.replies import reply, take_on
from digests.guilds import ChannelKind
from digests.newsroom import Newsroom

_EVERYBODY = "Choose another role: with that one everybody could manage the news."
_NO_FORUM = "Choose another channel: a forum takes no single messages."
_ONLY_ADMINS = "Only members with Manage Server manage feeds, digests and topics."


def bot_offer(newsroom: Newsroom) -> Offer:
    """Return the group, and what its buttons do."""
    made = (_status, _manager, _log, cost_offer, budget_offer, model_offer)
    offer = together(*(make(newsroom) for make in made))
    group = group_of("bot", "See and set how I work", list(offer.commands), admin=True)
    return Offer((group,), offer.actions)


def _status(newsroom: Newsroom) -> Offer:
    async def page_of(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> Post:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        (page,) = numbers(args, 1)
        lines = await status_lines(interaction, newsroom, guild)
        return listing("How things stand", lines, page, "bot-status")

    @app_commands.command(name="status", description="See how things stand")
    async def status(interaction: discord.Interaction[Any]) -> None:
        await reply(interaction, await page_of(interaction, ("0",)))

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await reply(interaction, await page_of(interaction, args))

    return Offer((status,), {"bot-status": turned})


def _manager(newsroom: Newsroom) -> Offer:
    @app_commands.command(
        name="manager", description="Let a role manage feeds, digests and topics"
    )
    @app_commands.describe(role="Which role; see who may if left out")
    async def manager(
        interaction: discord.Interaction[Any], role: discord.Role | None = None
    ) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        if role is not None and role.is_default():
            raise Told(_EVERYBODY)
        if role is not None:
            guild = await newsroom.guilds.set_manager(guild.id, str(role.id))
        await reply(interaction, _managers(guild.manager_role))

    async def nobody(interaction: discord.Interaction[Any], _: tuple[str, ...]) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        await newsroom.guilds.set_manager(guild.id, "")
        await reply(interaction, _managers(""))

    return Offer((manager,), {"bot-no-manager": nobody})


def _log(newsroom: Newsroom) -> Offer:
    @app_commands.command(name="log", description="Have troubles told in a channel")
    @app_commands.describe(channel="Which channel; this one if left out")
    async def log(
        interaction: discord.Interaction[Any], channel: Chosen | None = None
    ) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        place = await postable(interaction, channel)
        if place.kind is ChannelKind.FORUM:
            raise Told(_NO_FORUM)
        await newsroom.guilds.channel(guild.id, place.id, place.kind)
        # Whoever asks has seen to what was wrong there.
        await newsroom.guilds.resume_channel(guild.id, place.id)
        await newsroom.guilds.set_log_channel(guild.id, place.id)
        stop = Button("Tell them nowhere", custom_id("bot-no-log"))
        words = f"Troubles with feeds and channels are told in <#{place.id}>."
        await reply(interaction, Post(content=words, components=(Row((stop,)),)))

    async def nowhere(
        interaction: discord.Interaction[Any], _: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        await newsroom.guilds.set_log_channel(guild.id, "")
        words = "Troubles are told nowhere now; `/bot status` shows them."
        await reply(interaction, Post(content=words))

    return Offer((log,), {"bot-no-log": nowhere})


def _managers(role: str) -> Post:
    if not role:
        return Post(content=_ONLY_ADMINS)
    words = (
        f"Members with Manage Server or the role <@&{role}> manage feeds, digests "
        "and topics."
    )
    take_away = Button("Take it from the role", custom_id("bot-no-manager"))
    return Post(content=words, components=(Row((take_away,)),))
