"""Buttons, menus, texts and boxes as Discord's API takes them. Pure.

Each carries its whole state in its id, so that all of them survive a restart.
"""

from enum import IntEnum
from typing import Any, Protocol

from msgspec import Struct

# https://docs.discord.com/developers/components/reference#component-object
_ROW, _BUTTON, _SELECT, _SECTION, _TEXT, _THUMBNAIL = 1, 2, 3, 9, 10, 11
_CONTAINER = 17

_LONGEST_ID = 100
# How a colon within an argument is written, and these two themselves: hardly any text
# has them, so that an id grows by nothing that people type.
_WRITTEN = (("꞊", "꞊0"), ("꞉", "꞊1"), (":", "꞉"))


class Component(Protocol):
    """Anything that stands in a post's `components`, or within another."""

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        ...


class Style(IntEnum):
    """How a button looks."""

    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3


class Button(Struct, frozen=True):
    """A button that comes back to us as an interaction with its `id`."""

    label: str
    id: str
    style: Style = Style.SECONDARY
    disabled: bool = False

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        made: dict[str, Any] = {"type": _BUTTON, "style": int(self.style)}
        made |= {"label": self.label, "custom_id": self.id}
        return made | ({"disabled": True} if self.disabled else {})


class Option(Struct, frozen=True):
    """A choice of a select; `value` is what comes back."""

    label: str
    value: str
    description: str = ""

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        made = {"label": self.label, "value": self.value}
        return made | ({"description": self.description} if self.description else {})


class Select(Struct, frozen=True):
    """A menu of which one option is taken, or up to `most`."""

    id: str
    options: tuple[Option, ...]
    placeholder: str = ""
    most: int = 1

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        made: dict[str, Any] = {"type": _SELECT, "custom_id": self.id}
        made["options"] = [each.json() for each in self.options]
        if self.placeholder:
            made["placeholder"] = self.placeholder
        return made | ({"max_values": self.most} if self.most > 1 else {})


class Row(Struct, frozen=True):
    """Up to five buttons side by side, or one select."""

    items: tuple[Component, ...]

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        return {"type": _ROW, "components": [each.json() for each in self.items]}


class Text(Struct, frozen=True):
    """Markdown as a component."""

    content: str

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        return {"type": _TEXT, "content": self.content}


class Thumbnail(Struct, frozen=True):
    """A small picture at the side; `url` is http(s)."""

    url: str

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        return {"type": _THUMBNAIL, "media": {"url": self.url}}


class Section(Struct, frozen=True):
    """One to three texts with a thumbnail or a button beside them."""

    texts: tuple[Text, ...]
    accessory: Thumbnail | Button

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        texts = [each.json() for each in self.texts]
        accessory = self.accessory.json()
        return {"type": _SECTION, "components": texts, "accessory": accessory}


class Container(Struct, frozen=True):
    """Components in a box of their own."""

    components: tuple[Component, ...]

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        inner = [each.json() for each in self.components]
        return {"type": _CONTAINER, "components": inner}


def custom_id(action: str, *args: str | int) -> str:
    """Return the id of a button or menu: what is to be done, and with what.

    Raises:
        ValueError: It has more than the 100 characters that Discord takes; give
            ids as arguments, not texts.

    """
    made = ":".join(["pq", *(_written(str(each)) for each in (action, *args))])
    if len(made) > _LONGEST_ID:
        raise ValueError(f"{made} is longer than {_LONGEST_ID} characters")
    return made


def parse_custom_id(made: str) -> tuple[str, tuple[str, ...]] | None:
    """Return action and arguments as `custom_id` took them; None: not one of ours.

    Anybody can send anything: every argument is still to be checked.
    """
    prefix, *rest = made.split(":")
    if prefix != "pq" or not rest or not rest[0]:
        return None
    action, *args = map(_read, rest)
    return action, tuple(args)


def _written(text: str) -> str:
    for each, written in _WRITTEN:
        text = text.replace(each, written)
    return text


def _read(text: str) -> str:
    for each, written in reversed(_WRITTEN):
        text = text.replace(written, each)
    return text
