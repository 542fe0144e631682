"""The nouns of corrections: cards whose articles have lost what they were made of."""

from datetime import datetime

from msgspec import Struct

from digests.guilds import Style
from digests.retold import Wording
from digests.timetables import Changed
from digests.types import Story


class Posted(Struct, frozen=True):
    """A message that shows a card, or a part of one: its delivery and its body.

    It is `alone` where the message shows no other card.
    """

    delivery: int
    body: str
    alone: bool = False


class Withdrawn(Struct, frozen=True):
    """That articles of a card have lost these texts since it was posted.

    `notes` are the ids of what told so. `number` counts the digest's stories from 1,
    `articles` are those of this one, `told` is what a model told of them, which may
    have fallen too. `changed` is what is to be done about it.
    """

    notes: tuple[int, ...]
    digest: int
    number: int
    gone: tuple[str, ...]
    articles: tuple[int, ...] = ()
    posts: tuple[Posted, ...] = ()
    changed: Changed = Changed.IGNORE
    style: Style = Style.NEUTRAL
    told: tuple[Wording, ...] = ()


class Correction(Struct, frozen=True):
    """The same with the story as its articles tell it now, and when that is."""

    withdrawn: Withdrawn
    story: Story
    at: datetime
