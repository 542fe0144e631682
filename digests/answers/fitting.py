"""Whether a sentence holds what the question's form asks for, as numbers.

A person, a time, a place, a number in the measure that is asked for, and how near
it stands to what is asked about.
"""

from collections.abc import Sequence

import numpy as np

from digests.answers.asked import Asked
from digests.answers.forms import FORMS, Form
from digests.answers.overlap import Array
from digests.answers.words import stems, telling

# How far, in words, what answers stands from what is asked about: half as near.
_NEAR, _MOST_NEAR = 4, 2.0


def of_form(
    asked: Asked, texts: Sequence[str], rows: Sequence[Sequence[str]], worth: Array
) -> dict[str, Array]:
    """Return the columns that the question's form makes.

    Args:
        asked: The question.
        texts: The sentences.
        rows: Their stems.
        worth: How much each of the question's words weighs.

    """
    weights = dict(zip(asked.words, worth, strict=True))
    near = np.zeros(len(texts))
    columns: dict[str, Array] = {}
    for form in FORMS:
        has = np.zeros(len(near))
        for at, text in enumerate(texts) if form in asked.forms else ():
            places = _new(form, text, asked)
            has[at] = bool(places)
            near[at] = max(near[at], _nearest(places, rows[at], weights))
        columns[f"asked for a {form.name}, has one"] = has
        columns[f"asked for a {form.name}"] = np.full(
            len(near), float(form in asked.forms)
        )
    measured = [
        any(each.answer.search(text) for each in asked.measures) for text in texts
    ]
    return {
        **columns,
        "asked for a measure, has one": np.array(measured, float),
        "asked for a measure": np.full(len(near), float(bool(asked.measures))),
        "what is asked for, near what is asked about": near,
    }


def _new(form: Form, text: str, asked: Asked) -> list[float]:
    """Return where in the text, from 0 to 1, stands what the form asks for."""
    return [
        match.start() / len(text)
        for match in form.answer.finditer(text)
        if not (told := telling(stems(match.group()))) or not told <= asked.every
    ]


def _nearest(
    places: Sequence[float], row: Sequence[str], weights: dict[str, float]
) -> float:
    """Return how much of the question stands around the best of these places."""
    found = [(at, weights[word]) for at, word in enumerate(row) if word in weights]
    if not found or not places:
        return 0.0
    around = (
        sum(worth / (1 + abs(at - place * len(row)) / _NEAR) for at, worth in found)
        for place in places
    )
    return min(_MOST_NEAR, max(around) / sum(weights.values()))
