"""A word's forms come to one stem."""

import pytest

from digests.answers.stemming import other_forms, stem


@pytest.mark.parametrize(
    "forms",
    [
        "write wrote written writing writes",
        "meeting met meetings meet",
        "opened opens opening open",
        "host hosts hosted hosting",
        "plan planned planning plans",
        "make makes making made",
        "city cities",
        "study studied studies studying",
        "agree agreed agrees agreement",
        "law laws",
        "day days",
        "tax taxes taxed",
        "leader leaders lead led",
        "govern government governor",
        "elect elected election elections",
        "resign resigned resignation",
        "operate operator operation",
        "woman women",
        "American Americans America",
        "Kind Kinder Kindern",
        "große großer großen großes",
        "мост моста мосту мосты мостами",
        "война войны войне войну",
    ],
)
def test_forms_of_a_word_are_one(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words", ["news new", "thing th", "spring spr", "need ne", "bus bu"]
)
def test_what_only_looks_like_an_ending_is_none(words):
    first, second = words.split()
    assert stem(first) != second


def test_an_irregular_word_is_looked_for_in_its_other_forms():
    assert set(other_forms("write")) == {"write", "wrote", "written"}
    assert other_forms("bridge") == ("bridge",)
