"""What an interaction brings along: choices in menus, and numbers in ids. Pure.

Anybody can send anything there; what does not fit is refused with one sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import discord

from bot.errors import Told
from digests.whens import read_when

# The year 9999, which is as far as a calendar goes.
_LATEST = 253_370_764_800
GONE = "That choice is no longer there. Use the command again."


def is_choice(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether something was chosen in a menu, and no button pressed."""
    return bool(_values(interaction))


def picked(interaction: discord.Interaction[Any]) -> str:
    """Return what was chosen in the menu that this comes from.

    Raises:
        Told: Nothing was.

    """
    values = _values(interaction)
    if not values:
        raise Told(GONE)
    return str(values[0])


def number(text: str) -> int:
    """Return an id or a page that stands in the id of a button or menu.

    Raises:
        Told: It is no number, or one that no database holds.

    """
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Told(GONE)
    return int(text)


def numbers(args: Sequence[str], count: int) -> list[int]:
    """Return so many of them.

    Raises:
        Told: There are more or fewer, or one is none.

    """
    if len(args) != count:
        raise Told(GONE)
    return [number(each) for each in args]


def moment(text: str) -> datetime | None:
    """Return the moment that stands in an id as seconds, None for 0.

    Raises:
        Told: It is none that a calendar holds.

    """
    seconds = number(text)
    if seconds > _LATEST:
        raise Told(GONE)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def since_in_id(typed: str | None, now: datetime, zone: str) -> str:
    """Return a time that was typed as it stands in an id, "" where none was.

    Before 1970 it is as good as none.

    Raises:
        BadSchedule: It cannot be understood.

    """
    if not typed:
        return ""
    at = read_when(typed, now, zone, past=True)
    return str(max(0, int(at.timestamp())))


class Attached(NamedTuple):
    """A file that came along; Discord keeps it for a while."""

    name: str
    url: str
    size: int


def attached(interaction: discord.Interaction[Any], field: str) -> Attached:
    """Return the file that was put in a form's field.

    Raises:
        Told: There is none.

    """
    data: Mapping[str, Any] = interaction.data or {}
    files = (data.get("resolved") or {}).get("attachments") or {}
    for key in (each for one in _fields(data, field) for each in one.get("values", ())):
        if file := files.get(key):
            return Attached(file["filename"], file["url"], file["size"])
    raise Told(GONE)


def _values(interaction: discord.Interaction[Any]) -> Sequence[Any]:
    data: Mapping[str, Any] = interaction.data or {}
    return data.get("values") or ()


def typed(interaction: discord.Interaction[Any], field: str) -> str:
    """Return what was written in a form's field, "" for nothing."""
    data: Mapping[str, Any] = interaction.data or {}
    for one in _fields(data, field):
        return str(one.get("value") or "").strip()
    return ""


def _fields(data: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """Yield a form's fields of this name; there is one."""
    for each in data.get("components") or ():
        for one in [each.get("component") or {}, *(each.get("components") or ())]:
            if one.get("custom_id") == name:
                yield one
