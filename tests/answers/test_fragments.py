"""A link opens the page at the sentence, and is fit for a message."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import link
from digests.answers.fragments import link_to

PAGE = "https://gazette.example/bridge"


@pytest.mark.parametrize(
    ("sentence", "fragment"),
    [
        ("The toll will fall.", "The%20toll%20will%20fall."),
        ("Well-known, and paid & spent", "Well%2Dknown%2C%20and%20paid%20%26%20spent"),
        (
            "one two three four five six seven eight nine ten eleven",
            "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven",
        ),
        ("We won.\n\n“We are glad.", "We%20won.,%E2%80%9CWe%20are%20glad."),
        ("  ", None),
    ],
)
def test_a_sentence_is_named_by_its_words_or_its_two_ends(sentence, fragment):
    wanted = PAGE if fragment is None else f"{PAGE}#:~:text={fragment}"
    assert link_to(PAGE, sentence) == wanted


def test_a_fragment_that_is_there_is_kept():
    assert link_to(f"{PAGE}#part", "Hm.") == f"{PAGE}#part:~:text=Hm."


def test_signs_that_part_no_words_are_counted():
    made = unquote(link_to(PAGE, "塔恩镇的桥在五月开放市长还说渔船不再过河因为水很浅"))
    assert made == f"{PAGE}#:~:text=塔恩镇的桥在五月开放市长,说渔船不再过河因为水很浅"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "sha256:abc", "ftp://a.b"])
def test_what_is_no_web_address_has_no_link(url):
    assert link_to(url, "The toll will fall.") == ""


def test_what_grows_too_long_comes_without_its_fragment():
    long = f"{PAGE}/{'a' * 2000}"
    assert link_to(long, "The toll will fall to two crowns.") == long


@given(st.text(max_size=300))
def test_every_sentence_gives_a_link_that_a_message_takes(sentence):
    """SAFETY 37."""
    assert link(link_to(PAGE, sentence)) == link_to(PAGE, sentence)
