"""What the doctor makes of a model's endpoint."""

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot import prognosis
from bot.consulting import SAMPLE
from digests.accounts import Bill, Caps, Feature, Price, Standing, Terms, Usage
from digests.assigned import Manner
from digests.condense.model import assign, retell
from digests.ports import Completion, Form
from digests.settings import Model
from digests.storage.model_calls import DAY_SPENT
from digests.stories.compose import compose
from digests.trialled import Tried
from tests.builders import NOON

CHOSEN = Model(name="little")
PLAIN = "The ferry between Norham and Eastry runs again from Monday."
WRITTEN = {"text": PLAIN, "sources": [1], "original": ""}
REPLY = Completion(
    json.dumps({"sentences": [WRITTEN], "quotes": []}),
    tokens_in=90,
    tokens_out=20,
    model="little",
)
SOON = timedelta(seconds=0.42)
STORY = compose([SAMPLE], NOON).stories[0]


def told(reply: Completion):
    """What the doctor says of a reply, read and judged as any other is."""
    assignment = assign(STORY, Manner())
    assert assignment
    after, retelling = retell(STORY, assignment, reply)
    tried = Tried(STORY, after, "", True, reply, retelling, SOON)
    return prognosis.of_model(tried, CHOSEN, keyed=True)


def wrote(*sentences: object) -> str:
    return json.dumps({"sentences": sentences, "quotes": []})


def test_what_works_is_told_with_what_it_can_do():
    found = told(REPLY)
    words = "little replied in 0.4 s; it has JSON schemas, and tells its tokens"
    assert (found.check, found.ok, found.text) == ("model", True, words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"form": Form.OBJECT}, "it has JSON but no schemas"),
        ({"form": Form.TEXT}, "it has no JSON of its own"),
        ({"tokens_out": None}, "tells no tokens: the most is counted"),
        ({"model": "large"}, "little (it says: large) replied"),
        ({"model": ""}, "little replied"),
        ({"text": f"Sure!\n```json\n{REPLY.text}\n```"}, "little replied"),
        ({"text": wrote(PLAIN)}, "little replied"),
        ({"text": wrote({"text": PLAIN})}, "little replied"),
        *(
            ({"finish": each}, "little replied")
            for each in ("eos_token", "end_turn", "STOP", "COMPLETE", "")
        ),
    ],
)
def test_what_it_lacks_is_said_and_no_failure(change, words):
    found = told(replace(REPLY, **change))
    assert found.ok
    assert words in found.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "The ferry runs."}, "not in the form"),
        ({"text": "", "refusal": "No."}, "refuses"),
        ({"finish": "content_filter"}, "withheld"),
        ({"finish": "SAFETY"}, "withheld"),
        ({"text": '{"sentences": ["The', "finish": "length"}, "cut off"),
        ({"finish": "MAX_TOKENS"}, "cut off"),
        ({"text": f"<think>I could say {REPLY.text}"}, "thought aloud"),
        ({"text": '{"sentences": []}'}, "no sentence"),
        ({"text": '{"sentences": [3]}'}, "not in the form"),
        ({"text": wrote(WRITTEN | {"sources": [9]})}, "names no source"),
        ({"text": wrote({"text": "The ferry sank at Paris."})}, "a name does not"),
    ],
)
def test_a_reply_of_no_use_is_a_failure(change, words):
    found = told(replace(REPLY, **change))
    assert not found.ok
    assert words in found.text
    assert "Choose a model" in found.advice


def test_what_fails_is_told_with_what_to_look_at():
    lost = Tried(STORY, STORY, "it does not take the key (status 401)")
    with_key = prognosis.of_model(lost, CHOSEN, keyed=True)
    without = prognosis.of_model(lost, CHOSEN, keyed=False)
    assert with_key.text == "little: it does not take the key (status 401)"
    assert without.text.startswith("little: ")
    assert not with_key.ok
    assert not without.ok
    assert "base_url" in with_key.advice
    assert "OPENAI_API_KEY is not set" in without.advice
    assert "OPENAI_API_KEY" not in with_key.advice


def test_what_may_not_be_asked_is_told_with_what_it_may_cost():
    spent = Tried(STORY, STORY, DAY_SPENT, is_asked=False)
    found = prognosis.of_model(spent, CHOSEN, keyed=False)
    assert (found.ok, found.text) == (
        False,
        f"little: {DAY_SPENT}, so it was not asked",
    )
    assert "day_usd" in found.advice
    assert "base_url" not in found.advice


def test_a_budget_too_small_for_one_call_is_told_with_what_to_do():
    terms = Terms(Price(1, 1), caps=Caps(day=1_000_000))
    assert prognosis.of_budget(Standing("little", terms, a_call=1_000_000)) == []
    (found,) = prognosis.of_budget(Standing("little", terms, a_call=1_500_000))
    assert not found.ok
    assert "one call may cost $1.50, and that is more than may be" in found.text
    assert "day_usd" in found.advice


def test_what_all_have_cost_is_told_by_feature_and_of_how_much():
    month = {Feature.DIGEST: Usage(9, 0, 9, 9, 250_000), Feature.VECTORS: Usage(1)}
    bill = Bill({Feature.VECTORS: Usage(1)}, month, Caps(1_000_000, None))
    told = "$0.00 of $1.00 today, $0.25 this month (digests $0.25, vectors $0.00)"
    assert prognosis.of_cost(bill).text == told
    spent = prognosis.of_cost(replace(bill, shared_day=True))
    assert "spent, so nothing more is asked" in spent.text


def test_prices_are_told_whether_set_assumed_or_none():
    def text(price: Price, *, assumed: bool = False) -> str:
        return prognosis.of_price(CHOSEN.name, Terms(price, assumed)).text

    assert "0.15 USD for a million tokens read and 0.6 written" in text(
        Price(150_000, 600_000)
    )
    assert text(Price(0, 0)) == "little costs nothing"
    assumed = text(Price(10_000_000, 30_000_000), assumed=True)
    assert assumed.startswith("none is set for little, so 10 USD")
    assert assumed.endswith("[model.prices]")
