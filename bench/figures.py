"""Figures as they were measured: one JSON file each, with how and of what."""

import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "figures"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one measurement gave.

    `values` are named numbers; `n` is how many items they are of, `spread` the
    standard deviation or the interval of the first, None where it was run once,
    `misses` what was wrong, where the items are few enough to list.
    """

    name: str
    command: str
    commit: str
    n: int
    values: dict[str, float]
    spread: Any = None
    misses: tuple[str, ...] = ()


def write(figures: Figures) -> None:
    """Write the figures to their file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{figures.name}.json"
    rounded = {name: round(value, 4) for name, value in figures.values.items()}
    held = {**asdict(figures), "values": rounded}
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf8")


def read() -> dict[str, Figures]:
    """Return all figures that were written, by name."""
    found = (
        json.loads(path.read_text("utf8")) for path in sorted(FOLDER.glob("*.json"))
    )
    return {each["name"]: Figures(**each) for each in found}


def commit() -> str:
    """Return the commit that is measured; "+" marks uncommitted changes of code."""
    head = _git("rev-parse", "--short=10", "HEAD")
    changed = _git("status", "--porcelain", "--", "bot", "digests", "bench")
    return head + ("+" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - git itself
        ["git", *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.strip()
