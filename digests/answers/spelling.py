"""Which of the question's words and names stand there, spelled much alike, as numbers.

Letter by letter, so that other endings, other spellings and compounds count too.
"""

from collections.abc import Mapping

import numpy as np

from digests.answers.asked import Asked
from digests.answers.overlap import Array, Overlap, rareness

# How many of a word's letters make it much the same word.
_ALIKE = 0.6


def of_spelling(
    asked: Asked, letters: Overlap, shares: Mapping[str, float]
) -> dict[str, Array]:
    """Return how many of the words stand there, spelled much as in the question."""
    rare = np.array([letters.weights[list(word)].mean() for word in asked.spelled])
    around = np.maximum(letters.here, np.maximum(letters.before, letters.title))
    columns: dict[str, Array] = {}
    for name, held in (("sentence", around), ("passage", letters.passage)):
        words, things = _alike(asked, held)
        known = words >= _ALIKE
        columns[f"words spelled alike in the {name}"] = rare @ known / rare.sum()
        columns[f"words spelled otherwise in the {name}"] = (1.0 - known).sum(axis=0)
        columns[f"least alike in the {name}"] = words.min(axis=0)
        columns[f"things spelled alike in the {name}"] = (things >= _ALIKE).mean(axis=0)
        columns[f"things alike in the {name}"] = things.mean(axis=0)
        columns[f"least alike thing in the {name}"] = things.min(axis=0)
    read = [rareness(each, shares).mean() for each in asked.called]
    columns |= _of_rare_spelling(np.array(read), words)
    nowhere = 1 - words.max(axis=1)
    rarest = (rare * nowhere).max() / rare.max()
    columns["rarest word found nowhere"] = np.full(letters.here.shape[1], rarest)
    return columns


def _of_rare_spelling(rare: Array, alike: Array) -> dict[str, Array]:
    """Return the same of words that are rare in all that was read."""
    known = alike >= _ALIKE
    missing = rare[:, None] * (1 - known)
    return {
        "rare words spelled alike in the passage": rare @ known / rare.sum(),
        "rare words alike in the passage": rare @ alike / rare.sum(),
        "rare words spelled otherwise in the passage": missing.sum(axis=0) / 10,
        "rarest word spelled otherwise in the passage": missing.max(axis=0) / 5,
    }


def _alike(asked: Asked, held: Array) -> tuple[Array, Array]:
    """Return how much of each word, and of each thing, stands in each sentence."""
    words = np.array([held[list(word)].mean(axis=0) for word in asked.spelled])
    things = np.array([words[list(thing)].max(axis=0) for thing in asked.things])
    return words, things


def names_alone(
    asked: Asked, words: Overlap, letters: Overlap, measured: Array
) -> Array:
    """Tell whose passage knows who is asked about, and nothing of what is asked.

    What is counted in the measure asked for is known all the same.
    """
    named = np.array(asked.named, bool)
    if not named.any() or (named.all() and not asked.measures):
        return np.zeros(len(measured))
    _, things = _alike(asked, letters.passage)
    others = [word not in asked.names for word in asked.words]
    shared = (things[~named] >= _ALIKE).any(axis=0) | words.passage[others].any(axis=0)
    told = measured if asked.measures else np.zeros(len(measured))
    result: Array = (1.0 - shared) * (1 - told)
    return result
