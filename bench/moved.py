"""What changed places, and what a translation added: how much of it is noticed.

The texts were written before the code that tells it apart, and are never learned
from (`fresh.json` beside those that it was written with). The weights judge nothing
here: what they alone would cut counts as let through.
"""

import json
from typing import Any

import numpy as np

from bench.figures import ROOT
from bench.heart import Evaluation, Measured
from digests.articles.language import detect
from digests.assigned import Source, Task
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, Written
from digests.grounding.translated import mistranslates
from digests.retold import Fault

FOLDER = ROOT / "tests" / "data"


def measured(_: Evaluation | None) -> Measured:
    """Numbers, units, dates and names moved within texts; names added abroad."""
    texts, pairs = _read("moved"), _read("translated")
    kept = [_stands(each, row) for row in texts for each in row["supported"]]
    false = [_stands(each, row) for row in texts for each in row["unsupported"]]
    sound = [_is_sound(row["translation"], row) for row in pairs]
    added = [_is_sound(each, row) for row in pairs for each in row["added"]]
    values = {
        "kept": _share(kept),
        "false": _share(false),
        "translations_kept": _share(sound),
        "additions": _share(added),
    }
    return Measured(sum(map(len, (kept, false, sound, added))), values)


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        (FOLDER / name / "fresh.json").read_text(encoding="utf8")
    )
    return rows


def _stands(sentence: str, row: dict[str, Any]) -> bool:
    """Tell whether nothing but the weights may speak against a sentence."""
    source = Source(row["text"], "", row["language"])
    told = judge(Reply((Written(sentence, (1,)),)), Task("", (source,)))
    return all(cut.fault is Fault.UNSUPPORTED for cut in told.cut)


def _is_sound(translation: str, row: dict[str, Any]) -> bool:
    original = row["original"]
    return not mistranslates(original, translation, row["language"], detect(original))


def _share(found: list[bool]) -> float:
    return round(float(np.mean(found)), 4)
