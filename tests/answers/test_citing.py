"""What a model's answer stands on: sources that it was given, and that say it."""

import json

import pytest

from digests.answers.model import ask, reword
from digests.ports import Completion
from digests.retold import Fault, Retelling
from tests.builders import a_report, an_article

BRIDGE = a_report(an_article("The bridge at Tarn cost 41 million euros to build."))
FERRY = a_report(an_article("The ferry at Vik sails every two hours in summer."))
COST = "The bridge at Tarn cost 41 million euros."


def answered(*sentences: tuple[str, list[object]]) -> Retelling:
    """What is left of a reply of these sentences, each with the sources it names."""
    told = [{"text": text, "sources": numbers} for text, numbers in sentences]
    reply = json.dumps({"sentences": told, "quotes": []})
    question = ask("What did the bridge cost?", [BRIDGE, FERRY])
    return reword(question, Completion(reply, "stop", "", 0, 0, "m"))


@pytest.mark.parametrize("numbers", [[], [0], [-1], [3], [1, 3], [10**9], [1.5], ["x"]])
def test_sources_that_there_are_not_carry_nothing(numbers):
    """SAFETY 40."""
    told = answered((COST, numbers))

    assert told.sentences == ()
    assert told.fault in {Fault.NO_SOURCE, Fault.UNREADABLE}


def test_a_source_that_is_named_twice_counts_once():
    """SAFETY 40."""
    (sentence,) = answered((COST, [1, 1, "1"])).sentences

    assert sentence.sources == (0,)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (COST, [2]),
        ("The bridge at Tarn is said to be unsafe in winter.", [1]),
        ("Paris is the capital of France.", [1, 2]),
        ("The ferry at Vik cost 41 million euros to build.", [1, 2]),
        ("The bridge at Tarn sails every two hours.", [1, 2]),
    ],
)
def test_what_its_sources_do_not_say_is_no_answer(text, numbers):
    """SAFETY 40."""
    told = answered((text, numbers))

    assert told.sentences == ()
    assert told.fault


def test_one_sentence_without_support_takes_no_other_with_it():
    """SAFETY 40."""
    told = answered((COST, [1]), ("It is the longest of its kind.", [1]), (COST, [7]))

    assert [each.text for each in told.sentences] == [COST]
    assert [each.fault for each in told.cut] == [Fault.UNSUPPORTED, Fault.NO_SOURCE]


def test_an_answer_without_a_sentence_is_none():
    """SAFETY 40."""
    assert answered().fault is Fault.EMPTY
