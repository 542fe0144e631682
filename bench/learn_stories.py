"""Learn when an article joins a story, from documents grouped by people.

`python -m bench.learn_stories --data FILE` prints the BCubed F1 in stream mode,
5-fold by topic, and writes `digests/stories/joining.json` from all rows.
"""

import argparse
import json
import random
import statistics
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.logistic import logistic
from bench.mixed_streams import Told, mixed_streams
from bench.rows import read_rows
from digests.stories import cluster as clustering
from digests.stories import joining
from digests.stories.joining import FEATURES, Group, bar_after, measure
from digests.stories.likeness import Array, Stream
from digests.stories.views import Sides, look_at
from digests.types import Article, Verdict

FOLDS = 5
SEEDS = (0, 1)
LONG_BARS = (-1.5, -1.25, -1.0, -0.75)
SHORT_BARS = (-0.75, -0.5, -0.25, 0.0)
TABLE = Path(joining.__file__).with_suffix(".json")
_AS_WELL = 0.001
# How many look-alikes of other topics each document is held against.
_STRANGERS = 2
# How many small streams are drawn from each fold's topics.
_STREAMS = 30

Examples = tuple[list[Array], list[float]]


def main() -> None:
    """Print the held-out figures, then write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    world = World(read_rows(parser.parse_args().data))
    figures = world.held_out()
    print(json.dumps(figures))
    weights = world.learned(world.folds(SEEDS[0]))
    table = {
        "weights": dict(zip(FEATURES, weights.round(3).tolist(), strict=True)),
        "short bar": figures["short_bar"],
        "long bar": figures["long_bar"],
    }
    TABLE.write_text(json.dumps(table, indent=1) + "\n")


def held_out(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return the mean BCubed F1 over seeds, its spread, and the bars chosen."""
    return World(rows).held_out()


class Fold(NamedTuple):
    """Some topics, what they teach, and small streams drawn from them."""

    topics: set[Any]
    examples: Examples
    streams: list[list[Told]]


class World:
    """The documents, looked at once, with their likenesses."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        """Take the rows in file order, which is the stream's."""
        self.rows = rows
        self.sides = [look_at(article_of(row)) for row in rows]
        self.alike = likenesses(self.sides)

    def held_out(self) -> dict[str, float]:
        """Return BCubed F1 with every document judged by other topics' weights.

        Of bars that do as well it is the strictest: two events on one card mislead.
        """
        judged = [self._judged(seed) for seed in SEEDS]
        short = _strictest(
            {bar: [self._short(each, bar) for each in judged] for bar in SHORT_BARS}
        )
        runs = {
            bar: [self._long(each, (short, bar)) for each in judged]
            for bar in LONG_BARS
        }
        long = _strictest(runs)
        return {
            "n": len(self.rows),
            "bcubed_f1": statistics.mean(runs[long]),
            "spread": statistics.stdev(runs[long]),
            "short_streams": statistics.mean(self._short(e, short) for e in judged),
            "short_bar": short,
            "long_bar": long,
        }

    def folds(self, seed: int) -> list[Fold]:
        """Return the topics in five parts."""
        draw = random.Random(seed)
        topics = sorted({row["topic"] for row in self.rows})
        draw.shuffle(topics)
        return [self._fold(set(topics[k::FOLDS]), draw) for k in range(FOLDS)]

    def learned(self, folds: Sequence[Fold]) -> Array:
        """Return weights from these folds."""
        features = [row for fold in folds for row in fold.examples[0]]
        labels = [label for fold in folds for label in fold.examples[1]]
        return logistic(np.array(features), np.array(labels))

    def _fold(self, topics: set[Any], draw: random.Random) -> Fold:
        endless = mixed_streams(self.rows, self.sides, topics, draw)
        streams = list(islice(endless, _STREAMS))
        features, labels = self._examples(topics)
        for stream in streams:
            alike = likenesses([sides for _, sides in stream])
            more = examples(list(enumerate(stream)), alike)
            features += more[0]
            labels += more[1]
        return Fold(topics, (features, labels), streams)

    def _examples(self, topics: set[Any]) -> Examples:
        """Return what the whole stream teaches of these topics."""
        told = [
            (place, (row["event"], self.sides[place]))
            for place, row in enumerate(self.rows)
            if row["topic"] in topics
        ]
        return examples(told, self.alike)

    def _judged(self, seed: int) -> list[tuple[Fold, Array]]:
        """Return each fold with the weights that the others give."""
        folds = self.folds(seed)
        return [
            (fold, self.learned([each for each in folds if each is not fold]))
            for fold in folds
        ]

    def _short(self, judged: Sequence[tuple[Fold, Array]], bar: float) -> float:
        """Return the mean BCubed F1 over the small streams."""
        found = []
        for fold, weights in judged:
            for stream in fold.streams:
                sides = [each for _, each in stream]
                labels = grouped(
                    sides, likenesses(sides), [weights] * len(sides), (bar, bar)
                )
                found.append(bcubed([event for event, _ in stream], labels))
        return statistics.mean(found)

    def _long(
        self, judged: Sequence[tuple[Fold, Array]], bars: tuple[float, float]
    ) -> float:
        """Return the BCubed F1 over the whole stream."""
        by_topic = {topic: w for fold, w in judged for topic in fold.topics}
        weights = [by_topic[row["topic"]] for row in self.rows]
        labels = grouped(self.sides, self.alike, weights, bars)
        return bcubed([row["event"] for row in self.rows], labels)


def likenesses(sides: Sequence[Sides]) -> list[Array]:
    """Return each article's likeness to those before it."""
    stream = Stream()
    return [stream.add(each) for each in sides]


def examples(told: Sequence[tuple[int, Told]], alike: Sequence[Array]) -> Examples:
    """Return each document held against its own event and the likest others.

    `told` has the documents' places in the stream of which `alike` is known.
    """
    features: list[Array] = []
    labels: list[float] = []
    groups: defaultdict[str, Group] = defaultdict(Group)
    for place, (event, sides) in told:
        others = sorted(
            (each for each in groups if each != event),
            key=lambda each: -alike[place][groups[each].places, 0].mean(),
        )
        own = [event] if event in groups else []
        for each in own + others[:_STRANGERS]:
            near = alike[place][groups[each].places]
            features.append(measure(near, groups[each], sides, place))
            labels.append(float(each == event))
        groups[event].take(place, sides, alike[place])
    return features, labels


def grouped(
    sides: Sequence[Sides],
    alike: Sequence[Array],
    weights: Sequence[Array],
    bars: tuple[float, float],
) -> list[int]:
    """Return each document's story as the stream goes, by its own weights."""
    groups: list[Group] = []
    labels: list[int] = []
    for place, each in enumerate(sides):
        best, found = bar_after(place, bars), len(groups)
        for number, group in enumerate(groups):
            near = alike[place][group.places]
            if near[:, 0].max() < clustering.LEAST_ALIKE:
                continue
            score = float(measure(near, group, each, place) @ weights[place])
            if score > best:
                best, found = score, number
        if found == len(groups):
            groups.append(Group())
        groups[found].take(place, each, alike[place])
        labels.append(found)
    return labels


def _strictest(runs: dict[float, list[float]]) -> float:
    means = {bar: statistics.mean(each) for bar, each in runs.items()}
    return max(bar for bar in runs if means[bar] > max(means.values()) - _AS_WELL)


def article_of(row: dict[str, Any]) -> Article:
    """Return a row of the data as an article without title and date."""
    return Article("", "", row["text"], Verdict.FULL)


def bcubed(gold: Sequence[Any], found: Sequence[Any]) -> float:
    """Return BCubed F1 (Bagga and Baldwin, 1998)."""
    by_gold: dict[Any, set[int]] = defaultdict(set)
    by_found: dict[Any, set[int]] = defaultdict(set)
    for i, (a, b) in enumerate(zip(gold, found, strict=True)):
        by_gold[a].add(i)
        by_found[b].add(i)
    shared = [len(by_gold[a] & by_found[b]) for a, b in zip(gold, found, strict=True)]
    p = statistics.mean(
        n / len(by_found[b]) for n, b in zip(shared, found, strict=True)
    )
    r = statistics.mean(n / len(by_gold[a]) for n, a in zip(shared, gold, strict=True))
    return 2 * p * r / (p + r)


if __name__ == "__main__":
    main()
