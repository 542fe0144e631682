"""`/setup`: from an empty server to its first digest, in a few steps."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import Chosen
from bot.client import Action, Offer
from bot.commands.asked import numbers
from bot.commands.digest import Delivered
from bot.commands.groups import alone
from bot.commands.setup_steps import Given, Setup, language_of, locale_of
from bot.commands.setup_words import LANGUAGES
from bot.components import custom_id
from bot.packs import packs_in
from bot.replies import take_on
from digests.newsroom import Newsroom
from digests.zones import zone_choices

_LONGEST = 400
_MOST_CHOICES = 25


def setup_offer(newsroom: Newsroom, delivered: Delivered) -> Offer:
    """Return `/setup`, and what its buttons, menus and forms do."""
    steps = Setup(newsroom, delivered)

    @app_commands.command(name="setup", description="Set up news for a channel")
    @app_commands.describe(
        channel="Where digests go; this channel by default",
        timezone='As "Europe/Berlin" or "Berlin"; guessed by default',
        language="What this server reads in; guessed by default",
        pack="A starter pack, or the address of any site or feed; a menu by default",
    )
    @app_commands.choices(
        language=[
            app_commands.Choice(name=name, value=code)
            for code, name in LANGUAGES.items()
        ]
    )
    @app_commands.autocomplete(timezone=_zones, pack=_packs)
    @app_commands.default_permissions(manage_guild=True)
    async def setup(
        interaction: discord.Interaction[Any],
        channel: Chosen | None = None,
        timezone: app_commands.Range[str, 1, 60] | None = None,
        language: app_commands.Choice[str] | None = None,
        pack: app_commands.Range[str, 1, _LONGEST] | None = None,
    ) -> None:
        await take_on(interaction)
        code = language.value if language else None
        await steps.begin(interaction, Given(channel, timezone, code, pack))

    actions = {
        "setup-more": steps.more,
        "setup-language": steps.language,
        "setup-pack": steps.pack,
        "setup-choose": steps.one_of,
        "setup-sample": steps.sample,
        "setup-plan": steps.plan,
        "setup-address": _opening(
            "What shall I read?",
            "setup-addressed",
            ("address", "Address of a site or a feed", "https://example.org"),
        ),
        "setup-addressed": steps.address,
        "setup-zone": _opening(
            "Time zone", "setup-zoned", ("zone", "A zone or a city", "Europe/Berlin")
        ),
        "setup-zoned": steps.zone,
        "setup-time": _opening(
            "When digests come",
            "setup-timed",
            ("time", "One time of day or several", "8:00, 18:00"),
        ),
        "setup-timed": steps.time,
    }
    return Offer([alone(setup)], actions)


async def _zones(
    _: discord.Interaction[Any], given: str
) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=each, value=each) for each in zone_choices(given)]


async def _packs(
    interaction: discord.Interaction[Any], given: str
) -> list[app_commands.Choice[str]]:
    typed = given.strip().casefold()
    found = packs_in(language_of(locale_of(interaction)))
    return [
        app_commands.Choice(
            name=f"{each.name} ({LANGUAGES[each.language]})", value=each.key
        )
        for each in found
        if typed in each.key.casefold()
    ][:_MOST_CHOICES]


def _opening(title: str, action: str, field: tuple[str, str, str]) -> Action:
    """Return what opens a form that comes back as an action with the same numbers."""
    name, label, example = field

    async def opens(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        carried = custom_id(action, *numbers(args, len(args)))
        form = discord.ui.Modal(title=title, custom_id=carried)
        text = discord.ui.TextInput[Any](
            custom_id=name, placeholder=example, max_length=_LONGEST
        )
        form.add_item(discord.ui.Label(text=label, component=text))
        await interaction.response.send_modal(form)

    return opens
