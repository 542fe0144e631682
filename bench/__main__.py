"""Measure everything, and write what was measured.

`python -m bench [--eval DIR] [NAME…]` writes docs/figures/NAME.json and, from
all of those, docs/quality.md. DIR holds the evaluation's `score.py` and `data`;
what needs it is left out where it is not given, and that is said.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    acknowledging,
    crowd,
    figures,
    growth,
    heart,
    learn_support,
    moved,
    names,
    quality_page,
    searching,
    web,
)


def main() -> None:
    """Measure, write, and say what was done."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--eval", type=Path, help="the folder of evaluation data")
    parser.add_argument("names", nargs="*", help="measure these only")
    args = parser.parse_args()
    everything: dict[str, Callable[[Any], heart.Measured]] = {
        "help": heart.help_text,
        "names": names.measured,
        "support": learn_support.measured,
        "moved": moved.measured,
        "growth": growth.measured,
        "retrieval": searching.measured,
        "acknowledgements": acknowledging.acknowledgements,
        "servers": crowd.servers,
        **web.MEASUREMENTS,
    }
    if "polling" not in everything:
        print("left out, for want of lemon24/reader: polling")
    evaluation = _evaluation(args.eval)
    if evaluation is None:
        print("left out, for want of --eval DIR:", ", ".join(heart.MEASUREMENTS))
    else:
        everything |= heart.MEASUREMENTS
    for name, measure in everything.items():
        if args.names and name not in args.names:
            continue
        started = time.perf_counter()
        print(f"{name} …", end=" ", flush=True)
        got = measure(evaluation)
        figures.write(_complete(name, got))
        print(f"{time.perf_counter() - started:.0f} s", got.values)
    path = figures.ROOT / "docs" / "quality.md"
    path.write_text(quality_page.page(figures.read(), figures.ROOT), encoding="utf8")
    print(f"wrote {path.relative_to(figures.ROOT)}")


def _evaluation(folder: Path | None) -> heart.Evaluation | None:
    if folder is None:
        return None
    data = folder / "data" if (folder / "data").is_dir() else folder
    scorers = (folder / "score.py", folder.parent / "score.py")
    scorer = next((each for each in scorers if each.exists()), None)
    if not data.is_dir() or scorer is None:
        raise SystemExit(f"{folder} holds no data, or no score.py lies in it")
    return heart.Evaluation(data.resolve(), scorer.resolve())


def _complete(name: str, got: heart.Measured) -> figures.Figures:
    command = f"python -m bench --eval DIR {name}"
    return figures.Figures(
        name, command, figures.commit(), got.n, got.values, got.spread, got.misses
    )


if __name__ == "__main__":
    main()
