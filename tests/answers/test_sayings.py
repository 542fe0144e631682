"""Whose words are asked for, and about what, in the tongues that are read."""

import pytest

from digests.answers.sayings import (
    is_called,
    is_end_of,
    is_held_by,
    saying_in,
    touches,
)
from digests.asked import Saying


@pytest.mark.parametrize(
    ("question", "saying"),
    [
        ("What did Ada Marsh say?", Saying("Ada Marsh")),
        ("what has the mayor said about the toll?", Saying("mayor", "the toll")),
        ("What did Marsh write?", Saying("Marsh", "", written=True)),
        ("Was hat Marsh über die Brücke gesagt?", Saying("Marsh", "die Brücke")),
        ("Qu’a dit Marsh sur le pont ?", Saying("Marsh", "le pont")),
        ("Qu’a-t-il dit sur le pont ?", Saying("il", "le pont")),
        ("Qu’ont-elles déclaré ?", Saying("elles")),
        ("Qu’est-ce que Marsh a dit du pont ?", Saying("Marsh", "pont")),
        ("¿Qué dijo Marsh sobre el puente?", Saying("Marsh", "el puente")),
        ("Что сказала Марш о мосте?", Saying("Марш", "мосте")),
        ("Что он сказал о мосте?", Saying("он", "мосте")),
        ("Що сказала Марш про міст?", Saying("Марш", "міст")),
        ("Що він заявив?", Saying("він")),
        ("市长对桥说了什么?", Saying("市长", "桥")),
        ("ماذا قالت مارش عن الجسر؟", Saying("مارش", "الجسر")),
    ],
)
def test_a_question_for_words_tells_whose_and_about_what(question, saying):
    assert saying_in(question) == saying


@pytest.mark.parametrize(
    "question",
    [
        *("Who is Ada Marsh?", "What opened?", "say", "", "Where did she say it?"),
        "Что известно о том, что он сказал?",
    ],
)
def test_other_questions_ask_for_nobodys_words(question):
    assert saying_in(question) is None


@pytest.mark.parametrize(
    ("name", "person", "same"),
    [
        ("Ada Marsh", "Marsh", True),
        ("Ada Marsh", "ada marsh", True),
        ("Ada Marsh and Jon Vik", "Jon Vik", True),
        ("Ana Pérez", "Perez", True),
        ("Ada Marsh", "Eva Marsh", False),
        ("Ada Marshall", "Marsh", False),
        ("Ada Vik and Jon Marsh", "Ada Marsh", False),
        ("Ada Marsh", "", False),
        ("王毅", "王毅", True),
    ],
)
def test_a_part_of_a_name_that_stands_together_is_enough(name, person, same):
    assert is_called(name, person) is same


@pytest.mark.parametrize(
    ("role", "person", "same"),
    [
        ("the mayor of Tarn", "mayor of Tarn", True),
        ("mayor of Tarn", "the mayor", True),
        ("mayor of Tarn", "Tarn", False),
        ("vice president", "the president", False),
        ("副总统", "总统", False),
        ("总统", "总统", True),
        ("", "", False),
    ],
)
def test_a_role_is_meant_from_its_start_or_whole(role, person, same):
    assert is_held_by(role, person) is same


def test_a_surname_is_the_end_of_a_whole_name():
    assert is_end_of("Marsh", "Ada Marsh")
    assert not is_end_of("Ada", "Ada Marsh")
    assert not is_end_of("Ada Marsh", "Ada Marsh")
    assert not is_end_of("", "Ada Marsh")


@pytest.mark.parametrize(
    ("topic", "told", "count"),
    [
        ("the toll", "Tolls will fall", 1),
        ("the bridge toll", "The toll of the bridge", 2),
        ("bridges in Norway by night", "A bridge", 0),
        ("", "anything", 1),
    ],
)
def test_half_of_a_topics_words_are_told_of_or_none_count(topic, told, count):
    assert touches(topic, told) == count
