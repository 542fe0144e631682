"""Learn which words of an article stand in people's digests of it.

`python -m bench.learn_summaries --data FILE` prints the 5-fold held-out ROUGE
(the mean over seeds) and writes `digests/condense/coverage.json` from all rows.
"""

import argparse
import json
import random
import re
import statistics
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score import rouge_scorer

from bench.logistic import logistic
from bench.rows import read_rows
from digests.articles.sentences import split
from digests.condense import coverage
from digests.condense.choose import choose
from digests.condense.coverage import FEATURES, Array, grams, tokens
from digests.condense.words import stem, words

TABLE = Path(coverage.__file__).with_suffix(".json")
KINDS = {1: "words", 2: "pairs"}
SEEDS = (0, 1, 2, 3)
FOLDS = 5
ROUGE = ("rouge1", "rouge2", "rougeLsum")


def main() -> None:
    """Print the held-out figures, then write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = read_rows(parser.parse_args().data)
    print(json.dumps(held_out(rows), indent=1))
    table = learned(rows)
    TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf8")


def held_out(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the mean held-out ROUGE over 5 folds, and its spread over seeds."""
    runs = [_run(rows, seed) for seed in SEEDS]
    means = {kind: statistics.mean(run[kind] for run in runs) for kind in runs[0]}
    spread = {kind: statistics.stdev(run[kind] for run in runs) for kind in ROUGE}
    return {"n": len(rows), **means, "spread_over_seeds": spread}


def learned(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the weights learned from these rows, by feature."""
    table = {}
    for n, kind in KINDS.items():
        pairs = [_examples(row, n) for row in rows]
        weights = logistic(
            np.vstack([x for x, _ in pairs]), np.concatenate([y for _, y in pairs])
        )
        table[kind] = dict(zip(FEATURES, weights.round(4).tolist(), strict=True))
    return table


def _examples(row: dict[str, Any], n: int) -> tuple[Array, Array]:
    """Return an article's n-grams, and the share of its digests that hold each."""
    text = tokens([sentence.text for sentence in split(row["text"])])
    found = grams(text, n)
    references = [_stems(reference, n) for reference in row["references"]]
    keys = [tuple(text.stems[part] for part in key) for key in found.keys(text, n)]
    share = [sum(key in ref for ref in references) / len(references) for key in keys]
    return found.features, np.array(share)


def _stems(reference: str, n: int) -> set[tuple[str, ...]]:
    row = [stem(word) for word in words(reference)]
    return {tuple(row[i : i + n]) for i in range(len(row) - n + 1)}


def _run(rows: list[dict[str, Any]], seed: int) -> dict[str, float]:
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    digests: dict[int, str] = {}
    shipped = dict(coverage.WEIGHTS)
    for fold in (order[k::FOLDS] for k in range(FOLDS)):
        held = set(fold)
        table = learned([rows[i] for i in order if i not in held])
        coverage.WEIGHTS.update(coverage.weights_of(table))
        for i in fold:
            chosen = choose(split(rows[i]["text"]))
            digests[i] = " ".join(sentence.text for sentence in chosen)
    coverage.WEIGHTS.update(shipped)
    return _rouge([(rows[i]["references"][0], digests[i]) for i in range(len(rows))])


def lead_figures(rows: list[dict[str, Any]], words: float) -> dict[str, float]:
    """Return the ROUGE of the articles' first so many words."""
    leads = [" ".join(row["text"].split()[: round(words)]) for row in rows]
    references = [row["references"][0] for row in rows]
    return _rouge(list(zip(references, leads, strict=True)))


def _rouge(pairs: list[tuple[str, str]]) -> dict[str, float]:
    scorer = rouge_scorer.RougeScorer(list(ROUGE), use_stemmer=True)
    scores = [scorer.score(_lines(a), _lines(b)) for a, b in pairs]
    result = {k: 100 * statistics.mean(s[k].fmeasure for s in scores) for k in ROUGE}
    return {**result, "words": statistics.mean(len(b.split()) for _, b in pairs)}


def _lines(text: str) -> str:
    parts = re.split(r"(?<=[.!?])[\"”’]?\s+|\n+", text)
    return "\n".join(part for part in parts if part.strip())


if __name__ == "__main__":
    main()
