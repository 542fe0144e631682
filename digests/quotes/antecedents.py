"""Find whom a pronoun goes back to: "he", "they", "it".

By hand-set costs of distance, number, gender and place in the sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from digests.quotes.lexicon import words
from digests.quotes.mentions import AGED, Mention
from digests.quotes.narration import Narration
from digests.quotes.people import Cast

_SPEAKS = re.compile(r"(?:,[^.PQV]{1,14},|,)?[ab]*[VU]")
_GENITIVE = re.compile(r"['’]s?$")
_PLACING = frozenset({"in", "at", "near", "from"})
_MOST_LOOKED_AT = 60
# What kinds of mention a pronoun's kind may go back to.
ANTECEDENTS = {
    "h": frozenset("nNegrR"),
    "t": frozenset("nNegrRsydw"),
    "x": frozenset("nNegrRdw"),
    "W": frozenset("nNerRsydw"),
}
# How unlikely a pronoun goes back to a mention: per sentence in between, and
# for standing where a speaker does not stand. By hand, on reports of our own.
_PER_SENTENCE = 1.0
_AS_OBJECT = 1.2
_AS_GENITIVE = 0.8
_NOT_SURELY_HUMAN = 2.5
_SPEAKING = -0.7
_OPENS_PARAGRAPH = -0.6
_SPOKE_LAST, _SPOKE_EARLIER = -1.2, -0.7
_WRONG_NUMBER = 3.0
_BEST = _SPOKE_LAST + _SPEAKING + _OPENS_PARAGRAPH
_ONE_BODY = 0.6
_AS_PLACE = 1.0
_AS_THING = 1.0
_TOO_UNLIKELY = 7.0


class Source(Struct, frozen=True):
    """Who speaks, as printed: the name and the role, and all tokens of the mention."""

    speaker: str | None
    role: str | None
    first: int
    stop: int
    gender: str = ""
    plural: bool = False
    members: int = 1
    human: bool = False


NOBODY = Source(None, None, -1, -1)


class Antecedents:
    """Resolves the pronouns of one article.

    *source* tells what to print for a mention that is no pronoun; with `listed`
    for all of a list that holds it.
    """

    def __init__(
        self,
        narration: Narration,
        mentions: Sequence[Mention],
        cast: Cast,
        source: Callable[..., Source],
    ) -> None:
        self._narration = narration
        self._mentions = mentions
        self._firsts = [mention.first for mention in mentions]
        self._cast = cast
        self._known = source
        self._told: dict[str, str] = {}  # whom "she" has meant, and so is a woman

    def of(
        self, pronoun: Mention, previous: Source | None, limit: float = _TOO_UNLIKELY
    ) -> Source:
        """Return whom a pronoun means, None for a speaker where it cannot be told.

        What costs *limit* or more is not meant.
        """
        here = self._index_before(pronoun)
        kinds = ANTECEDENTS[pronoun.kind]
        codes = self._narration.codes
        best: Source | None = None
        best_cost = limit
        spoke_last = _SPOKE_LAST
        if previous and "P" in codes[previous.stop : pronoun.first]:
            spoke_last = _SPOKE_EARLIER
        if previous and self._has_new_subject(previous, pronoun):
            spoke_last = 0.0
        for index in range(here, max(-1, here - _MOST_LOOKED_AT), -1):
            other = self._mentions[index]
            distance = codes.count(".", other.stop, pronoun.first) * _PER_SENTENCE
            if distance + _BEST >= best_cost:
                break
            if other.kind not in kinds:
                continue
            cost = distance + self._standing(other)
            if cost + _SPOKE_LAST >= best_cost:
                continue
            source = self._known(other, listed=pronoun.kind == "t")
            misfit = self._mismatch(pronoun, other, source)
            if misfit >= _TOO_UNLIKELY:
                source = self._owner_in(other)
                misfit = _AS_GENITIVE + self._misfit_of(pronoun, source)
            cost += misfit
            if previous and source.speaker == previous.speaker:
                cost += spoke_last
            if source.speaker and cost < best_cost:
                best, best_cost = source, cost
        best = best or previous or NOBODY
        gender = self._gender(self._word(pronoun.first))
        if best.speaker and gender:
            self._told.setdefault(best.speaker, gender)
        return replace(best, first=pronoun.first, stop=pronoun.stop)

    def _has_new_subject(self, previous: Source, pronoun: Mention) -> bool:
        """Tell whether somebody else began a sentence since *previous* spoke."""
        codes = self._narration.codes
        low = bisect_left(self._firsts, max(previous.stop, 0))
        for mention in self._mentions[low : self._index_before(pronoun) + 1]:
            opens = codes[mention.first - 1 : mention.first] in {".", "P"}
            if not opens or mention.kind not in "nNerR":
                continue
            if codes[mention.stop : mention.stop + 1] in set("vVUa,"):
                other = self._known(mention, listed=False)
                named = other.human or mention.kind in "nNe" or self._is_aged(mention)
                return named and bool(other.speaker != previous.speaker)
        return False

    def _index_before(self, mention: Mention) -> int:
        return bisect_left(self._firsts, mention.first) - 1

    def _standing(self, mention: Mention) -> float:
        codes = self._narration.codes
        cost = _AS_GENITIVE if mention.kind == "g" else 0.0
        if mention.first and codes[mention.first - 1] in "VUvpq":
            cost += _AS_OBJECT * (not self._is_led_or_agent(mention))
        if mention.first and codes[mention.first - 1] == "P":
            cost += _OPENS_PARAGRAPH
        return cost + (_SPEAKING if self._speaks(mention) else 0.0)

    def _is_led_or_agent(self, mention: Mention) -> bool:
        """Tell who did it, as in "was read by a guard" and "Retired guard Jane Doe"."""
        before = self._word(mention.first - 1)
        language = self._narration.language
        return before in words(language, "by") | words(language, "past")

    def _mismatch(self, pronoun: Mention, other: Mention, source: Source) -> float:
        """Return how badly number, gender and kind go together."""
        word = self._word(pronoun.first)
        person = self._cast.person(other)
        human = source.human or bool(person and person.human)
        if pronoun.kind == "t":
            return self._as_they(other, source, human=human)
        if source.plural:
            return _WRONG_NUMBER * 2
        if pronoun.kind == "x":
            placed = other.kind in "nN" and self._word(other.first - 1) in _PLACING
            thing = _AS_THING * (other.kind == "w" and self._speaks(pronoun))
            return _WRONG_NUMBER if human else _AS_PLACE * placed + thing
        gender = self._gender(word)
        if gender and self._gender_of(source) not in {"", gender}:
            return _TOO_UNLIKELY
        if human or self._is_aged(other):
            return 0.0
        if other.kind == "r":
            noun = self._word(other.stop - 1)
            if noun.endswith({"m": "woman", "f": "sman"}.get(gender, "-")):
                return _TOO_UNLIKELY
            return (
                0.5
                if noun in words(self._narration.language, "role")
                else _NOT_SURELY_HUMAN
            )
        return _NOT_SURELY_HUMAN if person else _WRONG_NUMBER

    def _speaks(self, mention: Mention) -> bool:
        return bool(_SPEAKS.match(self._narration.codes, mention.stop))

    def _gender_of(self, source: Source) -> str:
        return source.gender or self._told.get(source.speaker or "", "")

    def _gender(self, word: str) -> str:
        language = self._narration.language
        for gender, pronoun in (("m", "he_m"), ("f", "he_f")):
            noun = f"person_{gender}"  # the woman, as good as "she"
            if word in words(language, pronoun) | words(language, noun):
                return gender
        return ""

    def _owner_in(self, mention: Mention) -> Source:
        """Return the person in "Voigt's coach", whom "she" may mean."""
        codes, first = self._narration.codes, mention.first
        first += codes[first] == "M"
        if mention.kind not in "rR" or codes[first] != "G":
            return NOBODY
        name = _GENITIVE.sub("", self._narration.words(first, first + 1))
        person = self._cast.named(name)
        if person is None:
            return NOBODY
        return Source(person.name, person.role, -1, -1, person.gender)

    def _misfit_of(self, pronoun: Mention, source: Source) -> float:
        gender = self._gender(self._word(pronoun.first))
        differs = gender and self._gender_of(source) not in {"", gender}
        return _TOO_UNLIKELY if differs else 0.0

    def _as_they(self, other: Mention, source: Source, *, human: bool) -> float:
        """Return how badly a mention goes with "they": a body less than a person."""
        if source.plural:
            return 0.0
        if human:
            return _WRONG_NUMBER
        if other.kind not in "rRwd" or not source.speaker:
            return _ONE_BODY
        noun = self._word(other.stop - 1)
        if noun in words(self._narration.language, "role"):
            return _WRONG_NUMBER
        return 0.0 if noun.endswith("s") else _ONE_BODY

    def _is_aged(self, mention: Mention) -> bool:
        return bool(AGED.search(self._word(mention.stop - 1)))

    def _word(self, token: int) -> str:
        return self._narration.words(token, token + 1).lower()
