"""Which of a server's things is meant: named, chosen in a menu, or suggested.

What is done is done to one that somebody named beyond doubt: by its number, by a
name that only it has, or in a menu, which stands for exactly what it showed.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import discord
from discord import app_commands

from bot.checks import guild_of, manager_of
from bot.client import Offer
from bot.commands.asked import GONE, is_choice, number, picked
from bot.components import Option
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import menu, notice
from bot.render.text import joined, label
from bot.replies import reply, take_on
from digests.errors import NotFound
from digests.guilds import Guild
from digests.naming import Called, meant
from digests.newsroom import Newsroom

T = TypeVar("T")

# What is done with the one that is meant; further arguments as they were given.
Work = Callable[[Guild, T, tuple[str, ...]], Awaitable[Post | list[Post]]]

Changing = app_commands.Command[Any, ..., Any]

_WHICH = "Its id or name; a menu if left out"
_UNTIL = "As 3h, monday, 18:00 or 2026-12-01; until you resume it if left out"
# What Discord offers while somebody types.
_MOST, _LONGEST = 25, 100


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of things that a server has several of.

    `known` are a guild's; `called` is what one goes by; `none` is said where there
    is none. An option is how it stands in a menu of that guild; its value is the id.
    """

    noun: str
    none: str
    known: Callable[[str], Awaitable[Sequence[T]]]
    called: Callable[[T], Called]
    option: Callable[[discord.Guild, T], Option]


class Choosing(Generic[T]):
    """Does something with the one that is meant, whichever way it is told which."""

    def __init__(
        self,
        newsroom: Newsroom,
        kind: Kind[T],
        action: str,
        words: str,
        work: Work[T],
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

    def command(self, name: str, about: str) -> Changing:
        """Return the command that does it; its one option says with which."""

        @app_commands.command(name=name, description=about)
        @app_commands.rename(given=self._kind.noun)
        @app_commands.describe(given=_WHICH)
        @app_commands.autocomplete(given=suggesting(self._newsroom, self._kind))
        async def command(
            interaction: discord.Interaction[Any], given: str | None = None
        ) -> None:
            await take_on(interaction)
            guild = await manager_of(interaction, self._newsroom)
            await self.run(interaction, guild, given)

        return command

    def command_until(self, name: str, about: str) -> Changing:
        """Return the same with a second option, until when.

        That is handed on in seconds since 1970, 0 where it was left out.
        """

        @app_commands.command(name=name, description=about)
        @app_commands.rename(given=self._kind.noun)
        @app_commands.describe(given=_WHICH, until=_UNTIL)
        @app_commands.autocomplete(given=suggesting(self._newsroom, self._kind))
        async def command(
            interaction: discord.Interaction[Any],
            given: str | None = None,
            until: app_commands.Range[str, 1, 100] | None = None,
        ) -> None:
            await take_on(interaction)
            guild = await manager_of(interaction, self._newsroom)
            seconds = 0
            if until:
                moment = self._newsroom.guilds.moment
                then = await moment(guild.id, until, past=False)
                seconds = int(then.timestamp())
            await self.run(interaction, guild, given, seconds)

        return command

    async def run(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        given: str | None,
        *args: str | int,
    ) -> None:
        """Do it with the one of this number or name, or ask which is meant.

        Raises:
            NotFound: None is.

        """
        known = await self._kind.known(guild.id)
        if not known:
            await reply(interaction, notice(self._kind.none))
            return
        found = meant(given, known, self._kind.called) if given else known
        if not found:
            raise NotFound(self._kind.noun, given or "")
        if given and len(found) == 1:
            await self._do(interaction, guild, found[0], tuple(map(str, args)))
            return
        await reply(interaction, self._menu(interaction, found, 0, args))

    async def _answer(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Do it with the one that was chosen, or turn the menu's page."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        known = await self._kind.known(guild.id)
        if not is_choice(interaction):
            page = number(args[-1] if args else "")
            await reply(interaction, self._menu(interaction, known, page, args[:-1]))
            return
        key = number(picked(interaction))
        chosen = [each for each in known if self._kind.called(each).id == key]
        if not chosen:
            raise Told(GONE)
        await self._do(interaction, guild, chosen[0], args)

    async def _do(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        one: T,
        args: tuple[str, ...],
    ) -> None:
        done = await self._work(guild, one, args)
        await reply(interaction, *(done if isinstance(done, list) else [done]))

    def _menu(
        self,
        interaction: discord.Interaction[Any],
        found: Sequence[T],
        page: int,
        args: Sequence[str | int],
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
        here, known = guild_of(interaction), await kind.known(guild.id)
        fitting = [
            option
            for each in known
            if _fits(typed, option := kind.option(here, each), kind.called(each))
        ]
        named = meant(typed, known, kind.called)
        return choices(fitting or (kind.option(here, each) for each in named))

    return suggest


def choices(options: Iterable[Option]) -> list[app_commands.Choice[str]]:
    """Return options as Discord suggests them, as many as it takes."""
    made = [
        app_commands.Choice(
            name=label(joined([each.label, each.description]), _LONGEST),
            value=each.value,
        )
        for each in options
    ]
    return made[:_MOST]


def _fits(typed: str, option: Option, called: Called) -> bool:
    told = f"{option.label} {option.description} {called.address}"
    return typed.strip().casefold() in told.casefold()
