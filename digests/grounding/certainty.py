"""What a sentence is surer of than its source: a plan told as a deed, a denial dropped.

Each clause is held against the clauses there that have most of its words: no word of
deeds may be surer here than it is in any of them, and none denied that is not there.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from digests.grounding.alike import meaning
from digests.grounding.clauses import parted
from digests.grounding.layout import lay_out
from digests.grounding.moods import Mood, hints, is_known, is_past, mood_at
from digests.grounding.sources import Ground

_VERBS = frozenset("avVU")
_WORD = re.compile(r"[^\W_]{2,}")
# How near the best a clause of the source must come to be meant, and at least.
_NEAR, _LEAST = 0.75, 0.5
# How much surer it must be where no verb is the same.
_FAR = 2
# How much a word counts that stands in the sentence there, but not in the clause.
_BESIDE = 0.5
_SUBORDINATE = re.compile(
    r"\s(?=(?:until|because|while|although|before|after|as|since|if|who|which|whose)\s)"
)
# What belongs to the clause before it.
_LED = re.compile(r"(?:dass|ob)\b|.*\bzu \w+en\b")


class _Said(Struct, frozen=True):
    """A word that tells, and how sure the clause is of it."""

    means: str
    is_verb: bool
    mood: Mood | None
    is_past: bool

    @property
    def sure(self) -> Mood:
        """How sure it is at most, where nothing is told as good as done."""
        return Mood.DONE if self.mood is None else self.mood

    @property
    def claims(self) -> Mood:
        """How sure it is at least: what is told in the present may be to come."""
        if self.mood is None:
            return Mood.DONE if self.is_past else Mood.COMING
        return self.mood


class _Clause(Struct, frozen=True):
    """What a clause tells, and its sentence; whole where there is a verb."""

    said: tuple[_Said, ...]
    beside: frozenset[str]
    is_whole: bool
    least: Mood

    @property
    def means(self) -> frozenset[str]:
        """What its words mean that tell."""
        return frozenset(each.means for each in self.said)

    def of(self, means: str) -> Iterator[_Said]:
        """Yield its verbs of a meaning."""
        return (x for x in self.said if x.means == means and x.is_verb)


def is_surer(sentence: str, ground: Ground) -> bool:
    """Tell whether it is surer of a deed than its sources, or denies what they say."""
    language = ground.language or "en"
    if not is_known(language):
        return False
    there = [each for told in ground.told for each in _clauses(told, language)]
    return any(_goes_beyond(here, there) for here in _clauses(sentence, language))


def _goes_beyond(here: _Clause, there: Sequence[_Clause]) -> bool:
    if not here.is_whole:
        return False
    verbs = [each for each in here.said if each.is_verb]
    common = [(x, found) for x in verbs if (found := _meant(here, there, x.means))]
    if any(_is_instead(word, here, there) for word in here.said):
        return True
    if common:
        return any(_is_beyond(verb, here, found) for verb, found in common)
    return _is_vaguer_there(here, there)


def _is_instead(word: _Said, here: _Clause, there: Sequence[_Clause]) -> bool:
    """Tell whether a word is here of what is done, and there of what is not instead."""
    holding = [each for each in there if word.means in each.means]
    likest = _likest(here, holding)
    found = [x for each in likest for x in each.said if x.means == word.means]
    dropped = bool(found) and all(x.mood is Mood.INSTEAD for x in found)
    return dropped and here.least > Mood.DENIED


def _is_beyond(verb: _Said, here: _Clause, there: Sequence[_Clause]) -> bool:
    if verb.claims <= Mood.DENIED:
        return all(each.least > Mood.DENIED for each in there) and any(
            len(here.means & (each.means | each.beside)) > _NEAR * len(here.means)
            for each in there
        )
    claims = min(verb.claims, here.least)
    return all(claims > said.sure for x in there for said in x.of(verb.means))


def _is_vaguer_there(here: _Clause, there: Sequence[_Clause]) -> bool:
    """Tell the same where they have no verb in common, but most of their words."""
    if len(here.said) < 2 or any(x.claims <= Mood.DENIED for x in here.said):
        return False
    verbs = [each for each in here.said if each.is_verb] or here.said
    claims = min(here.least, *(each.claims for each in verbs))
    found = [
        min(said.sure for said in each.said if said.means in here.means)
        for each in _likest(here, there)
        if len(here.means & each.means) > _LEAST * len(here.means)
    ]
    return bool(found) and all(Mood.DENIED < each <= claims - _FAR for each in found)


def _meant(here: _Clause, there: Sequence[_Clause], word: str) -> list[_Clause]:
    return _likest(here, [each for each in there if any(each.of(word))])


def _likest(here: _Clause, there: Sequence[_Clause]) -> list[_Clause]:
    scored = [(_likeness(here, each), each) for each in there]
    best = max((score for score, _ in scored), default=0.0)
    least = max(_NEAR * best, _LEAST * len(here.means))
    return [each for score, each in scored if score >= least]


def _likeness(here: _Clause, there: _Clause) -> float:
    within = here.means & there.means
    return len(within) + _BESIDE * len((here.means & there.beside) - within)


def _clauses(sentence: str, language: str) -> list[_Clause]:
    words = lay_out(sentence, language)
    tells = {word.plain for word in words if word.tells}
    verbs = {word.plain for word in words if word.is_verb}
    beside = frozenset(word.means for word in words if word.tells)
    found: list[_Clause] = []
    before: Mood | None = None
    for clause in (x for part in parted(sentence) for x in _SUBORDINATE.split(part)):
        led = before if language == "de" and _LED.match(clause) else None
        said = tuple(_said(clause, language, (tells, verbs), led))
        told = (led, *(each.mood for each in hints(clause, language)))
        least = min((x for x in told if x is not None), default=Mood.DONE)
        if said:
            found.append(_Clause(said, beside, _has_verb(clause, language), least))
        before = None if least is Mood.DONE else least
    return found


def _has_verb(clause: str, language: str) -> bool:
    return any(word.kind in _VERBS for word in lay_out(clause, language))


def _said(
    clause: str, language: str, kinds: tuple[set[str], set[str]], led: Mood | None
) -> Iterator[_Said]:
    tells, verbs = kinds
    marked = [(each.start, each.end) for each in hints(clause, language)]
    for match in _WORD.finditer(clause):
        plain, at = match[0].lower(), match.start()
        if plain not in tells or any(start <= at < end for start, end in marked):
            continue
        moods = [m for m in (mood_at(clause, at, language), led) if m is not None]
        past = is_past(clause, at, plain, language)
        yield _Said(meaning(plain), plain in verbs, min(moods, default=None), past)
