"""Find every span that stands in quotation marks, outermost only.

Knows marks, their positions and paragraphs, and nothing of words: whether a
span is speech or a label is told by others. One pass, linear in the text; a
missing mark costs at most its own paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import Struct

# What may close a quote, by the mark that opened it.
_CLOSERS = {
    '"': '"”“',
    "“": '”"“',
    "”": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "``": "''",
}
_MARK = re.compile(r"""["“”„«»‹›「」『』]|``|''|\n\s*""")
_SINGLE = re.compile(r"[‘’']|\n\s*")
_YEARS = re.compile(r"\d\ds?\b")
_ALWAYS_OPEN = frozenset({"„", "«", "‹", "「", "『", "``"})
_BEFORE_OPENING = frozenset("([{<—–-/‘'“‚…")
# "SMITH: Well, look": a transcript's turn, a new quote though the last is open.
_TURN = re.compile(r"[“\"„«]?([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s+(?=\S)")
# A quote that goes on for more paragraphs than this is a missing mark.
_MOST_PARAGRAPHS = 12
_ENDS_SENTENCE = frozenset(".?!…:")


class Span(Struct, frozen=True):
    """Quoted words `text[start:end]`, with their marks `text[opened:closed]`.

    `mark` is the opening mark. A span without a closing mark ends where its
    line ends.
    """

    start: int
    end: int
    opened: int
    closed: int
    mark: str


@dataclass(slots=True)
class _Open:
    """A quote whose end is not yet found."""

    mark: str
    opened: int
    start: int
    depth: int = 0
    paragraphs: int = 1
    line_end: int = -1
    last_close: int = -1


def find_spans(text: str) -> tuple[Span, ...]:
    """Return the quoted spans in order; none overlaps another.

    Paragraphs that each begin with an opening mark belong to one quote until
    one of them is closed; the repeated marks stay inside the span. White space
    next to the outer marks is not part of the words.
    """
    double = list(_double_quoted(text))
    single = list(_single_quoted(text)) if _may_hold_singles(text) else []
    if len(double) > 2 * len(single):
        single = []  # Where double marks are the rule, single ones are for headlines.
    return tuple(_merged(text, double, single))


def _may_hold_singles(text: str) -> bool:
    """Tell whether single marks may be outer ones: not where '' is the double."""
    return "''" not in text and ("‘" in text or "'" in text)


def _double_quoted(text: str) -> Iterator[Span]:
    current: _Open | None = None
    resume = -1
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if at < resume:
            continue
        if current is None:
            if _opens(text, mark, at):
                current = _Open(mark, at, match.end())
        elif mark[0] == "\n":
            resume = _reopened(text, current, match)
            if resume < 0 and _ends_paragraph(text, match):
                yield from _unclosed(text, current, at)
                current = None
        elif mark in _CLOSERS[current.mark] and _closes(text, mark, at):
            current.last_close = at
            current.depth -= 1
            if current.depth < 0:
                yield from _span(text, current, at, match.end())
                current = None
        elif mark == current.mark and _opens(text, mark, at):
            if _after_sentence(text, at):
                current = _Open(mark, at, match.end())
            else:
                current.depth += 1
    if current is not None:
        yield from _unclosed(text, current, len(text))


def _ends_paragraph(text: str, line: re.Match[str]) -> bool:
    return line.group().count("\n") > 1 or bool(_TURN.match(text, line.end()))


def _opens(text: str, mark: str, at: int) -> bool:
    if mark in _ALWAYS_OPEN:
        return True
    if mark not in _CLOSERS:
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isspace() or before in _BEFORE_OPENING:
        return mark == "“" or not after.isspace()
    if mark == "“":
        return not after.isspace()
    return mark == '"' and before in ",:;." and after.isalpha()


def _closes(text: str, mark: str, at: int) -> bool:
    if mark not in '"“':
        return True
    before = text[at - 1]
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "“":
        return not before.isspace() and not after.isalnum()
    return not before.isspace() or not after.isalnum()


def _after_sentence(text: str, at: int) -> bool:
    """Tell whether a sentence ends before the mark, so that it opens a new quote."""
    return text[max(0, at - 3) : at].rstrip()[-1:] in _ENDS_SENTENCE


def _reopened(text: str, current: _Open, line: re.Match[str]) -> int:
    """Return the place after the mark that carries the quote over a line, or -1."""
    end = line.end()
    if not text.startswith(current.mark, end):
        if current.line_end < 0:
            current.line_end = line.start()
        return -1
    too_long = current.paragraphs >= _MOST_PARAGRAPHS or current.depth > 0
    if too_long or _TURN.match(text, end):
        return -1
    current.paragraphs += 1
    current.line_end = -1
    return end + len(current.mark)


def _unclosed(text: str, current: _Open, paragraph_end: int) -> Iterator[Span]:
    """Give what is left of a quote whose closing mark never came."""
    if current.last_close >= 0:
        end = current.last_close
        yield from _span(text, current, end, end + 1)
    elif current.mark not in "»›”":
        end = current.line_end if current.line_end >= 0 else paragraph_end
        yield from _span(text, current, end, end)


def _span(text: str, quote: _Open, end: int, closed: int) -> Iterator[Span]:
    start = quote.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(map(str.isalnum, text[start:end])):
        yield Span(start, end, quote.opened, closed, quote.mark)


def _single_quoted(text: str) -> Iterator[Span]:
    """Yield spans in single marks; an apostrophe is not one of them.

    A mark after a plural ("the workers' pay") is taken for an apostrophe as
    long as a better closing mark follows on the same line.
    """
    current: _Open | None = None
    doubtful = -1
    for match in _SINGLE.finditer(text):
        at = match.start()
        if text[at] == "\n" or _opens_single(text, at):
            if current is not None and doubtful >= 0:
                yield from _span(text, current, doubtful, doubtful + 1)
            elif current is not None and text[at] != "\n":
                continue
            current = None if text[at] == "\n" else _Open(text[at], at, at + 1)
            doubtful = -1
        elif current is not None and _closes_single(text, at):
            if _looks_possessive(text, at):
                doubtful = at if doubtful < 0 else doubtful
                continue
            yield from _span(text, current, at, at + 1)
            current, doubtful = None, -1
    if current is not None and doubtful >= 0:
        yield from _span(text, current, doubtful, doubtful + 1)


def _opens_single(text: str, at: int) -> bool:
    if text[at] == "’":
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    if before.isalnum() or before in "’'‘_" or not after.isalnum():
        return False
    return not _YEARS.match(text, at + 1)


def _closes_single(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    if text[at] == "‘" or before.isspace() or before in "‘’'":
        return False
    return not (after.isalnum() or after in {"’", "'", "_"})


def _looks_possessive(text: str, at: int) -> bool:
    return text[at - 1] in "sSzx" and text[at + 1 : at + 2] == " "


def _merged(text: str, double: list[Span], single: list[Span]) -> Iterator[Span]:
    """Put the two kinds in order, each nested one dropped.

    Single marks hold double ones only where they look like speech, which ends
    with its own punctuation: a stray apostrophe must not swallow real quotes.
    """
    kept: list[Span] = []
    for span in sorted(
        [*double, *single], key=lambda span: (span.opened, -span.closed)
    ):
        if kept and span.opened < kept[-1].closed:
            outer = kept[-1]
            if (
                outer.mark in "‘'"
                and span.mark not in "‘'"
                and (span.closed > outer.closed or text[outer.end - 1].isalnum())
            ):
                kept[-1] = span
            continue
        kept.append(span)
    yield from kept


def turn_of(text: str, span: Span) -> tuple[tuple[int, int], int] | None:
    """Return where a transcript's quote names its speaker, and where words begin."""
    match = _TURN.match(text, span.start, span.end)
    return (match.span(1), match.end()) if match else None
