"""What a sentence needs beside it to be understood, and what it only announces.

A summary is read without the article: nobody should appear by surname who was
introduced in a sentence that is left out.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from digests.condense.words import is_function_word, stem, words
from digests.types import Sentence

# Ada Marsh; Ursula von der Leyen. Any script with capitals.
_UPPER = r"[^\W\d_a-zß-öø-ÿа-яґєії]"
_FULL_NAME = re.compile(
    rf"\b{_UPPER}[\w’'-]+(?: (?:(?:van|von|der|de|da|bin|al) )*{_UPPER}[\w’'-]+)+"
)
_TITLES = frozenset(
    """
    Mr Mrs Ms Miss Dr Sir Dame Lord Lady Herr Frau M Mme Mlle Sr Sra Don Doña
    """.split()  # noqa: SIM905 - a text of words reads better
)
_NAME = re.compile(rf"(?<!^)\b{_UPPER}[\w’'-]+")
# A standfirst is no longer than this, and so much of it the report says again.
_STANDFIRST_WORDS = 30
_SAID_AGAIN = 0.5
_LEDE = 3
_LABEL_WORDS = 3
_STOP = re.compile(r"[.!?…。！？]")
_FIGURE = re.compile(r"(\d[\d.,]*)(?:[ -](\w+))?")
# VESSEL, Nov 23 (Agency) -
_DATELINE = re.compile(
    rf"(?=[^a-zß-öø-ÿа-яґєії]{{3}})[^\W\d_][\w .,’'/-]{{2,40}}?"
    rf"(?: ?\([^()]{{2,30}}\) ?[-–—]+|, [\w .]{{3,20}} [–—]) (?={_UPPER})"
)


def after_dateline(sentence: Sentence) -> Sentence:
    """Return the sentence without the place, day and agency in front of it."""
    match = _DATELINE.match(sentence.text)
    if match is None:
        return sentence
    cut = match.end()
    return replace(sentence, text=sentence.text[cut:], start=sentence.start + cut)


def figures(text: str) -> frozenset[tuple[str, str]]:
    """Return the sentence's numbers, each with the word that follows it."""
    found = _FIGURE.findall(text)
    return frozenset((number.rstrip(".,"), stem(word)) for number, word in found)


def opening(sentences: Sequence[str], title: str) -> list[float]:
    """Return which share of the title's words each sentence holds."""
    asked = _content(title)
    if not asked:
        return [0.0] * len(sentences)
    return [len(asked & _content(each)) / len(asked) for each in sentences]


def introductions(sentences: Sequence[str]) -> list[frozenset[int]]:
    """Return for each sentence where those are introduced whom it only surnames.

    Empty where it needs no other sentence.
    """
    introduced: dict[str, int] = {}
    needed: list[frozenset[int]] = []
    for place, sentence in enumerate(sentences):
        full = _full_names(sentence)
        known = {part for name in full for part in name}
        short = {match.group().removesuffix("’s") for match in _NAME.finditer(sentence)}
        needed.append(
            frozenset(introduced[name] for name in short - known if name in introduced)
        )
        for name in full:
            introduced.setdefault(name[-1], place)
    return needed


def _full_names(sentence: str) -> list[list[str]]:
    found = [
        [part.removesuffix("’s") for part in match.group().split()]
        for match in _FULL_NAME.finditer(sentence)
    ]
    named = [[part for part in name if part not in _TITLES] for name in found]
    return [name for name in named if len(name) > 1]


def without_standfirst(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences less labels and a standfirst in front of the report.

    A standfirst is one sentence in a paragraph of its own whose words the report
    says again.
    """
    told = [each for each in sentences if not _is_label(each.text)]
    if len(told) < 3 or told[0].paragraph == told[1].paragraph:
        return told or sentences
    own = _content(told[0].text)
    rest = {word for each in told[1 : 1 + _LEDE] for word in _content(each.text)}
    again = len(own & rest) >= _SAID_AGAIN * len(own)
    short = len(told[0].text.split()) <= _STANDFIRST_WORDS
    return told[1:] if again and short else told


def _is_label(text: str) -> bool:
    return len(words(text)) <= _LABEL_WORDS and not _STOP.search(text)


def _content(text: str) -> set[str]:
    return {each for word in words(text) if not is_function_word(each := stem(word))}
