"""SAFETY 27: what an article says no more, and what is no more than a misprint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from digests.articles.sentences import split
from digests.stories.standing import gone_from
from digests.types import Summary
from tests.builders import a_quote, a_report, an_article

TEXT = (
    "The bridge at Tarn opened on Monday after 12 years. "
    "“Tolls end today – for all of us,” said Ada Marsh, the mayor."
)
SENTENCE = "The bridge at Tarn opened on Monday after 12 years."
QUOTE = "Tolls end today – for all of us,"


def told(text: str = TEXT, title: str = "Bridge opens at Tarn"):
    article = an_article(text, title=title)
    quotes = [a_quote(article, QUOTE)] if QUOTE in text else []
    report = a_report(article, *quotes)
    return replace(report, summary=Summary(split(text)[:1]))


def test_the_same_article_has_lost_nothing():
    assert gone_from(told(), told()) == ()


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("–", "-"),
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace(" ", "\u00a0\n"),
        "Update: " + TEXT + " More follows.",
        TEXT.replace("Monday", "Munday"),
        TEXT.replace("bridge", "bridg"),
        TEXT.replace("today", "ttoday"),
        TEXT.replace("Tolls", "tolls"),
        TEXT.replace("The", "he"),
        TEXT.replace("us,", "us;"),
    ],
)
def test_one_character_or_white_space_or_more_text_bothers_nobody(text):
    """SAFETY 27."""
    assert gone_from(told(), told(text)) == ()


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"text": TEXT.replace("12", "13")}, (SENTENCE,)),
        ({"text": TEXT.replace("12", "2")}, (SENTENCE,)),
        ({"text": TEXT.replace("12", "120")}, (SENTENCE,)),
        ({"text": TEXT.replace("Monday", "Friday")}, (SENTENCE,)),
        ({"text": TEXT.replace("Tolls end", "Tolls may end")}, (QUOTE,)),
        ({"text": TEXT.partition("“")[0]}, (QUOTE,)),
        ({"text": "This report was withdrawn."}, (SENTENCE, QUOTE)),
        ({"text": ""}, (SENTENCE, QUOTE)),
        ({"title": "Bridge closes at Tarn"}, ("Bridge opens at Tarn",)),
        ({"title": "Bridge opens at Tarn!"}, ()),
    ],
)
def test_what_is_said_no_more_is_gone(changes, gone):
    """SAFETY 27: a figure is never a misprint, nor is a word."""
    assert gone_from(told(), told(**changes)) == gone


WORDS = st.text("ab 1“”", min_size=2, max_size=30)


@given(WORDS, WORDS, WORDS, st.data())
def test_any_one_letter_may_change_anywhere(before, words, after, data):
    place = data.draw(st.integers(0, len(words) - 1))
    if words[place] != "1" and words.strip() == words:
        other = f"{before}{words[:place]}x{words[place + 1 :]}{after}"
        was = replace(told(words), summary=Summary(split(words)), quotes=())
        assert gone_from(was, told(other)) == ()


def test_a_text_that_repeats_itself_takes_no_time():
    was = told("a" * 5000)
    assert gone_from(was, told("a" * 2499 + "bb" + "a" * 4000 + " b" * 50_000))
