"""What a schedule does about changed articles and missed runs, and how it is told.

The commands have no options for these, which hardly anybody changes: they are menus
under what `/digest schedule` answers, and one button away from `/digest list`.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord
from msgspec.structs import replace

from bot.checks import manager_of
from bot.client import Action, Offer, together
from bot.commands.asked import GONE, numbers, picked
from bot.commands.choosing import Choosing
from bot.commands.digest_words import order_in_words
from bot.commands.languages import LANGUAGE_OF, language_line, language_options
from bot.commands.lengths import has_length, length_line, length_options
from bot.commands.schedule_choice import schedule_kind
from bot.components import Button, Option, Row, Select, custom_id
from bot.errors import Told
from bot.escape import harmless
from bot.posts import Post
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.guilds import Guild, Length, Mode, Schedule
from digests.newsroom import Newsroom
from digests.timetables import Changed, Missed

_CHOOSE = "digest-manner"
_MANNERS = "Changed articles, missed runs…"
_MANNERS_AND_LANGUAGE = "Language, length, changed articles, missed runs…"
_ON_CHANGE = {
    Changed.EDIT: "the card is set anew, and says so",
    Changed.NOTE: "the card gets a line that says so",
    Changed.IGNORE: "the post stays as it is",
}
_ON_MISSED = {
    Missed.COMBINE: "one digest is made up for all that were missed",
    Missed.SKIP: "they are left out; the next one has what came meanwhile",
}
_WHEN_CHANGED = "What a post shows is gone from its article:"
_WHEN_MISSED = "I was not running when digests were due:"
_WHICH_LANGUAGE = "Stories are told in:"
_HOW_MUCH = "Each story gets:"

T = TypeVar("T")
Changing = Awaitable[Schedule]


class Manners:
    """Shows what schedules do then, and changes it."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom whose schedules they are."""
        self._newsroom = newsroom
        kind = schedule_kind(newsroom)
        self._choosing = Choosing(
            newsroom, kind, _CHOOSE, "Which schedule?", self._show
        )

    @property
    def offer(self) -> Offer:
        """What the menus do."""
        schedules = self._newsroom.schedules
        language, length = self._told(LANGUAGE_OF.__getitem__), self._told(Length)
        menus = {
            "digest-changed": self._asking(Changed, schedules.on_change),
            "digest-missed": self._asking(Missed, schedules.on_missed),
            "digest-language": self._asking(language, schedules.tell_in),
            "digest-length": self._asking(length, schedules.tell_at),
        }
        return together(self._choosing.offer, Offer(actions=menus))

    async def _show(self, guild: Guild, schedule: Schedule, _: tuple[str, ...]) -> Post:
        return manners_post(schedule, translated_to(self._newsroom, guild))

    def _asking(
        self, read: Callable[[str], T], change: Callable[[str, int, T], Changing]
    ) -> Action:
        """Return what a menu does: read what is picked, change it, show it."""

        async def choose(
            interaction: discord.Interaction[Any], args: tuple[str, ...]
        ) -> None:
            await take_on(interaction)
            guild = await manager_of(interaction, self._newsroom)
            (key,) = numbers(args, 1)
            try:
                way = read(picked(interaction))
            except (KeyError, ValueError) as error:
                raise Told(GONE) from error
            schedule = await change(guild.id, key, way)
            await reply(interaction, await self._show(guild, schedule, ()))

        return choose

    def _told(self, read: Callable[[str], T]) -> Callable[[str], T]:
        """Return the same where a model tells anything."""
        return read if self._newsroom.freelance else _nothing


def translated_to(newsroom: Newsroom, guild: Guild) -> str | None:
    """Return the server's language, None where no model could tell anything in it."""
    return guild.language if newsroom.freelance else None


def to_manners(server: str | None) -> Row:
    """Return a button that leads to the manners of a schedule to be chosen.

    `server` is the server's language, None where no model translates.
    """
    words = _MANNERS if server is None else _MANNERS_AND_LANGUAGE
    return Row((Button(words, custom_id(_CHOOSE, 0)),))


def manners_post(schedule: Schedule, server: str | None) -> Post:
    """Return what a schedule does then, with menus to change it."""
    order = schedule.order
    lines = [
        f"**{schedule.id}** <#{schedule.channel}> {harmless(order_in_words(order))}",
        f"{_WHEN_CHANGED} {_ON_CHANGE[order.changed]}.",
    ]
    if order.mode is Mode.SCHEDULED:
        lines.append(f"{_WHEN_MISSED} {_ON_MISSED[order.missed]}.")
    if server is not None:
        lines.append(language_line(order, server))
        lines += [length_line(order)] if has_length(order) else []
    menus = manners_of(schedule, server)
    return replace(notice("\n".join(lines)), components=menus)


def manners_of(schedule: Schedule, server: str | None) -> tuple[Row, ...]:
    """Return the menus that change what it does then; a live one misses nothing."""
    rows = [_menu("digest-changed", schedule, _ON_CHANGE, _WHEN_CHANGED)]
    if schedule.order.mode is Mode.SCHEDULED:
        rows.append(_menu("digest-missed", schedule, _ON_MISSED, _WHEN_MISSED))
    if server is not None:
        name = custom_id("digest-language", schedule.id)
        rows.append(Row((Select(name, language_options(server), _WHICH_LANGUAGE),)))
    if server is not None and has_length(schedule.order):
        name = custom_id("digest-length", schedule.id)
        rows.append(Row((Select(name, length_options(schedule.order), _HOW_MUCH),)))
    return tuple(rows)


def _menu(action: str, schedule: Schedule, ways: Any, words: str) -> Row:
    options = tuple(
        Option(f"{told[0].upper()}{told[1:]}", str(way)) for way, told in ways.items()
    )
    return Row((Select(custom_id(action, schedule.id), options, words),))


def _nothing(chosen: str) -> Any:
    raise ValueError(chosen)
