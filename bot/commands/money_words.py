"""What is said of the model: how it is doing, what it cost, what it may. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from bot.counting import counted
from bot.errors import Told
from bot.render.text import fit, moment
from digests.accounts import Bill, Caps, Feature, Standing, Usage, total

NO_MODEL = (
    "Extractive mode: no model is set, so nothing is spent. Digests and answers are "
    "made of the articles' own sentences."
)
_AMOUNT = re.compile(r"\$?(\d{1,6}(?:\.\d{1,6})?)", re.ASCII)
_HOW = 'Write an amount in US dollars, such as "0.50" or "20", or "none" for no limit.'
_ANY = {"none", "any", "unlimited", "no limit"}
_MICRO, _CENT = 1_000_000, 10_000
_WORDS = 100
_CALLED = {
    Feature.DIGEST: "digests",
    Feature.ANSWER: "answers",
    Feature.CHECK: "checks",
    Feature.VECTORS: "vectors",
}
_THEN = "until then digests and answers are extractive"


def amount(typed: str) -> int | None:
    """Return an amount that somebody typed, in micro-dollars; None for any.

    Raises:
        Told: It is none.

    """
    words = " ".join(typed.lower().split())
    if words in _ANY:
        return None
    match = _AMOUNT.fullmatch(words)
    if match is None:
        raise Told(_HOW)
    return int(Decimal(match[1]) * _MICRO)


def dollars(micro: int) -> str:
    """Return micro-dollars as people read them; less than a cent is not hidden."""
    if 0 < micro < _CENT // 100:
        return "under $0.0001"
    is_little = micro < 100 * _CENT and micro % _CENT
    return f"${micro / _MICRO:,.4f}" if is_little else f"${micro / _MICRO:,.2f}"


def budget_words(caps: Caps) -> str:
    """Return what a server may spend."""
    if caps == Caps():
        return (
            "No budget is set for this server: the model may cost it what whoever "
            "hosts me allows in all."
        )
    return (
        f"The model may cost this server {_most(caps.day)} a day and "
        f"{_most(caps.month)} a month, by UTC. What would go beyond is not asked of "
        "it: digests and answers are then extractive, and say so."
    )


def cost_lines(
    bill: Bill,
    standing: Standing | None,
    now: datetime,
    vectors: Standing | None = None,
) -> list[str]:
    """Return what a server's calls cost, what is left, and why nothing is.

    `vectors` is how the model is doing that places questions, None where none does.
    """
    left = [
        _left("today", total(bill.today.values()), bill.caps.day),
        _left("this month", total(bill.month.values()), bill.caps.month),
    ]
    return [
        *_of_period("Today", bill.today),
        *_of_period(f"{now:%B}", bill.month),
        *filter(None, left),
        *_spent(bill, now),
        *([_priced(standing)] if standing else [] if vectors else [NO_MODEL]),
        *([_of_vectors(vectors)] if vectors else []),
    ]


def model_lines(standing: Standing | None, caps: Caps) -> list[str]:
    """Return which model it is, where, and how it is doing; `caps` are a server's."""
    if standing is None:
        return [NO_MODEL, "-# Whoever hosts me may set one, in `[model]`"]
    last = standing.last_reply
    told = f"It last replied {moment(last)}" if last else "It has not replied yet"
    where = standing.terms.host.replace("`", "")
    return [
        f"Model: **{fit(standing.model, _WORDS)}** at `{where}`",
        _health(standing, caps),
        f"– {told}",
        f"– {_priced(standing)}",
    ]


def status_lines(bill: Bill, standing: Standing | None, now: datetime) -> list[str]:
    """Return the lines of the checklist: the model, and its budget."""
    health = _health(standing, bill.caps) if standing else _EXTRACTIVE
    if standing is None and not bill.month:
        return [health]
    return [health, *([*_spent(bill, now)] or [f"✓ Budget: {summary(bill)}"])]


def summary(bill: Bill) -> str:
    """Return what calls cost today and this month, and of how much."""
    return ", ".join(
        f"{dollars(total(usages.values()).micro_usd)}{_of(cap)} {period}"
        for period, usages, cap in (
            ("today", bill.today, bill.caps.day),
            ("this month", bill.month, bill.caps.month),
        )
    )


def by_feature(bill: Bill) -> str:
    """Return what each feature cost this month, in brackets; "" for nothing at all."""
    parts = [f"{_CALLED[k]} {dollars(v.micro_usd)}" for k, v in bill.month.items()]
    return f" ({', '.join(parts)})" if parts else ""


def _health(standing: Standing, caps: Caps) -> str:
    name = fit(standing.model, _WORDS)
    if standing.rests_until:
        again = moment(standing.rests_until)
        return f"✗ Model {name} is out of reach; it is tried again {again}\n-# {_SO}"
    for limits, whose, how in (
        (caps, "this server's budget", _RAISE),
        (standing.terms.caps, "what all servers together may spend", _HAVE_RAISED),
    ):
        if standing.is_too_dear(limits):
            may = f"one call may cost {dollars(standing.a_call)}, more than {whose}"
            return f"✗ Model {name} is not asked: {may}\n-# {how}. {_LESS}"
    if standing.last_reply is None:
        return f"– Model {name} was not asked yet"
    return f"✓ Model {name} replies"


_RAISE = "Raise it by `/bot budget`"
_HAVE_RAISED = "Whoever hosts me can raise that, or set the model's price"
_LESS = (
    "Where a call cost more than it was asked for, so much is held for the next ones, "
    "and half as much each day after"
)
_SO = "Meanwhile digests and answers are extractive"
_EXTRACTIVE = "– Extractive mode: digests and answers are made without a model"


def _of_period(name: str, usages: Mapping[Feature, Usage]) -> Iterator[str]:
    if not usages:
        yield f"**{name}**: nothing was asked of a model"
        return
    yield f"**{name}**: {_used(total(usages.values()))}"
    for feature, usage in usages.items():
        yield f"-# {_CALLED[feature]}: {_used(usage)}"


def _used(usage: Usage) -> str:
    failed = f" ({usage.failed} failed)" if usage.failed else ""
    tokens = f"{usage.tokens_in:,} tokens in and {usage.tokens_out:,} out"
    calls = counted(usage.calls, "call", "calls")
    return f"{dollars(usage.micro_usd)} for {calls}{failed}, {tokens}"


def _left(period: str, usage: Usage, cap: int | None) -> str:
    if cap is None:
        return ""
    left = dollars(max(cap - usage.micro_usd, 0))
    return f"Left of this server's budget {period}: {left} of {dollars(cap)}"


def _spent(bill: Bill, now: datetime) -> Iterator[str]:
    """Yield which budgets are spent, this server's and the one that all share."""
    tomorrow, next_month = _tomorrow(now), _next_month(now)
    ours, all_of_us = "This server's budget", "What all servers together may spend"
    for is_spent, whose, period, again in (
        (bill.shared_day, all_of_us, "today", tomorrow),
        (bill.shared_month, all_of_us, "this month", next_month),
        (_is_over(bill.today, bill.caps.day), ours, "today", tomorrow),
        (_is_over(bill.month, bill.caps.month), ours, "this month", next_month),
    ):
        if is_spent:
            told = f"{whose} {period} is spent: there is more {moment(again)}"
            yield f"✗ {told}, and {_THEN}"


def _is_over(usages: Mapping[Feature, Usage], cap: int | None) -> bool:
    return cap is not None and total(usages.values()).micro_usd >= cap


def _priced(standing: Standing) -> str:
    if standing.terms.price.is_free:
        return "It costs nothing"
    if standing.terms.assumed:
        return (
            f"No price is known for {fit(standing.model, _WORDS)}: its tokens are "
            "counted as if it were a dear one, until whoever hosts me sets its price"
        )
    return "It costs what whoever hosts me has set"


def _of_vectors(standing: Standing) -> str:
    name = fit(standing.model, _WORDS)
    return f"Questions are placed among articles by **{name}**. {_priced(standing)}"


def _most(cap: int | None) -> str:
    return "any amount" if cap is None else dollars(cap)


def _of(cap: int | None) -> str:
    return "" if cap is None else f" of {dollars(cap)}"


def _tomorrow(now: datetime) -> datetime:
    return _midnight(now) + timedelta(days=1)


def _next_month(now: datetime) -> datetime:
    # No month has more than 31 days, and none fewer than four.
    return (_midnight(now).replace(day=1) + timedelta(days=32)).replace(day=1)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
