"""The table of faults: what each is, what was measured of it, which tests show it.

A test names the lines of docs/safety.md that it shows ("SAFETY 19") in its docstring
or its module's; what it measures on the way, `make faults` writes down.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figures import Figures

# What is known of every line without a test's own doing.
CASES, FAILED = "cases", "failed"

_FAULT = re.compile(r"^(\d+)\. (.+?)\s→", re.MULTILINE | re.DOTALL)
_NUMBERS = re.compile(r"SAFETY (\d+(?:(?: to |, | and )\d+)*)")


def numbers(text: str) -> set[int]:
    """Return the lines that a text names, as in "SAFETY 19 to 21, 23 and 24"."""
    return {each for found in _NUMBERS.finditer(text) for each in _each(found[1])}


def table(root: Path, measured: Figures | None) -> Iterator[str]:
    """Yield the lines of the table, with what was measured where it was."""
    titles = _titles(root / "docs" / "safety.md")
    shown, values = _shown(root / "tests"), _by_line(measured)
    yield "The faults are those of [safety.md](safety.md)."
    if measured:
        yield f"Cases and figures are of commit {measured.commit}, `make faults`."
    yield ""
    yield "| fault | | cases | figures | tests |"
    yield "|---|---|---|---|---|"
    for line in sorted(titles.keys() | shown.keys()):
        paths = ", ".join(f"`{path}`" for path in sorted(shown[line]))
        cells = " | ".join(_cells(values[line]))
        yield f"| {line} | {titles.get(line, '')} | {cells} | {paths or '**none**'} |"


def _cells(values: Mapping[str, float]) -> tuple[str, str]:
    """Return how many cases went well, and what was measured on the way."""
    measured = sorted(values.keys() - {CASES, FAILED})
    told = "; ".join(f"{what}: {values[what]:.4g}" for what in measured)
    if CASES not in values:
        return "–", told
    return f"{values[CASES] - values[FAILED]:.0f} of {values[CASES]:.0f}", told


def _by_line(measured: Figures | None) -> dict[int, dict[str, float]]:
    values: dict[int, dict[str, float]] = defaultdict(dict)
    for name, value in (measured.values if measured else {}).items():
        line, _, what = name.partition(" ")
        values[int(line)][what] = value
    return values


def _titles(safety: Path) -> dict[int, str]:
    """Return what each numbered line of the list of faults is about."""
    text = safety.read_text(encoding="utf8")
    return {int(m[1]): " ".join(m[2].split()) for m in _FAULT.finditer(text)}


def _shown(tests: Path) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted(tests.rglob("test_*.py")):
        for number in numbers(path.read_text(encoding="utf8")):
            found[number].add(path.relative_to(tests.parent).as_posix())
    return found


def _each(named: str) -> Iterator[int]:
    """Yield what "19 to 21, 23 and 24" names."""
    for part in re.split(r", | and ", named):
        first, _, last = part.partition(" to ")
        yield from range(int(first), int(last or first) + 1)
