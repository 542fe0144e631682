"""Describe how a mention stands to a quote, in features with short names.

A feature's name begins with a capital that says what it looks at; the rest are
letters of the narration around the two. Names of people or words of the text
are never part of one.
"""

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from digests.quotes.find import Span
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_SUBJECT = re.compile(
    r"(?:,[^.PQV]{1,14},|\([^)P]{1,6}\),?)?[abz]{0,3}?([VUv]|a(?![ab]{0,2}[VUv]))"
)
_SAID_AFTER = re.compile(r"[,;]?[ab]{0,2}([VU])|[,;]?(A)|[,;]?[^.PQVUA]{1,9}([VUA])")
_SOURCED_AFTER = re.compile(r"[,;]?[b]?A(?=p)")
_SIGNED = re.compile(r"[.P]*;(?=[MRN][MRNf]*[.PQ(])")
_CUE_AFTER = re.compile(r"[^.PQVU]{0,14}[VU]")
_LINKS = frozenset("pq")
_BACK, _AHEAD = 60, 30
_MOST_BEFORE, _MOST_AFTER = 12, 6
_POSITIONS = {
    "p": "p",
    "q": "p",
    ".": "n",
    "P": "n",
    "Q": "q",
    ":": "n",
    ",": "m",
    ";": "m",
    "c": "c",
    "k": "k",
}
_LENGTHS = (4, 7, 13, 26)


class Frame(Struct, frozen=True):
    """What a quote's surroundings tell, whoever speaks.

    `said_before` and `said_after` hold the letter of the word of saying on that
    side of the quote in its own sentence, or "-".
    """

    place: int
    said_before: str
    said_after: str
    last: str
    following: str
    alone: bool
    shape: str
    text: str
    lowered: str
    signature: int
    sourced: int
    subject_before: int
    subject_after: int


class Previous(Struct, frozen=True):
    """Who spoke the quote before this one, and at which token it stands."""

    mention: Mention
    key: str
    place: int


def frame_of(
    narration: Narration, number: int, span: Span, endings: dict[int, int]
) -> Frame:
    """Return the frame of the n-th span.

    *endings* gives the first token of the mention that ends before a token.
    """
    codes, place = narration.codes, narration.places[number]
    opened = 1 + max(codes.rfind(".", 0, place), codes.rfind("P", 0, place))
    before = codes[max(opened, place - 40) : place]
    said_before = next((kind for kind in "VAU" if kind in before), "-")
    after = codes[place + 1 : place + 14]
    match = _SAID_AFTER.match(after)
    if match is None:
        said_after = "-"
    elif match[1]:
        said_after = match[1]
    else:
        said_after = "A" if match[2] else (match[3] or "").lower()
    line = codes.rfind("P", 0, place) + 1
    line_end = codes.find("P", place)
    rest = codes[line : line_end if line_end >= 0 else len(codes)]
    words = narration.text[span.start : span.end]
    return Frame(
        place,
        said_before,
        said_after,
        codes[place - 1] if place else "P",
        after[:1] or "P",
        not rest.strip("Q."),
        ("l" if words[:1].islower() else "u") + _closing(words) + _length(words),
        words,
        words.lower(),
        _signature(codes, place),
        _sourced(codes, opened, place),
        _subject_before(codes, place, max(opened, place - _BACK), endings),
        _subject_after(codes, place, endings),
    )


def _subject_before(codes: str, place: int, low: int, endings: dict[int, int]) -> int:
    """Return the mention that is the subject of the verb of saying before a quote."""
    cue = max(codes.rfind("V", low, place), codes.rfind("U", low, place))
    return _subject(codes, cue, low, endings) if cue >= 0 else -1


def _subject_after(codes: str, place: int, endings: dict[int, int]) -> int:
    match = _CUE_AFTER.match(codes, place + 1)
    return _subject(codes, match.end() - 1, place + 1, endings) if match else -1


def _subject(codes: str, verb: int, low: int, endings: dict[int, int]) -> int:
    """Return the first token of a verb's subject, or -1.

    What stands right before the verb, an apposition left out; for a verb after
    "and" or a comma the subject of the verb before it.
    """
    at = verb
    while at > low:
        while at > low and codes[at - 1] in "abz":
            at -= 1
        whole = _outermost(codes, at, endings)
        if whole >= 0:
            return whole
        if codes[at - 1] in ",)":
            opening = "(" if codes[at - 1] == ")" else ",("
            comma = max(codes.rfind(mark, low, at - 1) for mark in opening)
            whole = _outermost(codes, comma, endings)
            if whole >= 0 and at - comma < 20:
                return whole
        at = max(codes.rfind(kind, low, at) for kind in "VUva")
    return -1


def _outermost(codes: str, at: int, endings: dict[int, int]) -> int:
    """Return the first token of what ends at a token, or -1.

    What stands after a preposition is not a subject: "analysts at Bank Morrow".
    """
    while codes[endings.get(at, 0) - 1 : endings.get(at, 0)] in _LINKS:
        at = endings[at] - 1
    return endings.get(at, -1)


def _signature(codes: str, place: int) -> int:
    """Return the token where a quote's signature begins ("– Jane Doe"), or -1."""
    match = _SIGNED.match(codes[place + 1 : place + 12] + "P")
    return place + 1 + match.end() if match else -1


def _sourced(codes: str, opened: int, place: int) -> int:
    """Return the token after "according to" beside the quote, or -1."""
    match = _SOURCED_AFTER.match(codes, place + 1)
    at = match.end() if match else codes.rfind("A", opened, place) + 1
    return at + (codes[at : at + 1] == "p") if at else -1


def _closing(words: str) -> str:
    last = words[-1]
    return last if last in ",.?!" else "-"


def _length(words: str) -> str:
    spaces = words.count(" ")
    return "1" if spaces < 2 else "3" if spaces < 4 else "5"


def near(firsts: list[int], place: int, codes: str) -> tuple[int, int]:
    """Return the range of mentions that stand near enough to speak a quote.

    *firsts* are the tokens where the article's mentions begin, *place* is the
    quote's own.
    """
    middle = bisect_left(firsts, place)
    low = max(bisect_left(firsts, place - _BACK), middle - _MOST_BEFORE)
    line = codes.find("P", place, place + _AHEAD)
    end = place + _AHEAD if line < 0 else min(line + 8, place + _AHEAD)
    return low, min(bisect_left(firsts, end), middle + _MOST_AFTER)


class Scene:
    """One quote's surroundings, what all its candidates share told once."""

    __slots__ = (
        "alone",
        "codes",
        "frame",
        "link",
        "place",
        "previous",
        "said",
        "since",
    )

    def __init__(self, codes: str, frame: Frame, previous: Previous | None) -> None:
        self.codes = codes
        self.frame = frame
        self.previous = previous
        self.place = frame.place
        self.said = frame.said_before + frame.said_after
        self.alone = "a" if frame.alone else self.said + frame.last
        self.link = frame.last + frame.following
        self.since = _since(previous, codes, frame.place)


def describe(mention: Mention, key: str, scene: Scene) -> list[str]:
    """Return the names of the features that hold for this mention and quote."""
    codes, place, frame = scene.codes, scene.place, scene.frame
    first, stop, kind, _ = mention
    if first < place:
        side, between = "<", codes[stop:place]
    else:
        side, between = ">", codes[place + 1 : first]
    stops, lines = between.count("."), between.count("P")
    left = codes[first - 1] if first else "P"
    right = codes[stop : stop + 1] or "P"
    relation = _relation(mention, codes, left)
    spot = side + ("1" if stops or lines else "0")
    subject = _is_subject(first, frame)
    tie = _tie(mention, key, scene.previous)
    verbs = f"{min(between.count('V'), 2)}{'U' if 'U' in between else ''}"
    distance = len(between)
    return [
        f"A{side}{min(3, stops)}{min(2, lines)}{relation}",
        f"B{spot}{relation}{kind}",
        f"C{scene.said}{spot}{relation}",
        f"D{side}{between if distance < 4 else bisect_right(_LENGTHS, distance)}",
        f"E{spot}{left}{right}",
        f"G{tie}{scene.alone}",
        f"H{side}{min(between.count('Q'), 2)}{tie}",
        f"J{tie}{kind}{scene.since}",
        f"M{spot}{verbs}{relation[0]}",
        f"N{_named_inside(kind, key, frame)}",
        f"O{left}{kind}",
        f"S{spot}{subject}{scene.said}",
        f"T{subject}{scene.link}",
    ]


def _is_subject(first: int, frame: Frame) -> str:
    if first == frame.subject_before:
        return "b"
    return "a" if first == frame.subject_after else "-"


def _relation(mention: Mention, codes: str, left: str) -> str:
    if left == "A" or codes[mention.first - 2 : mention.first] == "Ap":
        return "A"
    subject = _SUBJECT.match(codes, mention.stop)
    if subject:
        return "s" + subject[1]
    if left in "VU":
        return "i" + left
    return _POSITIONS.get(left, "-")


def _since(previous: Previous | None, codes: str, place: int) -> str:
    """Tell what lies between the quote before and this one."""
    if previous is None:
        return "0"
    between = codes[previous.place + 1 : place]
    return str(min(between.count("P"), 3)) + ("." if "." in between else "-")


def _tie(mention: Mention, key: str, previous: Previous | None) -> str:
    if previous is None:
        return "0"
    if mention == previous.mention:
        return "S"
    if key == previous.key:
        return "s"
    return "h" if mention.kind in "htx" else "o"


def _named_inside(kind: str, key: str, frame: Frame) -> str:
    """Tell whether a name stands in the quote: few name themselves."""
    if kind not in "nNe":
        return "-"
    return "i" if key in frame.lowered else "o"
