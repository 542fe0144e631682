"""What the doctor makes of a model's endpoint."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot import prognosis
from bot.consulting import Consulted
from digests.accounts import Bill, Caps, Feature, Price, Terms, Usage
from digests.ports import Completion, Form
from digests.settings import Model

CHOSEN = Model(name="little")
REPLY = Completion('{"sentences": []}', tokens_in=90, tokens_out=20, model="little")
SOON = timedelta(seconds=0.42)


def told(reply: Completion):
    return prognosis.of_model(Consulted(SOON, reply), CHOSEN, keyed=True)


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
        ({"text": 'Sure!\n```json\n{"sentences": []}\n```'}, "little replied"),
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
        ({"text": '{"sentences": ["The', "finish": "length"}, "cut off"),
    ],
)
def test_a_reply_of_no_use_is_a_failure(change, words):
    found = told(replace(REPLY, **change))
    assert not found.ok
    assert words in found.text
    assert "Choose a model" in found.advice


def test_what_fails_is_told_with_what_to_look_at():
    lost = Consulted(problem="it does not take the key (status 401)")
    with_key = prognosis.of_model(lost, CHOSEN, keyed=True)
    without = prognosis.of_model(lost, CHOSEN, keyed=False)
    assert with_key.text == "little: it does not take the key (status 401)"
    assert without.text.startswith("little: ")
    assert not with_key.ok
    assert not without.ok
    assert "base_url" in with_key.advice
    assert "OPENAI_API_KEY is not set" in without.advice
    assert "OPENAI_API_KEY" not in with_key.advice


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
