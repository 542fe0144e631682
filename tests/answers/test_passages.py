"""Passages: short, in order, and none of the text lost."""

from hypothesis import given
from hypothesis import strategies as st

from digests.answers.passages import passages
from digests.articles.sentences import split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in passages(split(text, "en"), text)]


def test_a_short_article_is_one_passage():
    assert cut("The bridge opened. Boats stop.") == ["The bridge opened. Boats stop."]


def test_a_passage_has_at_most_four_sentences():
    found = cut("The bridge has opened today. " * 9)
    assert [part.count("opened") for part in found] == [4, 4, 1]


def test_a_long_sentence_is_a_passage_of_its_own():
    long = "The bridge " + "and the boat " * 80 + "met."
    assert cut(f"It opened. {long} It closed.") == ["It opened.", long, "It closed."]


def test_no_sentences_no_passages():
    assert passages((), "") == ()


@given(st.text(alphabet="aB. !?\n“”", max_size=400))
def test_every_sentence_stands_in_one_passage(text):
    sentences = split(text, "en")
    spans = passages(sentences, text)
    for sentence in sentences:
        holders = [1 for a, b in spans if a <= sentence.start and sentence.end <= b]
        assert sum(holders) == 1
