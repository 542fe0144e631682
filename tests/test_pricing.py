"""What a model costs, and may."""

from math import inf

import pytest

from digests.accounts import Caps, Price, Usage, total
from digests.pricing import terms_of, vector_terms_of
from digests.settings import Model


@pytest.mark.parametrize(
    ("usd", "tokens", "micro"),
    [
        ((0.15, 0.6), (1_000_000, 1_000_000), 750_000),
        ((0.15, 0.6), (1, 0), 1),
        ((0.1, 0.2), (3, 0), 1),
        ((0.07, 0.0), (100, 50), 7),
        ((0.0, 0.0), (10**9, 10**9), 0),
    ],
)
def test_tokens_cost_whole_micro_dollars_and_never_less_than_their_price(
    usd, tokens, micro
):
    terms = terms_of(Model(name="little", prices={"little": usd}))
    assert terms.price.of(*tokens) == micro
    assert not terms.assumed


@pytest.mark.parametrize(
    ("base_url", "price", "assumed"),
    [
        ("https://api.example/v1", Price(10_000_000, 30_000_000), True),
        ("http://127.0.0.1:11434/v1", Price(0, 0), False),
        ("http://gpu.lan/v1", Price(0, 0), False),
        ("https://192.168.1.7/v1", Price(0, 0), False),
    ],
)
def test_a_model_without_a_price_costs_nothing_at_home_and_elsewhere_much(
    base_url, price, assumed
):
    prices = {"another": (0.1, 0.2)}
    terms = terms_of(Model(name="little", base_url=base_url, prices=prices))
    assert (terms.price, terms.assumed) == (price, assumed)


def test_an_embeddings_model_has_a_price_of_its_own():
    chosen = Model(name="little", embeddings="small", prices={"small": (0.02, 0)})
    terms = vector_terms_of(chosen)
    assert (terms.price, terms.assumed) == (Price(20_000, 0), False)
    assert terms.caps == terms_of(chosen).caps
    unknown = vector_terms_of(Model(embeddings="small", prices={"large": (1, 1)}))
    assert (unknown.price, unknown.assumed) == (Price(200_000, 0), True)
    at_home = Model(embeddings="small", base_url="http://127.0.0.1:1/v1")
    assert vector_terms_of(at_home).price.is_free


def test_limits_are_the_operator_s():
    chosen = Model(name="m", day_usd=0.1, month_usd=inf, requests_per_minute=7)
    terms = terms_of(chosen)
    assert terms.caps == Caps(100_000, None)
    assert (terms.requests, terms.tokens) == (7, 200_000)
    assert terms.host == "api.openai.com"


def test_usages_add_up():
    assert total([Usage(1, 0, 2, 3, 4), Usage(1, 1, 1, 1, 1)]) == Usage(2, 1, 3, 4, 5)
    assert total([]) == Usage()
