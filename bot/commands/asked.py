"""What an interaction brings along: choices in menus, and numbers in ids. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.errors import Told

_NOT_ONE = "That choice is no longer there. Use the command again."


def chosen(interaction: discord.Interaction[Any]) -> str:
    """Return what was chosen in the menu that this comes from.

    Raises:
        Told: Nothing was.

    """
    data: Mapping[str, Any] = interaction.data or {}
    values: Sequence[str] = data.get("values") or ()
    if not values:
        raise Told(_NOT_ONE)
    return str(values[0])


def number(text: str) -> int:
    """Return an id or a page that stands in the id of a button or menu.

    Raises:
        Told: It is no number, or one that no database holds.

    """
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Told(_NOT_ONE)
    return int(text)


def numbers(args: Sequence[str], count: int) -> list[int]:
    """Return so many of them.

    Raises:
        Told: There are more or fewer, or they are none.

    """
    if len(args) != count:
        raise Told(_NOT_ONE)
    return [number(each) for each in args]
