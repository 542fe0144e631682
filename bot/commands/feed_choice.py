"""Which feed is meant: named, chosen in a menu, or suggested while it is typed."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of, manager_of, may_manage
from bot.client import Offer
from bot.commands.asked import is_choice, number, picked
from bot.commands.feed_words import option
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import menu, notice
from bot.render.text import joined, label
from bot.replies import reply, take_on
from digests.errors import NotFound
from digests.followed import Subscription
from digests.guilds import Guild
from digests.newsroom import Newsroom

# What is to be done with the feed that is meant; further arguments as they were given.
Work = Callable[[Guild, Subscription, tuple[str, ...]], Awaitable[Post | list[Post]]]

NONE = "No feed is followed here yet. Add one with `/feed add`."
_MOST = 25
_LONGEST = 100


class FeedMenu:
    """Does something with the feed that is meant, whichever way it is told which."""

    def __init__(self, newsroom: Newsroom, action: str, words: str, work: Work) -> None:
        """Take the name that its menus go by, what they ask, and what to do."""
        self._newsroom = newsroom
        self._action = action
        self._words = words
        self._work = work

    @property
    def offer(self) -> Offer:
        """What its menus do."""
        return Offer(actions={self._action: self._answer})

    async def run(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        feed: str | None,
        *args: str | int,
    ) -> None:
        """Do it with the feed of this id or name, or ask which one is meant.

        Raises:
            NotFound: None is.

        """
        followed = await self._newsroom.subscriptions.titled(guild.id)
        if not followed:
            await reply(interaction, notice(NONE))
            return
        found = meant(followed, feed) if feed else followed
        if feed and not found:
            raise NotFound("feed", feed)
        if feed and len(found) == 1:
            done = await self._work(guild, found[0], tuple(map(str, args)))
            await reply(interaction, *(done if isinstance(done, list) else [done]))
            return
        await reply(interaction, self._menu(interaction, found, 0, args))

    async def _answer(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Do it with the feed that was chosen, or turn the menu's page."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        if is_choice(interaction):
            await self.run(interaction, guild, str(number(picked(interaction))), *args)
            return
        followed = await self._newsroom.subscriptions.titled(guild.id)
        page = number(args[-1] if args else "")
        await reply(interaction, self._menu(interaction, followed, page, args[:-1]))

    def _menu(
        self,
        interaction: discord.Interaction[Any],
        found: Sequence[Subscription],
        page: int,
        args: Sequence[str | int],
    ) -> Post:
        guild = guild_of(interaction)
        options = [option(each, name_of(guild, each.channel)) for each in found]
        return menu(self._words, options, page, self._action, *args)


def meant(followed: Sequence[Subscription], key: str) -> list[Subscription]:
    """Return the subscriptions that go by this id, address or title, or part of it."""
    wanted = " ".join(key.split()).casefold()
    for fits in (
        lambda each: str(each.id) == wanted,
        lambda each: each.url.casefold() == wanted,
        lambda each: each.title.casefold() == wanted,
        lambda each: bool(wanted) and wanted in each.title.casefold(),
    ):
        if found := [each for each in followed if fits(each)]:
            return found
    return []


def name_of(guild: discord.Guild, channel: str) -> str:
    """Return a channel's name, "" for none or one that is gone."""
    found = guild.get_channel_or_thread(int(channel)) if channel else None
    return found.name if found else ""


def suggesting(newsroom: Newsroom) -> Any:
    """Return what suggests feeds while one is typed; to members, none."""

    async def suggest(
        interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            guild = guild_of(interaction)
        except Told:
            return []
        if not may_manage(interaction, await newsroom.guilds.get(str(guild.id))):
            return []
        followed = await newsroom.subscriptions.titled(str(guild.id))
        wanted = typed.strip().casefold()
        fitting = [
            each
            for each in followed
            if wanted in each.title.casefold() or wanted in each.url.casefold()
        ]
        return [_choice(guild, each) for each in (fitting or meant(followed, typed))][
            :_MOST
        ]

    return suggest


def _choice(guild: discord.Guild, feed: Subscription) -> app_commands.Choice[str]:
    place = name_of(guild, feed.channel)
    shown = joined([feed.title or feed.url, f"#{place}" if place else ""])
    return app_commands.Choice(name=label(shown, _LONGEST), value=str(feed.id))
