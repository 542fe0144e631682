"""Words that are claimed to be somebody's: let in, or not (SAFETY 39)."""

import pytest

from digests.quotes.verify import verify
from tests.builders import an_article

BRIDGE = an_article(
    "The mayor of Tarn, Ada Marsh, opened the bridge on Monday. “We will not raise the"
    " toll – not this year,” she said. “It’s a promise to all who cross it every day.\n"
    "\n"
    "“And I keep my promises,” Marsh told reporters.\n\n"
    "Jon Vik, a lorry driver, was less sure. “They said that before,” he said."
)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("We will not raise the toll – not this year,", "Ada Marsh"),
        ("We will not raise the toll - not this year", "Marsh"),
        ("We will not raise the toll—not this year", "the mayor"),
        ("We  will not\nraise the toll", None),
        ("It's a promise to all who cross it every day.", "Ada Marsh"),
        ("We will not … not this year", "Ada Marsh"),
        ("We will not raise [...] this year", "Ada Marsh"),
        ("every day. And I keep my promises", "Marsh"),
        ("They said that before", "Jon Vik, lorry driver"),
        ("They said that before", None),
    ],
)
def test_words_that_stand_there_are_found_whole(words, speaker):
    """SAFETY 39."""
    quote = verify(BRIDGE, words, speaker)

    assert quote is not None
    assert BRIDGE.text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("We will raise the toll", None),
        ("We will not raise the tolls", None),
        ("we will not raise the toll", None),
        ("We will not raise the tol", None),
        ("We will not raise the toll, not this year", None),
        ("not this year … We will", None),
        ("We will not … They said that", None),
        ("They said that before, we will not raise the toll", None),
        ("We will not raise the toll", "Jon Vik"),
        ("We will not raise the toll", "Eva Marsh"),
        ("They said that before", "Ada Marsh"),
        ("They said that before", "the mayor"),
        ("opened the bridge on Monday", None),
        ("On ne relèvera pas le péage", None),
        ("…", None),
        ("", None),
    ],
)
def test_anything_else_is_refused(words, speaker):
    """SAFETY 39."""
    assert verify(BRIDGE, words, speaker) is None


NUMBERS = an_article(
    "“The rate fell by 3.5 percent, and 1,200 people signed the non-binding motion at"
    " -5 degrees; we didn’t sell it – not yet,” said Ada Marsh."
)


@pytest.mark.parametrize(
    "words",
    [
        "5 percent",
        "fell by 3",
        "200 people signed",
        "binding motion",
        "signed the non",
        "5 degrees",
        "t sell it",
        "we didn",
        ".",
    ],
)
def test_no_number_and_no_word_is_cut(words):
    """SAFETY 39."""
    assert verify(NUMBERS, words, None) is None


@pytest.mark.parametrize(
    "words",
    [
        "3.5 percent, and 1,200 people",
        "non-binding motion",
        "non–binding motion",
        "-5 degrees",
        "−5 degrees",
        "we didn't sell it",
        "we didn’t sell it—not yet",
        "not yet",
    ],
)
def test_whole_ones_are_found(words):
    assert verify(NUMBERS, words, None) is not None


def test_of_two_who_said_the_same_it_is_the_one_who_is_named():
    article = an_article("“Never again,” said Ada Marsh. “Never again,” said Jon Vik.")

    quote = verify(article, "Never again", "Vik")

    assert quote is not None
    assert quote.speaker == "Jon Vik"
    assert quote.start > article.text.index("Marsh")
