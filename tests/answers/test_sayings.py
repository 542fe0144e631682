"""Whose words are asked for, and about what, in the tongues that are read."""

import pytest

from digests.answers.sayings import saying_in, touches
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
