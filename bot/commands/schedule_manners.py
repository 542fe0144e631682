"""What a schedule does when things go otherwise: a changed article, a missed run.

The commands have no options for these, which hardly anybody changes: they are menus
under what `/digest schedule` answers, and one button away from `/digest list`.
"""

from typing import Any

import discord
from msgspec.structs import replace

from bot.checks import manager_of
from bot.client import Offer, together
from bot.commands.asked import GONE, numbers, picked
from bot.commands.choosing import Choosing
from bot.commands.digest_words import order_in_words
from bot.commands.schedule_choice import schedule_kind
from bot.components import Button, Option, Row, Select, custom_id
from bot.errors import Told
from bot.escape import harmless
from bot.posts import Post
from bot.render.pages import notice
from bot.replies import reply, take_on
from digests.guilds import Guild, Mode, Schedule
from digests.newsroom import Newsroom
from digests.timetables import Changed, Missed

_CHOOSE = "digest-manner"
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
        menus = {"digest-changed": self._on_change, "digest-missed": self._on_missed}
        return together(self._choosing.offer, Offer(actions=menus))

    async def _show(self, _: Guild, schedule: Schedule, __: tuple[str, ...]) -> Post:
        return manners_post(schedule)

    async def _on_change(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        (key,) = numbers(args, 1)
        changed = _one_of(Changed, picked(interaction))
        schedule = await self._newsroom.schedules.on_change(guild.id, key, changed)
        await reply(interaction, manners_post(schedule))

    async def _on_missed(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        (key,) = numbers(args, 1)
        missed = _one_of(Missed, picked(interaction))
        schedule = await self._newsroom.schedules.on_missed(guild.id, key, missed)
        await reply(interaction, manners_post(schedule))


def to_manners() -> Row:
    """Return a button that leads to the manners of a schedule to be chosen."""
    first_page = custom_id(_CHOOSE, 0)
    return Row((Button("Changed articles, missed runs…", first_page),))


def manners_post(schedule: Schedule) -> Post:
    """Return what a schedule does then, with menus to change it."""
    order = schedule.order
    lines = [
        f"**{schedule.id}** <#{schedule.channel}> {harmless(order_in_words(order))}",
        f"{_WHEN_CHANGED} {_ON_CHANGE[order.changed]}.",
    ]
    if order.mode is Mode.SCHEDULED:
        lines.append(f"{_WHEN_MISSED} {_ON_MISSED[order.missed]}.")
    return replace(notice("\n".join(lines)), components=manners_of(schedule))


def manners_of(schedule: Schedule) -> tuple[Row, ...]:
    """Return the menus that change what it does then; a live one misses nothing."""
    rows = [_menu("digest-changed", schedule, _ON_CHANGE, _WHEN_CHANGED)]
    if schedule.order.mode is Mode.SCHEDULED:
        rows.append(_menu("digest-missed", schedule, _ON_MISSED, _WHEN_MISSED))
    return tuple(rows)


def _menu(action: str, schedule: Schedule, ways: Any, words: str) -> Row:
    options = tuple(
        Option(f"{told[0].upper()}{told[1:]}", str(way)) for way, told in ways.items()
    )
    return Row((Select(custom_id(action, schedule.id), options, words),))


def _one_of(kind: Any, chosen: str) -> Any:
    try:
        return kind(chosen)
    except ValueError as error:
        raise Told(GONE) from error
