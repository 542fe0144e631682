"""A number goes as far here as it does there."""

import pytest

from digests.assigned import Source
from digests.grounding.bounds import oversteps
from digests.grounding.sources import ground


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("Up to 40 posts may go.", "At least 40 posts may go.", "en"),
        ("Up to 40 posts may go.", "40 posts may go.", "en"),
        ("Nearly 40 people came.", "More than 40 people came.", "en"),
        ("More than 40 people came.", "Nearly 40 people came.", "en"),
        ("Forty people came.", "More than forty people came.", "en"),
        ("Bis zu 40 Stellen fallen weg.", "Mindestens 40 Stellen fallen weg.", "de"),
        ("Jusqu'à 40 postes.", "Au moins 40 postes.", "fr"),
        ("Hasta 40 empleos.", "Más de 40 empleos.", "es"),
    ],
)
def test_a_bound_that_is_another_is_caught(text, sentence, language):
    assert oversteps(sentence, ground((Source(text, "", language),)))


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("About 40 people came.", "40 people came.", "en"),
        ("Nearly 40 people came.", "Some 40 people came.", "en"),
        ("It took 40 years or more.", "It took at least 40 years.", "en"),
        ("In 40 years wages doubled.", "Over 40 years wages doubled.", "en"),
        ("No more than 40 may enter.", "At most 40 may enter.", "en"),
        ("Mehr als 40 kamen.", "Über 40 kamen.", "de"),
    ],
)
def test_the_same_bound_in_other_words_is_not(text, sentence, language):
    assert not oversteps(sentence, ground((Source(text, "", language),)))
