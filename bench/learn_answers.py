"""Learn to rank the sentences that answer, and when there is no answer.

`python -m bench.learn_answers --data FILE …` (one file per language) prints the
held-out figures, 5-fold by article, and writes `digests/answers/weights.json`
from all rows. The ranking is a conditional logit over each question's
sentences; the support a logistic model of the best sentence, with the gold
passage there and taken away.
"""

import argparse
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.archive import search_all
from bench.rows import read_rows
from digests.answers import extractive
from digests.answers.features import FEATURES, Array, measure, names_unknown, take_apart
from digests.articles.language import detect
from digests.articles.sentences import split
from digests.types import Passage, Sentence

FOLDS = 5
FALSE_ANSWERS = 0.04
TABLE = Path(extractive.__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its sentences' features, and which of them answer."""

    group: str
    features: Array
    right: Array
    refused: bool
    features_without: Array
    refused_without: bool


# A case with the weights of ranking and support that it is judged by.
Tried = tuple[Case, Array, Array]


def main() -> None:
    """Print the held-out figures, then write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    files = {path.name: cases(path) for path in parser.parse_args().data}
    tried = held_out(files)
    for name, each in tried.items():
        print(json.dumps({"file": name, **figures(each)}))
    ranking, support = learned([case for found in files.values() for case in found])
    bar = _bar([each for found in tried.values() for each in found])
    TABLE.write_text(json.dumps(_table(ranking, support, bar), indent=1) + "\n")


def held_out(files: dict[str, list[Case]]) -> dict[str, list[Tried]]:
    """Return each file's cases with weights from articles not among them."""
    every = [case for found in files.values() for case in found]
    groups = sorted({case.group for case in every})
    held: dict[str, list[Tried]] = {name: [] for name in files}
    for fold in range(FOLDS):
        out = set(groups[fold::FOLDS])
        ranking, support = learned([c for c in every if c.group not in out])
        for name, found in files.items():
            held[name] += [(c, ranking, support) for c in found if c.group in out]
    return held


def cases(path: Path) -> list[Case]:
    """Return a file's questions as cases, searched in all of its passages."""
    rows = read_rows(path)
    texts = [r for r in rows if r["kind"] == "passage"]
    asked = [r for r in rows if r["kind"] == "question"]
    found = search_all(
        [(r["id"], r["title"].replace("_", " "), r["text"]) for r in texts],
        [(r["id"], r["question"]) for r in asked],
    )
    language = detect(" ".join(r["text"] for r in texts[:3])) or "en"
    parts = {r["text"]: split(r["text"], language) for r in texts}
    titles = {r["id"]: r["title"] for r in texts}
    by_id = {r["id"]: r["text"] for r in texts}
    return [
        _case(r, titles[r["passage"]], found[r["id"]], by_id[r["passage"]], parts)
        for r in asked
    ]


def _case(
    row: dict[str, Any],
    group: str,
    found: list[Passage],
    gold: str,
    parts: dict[str, tuple[Sentence, ...]],
) -> Case:
    question = row["question"]
    without = [p for p in found if p.text != gold]
    right = [
        any(_plain(a) in _plain(s.text) for a in row["answers"]) and p.text == gold
        for p in found
        for s in parts[p.text]
    ]
    return Case(
        group,
        _measured(question, found, parts),
        np.array(right, float),
        names_unknown(question, found),
        _measured(question, without, parts),
        names_unknown(question, without),
    )


def _measured(
    question: str, found: list[Passage], parts: dict[str, tuple[Sentence, ...]]
) -> Array:
    asked = take_apart(question, found)
    return measure(asked, [parts[p.text] for p in found], [p.title for p in found])


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(ch for ch in text if ch.isalnum())


def learned(every: Sequence[Case]) -> tuple[Array, Array]:
    """Return the weights of the ranking and of the support."""
    ranking = _conditional_logit([c for c in every if c.right.any()])
    rows, labels = [], []
    for case in every:
        for features, right in (
            (case.features, case.right),
            (case.features_without, None),
        ):
            if len(features):
                best = int(np.argmax(features @ ranking))
                rows.append(features[best])
                labels.append(0.0 if right is None else right[best])
    return ranking, _logistic(np.array(rows), np.array(labels))


def _conditional_logit(every: Sequence[Case], penalty: float = 2.0) -> Array:
    """Return weights that make the right sentences most likely.

    Newton's method; a step that makes them less likely is halved.
    """
    weights: Array = np.zeros(len(FEATURES))
    best = _likelihood(every, weights, penalty)
    for _ in range(12):
        slope = -penalty * weights
        bend = penalty * np.eye(len(FEATURES))
        for case in every:
            x = case.features
            p = _softmax(x @ weights)
            q = p * case.right
            mean = p @ x
            slope += (q / q.sum() - p) @ x
            bend += (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        while (new := _likelihood(every, weights + step, penalty)) < best:
            step = step / 2
        if new - best < 1e-3:
            break
        weights, best = weights + step, new
    return weights


def _likelihood(every: Sequence[Case], weights: Array, penalty: float) -> float:
    total = -penalty / 2 * float(weights @ weights)
    for case in every:
        p = _softmax(case.features @ weights)
        total += float(np.log(max(1e-300, float(p @ case.right))))
    return total


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max())
    result: Array = powers / powers.sum()
    return result


def _logistic(x: Array, y: Array, penalty: float = 1.0) -> Array:
    weights: Array = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(x.shape[1])
        weights += np.linalg.solve(bend, slope)
    return weights


def figures(tried: Sequence[Tried]) -> dict[str, Any]:
    """Return the shares answered right and, at few false answers, at all."""
    first = third = 0
    for case, ranking, _ in tried:
        order = np.argsort(-(case.features @ ranking), kind="stable")[:3]
        first += bool(len(order) and case.right[order[0]])
        third += bool(len(order) and case.right[order].any())
    bar = _bar(tried)
    kept = [_best(c.features, r, s, c.refused) >= bar for c, r, s in tried]
    return {
        "n": len(tried),
        "first": round(first / len(tried), 4),
        "in_three": round(third / len(tried), 4),
        "answered_at_4_percent_false": round(sum(kept) / len(tried), 4),
    }


def _bar(tried: Sequence[Tried]) -> float:
    """Return the support that so few of the unanswerable reach."""
    false = sorted(
        _best(c.features_without, r, s, c.refused_without) for c, r, s in tried
    )
    return false[int(len(false) * (1 - FALSE_ANSWERS))]


def _best(features: Array, ranking: Array, support: Array, refused: bool) -> float:
    if refused or not len(features):
        return 0.0
    best = features[int(np.argmax(features @ ranking))]
    return float(1 / (1 + np.exp(-(best @ support))))


def _table(ranking: Array, support: Array, bar: float) -> dict[str, Any]:
    return {
        "ranking": dict(zip(FEATURES, ranking.round(3).tolist(), strict=True)),
        "support": dict(zip(FEATURES, support.round(3).tolist(), strict=True)),
        "bar": round(bar, 3),
    }


if __name__ == "__main__":
    main()
