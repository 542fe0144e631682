"""Part a text into sentences that know where they stand.

The only home of syntok. Chinese and Japanese, which syntok does not know, are
parted after their own full stops.
"""

import re
from collections.abc import Iterator

from syntok import segmenter
from syntok.tokenizer import Tokenizer

from digests.types import Sentence

_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*", re.UNICODE)
_CJK_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”」』’]*|$)")
_CJK = frozenset({"zh", "ja"})
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


def _spans(paragraph: str) -> Iterator[tuple[int, int]]:
    for tokens in segmenter.split(_TOKENIZER.tokenize(paragraph)):
        if tokens:
            last = tokens[-1]
            yield tokens[0].offset, last.offset + len(last.value)


def _cjk_spans(paragraph: str) -> Iterator[tuple[int, int]]:
    for match in _CJK_SENTENCE.finditer(paragraph):
        yield match.span()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
