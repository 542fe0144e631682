"""What can be read of a model's reply, and what is a fault."""

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.grounding.replies import Reply, Written, read
from digests.ports import Completion
from digests.retold import Fault

TOLD = Reply((Written("A bridge has opened.", (1,)),), (2,))
PLAIN = (
    '{"sentences": [{"text": "A bridge has opened.", "sources": [1]}], "quotes": [2]}'
)


OTHER = PLAIN.replace("bridge", "tunnel")
CHANNELS = "<|channel|>analysis<|message|>{}<|end|><|start|>assistant<|channel|>final"
# What replies are made of, the worst of them.
PIECES = st.sampled_from(
    [
        *(PLAIN, "{", "}", "[", "]", '"', "'", ",", ":", "\\", "\n", " ", "a", "1"),
        *('"a', '"a\n', "null,``` {", "\\}", "1'", '"(', "/*", "//", "```", "“"),
        *('{"text": "', '"sources": [', "[1]", "\\ud83d", "NaN", "-1", "<|message|>"),
        *("<think>", "</think>", "[THINK]", "<|channel|>", "◁think▷", "<a:think>"),
    ]
)


def wrote(*sentences: object, quotes: object = (2,), **more: object) -> str:
    return json.dumps({"sentences": sentences, "quotes": quotes} | more)


def told(text: str | None, sources: object, **more: object) -> dict[str, object]:
    return {"text": text, "sources": sources} | more


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"Here you are:\n{PLAIN}\nAnything else?",
        f"As {{asked}}, with the source [1]:\n{PLAIN}\nIn all {{1}} sentence.",
        f"{PLAIN}\n\nOnce more:\n```json\n{PLAIN}\n```",
        PLAIN.replace("]}]", "],}]"),
        PLAIN.replace('"', "'"),
        PLAIN.replace("A bridge", " A\\n  bridge"),
        PLAIN.replace("A bridge", "A\nbridge"),
        PLAIN.replace("A bridge", "A bridge\\ud83d"),
        PLAIN.removesuffix("}"),
        f'{{"digest": {PLAIN}}}',
        f'{{"status": "done", "result": {{"digest": [{PLAIN}]}}}}',
        f"[{PLAIN}]",
        wrote(told("A bridge has opened.", ["1"]), quotes=["2"]),
        wrote(told("A bridge has opened.", "[1]"), quotes="2"),
        wrote(told("A bridge has opened.", 1), quotes=2),
        wrote(told("A bridge has opened.", [1], original=None)),
        wrote(told("A bridge has opened.", ["source 1"]), quotes=["quote 2"]),
        wrote(told("A bridge has opened. [1]", None)),
        wrote(told("A bridge has opened [1].", [])),
        wrote("A bridge has opened.【1】"),
        wrote({"text": "A bridge has opened.", "source": 1}),
        wrote(told("…", [1])) + f"\n{PLAIN}",
    ],
)
def test_a_reply_is_read_whatever_stands_around_it(text):
    assert read(Completion(text)) == TOLD


@pytest.mark.parametrize(
    "finish", ["", "eos_token", "end_turn", "STOP", "COMPLETE", "whatever comes next"]
)
def test_an_end_by_another_name_costs_no_reply(finish):
    assert read(Completion(PLAIN, finish=finish)) == TOLD


@pytest.mark.parametrize(
    "thought",
    [
        "<think>They want {} of me.</think>",
        "<THINKING>They want {} of me.</Thinking>",
        "<reasoning>They want {} of me.</reasoning>",
        "[THINK]They want {} of me.[/THINK]",
        "◁think▷They want {} of me.◁/think▷",
        "<seed:think>They want {} of me.</seed:think>",
        "They want {} of me.</think>",
        "<think>They <think>want {}</think> of me.</think>",
        "<think>They want</think><think>{} of me.</think>",
        CHANNELS + "<|message|>",
        CHANNELS + " <|constrain|>json<|message|>",
    ],
)
@pytest.mark.parametrize("draft", ["{}", OTHER, PLAIN, "{", '{"sentences": ["'])
def test_what_a_model_thinks_is_not_what_it_says(thought, draft):
    assert read(Completion(thought.replace("{}", draft) + f"\n{PLAIN}")) == TOLD


@pytest.mark.parametrize(
    "end", ["<think>Was it so?", "<think>It was.</think>", "<|end|>"]
)
def test_an_afterthought_changes_nothing(end):
    assert read(Completion(PLAIN + end)) == TOLD


def test_what_is_left_out_as_null_is_left_out():
    sentence = told("A bridge has opened.", None, original=None)
    assert read(Completion(wrote(sentence, quotes=None))) == Reply(
        (Written("A bridge has opened."),)
    )


@pytest.mark.parametrize(
    "number", ["one", "1.5", "-1", "1-2", True, None, {"source": 1}, [1], "9" * 5_000]
)
def test_what_is_no_number_is_none_of_a_source_or_quote(number):
    """SAFETY 40."""
    reply = read(Completion(wrote(told("A bridge opened.", [number]), quotes=[number])))
    assert reply == Reply((Written("A bridge opened.", (0,)),), (0,))


def test_half_a_sentence_at_the_end_of_a_cut_off_reply_is_left_out():
    cut = PLAIN.replace("}], ", '}, {"text": "The mayor said that the ferry')
    cut = cut[: cut.index("the ferry") + len("the ferry")]

    assert read(Completion(cut)) == Reply(TOLD.sentences)


@pytest.mark.parametrize(
    ("completion", "fault"),
    [
        (Completion(PLAIN, finish="length"), Fault.CUT_OFF),
        (Completion(PLAIN, finish="MAX_TOKENS"), Fault.CUT_OFF),
        (Completion(PLAIN, finish="max_output_tokens"), Fault.CUT_OFF),
        (Completion(PLAIN, finish="content_filter"), Fault.REFUSAL),
        (Completion(PLAIN, finish="SAFETY"), Fault.REFUSAL),
        (Completion('{"{"' * 5_000), Fault.UNREADABLE),
        (Completion("", refusal="I cannot help with that."), Fault.REFUSAL),
        (Completion(""), Fault.EMPTY),
        (Completion("<think>What do they want of me?"), Fault.EMPTY),
        (Completion(f"<think>I could say {PLAIN}"), Fault.EMPTY),
        (Completion(f"<|channel|>analysis<|message|>{PLAIN}"), Fault.EMPTY),
        (Completion(f"I could say {PLAIN}</think>"), Fault.EMPTY),
        (Completion("I'm sorry, but I can't help with {that}."), Fault.REFUSAL),
        (Completion("Es tut mir leid, das geht nicht."), Fault.REFUSAL),
        (Completion(f"{PLAIN}\nOr rather:\n{OTHER}"), Fault.UNREADABLE),
        (Completion(f'{{"one": {PLAIN}, "other": {OTHER}}}'), Fault.UNREADABLE),
        (Completion(wrote(told("It rained.", [1], original=3))), Fault.UNREADABLE),
        (Completion(wrote({"sentence": "It rained."})), Fault.UNREADABLE),
        (Completion('{"summary": ["It rained.", 3]}'), Fault.UNREADABLE),
        (Completion(wrote(told("…", [1]))), Fault.NO_SENTENCE),
        (Completion(wrote(told(None, [1]))), Fault.NO_SENTENCE),
        (Completion("- **A bridge** has opened. [1]"), Fault.UNREADABLE),
        (Completion("A bridge has opened."), Fault.UNREADABLE),
        (Completion('{"answer": "A bridge has opened."}'), Fault.UNREADABLE),
        (Completion('{"sentences": "A bridge", "quotes": []}'), Fault.UNREADABLE),
        (Completion('{"sentences": [{"text": NaN}], "quotes": []}'), Fault.UNREADABLE),
        (Completion('{"sentences": [], "quotes": []}'), Fault.NO_SENTENCE),
        (Completion("{" * 50_000), Fault.UNREADABLE),
        (Completion('{"sentences": [' * 9_000), Fault.UNREADABLE),
    ],
)
def test_what_is_no_reply_is_a_fault_with_a_reason(completion, fault):
    """SAFETY 41."""
    assert read(completion) is fault


@given(st.lists(PIECES, max_size=400).map("".join))
def test_no_reply_is_an_error(text):
    """SAFETY 41."""
    assert isinstance(read(Completion(text)), Reply | Fault)


@given(
    st.lists(PIECES, min_size=1, max_size=4).map("".join),
    st.sampled_from([500, 1_000, 2_000, 8_000]),
)
@settings(max_examples=50)
def test_no_reply_is_gone_over_again_and_again(piece, size):
    """SAFETY 41. What repair would take too long for is not repaired."""
    assert _calls(('{"sentences": [' + piece * size)[:size]) < 3_000_000


def _calls(text: str) -> int:
    """Return how many calls it takes to read a reply."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        read(Completion(text))
    finally:
        sys.setprofile(None)
    return calls
