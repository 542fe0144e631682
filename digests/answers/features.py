"""What speaks for a sentence as the answer to a question, as numbers.

Overlap of words and of letters, the passage it stands in, its neighbours, and
whether it holds what the question's form asks for: a person, a time, a place, a
number, a reason, somebody's words.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digests.answers.forms import NAME, asked_for
from digests.answers.words import CJK, content_words, stem, stems
from digests.types import Passage, Sentence

Array = NDArray[np.float64]

FEATURES = (
    "words shared, by rarity",
    "words shared by rarity, squared",
    "bm25 of the sentence",
    "pairs of words shared",
    "letters shared, in threes to fives",
    "words shared by the passage",
    "words shared by the sentence before",
    "words shared by the sentence after",
    "1 / (1 + passage's rank)",
    "log length",
    "short",
    "name shared",
    "name missing",
    "asked for a number, has one beyond the question",
    "asked for a time, has one",
    "asked for a person, has a new name",
    "asked for a place, has a new name",
    "asked for a reason, has one",
    "asked for words, has quotation marks",
    "new content words",
    "first words shared",
    "one",
)

FORMS = {
    "number": FEATURES.index("asked for a number, has one beyond the question"),
    "time": FEATURES.index("asked for a time, has one"),
    "person": FEATURES.index("asked for a person, has a new name"),
    "place": FEATURES.index("asked for a place, has a new name"),
    "reason": FEATURES.index("asked for a reason, has one"),
    "words": FEATURES.index("asked for words, has quotation marks"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart once for all sentences."""

    weights: dict[str, float]
    pairs: frozenset[tuple[str, str]]
    letters: dict[str, float]
    names: frozenset[str]
    asks: tuple[tuple[int, re.Pattern[str]], ...]
    all_stems: frozenset[str]


def take_apart(question: str, found: Sequence[Passage]) -> Asked:
    """Return the question's parts, weighed by how rare they are in what was found."""
    content = content_words(question)
    keys = list(dict.fromkeys(s for word in content for s in stems(word)))
    texts = [set(stems(p.text)) | set(stems(p.title)) for p in found]
    rarity = {
        key: math.log1p((len(found) + 1) / (0.5 + sum(key in text for text in texts)))
        for key in keys
    }
    row = stems(question)
    names = frozenset(stem(m.group()) for m in NAME.finditer(question))
    return Asked(
        rarity,
        frozenset(pairwise(row)),
        dict.fromkeys(_letters(" ".join(content)), 1.0),
        names,
        tuple((FORMS[form.name], form.answer) for form in asked_for(question)),
        frozenset(row),
    )


def measure(
    asked: Asked, sentences: Sequence[Sequence[Sentence]], titles: Sequence[str]
) -> Array:
    """Return one row of features per sentence, passage after passage.

    `sentences` holds each passage's sentences, the best passage first.
    """
    total = sum(asked.weights.values()) or 1.0
    rows: list[list[float]] = []
    for rank, (passage, title) in enumerate(zip(sentences, titles, strict=True)):
        kept = [Counter(stems(each.text)) for each in passage]
        shares = [_share(asked, words) / total for words in kept]
        merged = Counter(stems(title))
        for words in kept:
            merged.update(words)
        whole = _share(asked, merged) / total
        for index, sentence in enumerate(passage):
            before = shares[index - 1] if index else 0.0
            after = shares[index + 1] if index + 1 < len(shares) else 0.0
            row = _row(asked, sentence.text, kept[index], total)
            row[5:9] = [whole, before, after, 1 / (1 + rank)]
            rows.append(row)
    return np.array(rows, float).reshape(len(rows), len(FEATURES))


def _row(asked: Asked, text: str, words: Counter[str], total: float) -> list[float]:
    share = _share(asked, words) / total
    row = [0.0] * len(FEATURES)
    in_order = stems(text)
    pairs = set(pairwise(in_order))
    new = sum(1 for w in words if w not in asked.all_stems and len(w) > 3)
    row[0], row[1] = share, share * share
    row[2] = _bm25(asked, words) / total
    row[3] = len(asked.pairs & pairs) / (len(asked.pairs) or 1)
    row[4] = _letters_shared(asked, text)
    row[9] = math.log1p(len(in_order)) / 4
    row[10] = float(len(in_order) < 6)
    row[11] = float(any(name in words for name in asked.names))
    row[12] = float(any(name not in words for name in asked.names))
    for place, has in asked.asks:
        row[place] = float(_has_new(has, text, asked))
    row[19] = min(1.0, new / 15)
    row[20] = float(bool(asked.all_stems & set(in_order[:4])))
    row[21] = 1.0
    return row


def _has_new(has: re.Pattern[str], text: str, asked: Asked) -> bool:
    return any(stem(m.group()) not in asked.all_stems for m in has.finditer(text))


def _share(asked: Asked, words: Counter[str]) -> float:
    return sum(weight for key, weight in asked.weights.items() if key in words)


def _bm25(asked: Asked, words: Counter[str]) -> float:
    size = 1.2 * (0.25 + 0.75 * sum(words.values()) / 25)
    return sum(
        weight * words[key] * 2.2 / (words[key] + size)
        for key, weight in asked.weights.items()
        if key in words
    )


def _letters(text: str) -> set[str]:
    text = text.lower()
    if CJK.search(text):
        sizes = (1, 2, 3)
        text = "".join(CJK.findall(text)) or text
    else:
        sizes = (3, 4, 5)
        text = f" {text} "
    return {text[i : i + n] for n in sizes for i in range(len(text) - n + 1)}


def _letters_shared(asked: Asked, text: str) -> float:
    if not asked.letters:
        return 0.0
    text = f" {text.lower()} "
    return sum(1 for each in asked.letters if each in text) / len(asked.letters)


def names_unknown(question: str, found: Sequence[Passage]) -> bool:
    """Tell whether a name in the question stands nowhere in what was found."""
    names = [m.group() for m in NAME.finditer(question) if not CJK.match(m.group())]
    if not names:
        return False
    known = {s for p in found for s in stems(f"{p.title} {p.text}")}
    return any(stem(name) not in known for name in names)
