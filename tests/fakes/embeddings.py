"""An OpenAI-compatible endpoint on loopback that places texts, or fails as told.

Words that mean the same lie in one direction, whatever they are; all else lies in a
direction of its own letters. So who knows the table below knows what is near.
"""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

SAME = (
    {"bridge", "crossing", "viaduct"},
    {"opened", "open", "inaugurated", "unveiled"},
    {"fire", "blaze", "flames"},
    {"tolls", "charges", "fees"},
)
_DIRECTIONS = 64


@dataclass
class Endpoint:
    """An endpoint; `texts` and `headers` are what it was asked, call after call."""

    address: str = ""
    fault: str = ""
    status: int = 200
    body: bytes = b""
    refuses: str = ""
    texts: list[list[str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the fault of the hour demands."""
        asked = await request.json()
        self.texts.append(asked["input"])
        self.headers.append({k.lower(): v for k, v in request.headers.items()})
        if self.refuses and any(self.refuses in each for each in asked["input"]):
            return web.json_response({"error": {"message": "too long"}}, status=400)
        if self.fault:
            failing: web.StreamResponse = await getattr(self, f"_{self.fault}")(request)
            return failing
        return web.json_response(_reply(asked["input"], asked["model"]))

    async def _status(self, _: web.Request) -> web.Response:
        told = {"error": {"message": "no", "code": "insufficient_quota"}}
        headers = {"Retry-After": "3600", "Location": "/v1/elsewhere"}
        return web.json_response(told, status=self.status, headers=headers)

    async def _says(self, _: web.Request) -> web.Response:
        return web.Response(body=self.body, content_type="application/json")

    async def _page(self, _: web.Request) -> web.Response:
        return web.Response(text="<html>Sign in</html>", content_type="text/html")

    async def _packed(self, _: web.Request) -> web.Response:
        bomb = zlib.compress(b" " * 2**24)
        return web.Response(body=bomb, headers={"Content-Encoding": "deflate"})

    async def _reset(self, request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _silence(self, _: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        return await self._stream(request, b" ", 0.05)

    async def _flood(self, request: web.Request) -> web.StreamResponse:
        return await self._stream(request, b" " * 2**20, 0)

    async def _stream(
        self, request: web.Request, part: bytes, pause_s: float
    ) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(300):
            await response.write(part)
            self.sent += len(part)
            await asyncio.sleep(pause_s)
        return response


@asynccontextmanager
async def an_endpoint() -> AsyncIterator[Endpoint]:
    """Serve an endpoint; its address ends as `base_url` does."""
    endpoint = Endpoint()
    app = web.Application()
    app.router.add_post("/v1/embeddings", endpoint.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        endpoint.address = f"http://{host}:{port}/v1"
        yield endpoint
    finally:
        await runner.cleanup()


def vector(text: str) -> list[float]:
    """Return where a text lies."""
    found = [0.01] * _DIRECTIONS
    for word in text.lower().split():
        plain = word.strip(".,?:")
        same = [i for i, each in enumerate(SAME) if plain in each]
        letters = len(SAME) + zlib.crc32(plain.encode()) % (_DIRECTIONS - len(SAME))
        found[same[0] if same else letters] += 3.0 if same else 0.1
    return found


def _reply(texts: list[str], model: str) -> dict[str, object]:
    data = [
        {"object": "embedding", "index": i, "embedding": vector(each)}
        for i, each in enumerate(texts)
    ]
    # In no order: the index tells which is whose.
    return {"object": "list", "model": model, "data": data[::-1], "usage": {}}


def said(*vectors: list[float]) -> bytes:
    """Return a reply of these vectors."""
    data = [{"index": i, "embedding": each} for i, each in enumerate(vectors)]
    return json.dumps({"data": data}).encode()
