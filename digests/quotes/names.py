"""Print a speaker: turn "he", "they" or "the minister" into the name given.

Where the article gives no name, the source stays as the text words it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.quotes import roles
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration
from digests.quotes.people import Cast, Person

# Between the members of "A, B and new chancellor C".
_LIST_GAP = re.compile(r",|,?c[wbD]{0,2}")
_SPEAKS = re.compile(r"[ab]*[VU]")
_LAST_GENITIVE = re.compile(r"['’]s?$")
_MOST_LOOKED_AT = 60
_MOST_JOINT = 8
_MEMBERS = "nNeRr"
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


class Names:
    """Resolves the mentions of one article."""

    def __init__(
        self, narration: Narration, mentions: Sequence[Mention], cast: Cast
    ) -> None:
        self._narration = narration
        self._mentions = mentions
        self._index = {mention.first: n for n, mention in enumerate(mentions)}
        self._cast = cast

    def source(self, mention: Mention, previous: Source | None = None) -> Source:
        """Return what to print for a mention.

        *previous* is the source of the quote before, to which a pronoun most
        likely goes back.
        """
        joint = self._joint(mention)
        if joint:
            return joint
        return self._single(mention, previous)

    def labelled(self, label: str) -> Source:
        """Return the source that a transcript's label ("SMITH:") names."""
        person = self._cast.named(label)
        if person is None:
            return Source(label, None, -1, -1)
        return Source(person.name, person.role, -1, -1, person.gender)

    def _single(self, mention: Mention, previous: Source | None) -> Source:
        span = (mention.first, mention.stop)
        kind = mention.kind
        if kind in "nNeg":
            person = self._cast.person(mention)
            if person:
                role = person.role or roles.belonging(self._narration, mention)
                return Source(person.name, role, *span, person.gender)
        if kind in "htxW":
            return self._antecedent(mention, previous)
        if kind in "iu":
            return Source(None, None, *span)
        person = self._holder(mention) if kind in "rR" else None
        if person:
            return Source(person.name, person.role, *span, person.gender)
        return Source(self._worded(mention), None, *span, plural=kind in "sy")

    def _joint(self, mention: Mention) -> Source | None:
        """Return the speakers of a list ("A, B and C said") that holds a mention."""
        members = self._members(mention)
        if len(members) < 2:
            return None
        codes = self._narration.codes
        first, stop = members[0].first, members[-1].stop
        before = codes[first - 1] if first else "P"
        speaks = _SPEAKS.match(codes, stop) and before not in "VUvpq"
        spoken = before in "VU" and codes[stop : stop + 1] in {"", ".", ",", "P", "Q"}
        spoken = spoken or codes[max(0, first - 2) : first] == "Ap"
        if not speaks and not spoken and len(members) < 3:
            return None
        names = [self._single(member, None).speaker for member in members]
        unique = list(dict.fromkeys(name for name in names if name))
        if len(unique) < 2:
            return None
        joint = ", ".join(unique[:-1]) + f" {self._and()} " + unique[-1]
        return Source(joint, None, first, stop, plural=True)

    def _members(self, mention: Mention) -> list[Mention]:
        """Return the list's members, what stands in apposition left out."""
        if mention.kind not in _MEMBERS:
            return []
        here = self._index[mention.first]
        low = here
        while low and here - low < _MOST_JOINT and self._gap(low - 1) == ",":
            low -= 1
        if low and (self._gap(low - 1) or "")[:1] in {"c", ","}:
            low = self._list_start(low - 1) if low == here else low
        run = [self._mentions[low]]
        joined = False
        for index in range(low, min(low + _MOST_JOINT, len(self._mentions) - 1)):
            gap = self._gap(index)
            if gap is None or joined:
                break
            joined = "c" in gap
            run.append(self._mentions[index + 1])
        if not joined or mention not in run:
            return []
        return [member for n, member in enumerate(run) if not self._is_apposed(run, n)]

    def _list_start(self, index: int) -> int:
        lowest = index - _MOST_JOINT
        while index > max(lowest, 0) and self._gap(index - 1) == ",":
            index -= 1
        return index

    def _gap(self, index: int) -> str | None:
        """Return what parts a mention from the next, if that is how lists go."""
        one, other = self._mentions[index], self._mentions[index + 1]
        if one.kind not in _MEMBERS or other.kind not in _MEMBERS:
            return None
        gap = self._narration.codes[one.stop : other.first]
        return gap if _LIST_GAP.fullmatch(gap) else None

    def _is_apposed(self, run: list[Mention], number: int) -> bool:
        """Tell whether a member is but the role of the person beside it."""
        member = run[number]
        if member.kind not in "rR":
            return False
        words = self._narration.words(member.first, member.stop).lower()
        beside = run[max(0, number - 1) : number] + run[number + 1 : number + 2]
        for other in beside:
            person = self._cast.person(other)
            if person and person.role and words.endswith(person.role.lower()):
                return True
        return False

    def _and(self) -> str:
        return "and"

    def _holder(self, mention: Mention) -> Person | None:
        """Return whom a definite role means: "the minister", "The Prime Minister"."""
        opening = self._narration.words(mention.first, mention.first + 1).lower()
        noun = self._narration.words(mention.stop - 1, mention.stop).lower()
        if mention.kind == "r" and opening not in words("en", "definite"):
            return None
        person = self._cast.with_role(noun, mention.first)
        if person or noun not in words("en", "role") or opening == noun:
            return person
        return self._last_subject(mention)

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

    def _antecedent(self, mention: Mention, previous: Source | None) -> Source:
        """Return whom a pronoun means, None for a speaker where it cannot be told."""
        here = self._index[mention.first]
        best: Source | None = None
        best_cost = _TOO_UNLIKELY
        for index in range(here - 1, max(-1, here - _MOST_LOOKED_AT), -1):
            other = self._mentions[index]
            between = self._narration.codes[other.stop : mention.first]
            cost = between.count(".") * _PER_SENTENCE
            if cost >= best_cost + 2:
                break
            if other.kind in "htxWiu":
                continue
            cost += self._standing(other)
            source = self._joint(other) or self._single(other, None)
            if source.speaker is None:
                continue
            cost += self._mismatch(mention, other, source)
            if previous and source.speaker == previous.speaker:
                cost += _SPOKE_LAST
            if cost < best_cost:
                best, best_cost = source, cost
        if best is None:
            best = previous or Source(None, None, mention.first, mention.stop)
        return replace(best, first=mention.first, stop=mention.stop)

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
        if word in words("en", "they"):
            return 0.0 if source.plural or not human else _WRONG_NUMBER
        if source.plural:
            return _WRONG_NUMBER * 2
        if pronoun.kind == "x":
            return _WRONG_NUMBER if human else 0.0
        gender = {"he": "m", "she": "f"}.get(word, "")
        if gender and source.gender not in {"", gender}:
            return _TOO_UNLIKELY
        if human:
            return 0.0
        if other.kind == "r":
            noun = self._narration.words(other.stop - 1, other.stop).lower()
            return 0.5 if noun in words("en", "role") else _NOT_SURELY_HUMAN
        return _NOT_SURELY_HUMAN if person else _WRONG_NUMBER

    def _worded(self, mention: Mention) -> str | None:
        """Return the source as the text words it, a sentence's capital undone."""
        narration = self._narration
        text = " ".join(narration.words(mention.first, mention.stop).split())
        text = _LAST_GENITIVE.sub("", text)
        codes = narration.codes
        begins = not mention.first or codes[mention.first - 1] in ".PQ:"
        if begins and codes[mention.first] in "DyRrdsw":
            text = text[0].lower() + text[1:]
        opening, _, rest = text.partition(" ")
        if opening.lower() in words("en", "possessive") and rest:
            owner = self._owner(mention)
            return f"{owner}’s {rest}" if owner else text
        return text

    def _owner(self, mention: Mention) -> str | None:
        """Return the name behind "his" in "his lawyer"."""
        pronoun = Mention(mention.first, mention.first + 1, "h", mention.first)
        return self._antecedent(pronoun, None).speaker
