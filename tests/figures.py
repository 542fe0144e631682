"""What tests measure on their way, gathered for docs/figures/safety.json.

A test hands a value over by the fixture `figure`; each line of docs/safety.md is
counted by itself. Values travel with pytest's own reports, across processes too.
`PULLQUOTE_FIGURES=1` runs the tests that show such a line, and writes what they gave.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bench import faults, figures

ASKED = bool(os.environ.get("PULLQUOTE_FIGURES"))

_SHOWS, _VALUE = "shows", "figure"
_WAYS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "most": max,
    "least": min,
    "total": sum,
}


class Figure:
    """Takes values that SAFETY.md asks for; they are recorded and decide nothing."""

    def __init__(self, record: Callable[[str, object], None]) -> None:
        self._record = record

    def most(self, line: int, what: str, value: float) -> None:
        """Hand over what is worst where it is largest."""
        self._record(_VALUE, (line, what, "most", value))

    def least(self, line: int, what: str, value: float) -> None:
        """Hand over what is worst where it is smallest."""
        self._record(_VALUE, (line, what, "least", value))

    def total(self, line: int, what: str, value: float) -> None:
        """Hand over what adds up."""
        self._record(_VALUE, (line, what, "total", value))


def peak_mb() -> float:
    """How much memory this process has ever held, what forked it left out."""
    status = Path("/proc/self/status").read_text("utf8")
    (line,) = [each for each in status.splitlines() if each.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def label(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note which lines each test shows; where figures are asked for, leave the rest.

    Modules are run whole, for their tests may build on each other.
    """
    for item in items:
        item.user_properties.append((_SHOWS, sorted(_lines(item))))
    if ASKED:
        wanted = {each.path for each in items if _shows(each.user_properties)}
        others = [each for each in items if each.path not in wanted]
        config.hook.pytest_deselected(items=others)
        items[:] = [each for each in items if each.path in wanted]


def write(reports: Iterable[pytest.TestReport]) -> None:
    """Write what the tests of a run gave."""
    given: dict[tuple[str, str], list[float]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for report in reports:
        # The last report of a test holds all that was handed over.
        finished = report.when == "teardown"
        for line in _shows(report.user_properties):
            counted[f"{line} {faults.CASES}"] += finished
            counted[f"{line} {faults.FAILED}"] += report.failed
        for name, value in report.user_properties if finished else ():
            if name == _VALUE:
                line, what, way, number = _given(value)
                given[f"{line} {what}", way].append(number)
    values = {name: _WAYS[way](all_) for (name, way), all_ in given.items()}
    values |= counted
    ordered = {name: values[name] for name in sorted(values, key=_place)}
    cases = sum(n for name, n in counted.items() if name.endswith(faults.CASES))
    found = figures.Figures("safety", "make faults", figures.commit(), cases, ordered)
    figures.write(found)


def _lines(item: pytest.Item) -> set[int]:
    """Return the lines that a test names, or else its module for all of its tests."""
    doc = getattr(getattr(item, "function", None), "__doc__", None) or ""
    module = getattr(getattr(item, "module", None), "__doc__", None) or ""
    return faults.numbers(doc) or faults.numbers(module)


def _shows(properties: Iterable[tuple[str, Any]]) -> list[int]:
    return [line for name, lines in properties if name == _SHOWS for line in lines]


def _given(value: Any) -> tuple[int, str, str, float]:
    line, what, way, number = value
    return line, what, way, number


def _place(name: str) -> tuple[int, str]:
    line, _, what = name.partition(" ")
    return int(line), what
