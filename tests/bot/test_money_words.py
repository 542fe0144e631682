"""What is said of the model, its cost and its budget."""

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.commands.money_words import (
    NO_MODEL,
    amount,
    budget_words,
    cost_lines,
    dollars,
    model_lines,
    status_lines,
)
from bot.errors import Told
from digests.accounts import Bill, Caps, Feature, Price, Standing, Terms, Usage
from tests.builders import NOON

TERMS = Terms(Price(150_000, 600_000), host="models.example")
STANDING = Standing("little_one", TERMS, last_reply=NOON)
DIGESTS = Usage(10, 1, 30_000, 4_000, 12_345)
BILL = Bill(
    today={Feature.DIGEST: DIGESTS},
    month={Feature.ANSWER: Usage(2, 0, 500, 50, 1_200_000), Feature.DIGEST: DIGESTS},
    caps=Caps(day=20_000, month=None),
)
MAY_5, JUNE_1 = "<t:1777939200:F>", "<t:1780272000:F>"


@pytest.mark.parametrize(
    ("typed", "micro"),
    [
        ("0.50", 500_000),
        ("1", 1_000_000),
        ("$2.5", 2_500_000),
        (" 0 ", 0),
        ("0.000001", 1),
        ("999999", 999_999_000_000),
        ("None", None),
        ("no  limit", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, micro):
    assert amount(typed) == micro


@pytest.mark.parametrize(
    "typed",
    ["", "-1", "1e9", "0.0000001", "1,50", "1000000", "ten", "nan", "inf", "٣", "1 2"],
)
def test_what_is_no_amount_is_answered_with_how_to_write_one(typed):
    with pytest.raises(Told, match=r'such as "0\.50" or "20"'):
        amount(typed)


@pytest.mark.parametrize(
    ("micro", "shown"),
    [
        (0, "$0.00"),
        (7, "under $0.0001"),
        (100, "$0.0001"),
        (12_345, "$0.0123"),
        (500_000, "$0.50"),
        (1_234_567, "$1.23"),
        (1_234_560_000, "$1,234.56"),
    ],
)
def test_money_is_shown_to_the_cent_and_less_than_that_is_not_hidden(micro, shown):
    assert dollars(micro) == shown


def test_a_bill_tells_each_feature_and_what_is_left():
    assert cost_lines(BILL, STANDING, NOON) == [
        "**Today**: $0.0123 for 10 calls (1 failed), 30,000 tokens in and 4,000 out",
        "-# digests: $0.0123 for 10 calls (1 failed), 30,000 tokens in and 4,000 out",
        "**May**: $1.21 for 12 calls (1 failed), 30,500 tokens in and 4,050 out",
        "-# answers: $1.20 for 2 calls, 500 tokens in and 50 out",
        "-# digests: $0.0123 for 10 calls (1 failed), 30,000 tokens in and 4,000 out",
        "Left of this server's budget today: $0.0077 of $0.02",
        "It costs what whoever hosts me has set",
    ]


def test_without_a_model_nothing_is_spent_and_that_is_said():
    lines = cost_lines(Bill({}, {}), None, NOON)
    assert lines[-1] == NO_MODEL
    assert "nothing is spent" in NO_MODEL
    assert model_lines(None, Caps())[0] == NO_MODEL
    (line,) = status_lines(Bill({}, {}), None, NOON)
    assert line.startswith("– Extractive mode")


def test_vectors_are_a_feature_of_their_own_with_a_price_of_their_own():
    placed = Bill({}, {Feature.VECTORS: Usage(3, 0, 90, 0, 200)})
    assumed = Standing("small", Terms(Price(200_000, 0), assumed=True))
    told = cost_lines(placed, STANDING, NOON, assumed)
    assert "-# vectors: $0.0002 for 3 calls, 90 tokens in and 0 out" in told
    assert told[-2] == "It costs what whoever hosts me has set"
    assert told[-1].startswith(
        "Questions are placed among articles by **small**. No price is known for small"
    )
    alone = cost_lines(placed, None, NOON, assumed)
    assert NO_MODEL not in alone
    assert status_lines(placed, None, NOON) == [
        "– Extractive mode: digests and answers are made without a model",
        "✓ Budget: $0.00 today, $0.0002 this month",
    ]


def test_a_price_that_is_not_known_is_said_and_one_of_nothing_too():
    unknown = Standing("little_one", Terms(TERMS.price, assumed=True))
    told = cost_lines(BILL, unknown, NOON)[-1]
    assert told.startswith("No price is known for little\\_one")
    free = Standing("little_one", Terms(Price(0, 0)))
    assert cost_lines(BILL, free, NOON)[-1] == "It costs nothing"


@pytest.mark.parametrize(
    ("bill", "told"),
    [
        (Bill({}, {}, shared_day=True), f"together may spend today .*{MAY_5}"),
        (Bill({}, {}, shared_month=True), f"together may spend this month .*{JUNE_1}"),
        (Bill({}, {}, Caps(day=0)), f"This server's budget today is spent.*{MAY_5}"),
        (Bill({}, BILL.month, Caps(month=5)), f"budget this month is spent.*{JUNE_1}"),
    ],
)
def test_a_budget_that_is_spent_is_told_with_when_there_is_more(bill, told):
    for lines in (cost_lines(bill, STANDING, NOON), status_lines(bill, STANDING, NOON)):
        (line,) = (each for each in lines if each.startswith("✗"))
        assert re.search(told, line)


def test_the_checklist_ticks_a_model_that_replies_within_its_budget():
    assert status_lines(BILL, STANDING, NOON) == [
        "✓ Model little\\_one replies",
        "✓ Budget: $0.0123 of $0.02 today, $1.21 this month",
    ]


def test_a_model_is_told_with_its_host_and_how_it_is_doing():
    lines = model_lines(STANDING, Caps())
    assert lines[0] == "Model: **little\\_one** at `models.example`"
    assert lines[1] == "✓ Model little\\_one replies"
    new = model_lines(Standing("little_one", TERMS), Caps())
    assert new[1:3] == [
        "– Model little\\_one was not asked yet",
        "– It has not replied yet",
    ]
    rests = Standing("little_one", TERMS, NOON + timedelta(hours=12), NOON)
    assert MAY_5 in model_lines(rests, Caps())[1]
    assert status_lines(BILL, rests, NOON)[0] == model_lines(rests, Caps())[1]


def test_a_model_of_which_a_call_may_cost_too_much_is_not_said_to_reply():
    dear = replace(STANDING, a_call=30_000)
    assert model_lines(dear, Caps(30_000, 0))[1] == "✓ Model little\\_one replies"
    ours = model_lines(dear, BILL.caps)[1]
    assert ours.startswith(
        "✗ Model little\\_one is not asked: one call may cost $0.03, more than this"
        " server's budget\n-# Raise it by `/bot budget`. "
    )
    assert status_lines(BILL, dear, NOON)[0] == ours
    shared = replace(dear, terms=replace(TERMS, caps=Caps(None, 29_999)))
    told = model_lines(shared, Caps())[1]
    assert "all servers together may spend\n-# Whoever hosts me can raise" in told


def test_a_budget_is_told_with_what_comes_of_it():
    assert budget_words(Caps()).startswith("No budget is set")
    told = budget_words(Caps(day=500_000))
    assert "$0.50 a day and any amount a month" in told
    assert "extractive" in told
