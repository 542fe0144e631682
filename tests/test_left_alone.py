"""An endpoint that asks to be left alone: over the wire, and what readers see of it."""

import logging
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.commands.money_words import model_lines
from bot.render.stories import answer_posts
from bot.render.text import moment
from digests.accounts import Caps, Price, Terms
from digests.adapters.openai.chat import Chat
from digests.assigned import Manner
from digests.freelance import Freelance
from digests.retelling import Reteller
from digests.rewording import Reworder
from digests.types import Answer, Passage, Story
from tests.builders import a_report, an_article
from tests.fakes.clock import ManualClock
from tests.fakes.endpoint import Endpoint, an_endpoint
from tests.fakes.workers import InlineWorkers

TEXT = "The new bridge at Tarn opened on Monday, two years late."
OWN = "In the articles’ own sentences, without a model"
INSTANT = timedelta(milliseconds=1)
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """A model over the wire, and an answer for it to word."""

    endpoint: Endpoint
    clock: ManualClock
    freelance: Freelance
    reworder: Reworder
    found: Answer

    async def answer(self) -> str:
        """Have the answer worded, and return what is printed of it."""
        (post,) = answer_posts(await self.reworder.reword(self.found, "1"))
        return str(post.embeds[0].description)


@pytest.fixture
async def desk(db, stock):
    article = await stock.bring(await stock.follow("gazette", "1"), "Bridge", TEXT)
    passage = Passage(article, TEXT, 0, len(TEXT), "https://a.example/1", "Bridge")
    found = Answer("When did the bridge at Tarn open?", (passage,))
    clock = ManualClock()
    async with an_endpoint() as endpoint:
        model = Chat("little", endpoint.address, "", 20.0)
        freelance = Freelance(db, clock, model, Terms(Price(10**6, 10**6)))
        reworder = Reworder(db, InlineWorkers(), freelance)
        yield Desk(endpoint, clock, freelance, reworder, found)
        await model.close()


@pytest.mark.parametrize(
    ("fault", "rest_s", "words"),
    [
        ("busy", 1, "in trouble (status 503)"),
        ("wait", 2, "asked too often (status 429, rate_limit_exceeded)"),
        ("wait_an_hour", 3600, "asked too often (status 429, rate_limit_exceeded)"),
        ("quota", 3600, "used up (status 429, insufficient_quota)"),
    ],
)
async def test_one_call_is_made_and_all_who_read_are_told(
    desk, caplog, fault, rest_s, words
):
    """SAFETY 41 and 42."""
    caplog.set_level(logging.WARNING, "digests.cashier")
    desk.endpoint.fault = fault

    for _ in range(3):
        told = await desk.answer()
        assert told.startswith(f"{TEXT} [1]")
        assert told.endswith(f"\n-# {OWN}: the model is out of reach.")

    assert len(desk.endpoint.requests) == 1
    assert desk.freelance.done().micro_usd == 0
    assert caplog.text.count("left alone for a while") == 1
    assert words in caplog.text
    again = moment(desk.clock.now() + timedelta(seconds=rest_s))
    said = "\n".join(model_lines(await desk.freelance.standing(), Caps()))
    assert f"Model little is out of reach; it is tried again {again}" in said


@pytest.mark.parametrize(
    ("fault", "rest_s"),
    [("busy", 1), ("wait", 2), ("wait_an_hour", 3600), ("quota", 3600)],
)
async def test_it_is_tried_again_when_it_said_and_not_before(desk, fault, rest_s):
    """SAFETY 42. Who fails once more is left alone for a minute at least."""
    rest = timedelta(seconds=rest_s)
    desk.endpoint.fault = fault
    await desk.answer()
    for calls, wait in ((2, rest), (3, max(rest, MINUTE))):
        desk.clock.advance(wait - INSTANT)
        assert OWN in await desk.answer()
        assert len(desk.endpoint.requests) == calls - 1
        desk.clock.advance(INSTANT)
        desk.endpoint.fault = fault if calls == 2 else ""
        told = [await desk.answer(), await desk.answer()]
        assert all((OWN in each) == (calls == 2) for each in told)

    assert len(desk.endpoint.requests) == 4


async def test_a_digest_of_many_stories_asks_no_more_once_the_quota_is_used_up(desk):
    """SAFETY 42. Calls that were made together are made."""
    desk.endpoint.fault = "quota"
    articles = [an_article(TEXT, url=f"https://a.example/{n}") for n in range(40)]
    stories = [Story((a_report(each),), ()) for each in articles]
    reteller = Reteller(desk.freelance, InlineWorkers(), desk.clock)

    by = desk.clock.now() + MINUTE
    retold = await reteller.retell(stories, Manner(), "1", by)

    assert retold.stories == tuple(stories)
    assert retold.aside == "the model is out of reach"
    assert 0 < len(desk.endpoint.requests) <= desk.freelance.at_once
    assert desk.freelance.done().micro_usd == 0
