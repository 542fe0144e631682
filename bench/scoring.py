"""Score a task's predictions with the evaluation data's own scorer."""

import json
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path


def score(task: str, data: Path, scorer: Path, *options: str) -> dict[str, float]:
    """Return the scorer's figures for our predictions on one file of data."""
    predictions = import_module(f"bench.tasks.{task}").predict(
        data, data.parent / "pages"
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.json"
        out.write_text(json.dumps(predictions, ensure_ascii=False), encoding="utf8")
        return scored(task, out, data, scorer, *options)


def scored(
    task: str, out: Path, data: Path, scorer: Path, *options: str
) -> dict[str, float]:
    """Return the scorer's figures for predictions in a file."""
    done = subprocess.run(  # noqa: S603 - the scorer beside the data
        [sys.executable, str(scorer), task, str(out), "--data", str(data), *options],
        capture_output=True,
        text=True,
        check=True,
    )
    pairs = (line.split(None, 1) for line in done.stdout.splitlines())
    return {name: _number(value) for name, value in pairs if _is_number(value)}


def _number(value: str) -> float:
    return float(value)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
