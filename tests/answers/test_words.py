"""Words as questions and answers share them."""

import pytest

from digests.answers.words import (
    content_words,
    language,
    parts_no_words,
    stems,
)


def test_what_holds_a_question_together_is_not_asked_about():
    assert content_words("How far is the mayor's house?") == ["mayor", "house"]
    assert content_words("谁设计了新图书馆？") == ["设计", "新图书馆"]


def test_a_question_of_little_words_keeps_them():
    assert content_words("What is it?") == ["What", "is", "it"]


def test_little_words_keep_their_endings():
    assert stems("Where these bridges are") == ["where", "these", "bridg", "are"]


def test_a_foreign_word_does_not_change_a_texts_script():
    assert not parts_no_words("The sign says 图书馆, library.")
    assert parts_no_words("2018年图书馆被毁。")
    assert stems("2018年图书馆") == ["2018", "年图", "图书", "书馆"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("When did the bridge open?", "en"),
        ("Wann fuhr die erste Bahn?", "de"),
        ("¿Dónde está la nueva almazara de Valdelomar?", "es"),
        ("Когда открыли мост?", "ru"),
        ("市长说了什么？", "zh"),
        ("市長は何と言いましたか？", ""),
        ("Toll?", ""),
    ],
)
def test_a_questions_language_shows_in_its_little_words(question, code):
    assert language(question) == code
