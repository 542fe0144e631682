"""Vectors from an OpenAI-compatible endpoint; the one home of the `openai` package.

Loading that takes seconds: `late` does it where nobody waits. What comes back is
capped, never unpacked, and read as strictly as a feed is.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from math import isfinite

import httpx2
from msgspec import DecodeError, Struct, json
from openai import APIStatusError, AsyncOpenAI, Omit, OpenAIError

from digests.errors import EndpointError

# Thirty-two vectors of 4,096 numbers are three megabytes of JSON.
_MOST_BYTES = 16 * 2**20
# Statuses of an endpoint that is well and does not take what it was sent.
_REFUSED = frozenset({400, 413, 422})

# A line for every request, whoever reads the log.
logging.getLogger("httpx2").setLevel(logging.WARNING)


class _Vector(Struct):
    index: int
    embedding: list[float]


class _Vectors(Struct):
    data: list[_Vector]


class Endpoint:
    """An endpoint's `/embeddings`; each call is made once, and has an end."""

    def __init__(self, model: str, base_url: str, key: str, timeout_s: float) -> None:
        """Take what the operator chose; without a key none is sent."""
        self._timeout_s = timeout_s
        self._model = model
        self._headers = _headers(key)
        self._client = AsyncOpenAI(
            api_key=key or "none",
            base_url=base_url,
            timeout=timeout_s,
            max_retries=0,
            # No proxy of the environment, and no redirect: a key goes to one place.
            http_client=httpx2.AsyncClient(
                transport=_Capped(), trust_env=False, follow_redirects=False
            ),
        )

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector for each text; see `digests.ports.Embedder`."""
        try:
            # The client's own timeout begins anew with every byte that drips in.
            async with asyncio.timeout(self._timeout_s):
                said = await self._ask(texts)
        except TimeoutError as error:
            raise EndpointError(f"no answer within {self._timeout_s:g} s") from error
        return await asyncio.to_thread(read, said, len(texts))

    async def close(self) -> None:
        """Hang up."""
        await self._client.close()

    async def _ask(self, texts: Sequence[str]) -> bytes:
        try:
            reply = await self._client.embeddings.with_raw_response.create(
                model=self._model,
                input=list(texts),
                encoding_format="float",
                extra_headers=self._headers,
            )
        except APIStatusError as error:
            status = error.status_code
            told = f"it answered with status {status}"
            raise EndpointError(told, status in _REFUSED) from error
        except OpenAIError as error:
            raise EndpointError(str(error.__cause__ or error)) from error
        return bytes(reply.content)


def read(said: bytes, texts: int) -> list[list[float]]:
    """Return the vectors that an endpoint gave for so many texts, in their order.

    Raises:
        EndpointError: It is not that.

    """
    try:
        given = json.decode(said, type=_Vectors).data
    except (DecodeError, UnicodeDecodeError) as error:
        raise EndpointError(f"its answer is no list of vectors: {error}") from error
    if sorted(each.index for each in given) != list(range(texts)):
        raise EndpointError(f"it gave {len(given)} vectors for {texts} texts")
    vectors = [each.embedding for each in sorted(given, key=lambda each: each.index)]
    if len({len(each) for each in vectors}) != 1 or not vectors[0]:
        raise EndpointError("its vectors differ in length")
    if not all(any(each) and all(map(isfinite, each)) for each in vectors):
        raise EndpointError("its vectors hold what is no number, or nothing")
    return vectors


def _headers(key: str) -> dict[str, str | Omit]:
    plain: dict[str, str | Omit] = {"Accept-Encoding": "identity"}
    return plain if key else plain | {"Authorization": Omit()}


class _Capped(httpx2.AsyncHTTPTransport):
    """A transport that takes so many bytes and no more, and nothing packed."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.DecodingError("its answer is packed", request=request)
        response.stream = _CappedStream(response.stream)
        return response


class _CappedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: object) -> None:
        assert isinstance(stream, httpx2.AsyncByteStream)  # noqa: S101
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = _MOST_BYTES
        async for part in self._stream:
            left -= len(part)
            if left < 0:
                raise httpx2.ReadError("its answer is too large")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
