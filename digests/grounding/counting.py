"""What the numbers of a sentence count, without a parser.

A number has its unit, and the words that stand nearer to it than to another number
of its clause; what two numbers may share is of both. Days and months are held apart
by the same rule.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from digests.answers.words import CJK, FUNCTION_WORDS, pairs
from digests.grounding.alike import meaning
from digests.grounding.layout import kind_of
from digests.grounding.numbers import Number, dates_joined, read_numbers
from digests.grounding.numerals import LOOSE
from digests.grounding.units import measure
from digests.quotes.lexicon import listed

# Where a clause may end.
_BORDERS = frozenset(
    """
    , ; : – — ( ) ، ؛ ， ； 、 。 . 和 与 及 而 但
    and but while und aber während et mais y pero mientras и но а і але
    """.split()  # noqa: SIM905 - a text of words reads better
)
_SIGNS = "[,;:–—()،؛，；、。.和与及而但]"
_PIECE = re.compile(
    rf"{_SIGNS}|(?:(?!{_SIGNS}){CJK.pattern[:-1]})+|[^\W\d_{CJK.pattern[1:-2]}]+"
)
# Arabic writes "and", "the" and the like together with the word behind them.
_ARABIC_AND = re.compile(r"و[\u0621-\u064a]{3}")
_ARABIC_PREFIX = re.compile(r"^[وف]?(?:ال|بال|لل|ب|ل)?(?=[\u0621-\u064a]{3})")
_LITTLE = frozenset("aDpqckWhtioux")
_VERBS = frozenset("vVUa")
_NONE = frozenset[str]()
_NEAR = 16
_PARTED = 2


class Counted(Struct, frozen=True):
    """A number with its unit, what stands behind it, and the words that are its own.

    `near` has besides what it may share with other numbers; `of` is the name whose
    number it is, `led` the preposition before it, "" where none stands there.
    """

    number: Number
    unit: frozenset[str]
    noun: str
    of: str
    led: str
    own: frozenset[str]
    near: frozenset[str]

    @property
    def units(self) -> frozenset[str]:
        """What it is measured in, as words of its own."""
        return _measures(self.unit) | {self.noun}


class _Piece(Struct, frozen=True):
    """A word that tells something, a number, or neither: where a clause ends."""

    means: str = ""
    number: Number | None = None
    unit: frozenset[str] = frozenset()
    led: str = ""
    is_verb: bool = False
    is_name: bool = False


_BORDER = _Piece()


class _Parted(Struct, frozen=True):
    """A clause: its numbers of one kind, and the words before and behind each."""

    numbers: tuple[_Piece, ...]
    parts: tuple[tuple[_Piece, ...], ...]
    counts: bool

    @property
    def words(self) -> frozenset[str]:
        """All that its words mean."""
        return merged(map(_words, self.parts))

    @property
    def has_verb(self) -> bool:
        """Whether it says itself what is done."""
        return any(piece.is_verb for part in self.parts for piece in part)

    def counted(self, shared: frozenset[str]) -> Iterator[Counted]:
        """Yield its numbers; `shared` is what any of them may be told of."""
        own = [self._own(at) for at in range(len(self.numbers))]
        for at, piece in enumerate(self.numbers):
            if not piece.number:
                continue
            others = merged(own[:at] + own[at + 1 :])
            mine = own[at] | _measures(piece.unit)
            yield Counted(
                piece.number,
                piece.unit,
                _noun(self.parts[at + 1]) if self.counts else "",
                _name(self.parts[at]),
                piece.led,
                mine,
                mine | shared | (self.words - others),
            )

    def _own(self, at: int) -> frozenset[str]:
        before, behind = self.parts[at], self.parts[at + 1]
        last = at == len(self.numbers) - 1
        if len(self.numbers) == 1:
            return _words((*before, *behind))
        if (at and not before) or not (last or behind):
            return _NONE  # "from 4 to 5 per cent" are told of the same
        if self.counts:
            return _words(behind if last else behind[:1])
        return _words((*before[-1:], *(behind if last else ())))


@lru_cache(maxsize=1024)
def counted(text: str, language: str) -> tuple[Counted, ...]:
    """Return the numbers of a sentence with what they count, then its dates."""
    pieces = tuple(_pieces(text, language))
    return tuple(
        each for counts in (True, False) for each in _shared_out(pieces, counts=counts)
    )


def _shared_out(pieces: Sequence[_Piece], *, counts: bool) -> Iterator[Counted]:
    """Yield the numbers of one kind, with the words that fall to each."""
    clauses = [_parted(clause, counts=counts) for clause in _clauses(pieces)]
    alone = sum(len(each.numbers) for each in clauses) == 1
    every = merged(each.words for each in clauses)
    lead: tuple[_Piece, ...] = ()
    noun = _NONE
    for at, clause in enumerate(clauses):
        if not clause.numbers:
            continue
        shared = every if alone else _around(clauses, at)
        before, behind = clause.parts[0], clause.parts[-1]
        if not before or before[0].is_verb:
            shared |= _words(x for x in lead if not (x.is_verb and clause.has_verb))
        else:
            lead = before
        if not behind or behind[0].is_verb:
            shared |= noun
        else:
            noun = _words(behind[:1])
        shared |= _trailing(clauses[at + 1 :])
        yield from clause.counted(shared)


def _trailing(clauses: Sequence[_Parted]) -> frozenset[str]:
    """Return what ends a row of numbers: "nine dead and 34 hurt in the town"."""
    numbered = next((each for each in clauses if each.numbers), None)
    if not numbered or numbered.parts[0]:
        return _NONE
    return _words(numbered.parts[-1][1:])


def _parted(clause: Sequence[_Piece], *, counts: bool) -> _Parted:
    numbers: list[_Piece] = []
    parts: list[list[_Piece]] = [[]]
    for piece in clause:
        if not piece.number:
            parts[-1].append(piece)
        elif piece.number.counts is counts:
            numbers.append(piece)
            parts.append([])
    return _Parted(tuple(numbers), tuple(map(tuple, parts)), counts)


def _clauses(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the clauses; numbers alone go with what follows: "12 and 30 votes"."""
    clause: list[_Piece] = []
    for piece in pieces:
        if piece != _BORDER:
            clause.append(piece)
        elif any(not each.number for each in clause):
            yield clause
            clause = []
    yield clause


def _around(clauses: Sequence[_Parted], at: int) -> frozenset[str]:
    """Return the words of the clauses on either side that have no numbers."""
    found = _NONE
    for side in (reversed(clauses[:at]), clauses[at + 1 :]):
        found |= merged(each.words for each in takewhile(lambda c: not c.numbers, side))
    return found


def _measures(unit: frozenset[str]) -> frozenset[str]:
    return frozenset(f"in {each}" for each in unit)


def _noun(behind: Sequence[_Piece]) -> str:
    return behind[0].means if behind and not behind[0].is_verb else ""


def _name(before: Sequence[_Piece]) -> str:
    """Return the name that a number is told of, where a word at most parts them."""
    last = [each for each in before if not each.is_verb][-_PARTED:]
    return next((each.means for each in reversed(last) if each.is_name), "")


def _words(pieces: Iterable[_Piece]) -> frozenset[str]:
    return frozenset(each.means for each in pieces)


def _pieces(text: str, language: str) -> Iterator[_Piece]:
    end = 0
    for number in dates_joined(read_numbers(text, language), text):
        yield from _told(text, (end, number.start), language)
        end = number.end
        if text[number.start : end].lower() not in LOOSE:
            unit, led = measure(text, number, language), _led(text, number, language)
            yield _Piece(number=number, unit=unit, led=led)
    yield from _told(text, (end, len(text)), language)


def _led(text: str, number: Number, language: str) -> str:
    *_, last = ("", *text[max(0, number.start - _NEAR) : number.start].lower().split())
    return last if last in listed(language, "preposition") else ""


def _told(text: str, span: tuple[int, int], language: str) -> Iterator[_Piece]:
    """Yield the words of a span that tell something, and where clauses end."""
    for match in _PIECE.finditer(text, *span):
        word = match[0]
        if CJK.match(word):
            yield from (_Piece(pair) for pair in pairs(word))
            continue
        if _ARABIC_AND.match(word) or word.lower() in _BORDERS:
            yield _BORDER
        plain = _ARABIC_PREFIX.sub("", word.lower())
        kind = kind_of(word, language, opens=not match.start())
        if len(word) > 1 and kind not in _LITTLE and plain not in FUNCTION_WORDS:
            is_verb, is_name = kind in _VERBS, word[0].isupper()
            yield _Piece(meaning(plain), is_verb=is_verb, is_name=is_name)


def merged(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return all that is in any of them."""
    return frozenset[str]().union(*sets)
