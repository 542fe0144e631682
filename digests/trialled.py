"""The nouns of a trial: how stored articles read in another engine's words."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from digests.accounts import Usage
from digests.retold import Fault


class Column(Struct, frozen=True):
    """What one engine made of so many articles.

    `worded` counts those that it told, `sentences` what is printed of all. `quotes` is
    the share of the quotes on extractive cards that its cards kept, from 0 to 1. `cut`
    counts what was cut, by the reason; `problems` why articles were not told, in words.
    """

    engine: str
    articles: int
    worded: int
    sentences: int
    words: int
    quotes: float
    cut: Mapping[Fault, int] = {}
    problems: Mapping[str, int] = {}
    median: timedelta = timedelta()
    longest: timedelta = timedelta()
    usage: Usage = Usage()

    @property
    def in_another_language(self) -> int:
        """How many replies were in another language than was asked for."""
        return self.cut.get(Fault.LANGUAGE, 0)
