"""Who does it to whom is as the source tells it."""

import pytest

from digests.assigned import Source
from digests.grounding.sources import ground
from digests.grounding.swapped import swaps


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("Norvik accused Tarn Rail of fraud.", "Tarn Rail accused Norvik.", "en"),
        ("The union asked Mayor Lund for help.", "Lund asked the union for it.", "en"),
        (
            "Der Betreiber verklagt die Stadt.",
            "Die Stadt verklagt den Betreiber.",
            "de",
        ),
        ("La oposición acusa a Olmedo.", "Olmedo acusa a la oposición.", "es"),
    ],
)
def test_two_that_change_places_are_caught(text, sentence, language):
    assert swaps(sentence, ground((Source(text, "", language),)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Norvik accused Tarn Rail of fraud.", "Tarn Rail was accused by Norvik."),
        ("The council was wrong, said Pell.", "Pell said the council was wrong."),
        ("Norvik will meet Tarn Rail.", "Tarn Rail will meet Norvik."),
        (
            "Norvik accused Tarn Rail, and Tarn Rail accused Norvik.",
            "Tarn accused Norvik.",
        ),
    ],
)
def test_what_only_stands_in_another_order_is_not(text, sentence):
    assert not swaps(sentence, ground((Source(text, "", "en"),)))
