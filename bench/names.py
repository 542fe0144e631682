"""Measure the names and roles that a card prints, on reports of our own.

`python -m bench.names` lists the misses of the part that is open to tuning.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.gold import Expected, GoldReport, read_gold, same_words
from bench.heart import Evaluation, Measured
from bot.cards import UNNAMED, card_of
from digests.reading import read_article
from digests.types import Article, KeyQuote, QuoteKind, Story, Verdict

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "reports"


class Tried(NamedTuple):
    """What was printed of reports: `n` quotes expected, `of` of them or printed."""

    n: int
    right: int
    of: int
    kinds_right: int
    misses: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share that is right in words, name and role."""
        return self.right / self.of


class Printed(NamedTuple):
    """A quote as its card prints it."""

    words: str
    speaker: str
    second_hand: bool


def measured(_: Evaluation | None) -> Measured:
    """Every quote of our gold set, as a card prints it."""
    tuning, held_out = (tried(read_gold(FOLDER / p)) for p in ("tuning", "held_out"))
    n, of = tuning.n + held_out.n, tuning.of + held_out.of
    values = {
        "gold": (tuning.right + held_out.right) / of,
        "held_out": held_out.share,
        "held_out_n": held_out.n,
        "second_hand_told": (tuning.kinds_right + held_out.kinds_right) / n,
    }
    misses = (*tuning.misses, *(f"held out: {miss}" for miss in held_out.misses))
    return Measured(n, values, misses=misses)


def tried(reports: Sequence[GoldReport]) -> Tried:
    """Read the reports and compare what is printed.

    What is printed and should not be counts as wrong, as does what is missing.
    """
    right = of = kinds = 0
    misses: list[str] = []
    for report in reports:
        printed = {each.words: each for each in prints(report)}
        for expected in report.expected:
            got = printed.pop(expected.words, None)
            of += 1
            if got and _is_right(got, expected):
                right += 1
            else:
                misses.append(f"{report.name}: {_missed(expected, got)}")
            kinds += got is not None and got.second_hand == expected.second_hand
        of += len(printed)
        misses += (
            f"{report.name}: not to print: {p}" for p in map(_line, printed.values())
        )
    return Tried(sum(len(r.expected) for r in reports), right, of, kinds, tuple(misses))


def prints(report: GoldReport) -> Iterator[Printed]:
    """Yield each quote of a report as a card would print it."""
    article = Article(
        "", report.name, report.text, Verdict.FULL, language=report.language
    )
    read = read_article(article).report
    for quote in read.quotes:
        (line,) = card_of(Story((read,), (KeyQuote(quote, article),))).quotes
        second_hand = quote.kind is QuoteKind.SECOND_HAND
        yield Printed(same_words(line.words), line.speaker, second_hand)


def _is_right(printed: Printed, expected: Expected) -> bool:
    return _begun_small(printed.speaker) in {
        _begun_small(f"{name}, {role}" if name and role else name or UNNAMED)
        for name in expected.names
        for role in expected.roles
    }


def _begun_small(text: str) -> str:
    """Return the text without regard to where in a sentence it stood."""
    name, comma, role = text.partition(", ")
    return name[:1].lower() + name[1:] + comma + role[:1].lower() + role[1:]


def _missed(expected: Expected, printed: Printed | None) -> str:
    name, role = (min(each, key=len) for each in (expected.names, expected.roles))
    wanted = f"{name}, {role}" if role else name or UNNAMED
    if printed is None:
        return f"not printed: {_line(Printed(expected.words, wanted, False))}"
    return f"{_line(printed)}; should be {wanted}"


def _line(printed: Printed) -> str:
    words = printed.words
    shown = words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"
    return f"“{shown}” {printed.speaker}"


def main() -> None:
    """Print the misses of the part that is open to tuning, and its share."""
    got = tried(read_gold(FOLDER / "tuning"))
    print(*got.misses, sep="\n")
    print(f"{got.right} of {got.of} right: {got.share:.3f}; kinds {got.kinds_right}")


if __name__ == "__main__":
    main()
