"""What a model promises, whichever it is: in this process, or an endpoint's."""

from contextlib import asynccontextmanager

import pytest

from digests.adapters.openai.chat import Chat
from digests.errors import EndpointError
from digests.grounding.replies import SCHEMA, Reply, read
from digests.ports import Prompt
from tests.fakes.endpoint import an_endpoint
from tests.fakes.models import ScriptedModel
from tests.fakes.scripts import honest

DATA = (
    "<<source 1: Gazette>>\nBridge opened\nThe viaduct at Tarn began to carry trains, "
    "which were late.\n<<end of source 1>>\nquote 1 (source 1, Ada Moor): It is done."
)
PROMPT = Prompt("story", "Say what the source says. Reply in JSON.", DATA, SCHEMA)


@asynccontextmanager
async def scripted():
    model = ScriptedModel(name="little")

    def change(script=None, fails=False):
        model.script = script or model.script
        model.fault = EndpointError("no answer", charged=True) if fails else None

    yield model, change, lambda: [(each.rules, each.data) for each in model.prompts]


@asynccontextmanager
async def served():
    async with an_endpoint() as endpoint:
        model = Chat("little", endpoint.address, "", 20.0)

        def change(script=None, fails=False):
            endpoint.script = script or endpoint.script
            endpoint.fault = "half" if fails else ""

        def asked():
            talks = (each["messages"] for each in endpoint.requests)
            return [tuple(each["content"] for each in talk) for talk in talks]

        yield model, change, asked
        await model.close()


@pytest.fixture(params=[scripted, served])
async def given(request):
    async with request.param() as opened:
        yield opened


async def test_it_is_named_as_the_operator_named_it(given):
    model, _, _ = given
    assert model.name == "little"


async def test_it_hears_the_rules_and_the_data_apart_and_replies_by_its_script(given):
    model, change, asked = given
    change(script=lambda messages: f"{len(messages)} messages")
    replied = await model.complete(PROMPT)
    assert replied.text == "2 messages"
    assert asked() == [(PROMPT.rules, PROMPT.data)]


async def test_a_reply_says_how_it_ended_and_what_it_took(given):
    model, _, _ = given
    replied = await model.complete(PROMPT)
    assert (replied.finish, replied.refusal) == ("stop", "")
    assert 0 < replied.tokens_out < replied.tokens_in
    assert replied.model.startswith("little")


async def test_what_fails_is_one_error_and_the_next_call_is_another(given):
    model, change, _ = given
    change(fails=True)
    with pytest.raises(EndpointError) as caught:
        await model.complete(PROMPT)
    assert caught.value.charged
    change()
    assert (await model.complete(PROMPT)).text


async def test_an_honest_one_rewords_its_sources_and_picks_quotes(given):
    model, change, _ = given
    change(script=honest)
    reply = read(await model.complete(PROMPT))
    assert isinstance(reply, Reply)
    (sentence,) = reply.sentences
    assert sentence.text == (
        "The viaduct at Tarn started to carry trains, that were late."
    )
    assert (sentence.sources, reply.quotes) == ((1,), (1,))
