"""`/bot cost`, `/bot budget`, `/bot model`: the model, and what it may cost."""

from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import admin_of
from bot.client import Offer
from bot.commands.money_words import amount, budget_words, cost_lines, model_lines
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.accounts import Standing
from digests.newsroom import Newsroom

_Amount = app_commands.Range[str, 1, 20]


async def standing_of(newsroom: Newsroom) -> Standing | None:
    """Return how the model is doing, None where there is none."""
    return await newsroom.freelance.standing() if newsroom.freelance else None


def cost_offer(newsroom: Newsroom) -> Offer:
    """Return the command."""

    @app_commands.command(name="cost", description="See what the model has cost here")
    async def cost(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        bill = await newsroom.accountant.bill(guild.id)
        surveyor = newsroom.surveyor
        vectors = await surveyor.standing() if surveyor else None
        standing = await standing_of(newsroom)
        lines = cost_lines(bill, standing, newsroom.now(), vectors)
        await reply(interaction, notice("\n".join(lines)))

    return Offer((cost,))


def budget_offer(newsroom: Newsroom) -> Offer:
    """Return the command."""

    @app_commands.command(name="budget", description="Cap what the model may cost here")
    @app_commands.describe(
        day='US dollars a day, as "0.50", or "none" for no limit',
        month='US dollars a month, as "10", or "none" for no limit',
    )
    async def budget(
        interaction: discord.Interaction[Any],
        day: _Amount | None = None,
        month: _Amount | None = None,
    ) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        accountant = newsroom.accountant
        caps = await accountant.budget(guild.id)
        typed = {"day": day, "month": month}
        chosen = {k: amount(v) for k, v in typed.items() if v is not None}
        if chosen:
            caps = replace(caps, **chosen)
            await accountant.set_budget(guild.id, caps)
        await reply(interaction, notice(budget_words(caps)))

    return Offer((budget,))


def model_offer(newsroom: Newsroom) -> Offer:
    """Return the command."""

    @app_commands.command(name="model", description="See which model words the news")
    async def model(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild = await admin_of(interaction, newsroom)
        caps = await newsroom.accountant.budget(guild.id)
        lines = model_lines(await standing_of(newsroom), caps)
        await reply(interaction, notice("\n".join(lines)))

    return Offer((model,))
