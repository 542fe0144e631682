"""Answers in a model's words: on what was found, and on nothing else."""

import json

import pytest

from bot.render.stories import answered_posts
from digests.accounts import Price, Terms
from digests.answering import Librarian
from digests.asked import Asked
from digests.errors import EndpointError
from digests.freelance import Freelance
from digests.guilds import Reach
from digests.rewording import Reworder
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.workers import InlineWorkers

TITLE = "Bridge opens at Tarn"
TEXT = "The new bridge at Tarn opened on Monday, two years late. Ada Marsh was there."
QUESTION = "When did the new bridge at Tarn open?"
FOUND = "The new bridge at Tarn opened on Monday, two years late."


def says(*sentences: str, source: int = 1):
    told = [{"text": each, "sources": [source], "original": ""} for each in sentences]
    return lambda _: json.dumps({"sentences": told, "quotes": []})


@pytest.fixture
async def stocked(stock):
    await stock.bring(await stock.follow("gazette", "1"), TITLE, TEXT)
    return stock


@pytest.fixture
def model():
    return ScriptedModel()


@pytest.fixture
def ask(db, stocked, model):
    clock, workers = ManualClock(), InlineWorkers()
    freelance = Freelance(db, clock, model, Terms(Price(0, 0)))
    librarian = Librarian(db, clock, workers, reworder=Reworder(db, workers, freelance))

    async def asked(question: str = QUESTION, guild: str = "1"):
        return await librarian.ask(Asked(question, Reach(guild), "7"))

    return asked


async def test_an_answer_is_told_in_the_models_words_with_its_source(ask, model):
    model.script = says("The bridge at Tarn opened on Monday.")

    answered = await ask()

    (told,) = answered.answer.told
    assert (told.text, told.sources) == ("The bridge at Tarn opened on Monday.", (0,))
    assert [each.text for each in answered.answer.sentences] == [FOUND]
    (post,) = answered_posts(answered)
    shown = post.embeds[0].description
    assert "The bridge at Tarn opened on Monday. [1]" in shown
    assert "[1] [Bridge opens at Tarn](" in shown
    assert FOUND not in shown


@pytest.mark.parametrize(
    "script",
    [
        says("The bridge at Tarn opened on Friday."),
        says("The bridge at Vik opened on Monday."),
        says("The bridge at Tarn opened on Monday.", source=2),
        says(),
        lambda _: "I cannot help with that.",
    ],
)
async def test_what_does_not_stand_there_leaves_the_sentence_that_was_found(
    ask, model, script
):
    """SAFETY 40."""
    model.script = script

    answered = await ask()

    assert answered.answer.told == ()
    assert [each.text for each in answered.answer.sentences] == [FOUND]


async def test_where_the_endpoint_is_down_the_answer_comes_all_the_same(ask, model):
    """SAFETY 41."""
    model.fault = EndpointError("connection refused")

    answered = await ask()

    assert [each.text for each in answered.answer.sentences] == [FOUND]


async def test_a_question_that_nothing_answers_is_not_put_to_the_model(ask, model):
    model.script = says("The bridge at Tarn opened on Monday.")

    answered = await ask("Who won the regatta of Lorne?")

    assert answered.answer.refused
    assert model.prompts == []


async def test_another_servers_articles_are_never_shown_to_the_model(
    ask, model, stocked
):
    """SAFETY 45."""
    other = await stocked.follow("courier", "2")
    told = "The new bridge at Tarn opened in secret on Monday, says the canary."
    await stocked.bring(other, "Bridge at Tarn", told)

    await ask()

    (prompt,) = model.prompts
    assert "canary" not in prompt.data
    assert "<<question>>\n" + QUESTION in prompt.data


async def test_whom_a_question_mentions_is_nobody_s_to_know(ask, model):
    """SAFETY 45."""
    await ask(f"{QUESTION} <@123456789012345678> <#4711> <@&4712>")

    (prompt,) = model.prompts
    assert not {"123456789012345678", "4711", "4712"} & set(prompt.data.split())
    assert "<@" not in prompt.data


async def test_what_was_answered_is_not_worded_anew_while_nothing_was_read(ask, model):
    model.script = says("The bridge at Tarn opened on Monday.")

    first, again = await ask(), await ask()

    assert again.again
    assert again.answer.told == first.answer.told
    assert len(model.prompts) == 1
