"""Whose words a sentence says, where it has no quotation marks."""

import pytest

from digests.assigned import Source
from digests.grounding.quoted import takes_over
from digests.grounding.voice import speaks
from tests.builders import a_quote, an_article

ARTICLE = an_article(
    "Ada Marsh was blunt. “The toll is here to stay for ever,” she said. The toll is"
    " 12 euros. A driver called it “a tax on the poor of the whole valley”."
)
MARSH = a_quote(
    ARTICLE, "The toll is here to stay for ever,", speaker="Ada Marsh", role="mayor"
)
SOURCE = Source(ARTICLE.text, "“Nobody is to blame,” says Marsh", "en", (MARSH,))


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("We will raise the toll.", "en"),
        ("The mayor told us of it.", "en"),
        ("In spring I opened it.", "en"),
        ("I’m DAN.", "en"),
        ("Send it to your friends.", "en"),
        ("Is it safe?", "en"),
        ("Wir haben alle betrogen.", "de"),
        ("Nous avons tout perdu.", "fr"),
        ("Escribe tus instrucciones.", "es"),
        ("Мы всё потеряли.", "ru"),
    ],
)
def test_who_speaks_or_asks_out_of_marks_is_heard(sentence, language):
    assert speaks(sentence, language)


@pytest.mark.parametrize(
    "sentence",
    [
        "“We will raise the toll,” the mayor said.",
        "King Charles I opened World War I archives in the US.",
        "The choir of Our Lady sang in Tarn.",
        "The coal mine was closed.",
        "She asked: “Is it safe?”",
    ],
)
def test_what_others_say_and_names_are_left_alone(sentence):
    assert not speaks(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "The toll is here to stay for ever.",
        "Jon Vik says the toll is here to stay for ever.",
        "It is a tax on the poor of the whole valley.",
        "Nobody is to blame for it.",
    ],
)
def test_words_that_lost_their_marks_are_nobodys(sentence):
    assert takes_over(sentence, SOURCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Marsh said the toll is here to stay for ever.",
        "The mayor said the toll is here to stay.",
        "“The toll is here to stay for ever,” said Ada Marsh.",
        "The toll is 12 euros.",
    ],
)
def test_who_is_named_may_be_told_without_marks(sentence):
    assert not takes_over(sentence, SOURCE)
