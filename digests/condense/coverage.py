"""How likely each word and word pair of an article is to stand in a digest of it.

A logistic model over what can be counted in the article itself; the weights in
`coverage.json` are learned by `bench.learn_summaries`, and the features are
named here. Arrays have one row per distinct n-gram of the article.
"""

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from digests.condense.words import is_function_word, stem, words

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

FEATURES = (
    "one",
    "log count",
    "log sentences, squared",
    "1 / (1 + first sentence)",
    "first sentence / sentences",
    "in the first sentence",
    "in the next three",
    "in both",
    "share of capitals",
    "only function words",
    "some function word",
    "some number",
    "letters / 10",
    "log (1 + first sentence)",
    "log sentences, only function words",
    "log sentences, other",
    "in the first sentence, other",
)


class Grams(Struct, frozen=True):
    """The n-grams of one length: where they stand, and what is known of each.

    `sentence`, `gram` and `count` are parallel: how often which n-gram stands
    in which sentence. `features` has a row per n-gram, `content` tells those
    without function words, `key` encodes its words.
    """

    sentence: Numbers
    gram: Numbers
    count: Numbers
    features: Array
    content: NDArray[np.bool_]
    key: Numbers

    def keys(self, text: "Tokens", n: int) -> list[tuple[int, ...]]:
        """Return each n-gram as the numbers of its stems."""
        if n == 1:
            return [(int(key),) for key in self.key]
        return [divmod(int(key), len(text.stems)) for key in self.key]


class Tokens(Struct, frozen=True):
    """An article's words in a row: stems by number, and where each stands."""

    stems: tuple[str, ...]
    number: Numbers
    sentence: Numbers
    capital: NDArray[np.bool_]
    sentences: int

    @property
    def lengths(self) -> Numbers:
        """How many words each sentence has."""
        return np.bincount(self.sentence, minlength=self.sentences)


def tokens(sentences: Sequence[str]) -> Tokens:
    """Return the sentences' words."""
    numbers: dict[str, int] = {}
    found: list[int] = []
    where: list[int] = []
    capital: list[bool] = []
    for index, sentence in enumerate(sentences):
        for word in words(sentence):
            found.append(numbers.setdefault(stem(word), len(numbers)))
            capital.append(word[0].isupper())
        where.extend([index] * (len(found) - len(where)))
    return Tokens(
        tuple(numbers),
        np.array(found, np.int64),
        np.array(where, np.int64),
        np.array(capital, bool),
        len(sentences),
    )


def grams(text: Tokens, n: int) -> Grams:
    """Return the article's words (n = 1) or pairs of neighbours (n = 2)."""
    key, where, first, last = _occurrences(text, n)
    unique, at, inverse, count = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    cells, each = np.unique(inverse * text.sentences + where, return_counts=True)
    gram, sentence = np.divmod(cells, max(1, text.sentences))
    a, b = first[at], last[at]
    function = np.fromiter(map(is_function_word, text.stems), bool, len(text.stems))
    letters = np.fromiter(map(len, text.stems), float, len(text.stems))
    number = np.fromiter((s.isdigit() for s in text.stems), bool, len(text.stems))
    capitals = _capitals(text, n)
    known = _Known(
        count=count,
        sentences=np.bincount(gram, minlength=len(unique)),
        first=where[at],
        capitals=np.bincount(inverse, capitals, len(unique)) / count,
        only_function=function[a] & function[b],
        some_function=function[a] | function[b],
        number=number[a] | number[b],
        letters=(letters[a] + letters[b]) / 2,
        in_next=_in_next(gram, sentence, len(unique)),
    )
    features = _features(known, text.sentences)
    return Grams(sentence, gram, each, features, ~known.some_function, unique)


def probabilities(found: Grams, n: int) -> Array:
    """Return each n-gram's chance to stand in a digest, learned from people's."""
    result: Array = 1 / (1 + np.exp(-found.features @ WEIGHTS[n]))
    return result


class _Known(Struct, frozen=True):
    count: Numbers
    sentences: Numbers
    first: Numbers
    capitals: Array
    only_function: NDArray[np.bool_]
    some_function: NDArray[np.bool_]
    number: NDArray[np.bool_]
    letters: Array
    in_next: NDArray[np.bool_]


def _occurrences(text: Tokens, n: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    if n == 1:
        return text.number, text.sentence, text.number, text.number
    keep = text.sentence[:-1] == text.sentence[1:]
    first, last = text.number[:-1][keep], text.number[1:][keep]
    key = first * len(text.stems) + last
    return key, text.sentence[:-1][keep], first, last


def _capitals(text: Tokens, n: int) -> Array:
    capital = text.capital.astype(float)
    if n == 1:
        return capital
    keep = text.sentence[:-1] == text.sentence[1:]
    result: Array = ((capital[:-1] + capital[1:]) / 2)[keep]
    return result


def _in_next(gram: Numbers, sentence: Numbers, total: int) -> NDArray[np.bool_]:
    found = np.zeros(total, bool)
    found[gram[(sentence >= 1) & (sentence <= 3)]] = True
    return found


def _features(known: _Known, sentences: int) -> Array:
    lead = known.first == 0
    spread = np.log(known.sentences)
    return np.column_stack(
        [
            np.ones(len(lead)),
            np.log(known.count),
            spread**2,
            1 / (1 + known.first),
            known.first / sentences,
            lead,
            known.in_next,
            lead & known.in_next,
            known.capitals,
            known.only_function,
            known.some_function,
            known.number,
            known.letters / 10,
            np.log1p(known.first),
            spread * known.only_function,
            spread * ~known.only_function,
            lead & ~known.only_function,
        ]
    ).astype(float)


def weights_of(table: dict[str, dict[str, float]]) -> dict[int, Array]:
    """Return a table's weights by n, in the order of the features."""
    return {
        n: np.array([table[kind][name] for name in FEATURES])
        for n, kind in ((1, "words"), (2, "pairs"))
    }


WEIGHTS = weights_of(
    json.loads((files("digests.condense") / "coverage.json").read_text(encoding="utf8"))
)
