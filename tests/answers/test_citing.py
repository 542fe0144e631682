"""What a model's answer stands on: sources that it was given, and that say it."""

import json

import pytest

from digests.answers.model import ask, reword
from digests.answers.outright import without_yes_or_no
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
    assert answered().fault is Fault.NO_SENTENCE


POOL = a_report(
    an_article(
        "The pool may close in June. A charitable trust had offered to take it over.",
    )
)
OFFER = "A charitable trust had offered to take over the pool."


def of_the_pool(*sentences: str) -> Retelling:
    told = [{"text": each, "sources": [1]} for each in sentences]
    question = ask("Will the pool be saved?", [POOL])
    return reword(question, Completion(json.dumps({"sentences": told})))


@pytest.mark.parametrize(
    "before", ["Yes, ", "No, ", "Yes: ", "NO — ", "Yes. ", "Yes, yes, ", "Not yet, "]
)
def test_a_yes_or_no_before_an_answer_is_cut_off(before):
    """SAFETY 40: no source says it."""
    (told,) = of_the_pool(f"{before}a{OFFER[1:]}").sentences

    assert told.text == OFFER


def test_a_yes_or_no_alone_is_no_answer():
    """SAFETY 40."""
    assert of_the_pool("Yes.").sentences == ()
    assert [each.text for each in of_the_pool("No.", OFFER).sentences] == [OFFER]


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("Ja, der Verein hilft.", "Der Verein hilft."),
        ("Nein – der Verein hilft.", "Der Verein hilft."),
        ("Oui, la piscine ferme.", "La piscine ferme."),
        ("Sí, la piscina cierra.", "La piscina cierra."),
        ("Да, бассейн закроют.", "Бассейн закроют."),
        ("是的，泳池将关闭。", "泳池将关闭。"),
        ("不，泳池将关闭。", "泳池将关闭。"),
        ("はい、閉まります。", "閉まります。"),
        ("Yes the pool closes.", "The pool closes."),
        *(
            (each, each)
            for each in (
                "No one was hurt.",
                "No-one was hurt.",
                "No. 10 said that it closes.",
                "No pool closes.",
                "Yes campaigners met.",
                "“Yes,” the mayor said.",
                "Non-members pay more.",
                "Si la piscina cierra, nadie nada.",
                "是泳池关闭了。",
            )
        ),
    ],
)
def test_what_stands_without_it_is_the_sentence(sentence, rest):
    assert without_yes_or_no(sentence) == rest
