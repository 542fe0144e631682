"""What a sentence needs beside it, and what it only announces."""

import pytest

from digests.articles.sentences import split
from digests.condense.standing import after_dateline, figures, introductions

PLAIN: frozenset[int] = frozenset()


def test_a_surname_needs_the_sentence_with_the_full_name():
    told = [
        "Ada Marsh opened the bridge.",
        "It cost a million.",
        "Ms Marsh thanked the town.",
    ]
    assert introductions(told) == [PLAIN, PLAIN, frozenset({0})]


def test_a_full_name_needs_no_other_sentence():
    told = ["Ada Marsh opened the bridge.", "The mayor thanked Ada Marsh."]
    assert introductions(told) == [PLAIN, PLAIN]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("TARN (Aven Wire) - Rain fell.", "Rain fell."),
        ("PORT TARN, Nov 23 (Aven Wire) — Rain fell.", "Rain fell."),
        ("TARN, Estmark – Rain fell.", "Rain fell."),
        ("The WHO – a body of the UN – met.", "The WHO – a body of the UN – met."),
        ("NATO – and not only it – met.", "NATO – and not only it – met."),
        (
            "The rain (and the wind) - both - fell.",
            "The rain (and the wind) - both - fell.",
        ),
    ],
)
def test_only_a_dateline_is_cut(text, left):
    (sentence,) = split(text, "en")
    assert after_dateline(sentence).text == left


def test_a_figure_is_a_number_with_what_it_counts():
    assert figures("It cost 40 million, or 1,240 crowns.") == {
        ("40", "million"),
        ("1,240", "crown"),
    }
