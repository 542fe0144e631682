"""An endpoint writes what it was asked, or there is one kind of error, in time."""

import asyncio
import json

import pytest
import pytest_asyncio
from msgspec.structs import replace

from digests.adapters.late import LateModel
from digests.adapters.openai.chat import Chat
from digests.errors import EndpointError, NotAsked
from digests.ports import Form, Prompt
from tests.fakes.endpoint import an_endpoint
from tests.fakes.faults import WORDLESS

pytestmark = pytest.mark.asyncio(loop_scope="module")

RULES = "Say what the source says, in a sentence, as JSON."
DATA = "<<source 1: Gazette>>\nThe bridge opened on Monday.\n<<end of source 1>>"
REPLY = '{"sentences": [{"text": "The bridge opened on Monday.", "sources": [1], '
REPLY += '"original": ""}], "quotes": []}'
SCHEMA = {
    "type": "object",
    "properties": {"sentences": {"type": "array", "items": {"type": "string"}}},
    "required": ["sentences"],
    "additionalProperties": False,
}
PROMPT = Prompt("card", RULES, DATA, SCHEMA, 300)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def serving():
    async with an_endpoint() as running:
        yield running


@pytest.fixture
def endpoint(serving):
    serving.reset()
    return serving


@pytest_asyncio.fixture(loop_scope="module")
async def chat(endpoint):
    made = Chat("little", endpoint.address, "", 20.0)
    yield made
    await made.close()


async def complete(address: str, key: str = "", timeout_s: float = 20.0, version=""):
    made = Chat("little", address, key, timeout_s, version)
    try:
        async with asyncio.timeout(60):
            return await made.complete(PROMPT)
    finally:
        await made.close()


async def test_a_prompt_becomes_rules_of_ours_and_data_apart(endpoint, chat):
    replied = await chat.complete(PROMPT)
    assert (replied.text, replied.finish, replied.refusal) == (REPLY, "stop", "")
    assert replied.tokens_in == (len(RULES) + len(DATA)) // 4
    assert replied.tokens_out == len(REPLY) // 4
    assert (chat.name, replied.model) == ("little", "little-2026-05-04")
    (asked,) = endpoint.requests
    assert asked == {
        "model": "little",
        "max_tokens": 300,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": RULES},
            {"role": "user", "content": DATA},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "card", "strict": True, "schema": SCHEMA},
        },
    }


async def test_half_a_character_is_no_reason_to_fail(endpoint, chat):
    await chat.complete(replace(PROMPT, data=DATA + " \ud83d"))
    assert endpoint.requests[0]["messages"][1]["content"] == DATA + " ?"


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize(
    ("lacks", "form"),
    [
        (("json_schema",), Form.OBJECT),
        (("json_schema", "json_object"), Form.TEXT),
        (("json_schema", "json_object", "temperature"), Form.TEXT),
        (("json_schema", "json_object", "temperature", "max_tokens"), Form.TEXT),
    ],
)
async def test_what_a_server_lacks_is_left_out_and_never_asked_again(
    endpoint, chat, lacks, form, tells
):
    endpoint.lacks, endpoint.tells = frozenset(lacks), tells
    assert (await chat.complete(PROMPT)).form == form
    assert len(endpoint.requests) == 1 + len(lacks)
    assert (await chat.complete(PROMPT)).form == form
    assert len(endpoint.requests) == 2 + len(lacks)


async def test_an_old_server_is_spoken_to_in_the_old_words(endpoint, chat):
    endpoint.lacks = frozenset({"max_completion_tokens"})
    assert (await chat.complete(PROMPT)).form is Form.SCHEMA
    assert len(endpoint.requests) == 1


async def test_only_what_is_named_is_left_out(endpoint, chat):
    endpoint.lacks = frozenset({"max_tokens", "temperature"})
    assert (await chat.complete(PROMPT)).form is Form.SCHEMA
    asked = endpoint.requests[-1]
    assert asked["max_completion_tokens"] == 300
    assert not {"max_tokens", "temperature"} & asked.keys()


async def test_a_server_without_schemas_is_told_the_form_in_words(endpoint, chat):
    endpoint.lacks = frozenset({"json_schema"})
    await chat.complete(PROMPT)
    asked = endpoint.requests[-1]
    assert asked["response_format"] == {"type": "json_object"}
    rules = asked["messages"][0]["content"]
    assert rules.startswith(RULES)
    assert json.loads(rules.splitlines()[-1]) == SCHEMA


async def test_a_server_that_is_known_is_not_asked_again_for_nothing(endpoint, chat):
    await chat.complete(PROMPT)
    endpoint.fault, endpoint.status = "status", 400
    with pytest.raises(EndpointError) as caught:
        await chat.complete(PROMPT)
    assert caught.value.refused
    assert len(endpoint.requests) == 2


async def test_where_nothing_helps_the_first_refusal_is_told(endpoint, chat):
    endpoint.fault, endpoint.status = "status", 404
    with pytest.raises(EndpointError, match="no such model or address"):
        await chat.complete(PROMPT)
    assert len(endpoint.requests) == 5
    endpoint.fault = ""
    assert (await chat.complete(PROMPT)).form is Form.SCHEMA


async def test_each_request_but_the_first_has_to_be_allowed(endpoint, chat):
    """SAFETY 43: what is not allowed is not sent, and the next call goes on from it."""
    endpoint.lacks = frozenset({"json_schema", "json_object", "temperature"})
    refusals: list[EndpointError] = []

    async def twice(refusal: EndpointError) -> None:
        refusals.append(refusal)
        if len(refusals) == 2:
            raise NotAsked("it is spent")

    with pytest.raises(NotAsked):
        await chat.complete(PROMPT, twice)
    assert [each.refused for each in refusals] == [True, True]
    assert len(endpoint.requests) == 2
    assert (await chat.complete(PROMPT)).form is Form.TEXT
    assert len(endpoint.requests) == 4


@pytest.mark.parametrize("fault", sorted(set(WORDLESS) - {"silence", "drip"}))
async def test_whatever_is_no_reply_is_one_error_and_one_call(endpoint, chat, fault):
    """SAFETY 41."""
    endpoint.fault = fault
    with pytest.raises(EndpointError) as caught:
        await chat.complete(PROMPT)
    assert caught.value.reason
    assert len(endpoint.requests) == 1
    assert sum(endpoint.sent) < 64 * 2**20


@pytest.mark.parametrize("fault", ["silence", "drip"])
async def test_a_reply_that_never_ends_is_not_waited_for(endpoint, fault):
    """SAFETY 41."""
    endpoint.fault = fault
    with pytest.raises(EndpointError, match=r"no answer within 0\.5 s") as caught:
        await complete(endpoint.address, timeout_s=0.5)
    assert caught.value.charged


async def test_an_error_without_end_is_the_error_that_it_is(endpoint, chat):
    """SAFETY 41."""
    endpoint.fault = "error_without_end"
    with pytest.raises(EndpointError, match="status 500"):
        await chat.complete(PROMPT)
    assert sum(endpoint.sent) < 64 * 2**20


async def test_what_says_what_it_is_is_a_reply(endpoint, chat):
    """SAFETY 41."""
    endpoint.fault = "cut"
    cut = await chat.complete(PROMPT)
    assert (cut.text, cut.finish) == (REPLY[: len(REPLY) // 2], "length")
    endpoint.fault = "refusal"
    refused = await chat.complete(PROMPT)
    assert (refused.text, refused.refusal) == ("", "I cannot help with that.")
    endpoint.fault = "other_model"
    assert (await chat.complete(PROMPT)).model == "a-cheaper-one"
    endpoint.fault = "other_form"
    assert (await chat.complete(PROMPT)).text == '{"summary": ["It rained.", 3]}'


@pytest.mark.parametrize(
    "fault", ["page", "half", "broken", "flood", "reset", "nan", "no_choice", "tool"]
)
async def test_who_may_have_been_at_work_may_charge_for_it(endpoint, chat, fault):
    endpoint.fault = fault
    with pytest.raises(EndpointError) as caught:
        await chat.complete(PROMPT)
    assert caught.value.charged


@pytest.mark.parametrize(
    ("fault", "wait_s", "words"),
    [
        ("wait", 2.0, "asked too often (status 429, rate_limit_exceeded)"),
        ("wait_an_hour", 3600.0, "asked too often"),
        ("busy", 1.0, "in trouble (status 503)"),
        ("quota", 3600.0, "used up (status 429, insufficient_quota)"),
        ("error", None, "in trouble (status 500)"),
        ("redirect", None, "status 307"),
    ],
)
async def test_a_status_is_free_and_says_how_long_to_wait(
    endpoint, chat, fault, wait_s, words
):
    """SAFETY 41."""
    endpoint.fault = fault
    with pytest.raises(EndpointError) as caught:
        await chat.complete(PROMPT)
    assert (caught.value.charged, caught.value.wait_s) == (False, wait_s)
    assert words in caught.value.reason


async def test_nobody_there_is_one_error_and_free(unused_tcp_port):
    with pytest.raises(EndpointError) as caught:
        await complete(f"http://127.0.0.1:{unused_tcp_port}/v1")
    assert not caught.value.charged


async def test_nothing_of_the_environment_is_sent_or_followed(endpoint, monkeypatch):
    """SAFETY 8."""
    for name, value in {
        "OPENAI_API_KEY": "sk-of-the-shell",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "OPENAI_ORG_ID": "canary",
        "OPENAI_PROJECT_ID": "canary",
        "OPENAI_CUSTOM_HEADERS": "Authorization: canary\nX-More: canary",
        "AZURE_OPENAI_AD_TOKEN": "canary",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    await complete(endpoint.address)
    await complete(endpoint.address, key="sk-of-the-settings")
    await complete(endpoint.address, key="sk-of-the-settings", version="2024-10-21")
    plain, keyed, azure = endpoint.headers
    allowed = {"host", "accept", "accept-encoding", "user-agent"}
    allowed |= {"content-type", "content-length"}
    assert plain.keys() <= allowed
    assert keyed["authorization"] == "Bearer sk-of-the-settings"
    assert azure["api-key"] == "sk-of-the-settings"
    assert "canary" not in str(endpoint.headers)


async def test_azure_is_asked_by_deployment_and_version(endpoint):
    replied = await complete(endpoint.address, key="k", version="2024-10-21")
    assert replied.text == REPLY
    deployment = "/v1/openai/deployments/little/chat/completions"
    assert endpoint.paths == [f"{deployment}?api-version=2024-10-21"]


async def test_a_key_of_any_letters_is_sent_as_it_is(endpoint):
    await complete(endpoint.address, key="ключ")
    sent = endpoint.headers[0]["authorization"]
    assert sent.encode("utf8", "surrogateescape").decode("utf8") == "Bearer ключ"


async def test_a_model_is_loaded_once_by_who_asks_first(endpoint):
    made = []

    def connect() -> Chat:
        made.append(Chat("little", endpoint.address, "", 20.0))
        return made[0]

    late = LateModel("little", connect)
    assert late.name == "little"
    assert made == []
    both = await asyncio.gather(late.complete(PROMPT), late.complete(PROMPT))
    assert [each.text for each in both] == [REPLY, REPLY]
    assert len(made) == 1
    await late.close()
