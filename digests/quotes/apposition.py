"""Find the name beside a description: "the mayor, Jane Doe," and "Jane Doe, a baker,".

What a description alone stands for is told by `names`.
"""

import re
from collections.abc import Sequence

from digests.quotes.lexicon import words
from digests.quotes.mentions import AGED, Mention
from digests.quotes.narration import Narration
from digests.quotes.people import Cast, Person

# What stands between a description and the name in apposition to it.
_APPOSED = re.compile(r"(?:[qp][DwsNRrt]{1,4}|W[^.PQ,]{1,8}|c[wr]{1,3})?,")
_MOST_BETWEEN = 4
_AFTER_APPOSED = re.compile(r",(?![cNRM])|[.:PVU]|$")
_AFTER_EQUATED = re.compile(r"[.,P;W]|$")


class Appositions:
    """The names that an article sets beside its descriptions of people."""

    def __init__(
        self, narration: Narration, mentions: Sequence[Mention], cast: Cast
    ) -> None:
        self._narration = narration
        self._mentions = mentions
        self._index = {one.first: number for number, one in enumerate(mentions)}
        self._cast = cast

    def named(self, mention: Mention) -> Person | None:
        """Return who is named right before a description or right after it."""
        return self._behind(mention) or self._beside(mention) or self._equated(mention)

    def _behind(self, mention: Mention) -> Person | None:
        """Return the name before, whose role this is: "Jane Doe, a baker,"."""
        index = self._index[mention.first]
        leading = self._mentions[index - 1] if index else None
        if leading is None or leading.kind not in "nNe" or mention.kind not in "rw":
            return None
        person = self._cast.person(leading)
        gap = self._narration.codes[leading.stop : mention.first]
        if person is None or not person.role or gap not in {",", ",0,"}:
            return None
        noun = self._narration.words(mention.stop - 1, mention.stop).lower()
        return person if noun in person.role.lower().split() else None

    def _beside(self, mention: Mention, *, one: bool = False) -> Person | None:
        """Return the name in apposition: "said the mayor, Jane Doe.".

        *one* tells that the two are surely one, whatever titles they have.
        """
        if mention.kind not in "rRyw":
            return None
        codes, index = self._narration.codes, self._index[mention.first] + 1
        for following in self._mentions[index : index + _MOST_BETWEEN]:
            if not _APPOSED.fullmatch(codes, mention.stop, self._begins(following)):
                continue
            # "The minister, Mayor Jane Doe and" are two, "a survivor, Mayor Doe" one.
            titled = "R" in codes[following.first : following.stop]
            apart = titled and not (one or self._is_one(mention))
            if apart or following.kind not in "nNe":
                return None
            if _AFTER_APPOSED.match(codes, following.stop):
                return self._cast.person(following)
        return None

    def _begins(self, mention: Mention) -> int:
        """Return where a name begins with what leads: "retired baker Jane Doe"."""
        narration, first = self._narration, mention.first
        while first:
            word = narration.words(first - 1, first).lower()
            if word not in words(narration.language, "past") and not AGED.search(word):
                break
            first -= 1
        return first

    def _equated(self, mention: Mention) -> Person | None:
        """Return who is named in "Her first guest was the priest, Jane Doe,"."""
        narration, index = self._narration, self._index[mention.first] + 1
        stop = mention.stop
        if mention.kind not in "rRw" or index >= len(self._mentions):
            return None
        is_ = narration.words(stop, stop + 1).lower()
        following = self._mentions[index]
        if following.first != stop + 1 or is_ not in words(
            narration.language, "copula"
        ):
            return None
        if following.kind not in "nNe":
            return self._beside(following, one=True)
        ends = _AFTER_EQUATED.match(narration.codes, following.stop)
        person = self._cast.person(following)
        return person if person and person.human and ends else None

    def _is_one(self, mention: Mention) -> bool:
        opening = self._narration.words(mention.first, mention.first + 1).lower()
        return opening in words(self._narration.language, "indefinite")
