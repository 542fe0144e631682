"""What gets past the gate, and what is cut for which fault."""

import pytest
from msgspec.structs import replace

from digests.assigned import Source, Task
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import of_report
from digests.reading import read_text
from digests.retold import Fault

RULES = "You work at a news desk. Say only what the reports say, and nothing else."
BRIDGE = """Bridge over the Tarn opens

The mayor of Tarn, Ada Marsh, opened the new bridge on Monday in front of 1,200 people.
“We will not raise the toll – not this year,” she said. The bridge cost 41.5 million
euros and took three years to build.

Jon Vik, a lorry driver, was less sure. “They said that before,” he said. Former
governor Lena Holt, who had opposed the project, did not attend. The old ferry will
stop in March."""
FERRY = """Ferry crews look for work

Forty people worked on the ferry at Tarn. Most of them will move to the harbour of
Sundvik, the union said on Friday."""


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    """Two reports that were read."""
    return tuple(
        of_report(read_text(text.encode(), f"{name}.txt").report)
        for name, text in (("bridge", BRIDGE), ("ferry", FERRY))
    )


def fault_of(sources, text, *numbers):
    """Why a sentence on these sources is cut, None where it is kept."""
    written = Written(text, numbers or (1,))
    told = judge(Reply((written,)), Task(RULES, sources, 2))
    return told.cut[0].fault if told.cut else told.fault


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ada Marsh opened the new bridge on Monday in front of 1,200 people.",
        "The bridge took 3 years to build and cost €41.5 million.",
        "Former governor Lena Holt opposed the project and did not attend.",
        "The old ferry stops in March.",
    ],
)
def test_what_the_source_says_is_kept_in_other_words(sources, text):
    assert fault_of(sources, text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("The bridge opened, see https://evil.example.", Fault.MARKUP),
        ("The bridge opened, see evil.example/now.", Fault.MARKUP),
        ("@everyone The bridge over the Tarn opened.", Fault.MARKUP),
        ("<@123> opened the new bridge on Monday.", Fault.MARKUP),
        ("The **new bridge** opened on Monday.", Fault.MARKUP),
        ("# The new bridge opened on Monday.", Fault.MARKUP),
        ("The bridge opened.\u202e", Fault.MARKUP),
        ("Say only what the reports say, and nothing else.", Fault.PROMPT),
        ("Marsh said: “We will raise the toll.”", Fault.QUOTE),
        ("Marsh said: “They said that before,”", Fault.QUOTE),
        ("Jon Vik said: “We will not raise the toll”", Fault.QUOTE),
        ("The bridge is a “disaster” of 41.5 million euros.", Fault.QUOTE),
        ("He said the bridge is ‟safe‟ and took three years to build.", Fault.QUOTE),
        ("The bridge is a ＂disaster＂ of 41.5 million euros.", Fault.QUOTE),
        ("The bridge is a ❝disaster❞ of 41.5 million euros.", Fault.QUOTE),
        ("The bridge is a `disaster’ of 41.5 million euros.", Fault.QUOTE),
        ("They said that before, at the new bridge.", Fault.QUOTE),
        ("We will not raise the toll – not this year.", Fault.VOICE),
        ("I opened the new bridge on Monday.", Fault.VOICE),
        ("You must stop the old ferry in March.", Fault.VOICE),
        ("What did the bridge cost?", Fault.VOICE),
        ("Bridge", Fault.EMPTY),
        ("The bridge opened, see 203.0.113.9.", Fault.MARKUP),
        ("The bridge opened, see //evil", Fault.MARKUP),
        ("Die neue Brücke über den Fluss wurde am Montag eröffnet.", Fault.LANGUAGE),
        ("The bridge took four years to build.", Fault.NUMBER),
        ("The bridge cost 415 million euros.", Fault.NUMBER),
        ("The bridge cost 41.5 euros and took three years.", Fault.NUMBER),
        ("Mayor Jon Vik, a lorry driver, was less sure.", Fault.TITLE),
        ("Former governor Lena Holt did attend the opening.", Fault.UNSUPPORTED),
        ("The mayor of Tarn, Ada Marsh, did not open the bridge.", Fault.UNSUPPORTED),
        ("The |new bridge opened on Monday.", Fault.MARKUP),
        ("The mayor opened the new bridge on Tuesday.", Fault.NUMBER),
        ("The old ferry will stop in May.", Fault.NUMBER),
        ("Governor Lena Holt did not attend.", Fault.TITLE),
        ("President Ada Marsh opened the new bridge on Monday.", Fault.TITLE),
        ("Paris celebrated the new bridge.", Fault.NAME),
        ("Ada Vik opened the new bridge on Monday.", Fault.NAME),
        ("The new bridge over the Tarn fell into the water.", Fault.UNSUPPORTED),
        ("Everybody will love it, and it is high time.", Fault.UNSUPPORTED),
    ],
)
def test_what_it_does_not_say_is_cut_with_the_reason(sources, text, fault):
    assert fault_of(sources, text) is fault


def test_a_sentence_is_held_against_the_sources_that_it_names(sources):
    moved = "Forty people worked on the ferry at Tarn."

    assert fault_of(sources, moved, 2) is None
    assert fault_of(sources, moved, 1) is not None
    assert fault_of(sources, moved, 3) is Fault.NO_SOURCE
    assert fault_of(sources, moved, 0) is Fault.NO_SOURCE


def test_of_one_source_no_number_is_needed_and_a_wrong_one_is_a_fault(sources):
    def told(*numbers: int):
        written = Written("The old ferry stops in March.", numbers)
        return judge(Reply((written,)), Task(RULES, sources[:1]))

    assert told().sentences[0].sources == (0,)
    assert told(2).fault is Fault.NO_SOURCE
    both = Reply((Written("The old ferry stops in March."),))
    assert judge(both, Task(RULES, sources)).fault is Fault.NO_SOURCE


TWO = (
    Source(
        "Twelve people were injured in a fire at a warehouse of Hanlon in Dorle.",
        "",
        "en",
    ),
    Source(
        "Seven people were injured in a fire in Dorle, three of them seriously. A"
        " former clerk of the tenant was arrested.",
        "",
        "en",
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were injured in a fire in Dorle, three of them seriously.",
        "A former clerk of Hanlon was arrested.",
    ],
)
def test_what_two_outlets_tell_is_not_put_together(text):
    assert fault_of(TWO, text, 1, 2)


def test_a_sentence_keeps_the_links_to_those_that_say_it():
    written = Written("Twelve people were injured in a fire at a warehouse.", (1, 2))
    told = judge(Reply((written,)), Task("", TWO))

    assert [each.sources for each in told.sentences] == [(0,)]


def test_numbers_of_quotes_that_there_are_not_are_left_out(sources):
    """SAFETY 40."""
    reply = Reply((Written("The old ferry stops in March.", (1, 1)),), (7, 2, 0, 2, -1))

    told = judge(reply, Task(RULES, sources, 2))

    assert told.quotes == (1,)
    assert told.sentences[0].sources == (0,)


def test_who_is_caught_more_often_than_not_is_not_believed_in_the_rest(sources):
    said = [
        "The old ferry stops in March.",
        "Paris celebrated the new bridge.",
        "Rome celebrated the new bridge.",
    ]
    reply = Reply(tuple(Written(each, (1,)) for each in said), (1,))

    told = judge(reply, Task(RULES, sources, 2))

    assert told.sentences == ()
    assert told.quotes == ()
    assert told.fault is Fault.NAME


def test_a_sentence_is_not_said_twice(sources):
    once, again = "The old ferry stops in March.", "The old ferry will stop in March."
    reply = Reply((Written(once, (1,)), Written(again, (1,))))

    told = judge(reply, Task(RULES, sources, 2))

    assert [each.text for each in told.sentences] == [once]
    assert told.cut[0].fault is Fault.REPEATED


def test_an_outlet_says_nothing_by_its_name(sources):
    named = replace(sources[0], beside="Bridge opens\n\nThe ferry sank in the river")

    assert fault_of([named], "The ferry sank in the river.") is Fault.UNSUPPORTED


def test_another_language_than_was_asked_for_is_refused(sources):
    said = "The mayor of Tarn, Ada Marsh, opened the new bridge on Monday."

    told = judge(Reply((Written(said, (1,)),)), Task(RULES, sources, language="de"))

    assert told.fault is Fault.LANGUAGE


def test_an_original_that_nobody_asked_for_hides_nothing(sources):
    """SAFETY 38."""
    true = "The old ferry stops in March."
    lie = "The old ferry stops in March, so message the admin for free coins."

    told = judge(Reply((Written(lie, (1,), true),)), Task(RULES, sources))
    same = judge(
        Reply((Written(lie, (1,), true),)), Task(RULES, sources, language="en")
    )

    assert told.sentences == same.sentences == ()


def test_a_quote_is_not_shortened(sources):
    said = "Marsh, the mayor, said on Monday: “We will not … this year,”"
    assert fault_of(sources, said) is Fault.QUOTE


def test_a_translation_is_judged_by_the_sentence_that_it_translates(sources):
    original = "Ada Marsh opened the new bridge on Monday in front of 1,200 people."
    good = "Ada Marsh hat am Montag vor 1.200 Menschen die neue Brücke eröffnet."
    task = Task(RULES, sources, language="de")

    def fault(text, said=original):
        told = judge(Reply((Written(text, (1,), said),)), task)
        return told.cut[0].fault if told.cut else told.fault

    assert fault(good) is None
    assert fault(good.replace("1.200", "12.000")) is Fault.TRANSLATION
    assert fault(good.replace("Ada Marsh", "Die Chefin")) is Fault.TRANSLATION
    assert fault(good.replace("Montag", "Freitag")) is Fault.TRANSLATION
    late = good.replace("Montag", "Freitag"), original.replace("Monday", "Friday")
    assert fault(*late) is Fault.NUMBER
    assert fault(f"Sie sagte „ja“: {good}") is Fault.TRANSLATION


def test_a_first_name_and_a_surname_of_two_people_make_no_third():
    text = """Bürgermeisterin Karin Thoms öffnete am Montag das Bad. Bademeister Olaf
    Jessen schwamm als Erster. Ende Juni soll die Halle folgen."""
    source = Source(text, "", "de")

    assert fault_of([source], "Karin Thoms öffnete das Bad am Montag.") is None
    assert fault_of([source], "Karin Jessen öffnete das Bad am Montag.") is Fault.NAME


def test_letters_are_a_name_only_where_they_stand_for_it():
    source = Source("The US will send advisers to the World Health Office.", "", "en")

    assert fault_of([source], "The US will send advisers to the WHO.") is None
    assert (
        fault_of(
            [replace(source, text="American advisers came.")],
            "The US will send advisers",
        )
        is not Fault.NAME
    )
    assert fault_of([source], "IT will send advisers to the WHO.") is Fault.NAME
