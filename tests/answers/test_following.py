"""A question is made whole from what was asked before, and from nothing else."""

import pytest

from digests.answers.following import names_in, people_in, readings
from digests.asked import Saying, Turn

ABOUT = Turn("Who is Ada Marsh?", "Who is Ada Marsh?", ("Ada Marsh",))
BOATS = Turn("How many boats cross the river?", "How many boats cross the river?")
SAID = Turn(
    "What did Marsh say about the toll?",
    "What did Marsh say about the toll?",
    ("Marsh",),
    saying=Saying("Marsh", "the toll"),
)


def read(question: str, *turns: Turn) -> tuple[str, ...]:
    return readings(question, turns, people_in(turns))


@pytest.mark.parametrize(
    ("question", "turn", "meaning"),
    [
        ("What did she say?", ABOUT, "What did Ada Marsh say?"),
        ("Where does he live?", ABOUT, "Where does Ada Marsh live?"),
        (
            "What did she say about Ukraine?",
            ABOUT,
            "What did Ada Marsh say about Ukraine?",
        ),
        (
            "Was hat sie zu den Booten gesagt?",
            ABOUT,
            "Was hat Ada Marsh zu den Booten gesagt?",
        ),
        (
            "Qu’a-t-elle dit sur le pont ?",
            ABOUT,
            "Qu’a-t-Ada Marsh dit sur le pont ?",
        ),
        ("Что она сказала о мосте?", ABOUT, "Что Ada Marsh сказала о мосте?"),
        ("Where is his house?", ABOUT, "Where is Ada Marsh’s house?"),
        (
            "When were they built?",
            BOATS,
            "When were they built boats cross river?",
        ),
        ("And about the ferry?", SAID, "What did Marsh say about the ferry?"),
        ("What about Jon Vik?", SAID, "What did Jon Vik say about the toll?"),
        ("Why?", ABOUT, "Why Ada Marsh?"),
    ],
)
def test_what_leans_on_the_last_question_is_read_with_it(question, turn, meaning):
    assert read(question, turn)[0] == meaning


@pytest.mark.parametrize(
    "question",
    [
        "Who won the match?",
        "What did Jon Vik say?",
        "When did Jon Vik sell his boats, and who bought them?",
        "How many boats cross the river?",
        "Is there news of the flood?",
        "Combien de bateaux y a-t-il ?",
        "Il y a combien de ponts ?",
        "And is it true that Jon Vik sold his boats?",
        "When was it that Jon Vik sold a boat?",
        "What did they say?",
    ],
)
def test_what_stands_alone_is_left_alone(question):
    turn = BOATS if "they" in question else SAID
    assert read(question, turn) == (question,)
    assert read(question) == (question,)


def test_what_may_lean_on_the_last_question_is_asked_by_itself_then():
    assert read("Was it the mayor who resigned?", BOATS) == (
        "Was it the mayor who resigned boats cross river?",
        "Was it the mayor who resigned?",
    )


def test_a_name_stands_in_for_a_pronoun_as_it_was_typed():
    typed = r"\x \1 \g<0>"
    odd = Turn(f"What did {typed} say?", "", saying=Saying(typed))
    assert read("What did she say?", odd) == (f"What did {typed} say?",)


def test_whoever_was_named_last_is_meant_first():
    older = Turn("Who is Jon Vik?", "", ("Jon Vik",))
    assert people_in([ABOUT, older]) == ("Ada Marsh", "Jon Vik")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who is Ada Marsh?", ("Ada Marsh",)),
        ("What did Marsh's brother say in Tarn?", ("Marsh", "Tarn")),
        ("Ada Marsh spoke.", ("Ada Marsh",)),
        ("Nobody spoke.", ()),
    ],
)
def test_names_are_words_with_a_capital_that_open_no_sentence(text, names):
    assert names_in(text) == names
