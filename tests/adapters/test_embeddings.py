"""An endpoint gives vectors, or one kind of error, in bounded time and room."""

import asyncio

import pytest

from digests.adapters.late import LateEmbedder
from digests.adapters.openai.embeddings import Embeddings
from digests.errors import EndpointError
from tests.fakes.endpoint import an_endpoint, said, vector

TEXTS = ["The bridge opened.", "A blaze in Korsholm."]


@pytest.fixture
async def endpoint():
    async with an_endpoint() as running:
        yield running


async def embed(address: str, texts=TEXTS, key: str = "", timeout_s: float = 20.0):
    asked = Embeddings("little", address, key, timeout_s)
    try:
        async with asyncio.timeout(60):
            return await asked.embed(texts)
    finally:
        await asked.close()


async def test_each_text_gets_its_own_vector_whatever_their_order(endpoint):
    given = await embed(endpoint.address)
    assert given.rows == [vector(each) for each in TEXTS]
    assert given.tokens == sum(map(len, TEXTS)) // 4
    assert endpoint.texts == [TEXTS]


async def test_a_key_is_sent_where_there_is_one(endpoint, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-shell")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    await embed(endpoint.address)
    await embed(endpoint.address, key="sk-of-the-settings")
    assert [each.get("authorization") for each in endpoint.headers] == [
        None,
        "Bearer sk-of-the-settings",
    ]


async def test_no_proxy_of_the_environment_is_used(endpoint, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert await embed(endpoint.address)


@pytest.mark.parametrize(
    "status", [204, 301, 307, 400, 401, 403, 404, 413, 429, 500, 503]
)
async def test_a_status_that_is_no_answer_is_one_error_and_one_call(endpoint, status):
    """SAFETY 41."""
    endpoint.fault, endpoint.status = "status", status
    with pytest.raises(EndpointError) as caught:
        await embed(endpoint.address)
    assert caught.value.refused == (status in {400, 413})
    assert len(endpoint.texts) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'{"data": []}',
        b'{"data": null}',
        b'{"error": "no"}',
        b'{"data": [{"index": 0, "embedding": [0.5, 0.',
        said([1.0, 2.0]),
        said([1.0], [2.0], [3.0]),
        said([1.0], [2.0, 3.0]),
        said([], []),
        said([0.0, 0.0], [1.0, 2.0]),
        said([float("nan"), 1.0], [1.0, 2.0]),
        said([1.0], [2.0]).replace(b"1.0", b"1e999"),
        said([1.0], [2.0]).replace(b'"index": 0', b'"index": 1'),
        said([1.0], [2.0]).replace(b"[1.0]", b'"AACAPw=="'),
        b"\xff\xfe",
    ],
)
async def test_an_answer_that_is_no_list_of_vectors_is_one_error(endpoint, body):
    """SAFETY 41."""
    endpoint.fault, endpoint.body = "says", body
    with pytest.raises(EndpointError):
        await embed(endpoint.address)


@pytest.mark.parametrize("fault", ["page", "packed", "reset", "flood"])
async def test_what_comes_broken_packed_or_endless_is_one_error(endpoint, fault):
    """SAFETY 41."""
    endpoint.fault = fault
    with pytest.raises(EndpointError):
        await embed(endpoint.address)
    assert sum(endpoint.sent) < 64 * 2**20


@pytest.mark.parametrize("fault", ["silence", "drip"])
async def test_an_answer_that_never_ends_is_not_waited_for(endpoint, fault):
    """SAFETY 41."""
    endpoint.fault = fault
    with pytest.raises(EndpointError, match="no answer within"):
        await embed(endpoint.address, timeout_s=0.5)


async def test_nobody_there_is_one_error(unused_tcp_port):
    with pytest.raises(EndpointError):
        await embed(f"http://127.0.0.1:{unused_tcp_port}/v1")


async def test_what_is_never_asked_is_never_loaded():
    def connect():
        raise AssertionError("it was loaded")

    late = LateEmbedder("little", connect)
    assert late.model == "little"
    await late.close()


async def test_it_is_loaded_once_by_those_who_ask_first(endpoint):
    made = []

    def connect() -> Embeddings:
        made.append(Embeddings("little", endpoint.address, "", 20.0))
        return made[0]

    late = LateEmbedder("little", connect)
    both = await asyncio.gather(late.embed(TEXTS[:1]), late.embed(TEXTS[1:]))
    assert [one for each in both for one in each.rows] == [
        vector(each) for each in TEXTS
    ]
    assert len(made) == 1
    await late.close()
