"""Time `pullquote --help` in CPU milliseconds, beside a bare interpreter's start.

`python -m bench.startup` prints one line of JSON.
"""

import json
import resource
import statistics
import subprocess
import sys

_ROUNDS = 11


def main() -> None:
    """Print the figures."""
    print(json.dumps(figures()))


def figures() -> dict[str, float]:
    """Return the median CPU milliseconds of both."""
    runs: dict[str, list[float]] = {"help_ms": [], "bare_python_ms": []}
    for _ in range(_ROUNDS):
        runs["bare_python_ms"].append(_cost("-c", "pass"))
        runs["help_ms"].append(_cost("-m", "bot", "--help"))
    medians = {name: statistics.median(costs) for name, costs in runs.items()}
    return {"n": _ROUNDS, **medians, "spread": statistics.stdev(runs["help_ms"])}


def _cost(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000


if __name__ == "__main__":
    main()
