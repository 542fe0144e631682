"""The sentence that answers, or a refusal."""

import pytest

from digests.answers.extractive import answer, rank
from digests.asked import Scope
from digests.types import Passage

BRIDGE = (
    "The new bridge at Tarn opened on Monday after nine years of work. It cost 31 "
    "million pounds, twice what was planned. “We are proud of every rivet,” said Ada "
    "Marsh, the mayor. The old ferry will stop in October because too few people use "
    "it."
)
FIRE = (
    "A fire destroyed a warehouse in Korsholm on Tuesday. Twenty firefighters fought "
    "it until the morning. The police said that a faulty heater caused the fire."
)
DRAW = "The match between Vasa and Tarn ended in a draw on Saturday."


def passage(text: str, number: int, title: str) -> Passage:
    url = f"https://a.example/{number}"
    return Passage(number, text, 0, len(text), url, title)


READ = (
    passage(BRIDGE, 1, "Bridge opens at Tarn"),
    passage(FIRE, 2, "Warehouse burns"),
    passage(DRAW, 3, "No winner in Tarn"),
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did the new bridge open?", "on Monday"),
        ("Why will the old ferry stop?", "too few people"),
        ("What did Ada Marsh say?", "every rivet"),
        ("Who is the mayor?", "Ada Marsh"),
        ("How many firefighters fought the fire?", "Twenty"),
        ("How did the match between Vasa and Tarn end?", "draw"),
    ],
)
def test_the_sentence_that_answers_is_given(question, words):
    (sentence,) = answer(question, READ).sentences
    assert words in sentence.text


@pytest.mark.parametrize(
    "question",
    [
        "What did Angela Hansen say?",
        "Who won the election in Peru?",
        "How tall is the Eiffel Tower?",
        "When was the library built?",
        "How old is Ada Marsh?",
        "Who designed Korsholm?",
        "??",
    ],
)
def test_what_was_not_read_is_refused_with_what_is_nearest(question):
    given = answer(question, READ)
    assert given.refused
    assert len({each.article_id for each in given.nearest}) == len(given.nearest)


def test_an_answer_stands_in_its_article():
    (sentence,) = answer("Why will the old ferry stop?", READ).sentences
    assert BRIDGE[sentence.start : sentence.end] == sentence.text
    assert sentence.url == READ[0].url


def test_offsets_count_from_the_articles_beginning():
    late = Passage(1, BRIDGE, 1000, 1000 + len(BRIDGE), "https://a.example/1", "Bridge")
    (sentence,) = answer("Why will the old ferry stop?", [late]).sentences
    assert sentence.start == 1000 + BRIDGE.index("The old")


def test_a_name_alone_is_enough_where_only_that_is_asked_about():
    (sentence,) = answer("Who is Ada Marsh?", READ).sentences
    assert "the mayor" in sentence.text


def test_an_empty_archive_refuses():
    assert answer("Who is the mayor?", ()).refused


def test_a_sentence_with_every_word_asked_about_and_what_is_asked_for_answers():
    (sentence,) = answer("When did the ferry stop?", READ).sentences
    assert "will stop in October" in sentence.text


def test_in_one_story_a_single_word_is_enough():
    fire = READ[1:2]
    (sentence,) = answer("When did they fight it?", fire, {}, Scope.STORY).sentences
    assert "until the morning" in sentence.text
    assert answer("When did they rescue it?", fire, {}, Scope.STORY).refused


def test_in_one_story_a_name_with_a_number_beside_it_is_no_age():
    assert answer("How old is Ada Marsh?", READ[:1], {}, Scope.STORY).refused


def test_a_common_word_that_is_shared_tells_less_than_a_rare_one():
    bridge = READ[:1]
    rare = {"bridg": 0.9, "repaint": 0.0}
    common = {"bridg": 0.0, "repaint": 0.9}
    few, more = (rank("Who repainted the bridge?", bridge, s) for s in (rare, common))
    assert few.support < more.support
