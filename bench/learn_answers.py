"""Learn to rank the sentences that answer, and when there is no answer.

`python -m bench.learn_answers --data FILE …` (one file per language) prints the
held-out figures, 5-fold by article, and writes `digests/answers/weights.json`
from all rows: what is learned from all languages, and for each with many
questions the same, learned on from there. The ranking is a conditional logit over
each question's sentences; the support a logistic model of the best sentence, with
the gold passage there and taken away.
"""

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.archive import Search, search_all, search_without
from bench.logistic import logistic
from bench.rows import read_rows
from digests.answers import extractive
from digests.answers.extractive import MOST_PASSAGES, rows_of, sentences
from digests.answers.features import FEATURES
from digests.answers.overlap import Array, Owners
from digests.answers.support import SUPPORT, evidence, in_full, support
from digests.answers.words import language
from digests.types import Passage

FOLDS = 5
FALSE_ANSWERS = 0.04
# So many questions of a language teach what is peculiar to it.
_MANY = 500
_PENALTY = 0.3
_LEAST_STEP, _LEAST_GAIN = 1e-6, 1e-3
TABLE = Path(extractive.__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its sentences' features, and which of them answer."""

    group: str
    language: str
    features: Array
    right: Array
    features_without: Array


class Weights(NamedTuple):
    """What was learned of the ranking and of the support."""

    ranking: Array
    support: Array


_NOTHING: Mapping[str, Weights] = {}
# A case with the weights that it is judged by.
Tried = tuple[Case, Weights]


def main() -> None:
    """Print the held-out figures, then write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    files = {path.name: cases(path) for path in parser.parse_args().data}
    tried = held_out(files)
    for name, each in tried.items():
        print(json.dumps({"file": name, **figures(each)}))
    every = [each for found in tried.values() for each in found]
    tables = by_language([case for found in files.values() for case in found])
    table = {
        code: _table(
            weights, _bar([each for each in every if code in {"", each[0].language}])
        )
        for code, weights in tables.items()
    }
    TABLE.write_text(json.dumps(table, indent=1) + "\n")


def held_out(files: dict[str, list[Case]]) -> dict[str, list[Tried]]:
    """Return each file's cases with weights from articles not among them."""
    every = [case for found in files.values() for case in found]
    groups = sorted({case.group for case in every})
    held: dict[str, list[Tried]] = {name: [] for name in files}
    tables: dict[str, Weights] = {}
    for fold in range(FOLDS):
        out = set(groups[fold::FOLDS])
        tables = by_language([c for c in every if c.group not in out], tables)
        for name, found in files.items():
            held[name] += [
                (c, tables.get(c.language, tables[""])) for c in found if c.group in out
            ]
    return held


def by_language(
    every: Sequence[Case], guessed: Mapping[str, Weights] = _NOTHING
) -> dict[str, Weights]:
    """Return what is learned from all, as "", and from each language with many.

    What was learned from nearly the same cases saves steps, and changes nothing.
    """
    common = learned(every, guessed=guessed.get(""))
    tables = {"": common}
    for code, count in sorted(Counter(case.language for case in every).items()):
        if code and count >= _MANY:
            some = [case for case in every if case.language == code]
            tables[code] = learned(some, common, guessed.get(code))
    return tables


def cases(path: Path) -> list[Case]:
    """Return a file's questions as cases, searched in all of its passages."""
    rows = read_rows(path)
    texts = [r for r in rows if r["kind"] == "passage"]
    asked = [r for r in rows if r["kind"] == "question"]
    stored = [(r["id"], r["title"].replace("_", " "), r["text"]) for r in texts]
    found = search_all(stored, [(r["id"], r["question"]) for r in asked])
    without = search_without(
        stored, [(r["id"], r["question"], r["passage"]) for r in asked]
    )
    titles = {r["id"]: r["title"] for r in texts}
    by_id = {r["id"]: r["text"] for r in texts}
    return [
        Case(
            titles[r["passage"]],
            language(r["question"]),
            _measured(r["question"], found[r["id"]]),
            _right(r, found[r["id"]].passages, by_id[r["passage"]]),
            _measured(r["question"], without[r["id"]]),
        )
        for r in asked
    ]


def _right(row: dict[str, Any], found: list[Passage], gold: str) -> Array:
    """Return which of the sentences found answer."""
    right = [
        any(_plain(a) in _plain(s.text) for a in row["answers"]) and p.text == gold
        for p in found[:MOST_PASSAGES]
        for s in sentences(p.text)
    ]
    return np.array(right, float)


def _measured(question: str, found: Search) -> Array:
    seen = found.passages[:MOST_PASSAGES]
    return rows_of(question, seen, [sentences(p.text) for p in seen], found.shares)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(ch for ch in text if ch.isalnum())


def learned(
    every: Sequence[Case],
    common: Weights | None = None,
    guessed: Weights | None = None,
) -> Weights:
    """Return the weights of the ranking and of the support.

    The support learns whether an answer was there, not whether it came first. With
    `common` weights, the fewer the cases the nearer it stays to those.
    """
    start = common or Weights(np.zeros(len(FEATURES)), np.zeros(len(SUPPORT)))
    answerable = [case for case in every if case.right.any()]
    guess = guessed.ranking if guessed else start.ranking
    ranking = _conditional_logit(answerable, start.ranking, guess)
    seen = [(case.features, float(case.right.any())) for case in every]
    seen += [(case.features_without, 0.0) for case in every]
    rows = [evidence(x, x @ ranking) for x, _ in seen if len(x)]
    labels = [there for x, there in seen if len(x)]
    weights = logistic(np.array(rows), np.array(labels), _PENALTY, start.support)
    return Weights(ranking, weights)


class _Rows:
    """All cases' sentences in one table, and which of them answer."""

    def __init__(self, every: Sequence[Case]) -> None:
        self.x = np.vstack([case.features for case in every])
        self._right = np.concatenate([case.right for case in every])
        lengths = [len(case.features) for case in every]
        self.first = np.cumsum([0, *lengths[:-1]])
        self._case = np.repeat(np.arange(len(every)), lengths)

    def judged(self, weights: Array) -> tuple[Array, Array, float]:
        """Return each sentence's chance, the same among right ones, and how likely.

        The last is the logarithm of how likely the right sentences are.
        """
        scores = self.x @ weights
        scores -= np.maximum.reduceat(scores, self.first)[self._case]
        chance = _shares(np.exp(scores), self.first, self._case)
        right = np.add.reduceat(chance * self._right, self.first)
        among = chance * self._right / right[self._case]
        return chance, among, float(np.log(right).sum())


def _shares(powers: Array, first: Owners, case: Owners) -> Array:
    result: Array = powers / np.add.reduceat(powers, first)[case]
    return result


def _conditional_logit(
    every: Sequence[Case], start: Array, guess: Array, penalty: float = 2.0
) -> Array:
    """Return weights near `start` that make the right sentences most likely.

    Newton's method, from a guess; a step that makes them less likely is halved.
    """
    rows, weights = _Rows(every), guess
    chance, among, likely = rows.judged(weights)
    likely -= penalty / 2 * float((guess - start) @ (guess - start))
    for _ in range(12):
        slope = rows.x.T @ (among - chance) - penalty * (weights - start)
        weighed = rows.x * chance[:, None]
        means = np.add.reduceat(weighed, rows.first)
        bend = weighed.T @ rows.x - means.T @ means + penalty * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        while True:
            moved = weights + step
            chance, among, told = rows.judged(moved)
            new = told - penalty / 2 * float((moved - start) @ (moved - start))
            if new >= likely or np.abs(step).max() < _LEAST_STEP:
                break
            step = step / 2
        weights, gained, likely = moved, new - likely, new
        if gained < _LEAST_GAIN:
            break
    return weights


def figures(tried: Sequence[Tried]) -> dict[str, Any]:
    """Return the shares answered right and, at few false answers, at all."""
    first = third = 0
    for case, weights in tried:
        order = np.argsort(-(case.features @ weights.ranking), kind="stable")[:3]
        first += bool(len(order) and case.right[order[0]])
        third += bool(len(order) and case.right[order].any())
    bar = _bar(tried)
    kept = [_best(case.features, weights) >= bar for case, weights in tried]
    return {
        "n": len(tried),
        "first": round(first / len(tried), 4),
        "in_three": round(third / len(tried), 4),
        "answered_at_4_percent_false": round(sum(kept) / len(tried), 4),
    }


def _bar(tried: Sequence[Tried]) -> float:
    """Return the support that so few of the unanswerable reach."""
    false = sorted(_best(case.features_without, weights) for case, weights in tried)
    return false[-int(len(false) * FALSE_ANSWERS)]


def _best(features: Array, weights: Weights) -> float:
    if len(features) and in_full(features).any():
        return 1.0
    return support(features, features @ weights.ranking, weights.support)


def _table(weights: Weights, bar: float) -> dict[str, Any]:
    return {
        "ranking": dict(zip(FEATURES, weights.ranking.round(3).tolist(), strict=True)),
        "support": dict(zip(SUPPORT, weights.support.round(3).tolist(), strict=True)),
        "bar": round(bar, 3),
    }


if __name__ == "__main__":
    main()
