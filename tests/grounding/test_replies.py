"""What can be read of a model's reply, and what is a fault."""

import pytest

from digests.grounding.replies import Reply, Written, read
from digests.ports import Completion
from digests.retold import Fault

TOLD = Reply((Written("A bridge has opened.", (1,)),), (2,))
PLAIN = (
    '{"sentences": [{"text": "A bridge has opened.", "sources": [1]}], "quotes": [2]}'
)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"<think>They want {{}} of me.</think>{PLAIN}",
        f"```json\n{PLAIN}\n```",
        f"Here you are:\n{PLAIN}\nAnything else?",
        PLAIN.replace("]}]", "],}]"),
        PLAIN.replace('"', "'"),
        PLAIN.replace("[1]", '["1"]'),
        PLAIN.replace("A bridge", " A\\n  bridge"),
        PLAIN.removesuffix("}"),
    ],
)
def test_a_reply_is_read_whatever_stands_around_it(text):
    assert read(Completion(text)) == TOLD


def test_half_a_sentence_at_the_end_of_a_cut_off_reply_is_left_out():
    cut = PLAIN.replace("}], ", '}, {"text": "The mayor said that the ferry')
    cut = cut[: cut.index("the ferry") + len("the ferry")]

    assert read(Completion(cut)) == Reply(TOLD.sentences)


@pytest.mark.parametrize(
    ("completion", "fault"),
    [
        (Completion(PLAIN, finish="length"), Fault.CUT_OFF),
        (Completion(PLAIN, finish="content_filter"), Fault.CUT_OFF),
        (Completion('{"{"' * 5_000), Fault.UNREADABLE),
        (Completion("", refusal="I cannot help with that."), Fault.REFUSAL),
        (Completion(""), Fault.EMPTY),
        (Completion("<think>What do they want of me?"), Fault.EMPTY),
        (Completion("A bridge has opened."), Fault.UNREADABLE),
        (Completion('{"answer": "A bridge has opened."}'), Fault.UNREADABLE),
        (Completion('{"sentences": "A bridge", "quotes": []}'), Fault.UNREADABLE),
        (Completion('{"sentences": [{"text": NaN}], "quotes": []}'), Fault.UNREADABLE),
        (Completion('{"sentences": [], "quotes": []}'), Fault.EMPTY),
        (Completion("{" * 50_000), Fault.UNREADABLE),
        (Completion('{"sentences": [' * 9_000), Fault.UNREADABLE),
    ],
)
def test_what_is_no_reply_is_a_fault_with_a_reason(completion, fault):
    """SAFETY 41."""
    assert read(completion) is fault
