"""What is to be made of what a model's endpoint did. Pure."""

from datetime import timedelta

from bot.commands.money_words import by_feature, dollars, summary
from bot.diagnosis import Finding
from digests.accounts import Bill, Price, Standing, Terms
from digests.ports import Form
from digests.retold import Fault
from digests.settings import Model
from digests.trialled import Tried

_HELD = {
    Form.SCHEMA: "it has JSON schemas",
    Form.OBJECT: "it has JSON but no schemas, so the form is told in words",
    Form.TEXT: "it has no JSON of its own, so the form is told in words",
}
_FAULTS = {
    Fault.EMPTY: "it says nothing, but what it may have thought aloud",
    Fault.NO_SENTENCE: "there is no sentence in its reply to a short report",
    Fault.UNREADABLE: "its reply is not in the form asked for",
    Fault.CUT_OFF: "its reply to a short report was too long, and cut off",
    Fault.REFUSAL: "it refuses to reply, or its reply was withheld",
}
_UNREACHED = (
    "See [model] in the settings: name, base_url, timeout_s; and whether its server "
    "runs and has that model."
)
_UNASKED = (
    "See [model] in the settings: day_usd, month_usd, prices, requests_per_minute. "
    "Where a call cost more than it was asked for, so much is held for the next ones, "
    "and half as much each day after."
)
_DEAR = "and that is more than may be spent, so nothing is asked"
_KEYLESS = "OPENAI_API_KEY is not set in the environment. "
_FORMLESS = (
    "What it writes is mostly left out. Choose a model that follows instructions, and "
    "does not think aloud."
)


def of_model(tried: Tried, chosen: Model, *, keyed: bool) -> Finding:
    """Return what came of a call to the model that is chosen."""
    reply = tried.reply
    if reply is None:
        text = f"{chosen.name}: {tried.problem}"
        if not tried.is_asked:
            return Finding("model", False, f"{text}, so it was not asked", _UNASKED)
        advice = _UNREACHED if keyed else _KEYLESS + _UNREACHED
        return Finding("model", False, text, advice)
    echoed = reply.model and reply.model != chosen.name
    called = f"{chosen.name} (it says: {reply.model[:80]})" if echoed else chosen.name
    if wrong := _wrong(tried):
        return Finding("model", False, f"{called}: {wrong}", _FORMLESS)
    seconds = (tried.took or timedelta()).total_seconds()
    counted = None not in (reply.tokens_in, reply.tokens_out)
    tokens = "tells its tokens" if counted else "tells no tokens: the most is counted"
    text = f"{called} replied in {seconds:.1f} s; {_HELD[reply.form]}, and {tokens}"
    return Finding("model", True, text)


def of_price(name: str, terms: Terms) -> Finding:
    """Return what a model is taken to cost."""
    price = _price(terms.price)
    if terms.assumed:
        text = f"none is set for {name}, so {price} are taken; set it in "
        return Finding("price", True, f"{text}[model.prices]")
    if terms.price == Price(0, 0):
        return Finding("price", True, f"{name} costs nothing")
    return Finding("price", True, f"{name} costs {price}")


def of_budget(standing: Standing) -> list[Finding]:
    """Return that no call is made for what it may cost, nothing where some are."""
    if not standing.is_too_dear(standing.terms.caps):
        return []
    most = dollars(standing.a_call)
    return [Finding("budget", False, f"one call may cost {most}, {_DEAR}", _UNASKED)]


def of_cost(bill: Bill) -> Finding:
    """Return what all that was asked of models has cost, of what it may."""
    over = bill.shared_day or bill.shared_month
    spent = "; that is spent, so nothing more is asked of them for now" if over else ""
    return Finding("cost", True, f"{summary(bill)}{spent}{by_feature(bill)}")


def _wrong(tried: Tried) -> str:
    """Return why a reply to a short report is of no use, "" where it is."""
    if tried.retelling is None:
        return tried.problem
    fault = tried.retelling.fault
    if fault is None:
        return ""
    if tried.retelling.is_judged:
        return f"what it wrote of a short report is cut: {fault}"
    return _FAULTS.get(fault, str(fault))


def _price(price: Price) -> str:
    reading, writing = (each / 1_000_000 for each in (price.reading, price.writing))
    return f"{reading:g} USD for a million tokens read and {writing:g} written"
