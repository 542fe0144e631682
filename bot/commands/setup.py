"""`/setup`: from an empty server to its first digest, in a few steps."""

from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.checks import Chosen
from bot.client import Action, Offer, together
from bot.commands.asked import numbers
from bot.commands.digest import Delivered
from bot.commands.groups import alone
from bot.commands.languages import LANGUAGES
from bot.commands.setup_digests import FirstDigests
from bot.commands.setup_plans import Plans
from bot.commands.setup_steps import FILE, Given, Setup, language_of, locale_of
from bot.components import custom_id
from bot.packs import packs_in
from bot.replies import take_on
from digests.newsroom import Newsroom
from digests.zones import zone_choices

# A field of a form, made anew for each.
Field = Callable[[], discord.ui.Item[Any]]
_LONGEST = 400
_MOST_CHOICES = 25


def setup_offer(newsroom: Newsroom, delivered: Delivered) -> Offer:
    """Return `/setup`, and what its buttons, menus and forms do."""
    plans = Plans(newsroom)
    steps, digests = Setup(newsroom, plans), FirstDigests(newsroom, delivered, plans)

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
        **_FORMS,
        "setup-more": steps.more,
        "setup-language": steps.language,
        "setup-pack": steps.pack,
        "setup-choose": steps.one_of,
        "setup-sample": digests.sample,
        "setup-plan": digests.plan,
        "setup-addressed": steps.address,
        "setup-listed": steps.list,
        "setup-zoned": steps.zone,
        "setup-timed": digests.time,
    }
    return together(Offer([alone(setup)], actions), steps.lists.offer)


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


def _opening(title: str, action: str, field: tuple[str, Field]) -> Action:
    """Return what opens a form that comes back as an action with the same numbers."""
    label, made = field

    async def opens(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        carried = custom_id(action, *numbers(args, len(args)))
        form = discord.ui.Modal(title=title, custom_id=carried)
        form.add_item(discord.ui.Label(text=label, component=made()))
        await interaction.response.send_modal(form)

    return opens


def _text(name: str, example: str) -> Field:
    def field() -> discord.ui.TextInput[Any]:
        return discord.ui.TextInput(
            custom_id=name, placeholder=example, max_length=_LONGEST
        )

    return field


def _file() -> Field:
    def field() -> discord.ui.FileUpload[Any]:
        return discord.ui.FileUpload(custom_id=FILE, min_values=1, max_values=1)

    return field


# What opens each form, by the action of its button.
_FORMS: Mapping[str, Action] = {
    "setup-address": _opening(
        "What shall I read?",
        "setup-addressed",
        ("Address of a site or a feed", _text("address", "https://example.org")),
    ),
    "setup-list": _opening(
        "A list of feeds",
        "setup-listed",
        ("OPML, or what another reader exports", _file()),
    ),
    "setup-zone": _opening(
        "Time zone",
        "setup-zoned",
        ("A zone or a city", _text("zone", "Europe/Berlin")),
    ),
    "setup-time": _opening(
        "When digests come",
        "setup-timed",
        ("One time of day or several", _text("time", "8:00, 18:00")),
    ),
}
