"""The first steps of `/setup`: where and when, and what to read.

Each looks anew who asks and whether the channel can be posted in, and carries all
that it needs in the ids of its buttons and in what is stored: an admin may go on
after a restart, or another day.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from msgspec import Struct

from bot.checks import Chosen, Place, admin_of, postable, postable_called
from bot.commands.asked import attached, is_choice, numbers, picked, typed
from bot.commands.feed_adding import Several
from bot.commands.feed_lists import FeedLists
from bot.commands.languages import LANGUAGES
from bot.commands.setup_feeds import follow_all
from bot.commands.setup_plans import Plans, place_of_step
from bot.commands.setup_words import (
    no_pack,
    outcome,
    planned,
    progress,
    welcome,
)
from bot.errors import Told
from bot.packs import pack_called
from bot.posts import Post
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.desk import ImportedFeed
from digests.guilds import Guild
from digests.newsroom import Newsroom
from digests.zones import read_zone, zone_for_locale

FILE = "file"
_GONE = "That choice is no longer there. Use `/setup` again."
# What every server's language is until its admins choose one.
_UNCHOSEN = "en-US"
# How long new feeds may take to be asked and read before a sample is posted without
# the rest, how long nothing may happen, and between two looks.
_READING_S, _STILL_S, _LOOK_S = 75, 20, 1
# What an interaction's token lets us wait for, with room to say so.
_PATIENCE_S = 120.0


class Given(Struct, frozen=True):
    """What `/setup` was given; None for what is left to be guessed or asked."""

    channel: Chosen | None = None
    zone: str | None = None
    language: str | None = None
    pack: str | None = None


class Setup:
    """What the command does, and each of its buttons, menus and forms."""

    def __init__(self, newsroom: Newsroom, plans: Plans) -> None:
        """Take the newsroom, and what is planned for its channels."""
        self._newsroom = newsroom
        self._plans = plans
        self.lists = FeedLists(newsroom, "setup", self._planned)

    async def begin(self, interaction: discord.Interaction[Any], given: Given) -> None:
        """Keep what was given, guess what was not, and ask for the rest."""
        guild = await admin_of(interaction, self._newsroom)
        place = await postable(interaction, given.channel)
        wanted = read_zone(given.zone) if given.zone else None
        locale = locale_of(interaction)
        # It has a language once it was set up.
        new = not guild.language
        if new and wanted is None:
            wanted = zone_for_locale(locale)
        language = given.language or (language_of(locale) if new else None)
        guild = await self._plans.keep(guild, place, wanted, language)
        if given.pack:
            await self._follow(interaction, guild, place, _feeds_of(given.pack, guild))
        else:
            guessed = new and not (given.zone and given.language)
            await self._welcome(interaction, guild, place, guessed=guessed)

    async def more(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Ask again what to read."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        await self._welcome(interaction, guild, place)

    async def language(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Keep the language that was chosen."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        code = picked(interaction)
        if code not in LANGUAGES:
            raise Told(_GONE)
        guild = await self._plans.keep(guild, place, language=code)
        await self._welcome(interaction, guild, place)

    async def zone(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Keep the time zone that was typed in the form."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        wanted = read_zone(typed(interaction, "zone"))
        guild = await self._plans.keep(guild, place, wanted)
        await self._welcome(interaction, guild, place)

    async def pack(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Follow the feeds of the pack that was chosen."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        pack = pack_called(picked(interaction), guild.language)
        if pack is None:
            raise Told(_GONE)
        await self._follow(interaction, guild, place, pack.feeds)

    async def address(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Follow what was typed in the form."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        feeds = _feeds_of(typed(interaction, "address"), guild)
        await self._follow(interaction, guild, place, feeds)

    async def list(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show what the list of feeds that was put in the form would bring."""
        await take_on(interaction)
        guild, place = await place_of_step(interaction, self._newsroom, args)
        await self.lists.propose(interaction, guild, place, attached(interaction, FILE))

    async def one_of(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Follow the one that was chosen of several feeds, or turn the menu's page."""
        await take_on(interaction)
        guild = await admin_of(interaction, self._newsroom)
        choosing = is_choice(interaction)
        key, *page = numbers(args, 1 if choosing else 2)
        several = await Several.kept(self._newsroom, guild, key)
        if not choosing:
            await reply(interaction, several.menu(page[0], "setup-choose", key))
            return
        place = await postable_called(interaction, several.channel)
        feed = ImportedFeed(several.picked(picked(interaction)))
        await self._follow(interaction, guild, place, [feed])

    async def _planned(self, guild: Guild, place: Place) -> Sequence[Post]:
        """Have digests made of what a list has brought, and return when they come."""
        await self._plans.plan(guild, place)
        return (planned(await self._plans.standing(guild, place)),)

    async def _welcome(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        place: Place,
        *,
        guessed: bool = False,
    ) -> None:
        standing = await self._plans.standing(guild, place)
        post = welcome(guild, standing, self._newsroom.now(), guessed=guessed)
        await reply(interaction, post)

    async def _follow(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        place: Place,
        feeds: Sequence[ImportedFeed],
    ) -> None:
        async def told(done: int) -> None:
            # Nobody misses it where Discord does not take it.
            with suppress(discord.HTTPException):
                await reply(interaction, notice(progress(done, len(feeds))))

        await told(0)
        tried = await follow_all(self._newsroom, guild, place, feeds, told)
        if len(tried) == 1 and (choice := tried[0].choice):
            several = Several(place.id, "", choice.candidates)
            key = await several.keep(self._newsroom, guild)
            await reply(interaction, several.menu(0, "setup-choose", key))
            return
        await self._plans.plan(guild, place)
        posts: Sequence[Post] = outcome(tried, await self._plans.standing(guild, place))
        await reply(interaction, *posts)


def locale_of(interaction: discord.Interaction[Any]) -> str:
    """Return the server's language where one was chosen, else that of who asks."""
    chosen = str(interaction.guild_locale or _UNCHOSEN)
    return str(interaction.locale) if chosen == _UNCHOSEN else chosen


def language_of(locale: str) -> str:
    """Return the language to begin with for a locale of Discord's."""
    code = locale.partition("-")[0].lower()
    return code if code in LANGUAGES else "en"


def _feeds_of(given: str, guild: Guild) -> Sequence[ImportedFeed]:
    """Return a pack's feeds, or the one at an address.

    Raises:
        Told: It is a word that is neither.

    """
    pack = pack_called(given, guild.language)
    if pack:
        return pack.feeds
    if not any(sign in given for sign in "./:@"):
        raise Told(no_pack(given))
    return [ImportedFeed(given.strip())]
