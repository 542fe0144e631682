"""Print a speaker: turn "he", "they" or "the minister" into the name given.

Where the article gives no name, the source stays as the text words it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.quotes.lexicon import words
from digests.quotes.lists import Lists
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration
from digests.quotes.people import Cast, Person

_SPEAKS = re.compile(r"[ab]*[VU]")
_LAST_GENITIVE = re.compile(r"['’]s?$")
_MOST_LOOKED_AT = 60
# What kinds of mention a pronoun's kind may go back to.
_ANTECEDENTS = {
    "h": frozenset("nNegrR"),
    "t": frozenset("nNegrRsydw"),
    "x": frozenset("nNgrRdw"),
    "W": frozenset("nNerRsydw"),
}
# How unlikely a pronoun goes back to a mention: per sentence in between, and
# for standing where a speaker does not stand. By hand, on reports of our own.
_PER_SENTENCE = 1.0
_AS_OBJECT = 1.2
_AS_GENITIVE = 0.8
_NOT_SURELY_HUMAN = 2.5
_SPEAKING = -0.7
_SPOKE_LAST = -1.2
_WRONG_NUMBER = 3.0
_TOO_UNLIKELY = 7.0


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, as printed: the name and the role, and all tokens of the mention."""

    speaker: str | None
    role: str | None
    first: int
    stop: int
    gender: str = ""
    plural: bool = False


NOBODY = Source(None, None, -1, -1)


class Names:
    """Resolves the mentions of one article."""

    def __init__(
        self, narration: Narration, mentions: Sequence[Mention], cast: Cast
    ) -> None:
        self._narration = narration
        self._mentions = mentions
        self._firsts = [mention.first for mention in mentions]
        self._index = {first: number for number, first in enumerate(self._firsts)}
        self._cast = cast
        self._lists = Lists(narration, mentions)
        self._and = next(iter(words(narration.language, "and")))
        self._sources: dict[tuple[int, bool], Source] = {}

    def source(self, mention: Mention, previous: Source | None = None) -> Source:
        """Return what to print for a mention.

        *previous* is the source of the quote before, to which a pronoun most
        likely goes back.
        """
        if mention.kind in _ANTECEDENTS:
            return self._antecedent(mention, previous)
        return self._known(mention, listed=True)

    def labelled(self, label: str) -> Source:
        """Return the source that a transcript's label ("SMITH:") names."""
        person = self._cast.named(label)
        if person is None:
            return Source(label, None, -1, -1)
        return Source(person.name, person.role, -1, -1, person.gender)

    def _single(self, mention: Mention) -> Source:
        span = (mention.first, mention.stop)
        kind = mention.kind
        if kind in "nNeg":
            person = self._cast.person(mention)
            if person:
                return Source(person.name, person.role, *span, person.gender)
        if kind in "iu":
            return Source(None, None, *span)
        person = self._holder(mention) if kind in "rR" else None
        if person:
            return Source(person.name, person.role, *span, person.gender)
        return Source(self._worded(mention), None, *span, plural=kind in "sy")

    def _joint(self, mention: Mention) -> Source | None:
        """Return the speakers of a list ("A, B and C said") that holds a mention."""
        members = self._lists.around(self._index[mention.first])
        if not members:
            return None
        spoken = [
            self._single(member).speaker
            for number, member in enumerate(members)
            if not self._is_apposed(members, number)
        ]
        unique = list(dict.fromkeys(name for name in spoken if name))
        if len(unique) < 2:
            return None
        joint = f"{', '.join(unique[:-1])} {self._and} {unique[-1]}"
        return Source(joint, None, members[0].first, members[-1].stop, plural=True)

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

    def _holder(self, mention: Mention) -> Person | None:
        """Return whom a definite role means: "the minister", "The Prime Minister"."""
        narration = self._narration
        beside = self._set_beside(mention)
        if beside:
            return beside
        noun = self._role_noun(mention)
        if noun not in words(narration.language, "role"):
            return None
        definite = narration.words(mention.first, mention.first + 1).lower()
        if mention.kind == "r" and definite not in words(
            narration.language, "definite"
        ):
            return None
        person = self._cast.with_role(noun, mention.first)
        if person or mention.kind == "r" or definite == noun:
            return person
        return self._last_subject(mention)

    def _role_noun(self, mention: Mention) -> str:
        """Return the last word of the mention that is a role, in lower case."""
        codes = self._narration.codes[mention.first : mention.stop]
        at = mention.first + max(codes.rfind("r"), codes.rfind("R"))
        return self._narration.words(at, at + 1).lower()

    def _set_beside(self, mention: Mention) -> Person | None:
        """Return the name in apposition: "said the mayor, Jane Doe."."""
        index = self._index[mention.first] + 1
        following = self._mentions[index : index + 1]
        codes = self._narration.codes
        if not following or codes[mention.stop : following[0].first] != ",":
            return None
        if codes[following[0].stop : following[0].stop + 1] not in {",", ".", "P", ""}:
            return None
        titled = "R" in codes[following[0].first : following[0].stop]
        if titled or following[0].kind not in "nN":
            return None
        return self._cast.person(following[0])

    def _last_subject(self, mention: Mention) -> Person | None:
        """Return the person with no other role who began a sentence just before."""
        codes = self._narration.codes
        for index in range(self._index[mention.first] - 1, -1, -1):
            other = self._mentions[index]
            between = codes[other.stop : mention.first]
            if between.count(".") > 2:
                return None
            person = self._cast.person(other)
            begins = not other.first or codes[other.first - 1] in ".P"
            if person and begins and person.human and not person.role:
                return person
        return None

    def _antecedent(self, pronoun: Mention, previous: Source | None) -> Source:
        """Return whom a pronoun means, None for a speaker where it cannot be told."""
        here = self._index_before(pronoun)
        kinds = _ANTECEDENTS[pronoun.kind]
        codes = self._narration.codes
        best: Source | None = None
        best_cost = _TOO_UNLIKELY
        for index in range(here, max(-1, here - _MOST_LOOKED_AT), -1):
            other = self._mentions[index]
            distance = codes.count(".", other.stop, pronoun.first) * _PER_SENTENCE
            if distance + _SPOKE_LAST + _SPEAKING >= best_cost:
                break
            if other.kind not in kinds:
                continue
            cost = distance + self._standing(other)
            if cost + _SPOKE_LAST >= best_cost:
                continue
            source = self._known(other, listed=pronoun.kind == "t")
            cost += self._mismatch(pronoun, other, source)
            if previous and source.speaker == previous.speaker:
                cost += _SPOKE_LAST
            if source.speaker and cost < best_cost:
                best, best_cost = source, cost
        best = best or previous or NOBODY
        return replace(best, first=pronoun.first, stop=pronoun.stop)

    def _known(self, mention: Mention, *, listed: bool) -> Source:
        """Return a mention's source, remembered."""
        key = (mention.first, listed)
        if key not in self._sources:
            joint = self._joint(mention) if listed else None
            self._sources[key] = joint or self._single(mention)
        return self._sources[key]

    def _index_before(self, mention: Mention) -> int:
        return bisect_left(self._firsts, mention.first) - 1

    def _standing(self, mention: Mention) -> float:
        codes = self._narration.codes
        cost = _AS_GENITIVE if mention.kind == "g" else 0.0
        if mention.first and codes[mention.first - 1] in "VUvpq":
            cost += _AS_OBJECT
        return cost + (_SPEAKING if _SPEAKS.match(codes, mention.stop) else 0.0)

    def _mismatch(self, pronoun: Mention, other: Mention, source: Source) -> float:
        """Return how badly number, gender and kind go together."""
        word = self._narration.words(pronoun.first, pronoun.first + 1).lower()
        person = self._cast.person(other)
        human = bool(person and person.human)
        if word in words(self._narration.language, "they"):
            return 0.0 if source.plural or not human else _WRONG_NUMBER
        if source.plural:
            return _WRONG_NUMBER * 2
        if pronoun.kind == "x":
            return _WRONG_NUMBER if human else 0.0
        language = self._narration.language
        gender = "m" * (word in words(language, "he_m"))
        gender = gender or "f" * (word in words(language, "he_f"))
        if gender and source.gender not in {"", gender}:
            return _TOO_UNLIKELY
        if human:
            return 0.0
        if other.kind == "r":
            noun = self._narration.words(other.stop - 1, other.stop).lower()
            if noun.endswith({"m": "woman", "f": "sman"}.get(gender, "-")):
                return _TOO_UNLIKELY
            return (
                0.5
                if noun in words(self._narration.language, "role")
                else _NOT_SURELY_HUMAN
            )
        return _NOT_SURELY_HUMAN if person else _WRONG_NUMBER

    def _worded(self, mention: Mention) -> str | None:
        """Return the source as the text words it, a sentence's capital undone."""
        narration = self._narration
        text = " ".join(narration.words(mention.first, mention.stop).split())
        text = _LAST_GENITIVE.sub("", text)
        codes = narration.codes
        if mention.kind == "y" and codes[mention.first - 1 : mention.first] == "D":
            text = f"{narration.words(mention.first - 1, mention.first)} {text}".lower()
        begins = not mention.first or codes[mention.first - 1] in ".PQ:"
        if begins and codes[mention.first] in "DyRrdsw":
            text = text[0].lower() + text[1:]
        opening, _, rest = text.partition(" ")
        if opening.lower() in words(self._narration.language, "possessive") and rest:
            owner = self._owner(mention)
            return f"{owner}’s {rest}" if owner else text
        return text

    def _owner(self, mention: Mention) -> str | None:
        """Return the name behind "his" in "his lawyer"."""
        pronoun = Mention(mention.first, mention.first + 1, "h", mention.first)
        return self._antecedent(pronoun, None).speaker
