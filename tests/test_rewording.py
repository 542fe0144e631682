"""Answers in a model's words: on what was found, and on nothing else."""

import io
import json

import pytest
from rich.console import Console

from bot.render.stories import answered_posts
from bot.terminal import print_answered
from digests.accounts import Caps, Price, Terms
from digests.answering import Librarian
from digests.asked import Asked
from digests.errors import EndpointError
from digests.freelance import Freelance
from digests.guilds import Reach
from digests.retold import NO_ANSWER, NO_REPLY, NOT_KEPT
from digests.rewording import Reworder
from digests.storage.model_calls import DAY_SPENT
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.workers import InlineWorkers

TITLE = "Bridge opens at Tarn"
TEXT = "The new bridge at Tarn opened on Monday, two years late. Ada Marsh was there."
QUESTION = "When did the new bridge at Tarn open?"
FOUND = "The new bridge at Tarn opened on Monday, two years late."
OWN = "In the articles’ own sentences, without a model: "


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
def terms():
    return Terms(Price(0, 0))


@pytest.fixture
def ask(db, stocked, model, terms):
    clock, workers = ManualClock(), InlineWorkers()
    freelance = Freelance(db, clock, model, terms)
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
    assert OWN not in shown


async def test_what_a_model_thinks_aloud_costs_no_answer(ask, model):
    script = says("The bridge at Tarn opened on Monday. [1]")
    model.script = lambda messages: f"[THINK]Friday?[/THINK]\n{script(messages)}"

    answered = await ask()

    (told,) = answered.answer.told
    assert told.text == "The bridge at Tarn opened on Monday."


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (says("The bridge at Tarn opened on Friday."), NOT_KEPT),
        (says("The bridge at Vik opened on Monday."), NOT_KEPT),
        (says("The bridge at Tarn opened on Monday.", source=2), NOT_KEPT),
        (says("Die neue Brücke in Tarn wurde am Montag eröffnet."), NOT_KEPT),
        (says("**The bridge** at Tarn opened on Monday."), NOT_KEPT),
        (says(), NO_ANSWER),
        (lambda _: '```json\n{"sentences": []}\n```', NO_ANSWER),
        (lambda _: "<think>There is no answer.</think>", NO_REPLY),
        (lambda _: "I cannot help with that.", NO_REPLY),
        (lambda _: "A bridge was opened.", NO_REPLY),
    ],
)
async def test_what_does_not_stand_there_leaves_the_sentence_that_was_found(
    ask, model, script, why
):
    """SAFETY 40."""
    model.script = script

    answered = await ask()

    assert answered.answer.told == ()
    assert [each.text for each in answered.answer.sentences] == [FOUND]
    assert answered.answer.aside == why


async def test_where_the_endpoint_is_down_the_answer_comes_and_says_why(ask, model):
    """SAFETY 41. In Discord and at the terminal, and when it is given again."""
    model.fault = EndpointError("connection refused")

    for answered in (await ask(), await ask()):
        assert [each.text for each in answered.answer.sentences] == [FOUND]
        (post,) = answered_posts(answered)
        said = f"{OWN}the model is out of reach."
        assert post.embeds[0].description.endswith(f"\n-# {said}")
        out = io.StringIO()
        print_answered(answered, Console(file=out, width=100))
        assert said in out.getvalue()


@pytest.mark.parametrize("terms", [Terms(Price(10**6, 10**6), caps=Caps(day=0))])
async def test_at_the_cap_the_answer_says_so_and_nothing_is_asked(ask, model, terms):
    """SAFETY 43."""
    assert terms.caps.day == 0

    answered = await ask()

    assert [each.text for each in answered.answer.sentences] == [FOUND]
    assert answered.answer.aside == DAY_SPENT
    assert model.prompts == []


async def test_a_refusal_says_nothing_of_a_model_that_is_down(ask, model):
    model.fault = EndpointError("connection refused")

    answered = await ask("Who won the regatta of Lorne?")

    assert answered.answer.aside == ""
    assert OWN not in answered_posts(answered)[0].embeds[0].description


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
