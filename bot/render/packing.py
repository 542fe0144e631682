"""Many things into few posts: in order, each whole where it fits a post. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct


class Weight(Struct, frozen=True):
    """How much of a post something takes: characters, bytes, components or embeds."""

    characters: int = 0
    octets: int = 0
    parts: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(
            self.characters + other.characters,
            self.octets + other.octets,
            self.parts + other.parts,
        )

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight(
            self.characters - other.characters,
            self.octets - other.octets,
            self.parts - other.parts,
        )

    def within(self, room: "Weight") -> bool:
        """Tell whether there is room for it."""
        return (
            self.characters <= room.characters
            and self.octets <= room.octets
            and self.parts <= room.parts
        )


class Weighed(Protocol):
    """What a post is made of."""

    @property
    def weight(self) -> Weight:
        """How much of a post it takes."""
        ...


W = TypeVar("W", bound=Weighed)


def packed(things: Iterable[W], room: Weight, before: Weight) -> Iterator[list[W]]:
    """Yield what goes into each post, in order; `before` stands in the first one.

    Each thing fits an empty post. The first post may hold only what stands before.
    """
    some: list[W] = []
    used = before
    for thing in things:
        if used != Weight() and not (used + thing.weight).within(room):
            yield some
            some, used = [], Weight()
        some.append(thing)
        used += thing.weight
    yield some


def chunked(lines: Sequence[str], fits: Callable[[str], bool]) -> list[str]:
    """Return the lines in as few texts as fit; a line that fits none is left out."""
    texts: list[str] = []
    for line in lines:
        longer = f"{texts[-1]}\n{line}" if texts else line
        if fits(longer):
            texts[-1:] = [longer]
        elif fits(line):
            texts.append(line)
    return texts
