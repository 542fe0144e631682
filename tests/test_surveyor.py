"""Calls of an embeddings model: counted, capped, and never needed."""

import asyncio
import logging
from datetime import timedelta

import pytest

from digests.accounting import Accountant
from digests.accounts import Caps, Feature, Price, Purpose, Terms, Usage
from digests.answering import Librarian
from digests.asked import Asked
from digests.errors import EndpointError, NotAsked
from digests.freelance import Freelance
from digests.guilds import Reach
from digests.likeness import Likeness
from digests.ports import Prompt, Vectors
from digests.retold import UNREACHED
from digests.storage.model_calls import DAY_SPENT, MONTH_SPENT, TOO_MANY
from digests.surveyor import Surveyor
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.workers import InlineWorkers
from tests.stocking import Stock

# A dollar a token.
PRICE = Price(1_000_000_000_000, 0)
DOLLAR = 1_000_000
OURS = Purpose("1", Feature.VECTORS)
TEXT = "The viaduct at Tarn was inaugurated on Monday, two years late."
QUESTION = "Was the viaduct at Tarn inaugurated?"


class Embedder:
    """Places all texts at one spot, and tells a token for four letters, or what it is
    told to."""

    model = "small"

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.tells: list[int | None] = []
        self.fault: EndpointError | None = None

    async def embed(self, texts) -> Vectors:
        self.asked.append(list(texts))
        await asyncio.sleep(0)
        if self.fault:
            raise self.fault
        tokens = self.tells[0] if self.tells else sum(map(len, texts)) // 4
        return Vectors([[1.0, 0.0]] * len(texts), tokens)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def embedder():
    return Embedder()


@pytest.fixture
def hire(db, clock, embedder):
    """Hire the model on these terms; who waits lets others go on, and no time pass."""

    def hired(price: Price = PRICE, **terms) -> Surveyor:
        async def pause(_: float) -> None:
            await asyncio.sleep(0.001)

        return Surveyor(db, clock, embedder, Terms(price, **terms), pause)

    return hired


@pytest.fixture
def accountant(db, clock):
    return Accountant(db, clock, Caps())


async def stocked(db, articles: int = 1) -> None:
    stock = Stock(db)
    feed = await stock.follow("gazette", "1")
    for number in range(articles):
        await stock.bring(feed, f"Viaduct {number}", TEXT)


async def refusal(asked) -> str:
    with pytest.raises(NotAsked) as caught:
        await asked
    return caught.value.reason


async def test_articles_are_nobody_s_and_a_question_is_its_server_s(
    db, hire, accountant, embedder
):
    """SAFETY 43."""
    await stocked(db)
    likeness = Likeness(db, hire())
    librarian = Librarian(db, ManualClock(), InlineWorkers(), likeness)
    assert await likeness.fill() == 1
    await librarian.ask(Asked(QUESTION, Reach("1")))
    placed, asked = (sum(map(len, each)) // 4 for each in embedder.asked)
    bills = [(await accountant.bill(guild)).today for guild in ("", "1", "2")]
    assert bills == [
        {Feature.VECTORS: Usage(1, 0, placed, 0, placed * DOLLAR)},
        {Feature.VECTORS: Usage(1, 0, asked, 0, asked * DOLLAR)},
        {},
    ]
    everybody = Usage(2, 0, placed + asked, 0, (placed + asked) * DOLLAR)
    assert (await accountant.overall()).month == {Feature.VECTORS: everybody}


@pytest.mark.parametrize("caps", [Caps(day=0), Caps(month=5 * DOLLAR)])
async def test_where_a_server_s_budget_is_spent_its_questions_go_on_by_words(
    db, hire, accountant, embedder, caps
):
    """SAFETY 43."""
    await stocked(db)
    likeness = Likeness(db, hire())
    await likeness.fill()
    await accountant.set_budget("1", caps)
    librarian = Librarian(db, ManualClock(), InlineWorkers(), likeness)
    plain = Librarian(db, ManualClock(), InlineWorkers())
    asked = Asked(QUESTION, Reach("1"))
    answered = await librarian.ask(asked)
    assert answered == await plain.ask(asked)
    assert [each.text for each in answered.answer.sentences] == [TEXT]
    assert len(embedder.asked) == 1


async def test_where_what_all_may_spend_is_spent_no_article_is_placed(
    db, hire, embedder, clock
):
    """SAFETY 43: it goes on with the next month."""
    embedder.tells = [None]
    await stocked(db, articles=40)
    likeness = Likeness(db, hire(caps=Caps(month=3000 * DOLLAR)))
    assert [await likeness.fill() for _ in range(4)] == [32, 0, 0, 0]
    assert len(embedder.asked) == 1
    clock.advance(timedelta(days=31))
    assert await likeness.fill() == 8


async def test_questions_that_race_never_cost_more_than_is_left(
    hire, accountant, embedder
):
    """SAFETY 43: for a server and for all; the endpoint tells nothing."""
    embedder.tells = [None]
    cap, own = 9_000 * DOLLAR, 3_000 * DOLLAR
    await accountant.set_budget("2", Caps(day=own))
    surveyor = hire(caps=Caps(month=cap))

    async def ask(number: int) -> str:
        purpose = Purpose("12"[number % 2], Feature.VECTORS, patience_s=600.0)
        try:
            await surveyor.place([f"Question {number}?"], purpose)
        except NotAsked as error:
            return error.reason
        return ""

    told = await asyncio.gather(*map(ask, range(100)))
    assert {*told} == {"", DAY_SPENT, MONTH_SPENT}
    spent = (await accountant.overall()).today[Feature.VECTORS].micro_usd
    assert cap - 300 * DOLLAR < spent <= cap
    assert (await accountant.bill("2")).today[Feature.VECTORS].micro_usd <= own


@pytest.mark.parametrize("tells", [1, 0, -3, None, 10**9])
async def test_what_is_told_is_never_less_than_the_text(
    hire, embedder, accountant, tells
):
    """SAFETY 43."""
    embedder.tells = [tells]
    await hire().place([TEXT * 100], OURS)
    (used,) = (await accountant.bill("1")).today.values()
    least, most = len(TEXT) * 100 // 8, len(TEXT) * 100 + 256
    assert used.tokens_in == (least if tells == 1 else most)


async def test_articles_leave_half_of_every_minute_to_questions(
    db, hire, embedder, clock
):
    await stocked(db, articles=65)
    surveyor = hire(Price(0, 0), requests=3)
    likeness = Likeness(db, surveyor)
    assert [await likeness.fill() for _ in range(3)] == [32, 32, 0]
    await surveyor.place([QUESTION], OURS)
    assert await refusal(surveyor.place([QUESTION], OURS)) == TOO_MANY
    assert len(embedder.asked) == 3


async def test_a_model_that_writes_has_a_minute_and_a_last_reply_of_its_own(
    db, hire, clock
):
    surveyor = hire(Price(0, 0), requests=1)
    terms = Terms(Price(0, 0), requests=1)
    freelance = Freelance(db, clock, ScriptedModel(), terms)
    await surveyor.place([QUESTION], OURS)
    assert (await freelance.standing()).last_reply is None
    await freelance.complete(Prompt("x", "", "y", {}), Purpose("1", Feature.CHECK))
    assert (await surveyor.standing()).last_reply == clock.now()


async def test_a_fault_costs_nothing_where_nothing_was_done_and_is_left_alone(
    hire, embedder, accountant, caplog
):
    """SAFETY 42."""
    embedder.fault = EndpointError("no way there")
    surveyor = hire()
    with caplog.at_level(logging.WARNING, "digests"), pytest.raises(EndpointError):
        await surveyor.place([QUESTION], OURS)
    assert await refusal(surveyor.place([QUESTION], OURS)) == UNREACHED
    assert (await accountant.bill("1")).today == {Feature.VECTORS: Usage(1, 1)}
    assert caplog.messages == ["small is left alone for a while: no way there"]
