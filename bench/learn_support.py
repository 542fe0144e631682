"""Learn how surely a text says a sentence, from sentences of ours marked by hand.

`python -m bench.learn_support` prints what texts that were not learned from give, and
writes `digests/grounding/support.json` from all of them.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.figures import ROOT
from bench.heart import Evaluation, Measured
from bench.logistic import logistic
from digests.answers.overlap import Array
from digests.articles.sentences import split
from digests.assigned import Source, Task
from digests.grounding import support
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import ground
from digests.grounding.support import DENIED, FEATURES, evidence
from digests.reading import read_article
from digests.retold import Fault
from digests.types import Article, Verdict

FOLDER = ROOT / "tests" / "data" / "support"
FRESH = FOLDER / "fresh"
TABLE = Path(support.__file__).with_suffix(".json")
FOLDS = 5
# What may reach the bar of sentences that are nearly true; of others, nothing does.
# The rest of the gate catches some of them, so that less gets out.
_PASSING = 0.22
_PENALTY = 0.3
_RULES = "Say only what the reports say."


class Marked(NamedTuple):
    """A sentence beside its text: what the text says of it, and whether it says it."""

    text: str
    source: Source
    features: Array
    supported: bool


def main() -> None:
    """Print the held-out figures, then write the table."""
    texts = read()
    print(json.dumps(measured(None).values))
    weights = _learned(_taught(texts))
    table = {
        "weights": dict(zip(FEATURES, weights.round(3).tolist(), strict=True)),
        "bar": round(_bar(texts, weights), 3),
    }
    TABLE.write_text(json.dumps(table, indent=1) + "\n")


def measured(_: Evaluation | None) -> Measured:
    """How well texts tell what they say, 5-fold by text, and the gate on top of it.

    `fresh` is of texts that were written after the features and never learned from.
    """
    texts = read()
    tests: list[_Tested] = []
    for fold in range(FOLDS):
        others = [some for at, some in enumerate(texts) if at % FOLDS != fold]
        tests.append(_tested(others, texts[fold::FOLDS]))
    fresh = _tested(texts, read(FRESH))
    whole = _together(tests)
    values = {
        "auc": _auc(whole.scored),
        "auc_strangers": _auc(
            [*filter(_is_good, whole.scored), *((s, False) for s in whole.strange)]
        ),
        "kept": _through(whole, supported=True),
        "false": _through(whole, supported=False),
        "own_kept": round(float(np.mean(whole.own)), 4),
        "auc_fresh": _auc(fresh.scored),
        "kept_fresh": _through(fresh, supported=True),
        "false_fresh": _through(fresh, supported=False),
        "texts": len(texts),
    }
    return Measured(len(whole.scored), values)


class _Tested(NamedTuple):
    """What was learned elsewhere says of texts: how sure it is, and what gets out."""

    scored: list[tuple[float, bool]]
    passed: list[tuple[bool, bool]]
    strange: list[float]
    own: list[bool]


def _tested(learned: list[list[Marked]], texts: list[list[Marked]]) -> _Tested:
    weights = _learned(_taught(learned))
    bar = _bar(learned, weights)
    marked = [(_sure(each, weights), each) for some in texts for each in some]
    return _Tested(
        [(sure, each.supported) for sure, each in marked],
        [(sure >= bar and _gets_out(each), each.supported) for sure, each in marked],
        [_sure(each, weights) for each in _strangers(texts)],
        [_sure(x, weights) >= bar and not x.features[DENIED] for x in _own(texts)],
    )


def _together(tests: Sequence[_Tested]) -> _Tested:
    return _Tested(
        [each for test in tests for each in test.scored],
        [each for test in tests for each in test.passed],
        [each for test in tests for each in test.strange],
        [each for test in tests for each in test.own],
    )


def _is_good(scored: tuple[float, bool]) -> bool:
    return scored[1]


def _through(tested: _Tested, *, supported: bool) -> float:
    """Return the share of the supported, or of the others, that gets out."""
    some = [through for through, good in tested.passed if good is supported]
    return round(float(np.mean(some)), 4)


def read(folder: Path = FOLDER) -> list[list[Marked]]:
    """Return the sentences, text by text."""
    rows = [
        row
        for name in sorted(folder.glob("*.json"))
        for row in json.loads(name.read_text(encoding="utf8"))
    ]
    return [list(_marked(row)) for row in rows]


def _marked(row: dict[str, object]) -> Sequence[Marked]:
    text, language = str(row["text"]), str(row.get("language", "en"))
    article = Article("", "", text, Verdict.FULL, language=language)
    source = Source(text, "", language, read_article(article).report.quotes)
    return [
        _beside(sentence, source, supported=supported)
        for supported, key in ((True, "supported"), (False, "unsupported"))
        for sentence in row[key]  # type: ignore[attr-defined]
    ]


def _taught(texts: Sequence[Sequence[Marked]]) -> list[Marked]:
    marked = [each for some in texts for each in some]
    return [*marked, *_strangers(texts), *_own(texts)]


def _strangers(texts: Sequence[Sequence[Marked]]) -> list[Marked]:
    """Return sentences beside texts that they are not of, each text's beside the next.

    With them, and with what texts say in their own words, it is learned that words in
    common count at all: sentences that are nearly true have most of them.
    """
    return [
        _beside(each.text, other[0].source, supported=False)
        for some, other in pairwise((*texts, texts[0]))
        for each in some
        if each.supported
    ]


def _own(texts: Sequence[Sequence[Marked]]) -> list[Marked]:
    """Return the texts' own sentences, beside those texts."""
    return [
        _beside(sentence.text, some[0].source, supported=True)
        for some in texts
        for sentence in split(some[0].source.text, some[0].source.language)
    ]


def _beside(sentence: str, source: Source, *, supported: bool) -> Marked:
    features = np.array(evidence(sentence, ground((source,))))
    return Marked(sentence, source, features, supported)


def _learned(every: Sequence[Marked]) -> Array:
    x = np.array([each.features for each in every])
    return logistic(x, np.array([float(each.supported) for each in every]), _PENALTY)


def _bar(texts: Sequence[Sequence[Marked]], weights: Array) -> float:
    """Return the support that so few of the unsupported reach."""
    every = [each for some in texts for each in some]
    false = sorted(_sure(each, weights) for each in every if not each.supported)
    return false[int(len(false) * (1 - _PASSING))]


def _sure(each: Marked, weights: Array) -> float:
    return float(1 / (1 + np.exp(-(each.features @ weights))))


def _gets_out(each: Marked) -> bool:
    """Tell whether no denial and nothing of the rest of the gate is against it."""
    reply = Reply((Written(each.text, (1,)),))
    told = judge(reply, Task(_RULES, (each.source,)))
    faults = {cut.fault for cut in told.cut}
    return not each.features[DENIED] and not faults - {Fault.UNSUPPORTED}


def _auc(scored: Sequence[tuple[float, bool]]) -> float:
    """Return how often what is supported scores higher than what is not."""
    good = np.array([sure for sure, supported in scored if supported])
    bad = np.array([sure for sure, supported in scored if not supported])
    above = (good[:, None] > bad[None, :]).mean()
    return round(float(above + (good[:, None] == bad[None, :]).mean() / 2), 4)


if __name__ == "__main__":
    main()
