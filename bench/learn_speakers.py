"""Learn who speaks a quote from articles with annotated sources.

`python -m bench.learn_speakers --data FILE --out digests/quotes/speakers.json`
reads the rows of FILE whose split is `train` and no others. A conditional
logit: of the mentions near a quote, those that the annotators marked (or that
bear the same name) shall together have the greatest share. Prints what five
folds by article would get.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.rows import read_rows
from digests.articles.sentences import split
from digests.quotes.features import Previous
from digests.quotes.find import Span, find_spans
from digests.quotes.mentions import find_mentions
from digests.quotes.narration import Narration, narrate
from digests.quotes.speakers import Candidate, Panel

_PENALTY = 1.5
_RAREST = 4
_MOST_WEIGHTS = 950
_ROUNDS = 250
_FOLDS = 5
_NAMES = "nNe"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One quote's candidates by their features, and which of them are right."""

    features: tuple[list[str], ...]
    right: tuple[bool, ...]
    counts: bool


def main() -> None:
    """Write the weights and print what the folds get."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = [row for row in read_rows(args.data) if row["split"] == "train"]
    articles = [list(choices(row)) for row in rows]
    print(f"{_FOLDS} folds: {cross_validated(articles):.4f} of the speakers right")
    weights = learn([choice for article in articles for choice in article])
    table = {name: round(weight, 3) for name, weight in sorted(weights.items())}
    args.out.write_text(json.dumps(table, indent=0) + "\n", encoding="utf8")
    print(f"{len(table)} weights from {len(rows)} articles")


def choices(row: dict[str, Any]) -> Iterator[Choice]:
    """Yield the choices of one article, each after the right one before it."""
    text = row["text"]
    spans = find_spans(text)
    narration = narrate(text, spans, split(text), "en")
    panel = Panel(narration, find_mentions(narration))
    previous: Previous | None = None
    for number, span in enumerate(spans):
        sources = _sources(row["quotes"], span)
        if not sources:
            continue
        frame = panel.frame(number, span)
        near = list(panel.candidates(frame, previous))
        marked = [_stands_in(one, sources, narration) for one in near]
        keys = {
            one.key
            for one, is_marked in zip(near, marked, strict=True)
            if is_marked and one.mention.kind in _NAMES
        }
        right = tuple(
            is_marked or one.key in keys
            for one, is_marked in zip(near, marked, strict=True)
        )
        yield Choice(
            tuple(one.features for one in near), right, len(frame.text.split()) > 3
        )
        if any(marked):
            first = near[marked.index(True)]
            previous = Previous(first.mention, first.key, frame.place)


def _sources(quotes: Sequence[dict[str, Any]], span: Span) -> list[list[Any]]:
    for quote in quotes:
        shared = min(quote["end"], span.closed) - max(quote["start"], span.opened)
        if quote["attributed"] and 2 * shared > quote["end"] - quote["start"]:
            return list(quote["speaker"])
    return []


def _stands_in(
    candidate: Candidate, sources: list[list[Any]], narration: Narration
) -> bool:
    start = narration.starts[candidate.mention.first]
    end = narration.ends[candidate.mention.stop - 1]
    return any(min(end, source[1]) > max(start, source[0]) for source in sources)


def learn(examples: Sequence[Choice]) -> dict[str, float]:
    """Return the weights that count most, learned anew among themselves."""
    examples = [choice for choice in examples if any(choice.right)]
    seen = Counter(
        name for choice in examples for names in choice.features for name in names
    )
    names = sorted(name for name, count in seen.items() if count >= _RAREST)
    weights = _ascend(examples, names)
    names = sorted(sorted(names, key=lambda name: -abs(weights[name]))[:_MOST_WEIGHTS])
    return _ascend(examples, names)


def _ascend(examples: Sequence[Choice], names: Sequence[str]) -> dict[str, float]:
    """Climb the penalised likelihood by Adam, full batch."""
    index = {name: number for number, name in enumerate(names)}
    entries = [
        (candidate, index[name])
        for candidate, held in enumerate(
            held for choice in examples for held in choice.features
        )
        for name in held
        if name in index
    ]
    rows, columns = (np.array(part) for part in zip(*entries, strict=True))
    sizes = [len(choice.right) for choice in examples]
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    right = np.array([float(flag) for one in examples for flag in one.right])
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, _ROUNDS + 1):
        score: Floats = np.bincount(rows, weights[columns], len(right)).astype(float)
        score = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        surplus = _shares(score, starts, owner) - _shares(score * right, starts, owner)
        slope: Floats = np.bincount(columns, surplus[rows], len(names)).astype(float)
        slope += _PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = 0.1 if step < 0.7 * _ROUNDS else 0.02
        root = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= pace * mean / (1 - 0.9**step) / root
    return {name: float(weights[number]) for name, number in index.items()}


def _shares(score: Floats, starts: NDArray[np.intp], owner: NDArray[np.intp]) -> Floats:
    share: Floats = score / np.add.reduceat(score, starts)[owner]
    return share


def cross_validated(articles: Sequence[Sequence[Choice]]) -> float:
    """Return the share of right speakers where each fifth is held out in turn."""
    order = list(range(len(articles)))
    random.Random(0).shuffle(order)
    right = asked = 0
    for fold in range(_FOLDS):
        held_out = set(order[fold::_FOLDS])
        weights = learn(
            [
                one
                for n, each in enumerate(articles)
                if n not in held_out
                for one in each
            ]
        )
        for choice in (one for n in held_out for one in articles[n] if one.counts):
            asked += 1
            right += _is_right(choice, weights)
    return right / asked


def _is_right(choice: Choice, weights: dict[str, float]) -> bool:
    scores = [sum(weights.get(name, 0.0) for name in held) for held in choice.features]
    return bool(scores) and choice.right[scores.index(max(scores))]


if __name__ == "__main__":
    main()
