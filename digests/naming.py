"""Which of several things somebody means by what they typed. Pure."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from digests.feeds.keys import link_key

T = TypeVar("T")

# Less of a name is a slip as likely as not, and some slips remove things.
_LEAST = 3


class Called(NamedTuple):
    """What a thing goes by: a number, a name, and an address where it has one."""

    id: int
    name: str = ""
    address: str = ""


def meant(typed: str, known: Iterable[T], called: Callable[[T], Called]) -> list[T]:
    """Return those of this number, else address, else name, else part of a name.

    A part has three letters or more. A number is never one: what is gone is not
    found, and nothing else in its place.
    """
    wanted = " ".join(typed.split()).casefold()
    key = link_key(wanted)
    is_part = len(wanted) >= _LEAST and not wanted.isdecimal()
    known_as = [(each, called(each)) for each in known]
    for fits in (
        lambda it: str(it.id) == wanted,
        lambda it: it.address.casefold() == wanted,
        lambda it: bool(it.address) and link_key(it.address) == key,
        lambda it: it.name.casefold() == wanted,
        lambda it: is_part and wanted in it.name.casefold(),
    ):
        if found := [each for each, it in known_as if wanted and fits(it)]:
            return found
    return []
