"""Name those who speak as one: "A, B and C", "the four", "the leaders".

Knows how a list is printed and which list a plural goes back to.
"""

from collections.abc import Callable, Sequence
from itertools import islice

from digests.quotes.antecedents import Source
from digests.quotes.lexicon import listed, plural, words
from digests.quotes.lists import Lists
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration
from digests.quotes.people import Cast, Person

_MOST_LOOKED_AT = 60
_JOINED = frozenset("nNe")


class Groups:
    """Resolves what stands for several sources of one article.

    *single* tells what to print for one mention by itself.
    """

    def __init__(
        self,
        narration: Narration,
        mentions: Sequence[Mention],
        cast: Cast,
        single: Callable[[Mention], Source],
    ) -> None:
        self._narration = narration
        self._mentions = mentions
        self._index = {one.first: number for number, one in enumerate(mentions)}
        self._cast = cast
        self._single = single
        self._lists = Lists(narration, mentions)
        self._and = next(iter(words(narration.language, "and")))

    def joint(self, mention: Mention) -> Source | None:
        """Return the speakers of a list ("A, B and C said") that holds a mention."""
        members = self._members(mention)
        spoken = [self._in_list(member) for member in members]
        names = list(dict.fromkeys(name for name in spoken if name))
        if len(names) < 2:
            return None
        return self._together(names, members[0].first, members[-1].stop)

    def meant(self, mention: Mention) -> Source | None:
        """Return who "the four" or "the leaders" are, if the article has told."""
        narration, first = self._narration, mention.first
        opening = narration.words(first, first + 1).lower()
        number = _counts(narration.language).get(opening)
        if number and first and narration.codes[first - 1] == "D":
            return None if mention.kind == "s" else self._counted(number, mention)
        if mention.kind not in "rR" or mention.stop - first != len("Dr"):
            return None
        if opening not in words(narration.language, "definite"):
            return None
        return self._holders(mention)

    def _counted(self, number: int, mention: Mention) -> Source | None:
        """Return the last list of so many, or all people so far."""
        for other in self._joined_before(mention):
            joint = self.joint(other)
            if joint and joint.members == number:
                return joint
        names = [person.name for person in self._cast.people(mention.first)]
        if len(names) != number:
            return None
        return self._together(names, mention.first, mention.stop)

    def _holders(self, mention: Mention) -> Source | None:
        """Return the last list of people whose roles make them "the mayors"."""
        stop = mention.stop
        noun = self._narration.words(stop - 1, stop).lower()
        for other in self._joined_before(mention):
            joint = self.joint(other)
            if joint is None or joint.members < 2:
                continue
            people = [self._cast.person(member) for member in self._members(other)]
            named = [person for person in people if person]
            if len(named) != joint.members or not all(one.human for one in named):
                continue
            return joint if any(self._bears(one, noun) for one in named) else None
        return None

    def _bears(self, person: Person, noun: str) -> bool:
        """Tell whether a plural names the person's role, or leaders by any role."""
        language = self._narration.language
        held = set((person.role or "").lower().split())
        if noun == plural("leader"):
            return not held.isdisjoint(words(language, "leading"))
        return noun in {plural(word) for word in held}

    def _joined_before(self, mention: Mention) -> Sequence[Mention]:
        before = reversed(self._mentions[: self._index[mention.first]])
        looked_at = islice(before, _MOST_LOOKED_AT)
        return [other for other in looked_at if other.kind in _JOINED]

    def _members(self, mention: Mention) -> list[Mention]:
        members = self._lists.around(self._index[mention.first])
        return [
            member
            for number, member in enumerate(members)
            if not self._is_apposed(members, number)
        ]

    def _in_list(self, member: Mention) -> str | None:
        """Return a member's name; "her colleagues" stay so, she stands beside them."""
        opening = self._narration.words(member.first, member.first + 1).lower()
        if opening in words(self._narration.language, "possessive"):
            return " ".join(self._narration.words(member.first, member.stop).split())
        return self._single(member).speaker

    def _together(self, names: Sequence[str], first: int, stop: int) -> Source:
        joint = f"{', '.join(names[:-1])} {self._and} {names[-1]}"
        return Source(joint, None, first, stop, plural=True, members=len(names))

    def _is_apposed(self, run: list[Mention], number: int) -> bool:
        """Tell whether a member is but the role of the person beside it."""
        member = run[number]
        if member.kind not in "rR":
            return False
        role = self._narration.words(member.first, member.stop).lower()
        for other in run[max(0, number - 1) : number + 2]:
            person = self._cast.person(other)
            if person and person.role and role.endswith(person.role.lower()):
                return True
        return False


def _counts(language: str) -> dict[str, int]:
    """Return the numbers that are counted in words, from two on."""
    return {word: n for n, word in enumerate(listed(language, "count"), 2)}
