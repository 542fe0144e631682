"""The nouns of a trial: how stored articles read in another engine's words."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from digests.accounts import Usage
from digests.ports import Completion
from digests.retold import Fault, Retelling
from digests.types import Story


class Tried(Struct, frozen=True):
    """What became of a story in a model's words.

    `retelling` is None where nothing came that could be judged: `problem` says why,
    and `is_asked` is false where that was no word of the endpoint's. `took` is how
    long the call took by itself.
    """

    before: Story
    after: Story
    problem: str = ""
    is_asked: bool = True
    reply: Completion | None = None
    retelling: Retelling | None = None
    took: timedelta | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why sentences were cut, or the whole reply."""
        if self.retelling is None:
            return ()
        cut = tuple(each.fault for each in self.retelling.cut)
        whole = self.retelling.fault
        return (*cut, whole) if whole and whole not in cut else cut


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
