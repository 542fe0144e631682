"""Vectors from an OpenAI-compatible endpoint, read as strictly as a feed is."""

import asyncio
from collections.abc import Sequence
from math import isfinite
from typing import Any

from msgspec import Struct

from digests.adapters.openai import replies
from digests.adapters.openai.line import Line, legible
from digests.errors import EndpointError
from digests.ports import Vectors

# Thirty-two vectors of 4,096 numbers are three megabytes of JSON.
_MOST_BYTES = 16 * 2**20


class _Vector(Struct):
    index: int
    embedding: list[float]


class _Vectors(Struct):
    data: list[_Vector]
    usage: Any = None


class Embeddings:
    """An endpoint's `/embeddings`."""

    def __init__(
        self,
        model: str,
        base_url: str,
        key: str,
        timeout_s: float,
        api_version: str = "",
    ) -> None:
        """Take what the operator chose; without a key none is sent."""
        self._model = model
        self._line = Line(base_url, key, timeout_s, api_version, _MOST_BYTES)

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text; see `digests.ports.Embedder`."""
        asked = {
            "model": self._model,
            "input": [legible(each) for each in texts],
            "encoding_format": "float",
        }
        said = await self._line.in_time(self._line.post("/embeddings", asked))
        return await asyncio.to_thread(read, replies.body(said), len(texts))

    async def close(self) -> None:
        """Hang up."""
        await self._line.close()


def read(said: bytes, texts: int) -> Vectors:
    """Return the vectors that an endpoint gave for so many texts, in their order.

    Raises:
        EndpointError: It is not that.

    """
    reply = replies.read(said, _Vectors, "list of vectors")
    given = reply.data
    if sorted(each.index for each in given) != list(range(texts)):
        raise _useless(f"it gave {len(given)} vectors for {texts} texts")
    vectors = [each.embedding for each in sorted(given, key=lambda each: each.index)]
    if len({len(each) for each in vectors}) != 1 or not vectors[0]:
        raise _useless("its vectors differ in length")
    if not all(any(each) and all(map(isfinite, each)) for each in vectors):
        raise _useless("its vectors hold what is no number, or nothing")
    return Vectors(vectors, replies.tokens(reply.usage, "prompt_tokens"))


def _useless(reason: str) -> EndpointError:
    return EndpointError(reason, charged=True)
