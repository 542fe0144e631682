"""What a question asks for, by its form."""

import pytest

from digests.answers.forms import asked_for


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is the mayor?", ["person"]),
        ("When did it open?", ["time"]),
        ("In which year did it open?", ["time"]),
        ("How many boats cross?", ["number"]),
        ("Where was it built?", ["place"]),
        ("Why did she resign?", ["reason"]),
        ("What did Ada Marsh say?", ["quote"]),
        ("What is it made of?", []),
        ("Wie viele Boote fahren?", ["number"]),
        ("谁设计了图书馆？", ["person"]),
        ("市长说了什么？", ["quote"]),
    ],
)
def test_the_form_tells_what_is_asked_for(question, names):
    assert [form.name for form in asked_for(question)] == names


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("When?", "It opened on Monday.", "It opened."),
        ("How many?", "There were thirty boats.", "There were boats."),
        ("Where?", "They met in Tarn.", "They met Tarn."),
        ("Who?", "Then “we met Tom.”", "Then “We met.”"),
        ("Why?", "It shut because of the wind.", "It shut in the wind."),
        ("Wann?", "Am Donnerstagabend.", "Am Hafen."),
    ],
)
def test_an_answer_holds_it_and_another_sentence_does_not(question, answer, other):
    (form,) = asked_for(question)
    assert form.answer.search(answer)
    assert not form.answer.search(other)
