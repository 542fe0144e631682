"""Turn an article into a string of one letter a word, each quote being one.

What is asked later (who stands beside a verb of saying? does a sentence end in
between?) is then a cheap look at a short string, the same in every language.
To the letters of `lexicon.KINDS` come Q (a quote), P (a paragraph's end),
"." (a sentence's end), ";" (a dash) and the other marks themselves.
"""

import re

from msgspec import Struct

from digests.quotes.find import Span
from digests.quotes.lexicon import coder, first_names, words
from digests.types import Sentence

_TOKEN = re.compile(
    r"(\w+(?:(?:[.'’&]|(?<=\d),(?=\d)|-(?!(?:t-)?(?:ils?|elles?)\b))\w+)*)"
    r"|(\n\s*)"
    r"|[,:;()—–―.!?…]|(?<=\s)--?(?=\s)"
)

_SHORTEST_WRAPPED = 50
_STOPS = re.compile(r"\.\s+[A-ZÀ-ÖØ-ÞЀ-Я«„“]")  # « … ». Pour
_PARTICIPLES = ("é", "i", "u", "it")
_FINITE = {
    "es": re.compile(r"[a-zñáéíóú]{3,}ó"),
    "ru": re.compile(r"[а-яё]{3,}л(?:а|и|ась|ся|ись)?"),
    "uk": re.compile(r"[а-яєіїґ]{3,}(?:в|ла|ли|вся|лася|лися)"),
}


class Narration(Struct, frozen=True):
    """An article's tokens, one letter of `codes` for each.

    Token *i* stands at `text[starts[i]:ends[i]]`; `places[n]` is the token of
    the n-th span.
    """

    text: str
    language: str
    codes: str
    starts: list[int]
    ends: list[int]
    places: list[int]

    def words(self, first: int, stop: int) -> str:
        """Return the text of the tokens from *first* up to, not with, *stop*."""
        return self.text[self.starts[first] : self.ends[stop - 1]]


def narrate(
    text: str, spans: tuple[Span, ...], sentences: tuple[Sentence, ...], language: str
) -> Narration:
    """Encode the text, with each span as one token."""
    code_of, context, says = coder(language), _Context(language), _Saying(language)
    full_stops = {sentence.end for sentence in sentences}
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    places: list[int] = []
    at, last = 0, "P"
    for span in (*spans, None):
        for match in _TOKEN.finditer(text, at, span.opened if span else len(text)):
            start, end = match.span()
            kind = match.lastindex
            if kind == 1:
                word = match[0]
                code = code_of(word, last in ".P:")
                if code in "vw" and last in "Q,;a" and says.match(codes, word):
                    code = "V"
                if code in _DEPENDING:
                    before = text[starts[-1] : ends[-1]] if starts else ""
                    code = context.letter(code, word, last, before)
            elif kind == 2:
                code = "P" if last in ".Q" or _ends_line(text, match) else ""
            else:
                code = "" if last == "M" else _mark(text, start, end, full_stops)
                if not code and last == "Q" and _STOPS.match(text, start):
                    code = "."
            if code:
                codes.append(code)
                starts.append(start)
                ends.append(end)
                last = code
        if span:
            places.append(len(codes))
            last = "Q." if _ends_sentence(text, span, full_stops) else "Q"
            codes.extend(last)
            starts.extend((span.opened, span.closed)[: len(last)])
            ends.extend((span.closed, span.closed)[: len(last)])
            at, last = span.closed, last[-1]
    return Narration(text, language, "".join(codes), starts, ends, places)


# The letters that the word before may change.
_DEPENDING = frozenset("zRrVUpDfq")


class _Context:
    """Changes the letters of words, taken in order, by what stands before them.

    A word that follows a first name is a surname, here and wherever it comes
    again: Theresa May, Stephen King.
    """

    def __init__(self, language: str) -> None:
        self._joining = words(language, "joining")
        self._given = first_names(language)
        # Where no noun looks like a verb of saying: "Про це повідомив".
        self._nouns_apart = language in {"de", "ru", "uk"}
        self._surnames: set[str] = set()
        self._addressed = words(language, "addressed")
        self._sourcing = words(language, "source_opener")

    def letter(self, code: str, word: str, last: str, before: str) -> str:
        """Return a word's letter, *code* by itself, behind *before* and its *last*."""
        if code in "zRr":
            if word in self._surnames and last not in "p0":
                return "N"
            titled = last == "M" and code in "zR" and word not in self._addressed
            titled |= last == "r" and code == "R" and word.lower() in self._given
            if titled or (last == "N" and word[0].isupper() and self._names(before)):
                self._surnames.add(word)
                return "N"
        if code in "VU" and last in "DG" and not self._nouns_apart:
            return "d"  # the report, his demand
        if code in "Df" and last == "N" and word[0].isupper():
            return "N"  # Yann Le Goff
        if code == "p" and last in "P." and word.lower() in self._sourcing:
            return "A"  # Pour la maire, c'est
        if code == "q" and last == "A":
            return "p"  # nach Angaben von
        if code in "pD" and last in "rR" and word in self._joining:
            return "q"  # a spokesman for the company, die Leiterin der Station
        return code

    def _names(self, word: str) -> bool:
        return word.lower() in self._given


class _Saying:
    """Tells a verb of saying by its place: "« … », a pesté l'entraîneur"."""

    def __init__(self, language: str) -> None:
        self._participle, self._finite = language == "fr", _FINITE.get(language)

    def match(self, codes: list[str], word: str) -> bool:
        """Tell whether a verb, behind these *codes*, follows a quote."""
        behind = "".join(codes[-3:])
        if self._participle:
            return behind.endswith(("Qa", "Q,a")) and word.endswith(_PARTICIPLES)
        if self._finite is None or not behind.endswith(("Q", "Q,", "Q;", "Q,;")):
            return False
        return self._finite.fullmatch(word) is not None


def _ends_line(text: str, line: re.Match[str]) -> bool:
    """Tell a paragraph's end from a line that was only wrapped."""
    if line[0].count("\n") > 1:
        return True
    length = line.start() - text.rfind("\n", 0, line.start())
    return length < _SHORTEST_WRAPPED


def _mark(text: str, start: int, end: int, full_stops: set[int]) -> str:
    mark = text[start]
    if mark in ".!?…":
        return "." if end in full_stops or end + 1 in full_stops else ""
    return ";" if mark in "—–―-" else mark


def _ends_sentence(text: str, span: Span, full_stops: set[int]) -> bool:
    if span.closed not in full_stops and span.end not in full_stops:
        return False
    following = text[span.closed : span.closed + 2].lstrip()[:1]
    return not following.islower() and following not in {",", ";"}
