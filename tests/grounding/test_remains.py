"""What is left of a reply: it must lean on what is printed, and tell the story."""

import pytest

from digests.assigned import Source, Task
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, Written
from digests.retold import NOT_KEPT, TOO_LITTLE, Fault

RULES = "You work at a news desk. Say only what the reports say, and nothing else."
HARBOUR = Source(
    "The harbour office of Sundvik closed the east pier on Monday. Margaret Hale, "
    "the harbour master, ordered an inspection of the piles. Daniel Orr, who runs "
    "the ferry, criticised the decision. He asked for a meeting in May. The pier was "
    "built in 1961. The office employs 40 people.",
    "Harbour office closes east pier in Sundvik",
    "en",
)
LEAD = "The harbour office of Sundvik closed the east pier on Monday."
ORDER = "Margaret Hale, the harbour master, ordered an inspection of the piles."
LIE = "The harbour office of Oslo bought the west pier on Monday."


def told(*sentences, source=HARBOUR):
    """What is left of a reply of these sentences."""
    reply = Reply(tuple(Written(each, (1,)) for each in sentences))
    return judge(reply, Task(RULES, (source,)))


def texts(retelling):
    """The sentences that are kept."""
    return [each.text for each in retelling.sentences]


def test_a_pronoun_goes_with_the_sentence_that_it_leans_on():
    left = told(LEAD, "Daniel Orr flew to Rome.", "He asked for a meeting in May.")

    assert texts(left) == [LEAD]
    assert [each.fault for each in left.cut] == [Fault.NAME, Fault.ADRIFT]


@pytest.mark.parametrize("opening", ["He", "She", "They", "It"])
def test_it_goes_whatever_the_pronoun(opening):
    ran = f"{opening} asked for a meeting in May."

    assert Fault.ADRIFT in [each.fault for each in told(LEAD, ORDER, LIE, ran).cut]


def test_a_pronoun_stays_behind_whom_the_source_tells_it_of():
    of_orr = "Daniel Orr, who runs the ferry, criticised the decision."

    left = told(LEAD, of_orr, "He asked for a meeting in May.")

    assert texts(left)[1:] == [of_orr, "He asked for a meeting in May."]


def test_a_pronoun_never_moves_to_somebody_else():
    left = told(LEAD, ORDER, "He asked for a meeting in May.")

    assert texts(left) == [LEAD, ORDER]
    assert left.cut[0].fault is Fault.ADRIFT


def test_a_detail_without_its_story_is_not_printed():
    left = told(LIE, "The office employs 40 people.")

    assert texts(left) == []
    assert left.fault is Fault.LITTLE
    assert left.aside == TOO_LITTLE


def test_what_says_the_headline_may_stand_without_its_first_sentence():
    left = told(LIE, LEAD, "The office employs 40 people.")

    assert texts(left) == [LEAD, "The office employs 40 people."]
    assert left.fault is None


def test_with_the_first_sentence_enough_remains():
    assert texts(told(LEAD, LIE)) == [LEAD]


def test_where_nothing_is_left_the_reason_is_that_it_did_not_stand_there():
    assert told(LIE).aside == NOT_KEPT
