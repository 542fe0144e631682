"""Time a text's way to summary and quotes against syntok's split alone, in one run.

`python -m bench.condensing --data FILE` takes the texts of FILE (rows with a
`text`) and prints one line of JSON. Text by text, in turns, CPU time.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from syntok import segmenter

from bench.rows import read_rows
from digests.reading import read_article
from digests.types import Article, Verdict

_ROUNDS = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    texts = [row["text"] for row in read_rows(parser.parse_args().data)]
    print(json.dumps(figures(texts)))


def figures(texts: list[str]) -> dict[str, float]:
    """Return the mean CPU milliseconds a text for both, and their ratio."""
    ours: list[float] = []
    theirs: list[float] = []
    _ours(texts[0])
    for _ in range(_ROUNDS):
        for text in texts:
            theirs.append(_cost(_theirs, text))
            ours.append(_cost(_ours, text))
    return {
        "n": len(texts),
        "rounds": _ROUNDS,
        "ours_ms": statistics.mean(ours),
        "syntok_ms": statistics.mean(theirs),
        "ratio": sum(ours) / sum(theirs),
    }


def _cost(read: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    read(text)
    return (time.process_time() - started) * 1000


def _ours(text: str) -> object:
    return read_article(Article("", "", text, Verdict.FULL, language="en"))


def _theirs(text: str) -> object:
    return [
        list(sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    ]


if __name__ == "__main__":
    main()
