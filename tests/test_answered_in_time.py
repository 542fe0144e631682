"""Whatever a model does, an answer that was found comes, in time, and says why."""

import asyncio
from datetime import timedelta

import pytest

from digests.accounting import Accountant
from digests.accounts import Caps, Feature, Price, Terms, Usage
from digests.adapters.openai.chat import Chat
from digests.answering import Librarian
from digests.asked import Asked
from digests.freelance import Freelance
from digests.guilds import Reach
from digests.retold import NO_REPLY, TOO_SLOW
from digests.rewording import Reworder
from tests.fakes.clock import ManualClock
from tests.fakes.endpoint import an_endpoint
from tests.fakes.workers import InlineWorkers

GUILD = "998877665544332211"
FOUND = "The new bridge at Tarn opened on Monday, two years late."
PATIENCE = timedelta(seconds=2)


@pytest.fixture
async def endpoint():
    async with an_endpoint() as running:
        yield running


@pytest.fixture
async def freelance(db, endpoint):
    model = Chat("little", endpoint.address, "", 20.0)
    yield Freelance(db, ManualClock(), model, Terms(Price(10**6, 10**6)))
    await model.close()


@pytest.fixture
async def ask(db, stock, freelance):
    await stock.bring(await stock.follow("gazette", GUILD), "Bridge opens", FOUND)
    clock, workers = ManualClock(), InlineWorkers()

    async def asked(question, patience):
        reworder = Reworder(db, workers, freelance, patience)
        librarian = Librarian(db, clock, workers, reworder=reworder)
        return (await librarian.ask(Asked(question, Reach(GUILD), "7"))).answer

    return asked


async def test_a_model_that_hangs_holds_no_answer_up_and_is_accounted_in_the_end(
    ask, db, endpoint, freelance
):
    """SAFETY 41 and 43."""
    first = await ask("When did the new bridge at Tarn open?", timedelta(seconds=60))
    assert [each.text for each in first.told] == [FOUND]
    endpoint.fault = "late"

    answer = await ask("When did the bridge at Tarn open?", PATIENCE)

    assert [each.text for each in answer.sentences] == [FOUND]
    assert (answer.told, answer.aside) == ((), TOO_SLOW)
    assert len(endpoint.requests) == 2
    endpoint.released.set()
    async with asyncio.timeout(20):
        while await billed(db) != freelance.done():  # noqa: ASYNC110 - it calls nobody
            await asyncio.sleep(0.02)
    assert (freelance.done().calls, freelance.done().failed) == (2, 0)


@pytest.mark.parametrize("fault", ["cut", "refusal", "other_form"])
async def test_what_comes_and_is_no_reply_is_told_as_that(ask, endpoint, fault):
    """SAFETY 41."""
    endpoint.fault = fault

    answer = await ask("When did the bridge at Tarn open?", timedelta(seconds=60))

    assert [each.text for each in answer.sentences] == [FOUND]
    assert (answer.told, answer.aside) == ((), NO_REPLY)


async def billed(db) -> Usage:
    """Return what the guild's answers came to."""
    bill = await Accountant(db, ManualClock(), Caps()).bill(GUILD)
    return bill.today[Feature.ANSWER]
