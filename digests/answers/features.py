"""What speaks for a sentence as the answer to a question, as numbers.

Overlap of words and of letters, the passage it stands in, its neighbours, and
whether it holds, near what is asked about, what the question's form asks for: a
person, a time, a place, a number, a reason, somebody's words.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from digests.answers.asked import Asked
from digests.answers.fitting import of_form
from digests.answers.forms import FORMS
from digests.answers.overlap import Array, Overlap, Owners, Texts, overlap, rareness
from digests.answers.spelling import names_alone, of_spelling
from digests.answers.words import little_words, stems

_FIRST = 6
_PRONOUN = re.compile(
    r"\W*(?:he|she|it|they|his|her|its|their|this|these|er|sie|es|ihre?|seine?|dies\w*"
    r"|él|ella|ellos|sus?|esta?|он|она|они|оно|это|его|её|他|她|它|这|该|هو|هي|هذا|هذه)"
    r"(?:\b|(?<=[他她它这该]))",
    re.IGNORECASE,
)
HAS_MEASURE = "asked for a measure, has one"
ASKED_ABOUT = "words but names asked about"
NAMES_ALONE = "names alone shared by the passage"
_NOT_A_LETTER = re.compile(r"[^\w]+")


class Laid(Struct, frozen=True):
    """The sentences of several passages in one row, ready to be compared.

    `owner` and `place` tell each sentence's passage and its place there.
    """

    texts: tuple[str, ...]
    stems: tuple[list[str], ...]
    owner: Owners
    place: Owners
    titles: tuple[str, ...]


def lay_out(passages: Sequence[Sequence[str]], titles: Sequence[str]) -> Laid:
    """Return the sentences of passages, the best passage first, in one row."""
    flat = [
        (text, number, place)
        for number, sentences in enumerate(passages)
        for place, text in enumerate(sentences)
    ]
    return Laid(
        tuple(text for text, _, _ in flat),
        tuple(stems(text) for text, _, _ in flat),
        np.array([number for _, number, _ in flat], int),
        np.array([place for _, _, place in flat], int),
        tuple(titles),
    )


def measure(asked: Asked, laid: Laid, shares: Mapping[str, float]) -> Array:
    """Return one row of features per sentence.

    `shares` tells how common the question's words are in all that was read.
    """
    if not laid.texts or not asked.words:
        return np.zeros((0, len(FEATURES)))
    words = overlap(
        asked.words,
        Texts(
            [set(row) for row in laid.stems],
            [set(stems(title)) for title in laid.titles],
            laid.owner,
        ),
    )
    letters = overlap(
        asked.letters,
        Texts(_spaced(laid.texts), _spaced(laid.titles), laid.owner),
    )
    columns = {
        **_of_words(asked, laid, words),
        **_of_rareness(words, rareness(asked.words, shares)),
        **_of_letters(letters, laid),
        **of_spelling(asked, letters, shares),
        **_of_place(laid),
        **_of_order(asked, laid, words),
        **of_form(asked, laid.texts, laid.stems, words.weights),
    }
    columns[NAMES_ALONE] = names_alone(asked, words, letters, columns[HAS_MEASURE])
    return np.column_stack([columns[name] for name in FEATURES])


def _spaced(texts: Sequence[str]) -> list[str]:
    """Return texts with one space around each word, as letters are compared."""
    return [f" {_NOT_A_LETTER.sub(' ', text.lower())} " for text in texts]


def _of_words(asked: Asked, laid: Laid, words: Overlap) -> dict[str, Array]:
    numbers = np.array([word in asked.numbers for word in asked.words], float)
    names = np.array([word in asked.names for word in asked.words], float)
    others = words.weights * (1 - names)
    around = np.maximum(words.here, words.before)
    missing = words.weights[:, None] * (1 - words.here)
    lengths = np.array([len(row) for row in laid.stems], float)
    counts = [[row.count(word) for row in laid.stems] for word in asked.words]
    often = np.array(counts, float)
    worth = often * 2.2 / (often + 1.2 * (0.25 + 0.75 * lengths / 25))
    return {
        "words shared": words.share(words.here),
        "words shared, their sum": words.sum(words.here) / 10,
        "words shared, as bm25": words.share(worth),
        "words shared by the passage": words.share(words.passage),
        "words missing in the passage, their sum": words.sum(1 - words.passage) / 10,
        "rarest word missing": missing.max(axis=0) / words.weights.max(),
        "numbers missing": numbers @ (1 - words.here),
        "names missing in the passage": names @ (1 - words.passage),
        "words but names shared": others @ around / (others.sum() or 1.0),
        "words but names shared by the passage": others
        @ words.passage
        / (others.sum() or 1.0),
        "words but names missing, their sum": others @ (1 - words.passage) / 10,
        "first word asked about shared": words.here[0],
        "last word asked about shared": words.here[-1],
        "words asked about": np.full(len(lengths), len(names) / 10),
        ASKED_ABOUT: np.full(len(lengths), (1 - names).sum() / 10),
        "log length": np.log1p(lengths) / 4,
        "short": (lengths < _FIRST).astype(float),
    }


def _of_rareness(words: Overlap, rare: Array) -> dict[str, Array]:
    missing = rare[:, None] * (1 - words.passage)
    return {
        "rare words shared": rare @ words.here / rare.sum(),
        "rare words shared, their sum": rare @ words.here / 10,
        "rare words shared by the passage": rare @ words.passage / rare.sum(),
        "rare words shared by the passage, their sum": rare @ words.passage / 10,
        "rare words missing in the passage, their sum": missing.sum(axis=0) / 10,
        "rarest word missing in the passage": missing.max(axis=0) / 5,
    }


def _of_letters(letters: Overlap, laid: Laid) -> dict[str, Array]:
    around = np.maximum(letters.here, np.maximum(letters.before, letters.title) / 2)
    here, before = letters.share(letters.here), letters.share(letters.before)
    best = np.zeros(len(laid.titles))
    np.maximum.at(best, laid.owner, here)
    goes_on = [_PRONOUN.match(text) is not None for text in laid.texts]
    return {
        "letters shared": here,
        "letters shared, squared": here**2,
        "letters shared, their sum": letters.sum(letters.here) / 100,
        "letters shared beyond the title": letters.share(
            letters.here * (1 - letters.title)
        ),
        "letters shared with title and sentence before": letters.share(around),
        "letters shared with both, their sum": letters.sum(around) / 100,
        "letters shared by the passage": letters.share(letters.passage),
        "letters shared by the passage, their sum": letters.sum(letters.passage) / 100,
        "letters shared by the title": letters.share(letters.title),
        "letters shared by the sentence before": before,
        "letters shared by the sentence after": letters.share(letters.after),
        "opens with a pronoun, letters shared before": before * np.array(goes_on),
        "letters fewer than the passage's best": here - best[laid.owner],
    }


def _of_place(laid: Laid) -> dict[str, Array]:
    return {
        "1 / (1 + passage's rank)": 1 / (1.0 + laid.owner),
        "1 / (1 + place in the passage)": 1 / (1.0 + laid.place),
    }


def _of_order(asked: Asked, laid: Laid, words: Overlap) -> dict[str, Array]:
    weights = dict(zip(asked.words, words.weights, strict=True))
    total = sum(weights.values()) or 1.0
    little = little_words(asked.every)
    rows = laid.stems
    runs = [_longest_run(row, weights, asked.every) for row in rows]
    opened = [sum(weights.get(w, 0.0) for w in set(row[:_FIRST])) for row in rows]
    pairs = [len(asked.pairs.intersection(pairwise(row))) for row in rows]
    new = [sum(len(w) > 3 and w not in asked.every for w in set(row)) for row in rows]
    return {
        "longest run shared": np.array(runs) / total,
        "words shared by its beginning": np.array(opened) / total,
        "pairs of words shared": np.array(pairs) / (len(asked.pairs) or 1),
        "little words shared": np.array([len(little & set(row)) for row in rows])
        / (len(little) or 1),
        "new words": np.minimum(1.0, np.array(new) / 15),
    }


def _longest_run(
    row: Sequence[str], weights: dict[str, float], every: frozenset[str]
) -> float:
    """Return the weight of the longest part that holds only words of the question."""
    run = best = 0.0
    for word in row:
        run = run + weights.get(word, 0.0) if word in every else 0.0
        best = max(best, run)
    return best


FEATURES = (
    "words shared",
    "words shared, their sum",
    "words shared, as bm25",
    "words shared by the passage",
    "words missing in the passage, their sum",
    "rarest word missing",
    "numbers missing",
    "names missing in the passage",
    "words but names shared",
    "words but names shared by the passage",
    "words but names missing, their sum",
    "first word asked about shared",
    "last word asked about shared",
    "rare words shared",
    "rare words shared, their sum",
    "rare words shared by the passage",
    "rare words shared by the passage, their sum",
    "rare words missing in the passage, their sum",
    "rarest word missing in the passage",
    "longest run shared",
    "words shared by its beginning",
    "pairs of words shared",
    "little words shared",
    "letters shared",
    "letters shared, squared",
    "letters shared, their sum",
    "letters shared beyond the title",
    "letters shared with title and sentence before",
    "letters shared with both, their sum",
    "letters shared by the passage",
    "letters shared by the passage, their sum",
    "letters shared by the title",
    "letters shared by the sentence before",
    "letters shared by the sentence after",
    "opens with a pronoun, letters shared before",
    "letters fewer than the passage's best",
    "words spelled alike in the sentence",
    "words spelled otherwise in the sentence",
    "least alike in the sentence",
    "words spelled alike in the passage",
    "words spelled otherwise in the passage",
    "least alike in the passage",
    *(
        f"{what} in the {where}"
        for where in ("sentence", "passage")
        for what in (
            "things spelled alike",
            "things alike",
            "least alike thing",
        )
    ),
    "rarest word found nowhere",
    "rare words spelled alike in the passage",
    "rare words alike in the passage",
    "rare words spelled otherwise in the passage",
    "rarest word spelled otherwise in the passage",
    "1 / (1 + passage's rank)",
    "1 / (1 + place in the passage)",
    "words asked about",
    ASKED_ABOUT,
    "log length",
    "short",
    "new words",
    *(f"asked for a {form.name}, has one" for form in FORMS),
    *(f"asked for a {form.name}" for form in FORMS),
    HAS_MEASURE,
    "asked for a measure",
    NAMES_ALONE,
    "what is asked for, near what is asked about",
)
