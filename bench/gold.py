"""Read reports with the quotes that a careful editor would print.

The form is told in tests/data/reports/README.md. Knows nothing of how quotes are
found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, zip_longest
from pathlib import Path

_HEAD = re.compile(r"^# (\S+) (\w\w)$", re.MULTILINE)
_LINE = re.compile(r"^([>x]) (.+)$", re.MULTILINE)
_NEXT_PARAGRAPH = re.compile(r"\n\s*[“„«\"‘]?\s*")
_OUTER = re.compile(r"^[\s.,…]+|[\s.,!?…。，、]+$")
_PARTS = re.compile(r"\[([^\]]*)\]")
_NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Expected:
    """A quote as it should be printed; `names` and `roles` are all that is right.

    "" among the names stands for nobody, among the roles for no role.
    """

    words: str
    names: frozenset[str]
    roles: frozenset[str]
    second_hand: bool


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report of the gold set; what it expects is all that may be printed."""

    name: str
    language: str
    text: str
    expected: tuple[Expected, ...]


def read_gold(folder: Path) -> tuple[GoldReport, ...]:
    """Return the reports of all the folder's files.

    Raises:
        ValueError: A line names words that do not stand in its report.

    """
    files = sorted(folder.glob("*.txt"))
    return tuple(report for path in files for report in _reports(path))


def same_words(words: str) -> str:
    """Return the words without the punctuation around them."""
    return _OUTER.sub("", " ".join(words.split()))


def _reports(path: Path) -> Iterator[GoldReport]:
    _, *rest = _HEAD.split(path.read_text(encoding="utf8"))
    for name, language, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        text = _LINE.sub("", body).strip()
        lines = [match[2] for match in _LINE.finditer(body) if match[1] == ">"]
        expected = tuple(_expected(line, text, name) for line in lines)
        yield GoldReport(name, language, text, expected)


def _expected(line: str, text: str, report: str) -> Expected:
    words, name, role, kind, *_ = [*map(str.strip, line.split("|")), "", "", ""]
    first, _, last = map(str.strip, words.partition("…"))
    pattern = re.escape(first) + (".*?" + re.escape(last) if last else "")
    found = re.search(pattern, text, re.DOTALL)
    if found is None:
        raise ValueError(f"{report}: {words!r} is not in the report")
    whole = same_words(_NEXT_PARAGRAPH.sub(" ", found[0]))
    names = _options("" if name == _NOBODY else name)
    return Expected(whole, names, _options(role), kind == "second_hand")


def _options(form: str) -> frozenset[str]:
    """Return what a form allows: " / " parts choices, "[…]" may be left out."""
    bracketed = _PARTS.findall(form)
    if not bracketed:
        return frozenset(part.strip() for part in form.split(" / "))
    found: set[str] = set()
    inner = [("", *part.split(" / ")) for part in bracketed]
    outer = _PARTS.split(form)[::2]
    for chosen in product(*inner):
        parts = zip_longest(outer, chosen, fillvalue="")
        found |= _options("".join(a + b for a, b in parts))
    return frozenset(" ".join(option.split()) for option in found)
