"""Cards for a terminal, and for a pipe: rich where it helps, plain where not."""

from collections.abc import Iterable
from datetime import datetime

from rich.console import Console
from rich.text import Text

from bot.cards import (
    AnswerCard,
    Card,
    QuoteLine,
    Source,
    answer_card,
    answered_card,
    cards_of,
    headline_of_digest,
    is_day,
    said_line,
)
from bot.printable import harmless
from digests.asked import Answered, Said
from digests.types import Answer, Digest

_INDENT = "  "
# A line of reading matter; wider ones tire.
_WIDEST = 92


def print_digest(digest: Digest, console: Console) -> None:
    """Print the digest's cards as they would look in a channel."""
    _line(console, Text(headline_of_digest(digest), "bold"))
    console.print()
    for card in cards_of(digest):
        print_card(card, console)
        console.print()


def print_answer(answer: Answer, console: Console) -> None:
    """Print the question, and the answer with its sources or a refusal."""
    _print_answer(answer_card(answer), console)


def _print_answer(card: AnswerCard, console: Console) -> None:
    _line(console, Text(f"? {harmless(card.question)}", "bold cyan"))
    if card.note:
        _block(console, Text(card.note, "dim"))
    if not card.sentences:
        _print_refusal(card, console)
        return
    for words, numbers in card.told:
        marks = "".join(f"[{number}]" for number in numbers)
        _block(console, Text(f"{harmless(words)} {marks}"))
    for number, (sentence, source) in enumerate(card.sentences, 1):
        if not card.told:
            _block(console, Text(harmless(sentence)))
        mark = f"[{number}] " if card.told else ""
        _block(console, Text(f"{mark}{_told_of(source)}", "dim"))
        _link(console, source)
    if card.aside:
        _block(console, Text(card.aside, "dim"))


def print_answered(answered: Answered, console: Console) -> None:
    """Print an answer, its links at the sentences, or a refusal."""
    _print_answer(answered_card(answered), console)


def print_said(told: Iterable[Said], console: Console) -> None:
    """Print quotes, each with who said it, where and when."""
    for each in told:
        line, source = said_line(each)
        _print_wrapped(console, _quote(line), Text("│ ", "cyan"))
        _block(console, Text(_told_of(source), "dim"))
        _link(console, source)


def print_card(card: Card, console: Console) -> None:
    """Print one card as it would look in a channel."""
    _line(console, Text(harmless(card.headline), "bold cyan"))
    if card.summary:
        _block(console, Text(harmless(card.summary)))
    for quote in card.quotes:
        _print_wrapped(console, _quote(quote), Text(f"{_INDENT}│ ", "cyan"))
    meta = [*_who_and_when(card.source), card.made_from]
    _block(console, Text(" · ".join(meta), "dim"))
    _link(console, card.source)
    for other in card.others:
        _block(console, Text(f"also: {_told_of(other)}", "dim"))
        _link(console, other)


def _print_refusal(card: AnswerCard, console: Console) -> None:
    _block(console, Text("I have not read anything about that."))
    for source in card.nearest:
        _block(console, Text(f"nearest: {_told_of(source)}", "dim"))
        _link(console, source)


def _quote(quote: QuoteLine) -> Text:
    outlet = f" (in {harmless(quote.outlet)})" if quote.outlet else ""
    return Text.assemble(
        (f"“{harmless(quote.words)}”", "italic"),
        f" — {harmless(quote.speaker)}{outlet}",
    )


def _told_of(source: Source) -> str:
    return " · ".join([harmless(source.title), *_who_and_when(source)])


def _who_and_when(source: Source) -> list[str]:
    parts: Iterable[str] = (harmless(source.outlet), _when(source.published))
    return [part for part in parts if part]


def _when(moment: datetime | None) -> str:
    if moment is None:
        return "undated"
    day = f"{moment.day} {moment:%B %Y}"
    return day if is_day(moment) else f"{day}, {moment:%H:%M} UTC"


def _link(console: Console, source: Source) -> None:
    # Never wrapped: a link that is broken over lines cannot be clicked.
    if source.link:
        link = Text(_INDENT + harmless(source.link), "dim")
        console.print(link, highlight=False, soft_wrap=True)


def _line(console: Console, text: Text) -> None:
    _print_wrapped(console, text, Text())


def _block(console: Console, text: Text) -> None:
    _print_wrapped(console, text, Text(_INDENT))


def _print_wrapped(console: Console, text: Text, margin: Text) -> None:
    width = min(console.width, _WIDEST) - margin.cell_len
    for line in text.wrap(console, max(20, width)):
        line.rstrip()
        console.print(margin + line, highlight=False, soft_wrap=True)
