"""Time the reading of pages against trafilatura's fast mode, in one run.

`python -m bench.extraction --eval DIR` reads every page of DIR/data/pages (or
DIR/pages) with both, page by page and in turns, and prints one line of JSON. Ours
includes all that trafilatura is not asked for here: title, byline, time, address,
language and verdict.
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from trafilatura import bare_extraction

from digests.articles.extract import extract

_ROUNDS = 5


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, help="the folder of data")
    folder = parser.parse_args().eval
    pages = pages_in(folder / "data" / "pages") or pages_in(folder / "pages")
    if not pages:
        print(json.dumps({"pages": 0, "left_out": f"no pages in {folder}"}))
        return
    print(json.dumps(figures(pages)))


def figures(pages: list[bytes]) -> dict[str, float]:
    """Return the mean CPU milliseconds a page for both, and their ratio."""
    ours: list[float] = []
    theirs: list[float] = []
    _ours(pages[0])  # loads the language model
    for _ in range(_ROUNDS):
        for page in pages:
            theirs.append(_cost(_theirs, page))
            ours.append(_cost(_ours, page))
    return {
        "pages": len(pages),
        "rounds": _ROUNDS,
        "ours_ms": round(statistics.mean(ours), 2),
        "trafilatura_fast_ms": round(statistics.mean(theirs), 2),
        "ratio": round(sum(ours) / sum(theirs), 3),
    }


def pages_in(folder: Path) -> list[bytes]:
    """Return the folder's pages, unpacked."""
    bodies = ((path.suffix, path.read_bytes()) for path in sorted(folder.glob("*")))
    return [gzip.decompress(b) if suffix == ".gz" else b for suffix, b in bodies]


def _cost(read: Callable[[bytes], object], page: bytes) -> float:
    started = time.process_time()
    read(page)
    return (time.process_time() - started) * 1000


def _ours(page: bytes) -> object:
    return extract(page, "https://gazette.example/report")


def _theirs(page: bytes) -> object:
    return bare_extraction(
        page, fast=True, include_comments=False, include_tables=False
    )


if __name__ == "__main__":
    main()
