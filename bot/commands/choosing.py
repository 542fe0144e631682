"""Which of a server's things is meant: named, chosen in a menu, or suggested."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import discord
from discord import app_commands

from bot.checks import guild_of, manager_of
from bot.client import Offer
from bot.commands.asked import is_choice, number, picked
from bot.components import Option
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import menu, notice
from bot.render.text import joined, label
from bot.replies import reply, take_on
from digests.errors import NotFound
from digests.guilds import Guild
from digests.newsroom import Newsroom

T = TypeVar("T")

# What Discord offers while somebody types.
_MOST, _LONGEST = 25, 100


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of things that a server has several of.

    `known` are a guild's; `key` is what tells one from the others, `name` what
    people call it; `none` is said where there is none. An option is how it stands in
    a menu of that guild.
    """

    noun: str
    none: str
    known: Callable[[str], Awaitable[Sequence[T]]]
    key: Callable[[T], str]
    name: Callable[[T], str]
    option: Callable[[discord.Guild, T], Option]

    def meant(self, known: Sequence[T], given: str) -> list[T]:
        """Return those that go by this key or name, or by part of the name."""
        wanted = " ".join(given.split()).casefold()
        names = [self.name(each).casefold() for each in known]
        for fits in (
            [self.key(each) == wanted for each in known],
            [name == wanted for name in names],
            [bool(wanted) and wanted in name for name in names],
        ):
            if any(fits):
                return [each for each, fit in zip(known, fits, strict=True) if fit]
        return []


class Choosing(Generic[T]):
    """Does something with the one that is meant, whichever way it is told which."""

    def __init__(
        self,
        newsroom: Newsroom,
        kind: Kind[T],
        action: str,
        words: str,
        work: Callable[[Guild, T, tuple[str, ...]], Awaitable[Post]],
    ) -> None:
        """Take the name that its menus go by, what they ask, and what to do."""
        self._newsroom = newsroom
        self._kind = kind
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
        given: str | None,
        *args: str,
    ) -> None:
        """Do it with the one of this key or name, or ask which is meant.

        Raises:
            NotFound: None is.

        """
        known = await self._kind.known(guild.id)
        if not known:
            await reply(interaction, notice(self._kind.none))
            return
        found = self._kind.meant(known, given) if given else list(known)
        if not found:
            raise NotFound(self._kind.noun, given or "")
        if given and len(found) == 1:
            await reply(interaction, await self._work(guild, found[0], args))
            return
        await reply(interaction, self._menu(interaction, found, 0, args))

    async def _answer(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Do it with the one that was chosen, or turn the menu's page."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        if is_choice(interaction):
            await self.run(interaction, guild, picked(interaction), *args)
            return
        known = await self._kind.known(guild.id)
        page = number(args[-1] if args else "")
        await reply(interaction, self._menu(interaction, known, page, args[:-1]))

    def _menu(
        self,
        interaction: discord.Interaction[Any],
        found: Sequence[T],
        page: int,
        args: Sequence[str],
    ) -> Post:
        guild = guild_of(interaction)
        options = [self._kind.option(guild, each) for each in found]
        return menu(self._words, options, page, self._action, *args)


def suggesting(newsroom: Newsroom, kind: Kind[T]) -> Any:
    """Return what suggests them while somebody types; to who may not manage, none."""

    async def suggest(
        interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            guild = await manager_of(interaction, newsroom)
        except Told:
            return []
        here = guild_of(interaction)
        known = await kind.known(guild.id)
        options = [kind.option(here, each) for each in known]
        wanted = typed.strip().casefold()
        return [
            app_commands.Choice(name=label(shown, _LONGEST), value=each.value)
            for each in options
            if wanted in (shown := joined([each.label, each.description])).casefold()
        ][:_MOST]

    return suggest
