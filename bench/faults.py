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

# What other runs measured of a line: the figures, and which of their values.
_APART = (
    (14, "polling", ("hostile_first_ratio", "hostile_again_ratio")),
    (29, "kill", ("kills", "lost", "doubled")),
    (50, "outbox", ("kills", "lost", "doubled")),
    (51, "outbox-steps", ("steps", "lost", "doubled")),
    (51, "kill-steps", ("steps", "lost", "doubled")),
    (57, "servers", ("delivered_s", "refused")),
    (62, "kill", ("kills", "torn")),
    (65, "growth", ("mb_per_1000", "half_search_p95_ms", "search_p95_ms")),
    (66, "soak", ("hours", "rss_slope_mb_per_h", "tasks_left", "files_left")),
)

_FAULT = re.compile(r"^(\d+)\. (.+?)\s→", re.MULTILINE | re.DOTALL)
_NUMBERS = re.compile(r"SAFETY (\d+(?:(?: to |, | and )\d+)*)")


def numbers(text: str) -> set[int]:
    """Return the lines that a text names, as in "SAFETY 19 to 21, 23 and 24"."""
    return {each for found in _NUMBERS.finditer(text) for each in _each(found[1])}


def table(root: Path, figures: Mapping[str, Figures]) -> Iterator[str]:
    """Yield the lines of the table, with what was measured where it was."""
    titles = _titles(root / "docs" / "safety.md")
    shown, values = _shown(root / "tests"), _by_line(figures)
    yield "The faults are those of [safety.md](safety.md)."
    if own := figures.get("safety"):
        yield (
            f"Cases, and figures without the name of a run, are of commit {own.commit},"
            " by `make faults`."
        )
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


def _by_line(figures: Mapping[str, Figures]) -> dict[int, dict[str, float]]:
    """Return what was measured of each line, by what it is."""
    values: dict[int, dict[str, float]] = defaultdict(dict)
    for line, name, wanted in _APART:
        found = figures[name].values if name in figures else {}
        for what in wanted:
            if what in found:
                told = f"{name}, {what.replace('_', ' ')}"
                values[line][told] = found[what]
    own = figures["safety"].values if "safety" in figures else {}
    for key, value in own.items():
        number, _, what = key.partition(" ")
        values[int(number)][what] = value
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
