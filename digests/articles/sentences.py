"""Part a text into sentences that know where they stand.

The only home of syntok, which is asked where there is something to decide. Most
borders are sure: a full stop after a word that is no abbreviation, then a
capital. Chinese and Japanese, which syntok does not know, are parted after
their own full stops.
"""

import re
from collections.abc import Iterator

from syntok import segmenter
from syntok.tokenizer import Tokenizer

from digests.types import Sentence

Spans = Iterator[tuple[int, int]]

_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_CJK_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”」』’]*|$)|[。！？]+")
_CJK = frozenset({"zh", "ja"})
# Where a sentence may end within a paragraph.
_BORDER = re.compile(r"[.!?…][\"”’»')\]]*\s")
# Where it surely does: after a word in small letters, before one that is not.
_SURE = re.compile(
    r"(?:(?<=[^\W\d_A-Z]{4}[.?!])|(?<=[^\W\d_A-Z]{4}[.?!][\"”]))\s+"
    r"(?=[\"“„«]?[^\W\d_a-z][^\W\d_A-Z’'])"
)
_ABBREVIATION = re.compile(
    r"\b(?:approx|assoc|atty|bros|calif|capt|cmdr|conn|corp|dept|dipl|evtl|govt|inkl"
    r"|insp|maj|mass|messrs|minn|penn|prof|sept|supt|tenn|treas|univ|vgl|wash|zzgl)\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 8
# syntok parts at these too, where a reader goes on reading.
_GOES_ON = re.compile(r"\s*[—–-]\s")
# No sentence is longer; what is so long without a border is not prose.
_MOST_CHARS = 20_000
_TOKENIZER = Tokenizer(
    emit_hyphen_or_underscore_sep=True, replace_not_contraction=False
)


def split(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences in order; none spans two paragraphs.

    A paragraph is what blank lines part. `text[s.start:s.end] == s.text` holds
    for every sentence, and white space around sentences belongs to none.
    """
    parts = _cjk_spans if language in _CJK else _spans
    found: list[Sentence] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        offset = paragraph.start()
        for start, end in parts(paragraph.group()):
            a, b = _trimmed(text, offset + start, offset + end)
            if a < b:
                found.append(Sentence(text[a:b], a, b, number))
    return tuple(found)


def _spans(paragraph: str) -> Spans:
    start = 0
    for border in _SURE.finditer(paragraph):
        if not _ends_in_abbreviation(paragraph, border.start()):
            yield from _undecided(paragraph, start, border.start())
            start = border.end()
    yield from _undecided(paragraph, start, len(paragraph))


def _ends_in_abbreviation(paragraph: str, end: int) -> bool:
    tail = paragraph[max(0, end - _LONGEST_ABBREVIATION - 1) : end]
    return _ABBREVIATION.search(tail) is not None


def _undecided(paragraph: str, start: int, end: int) -> Spans:
    """Yield the sentences of a piece that holds no sure border."""
    if end - start > _MOST_CHARS or not _BORDER.search(paragraph, start, end):
        yield start, end
        return
    opened = start
    for tokens in segmenter.split(_TOKENIZER.tokenize(paragraph[start:end])):
        begins = start + tokens[0].offset if tokens else opened
        if begins > opened and not _continues(paragraph, opened, begins):
            yield opened, begins
            opened = begins
    yield opened, end


def _continues(paragraph: str, opened: int, border: int) -> bool:
    """Tell whether what syntok parts here is one sentence to a reader."""
    before = paragraph[opened:border].rstrip()
    return before.endswith((";", ":")) or bool(_GOES_ON.match(paragraph, border))


def _cjk_spans(paragraph: str) -> Spans:
    for match in _CJK_SENTENCE.finditer(paragraph):
        yield match.span()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
