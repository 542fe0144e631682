"""An OpenAI-compatible endpoint on loopback that places texts and writes, or fails.

Words that mean the same lie in one direction, whatever they are; all else lies in a
direction of its own letters. So who knows the table below knows what is near. What is
written is a `script`'s, what fails is in `tests.fakes.faults`. All that it is sent is
`overheard`.
"""

import asyncio
import json
import re
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields
from typing import Any

from aiohttp import web

from tests.fakes import overheard
from tests.fakes.faults import FAULTS, Fault
from tests.fakes.scripts import Messages, honest

SAME = (
    {"bridge", "crossing", "viaduct"},
    {"opened", "open", "inaugurated", "unveiled"},
    {"fire", "blaze", "flames"},
    {"tolls", "charges", "fees"},
)
_DIRECTIONS = 64
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass
class Endpoint:
    """An endpoint; `requests` and `headers` are what it was asked, call after call.

    `lacks` names what it refuses: "json_schema", "json_object", "max_tokens",
    "max_completion_tokens", "temperature"; `tells` is whether it says so.
    """

    address: str = ""
    fault: str = ""
    status: int = 200
    body: bytes = b""
    refuses: str = ""
    script: Callable[[Messages], str] = honest
    lacks: frozenset[str] = frozenset()
    tells: bool = True
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def texts(self) -> list[list[str]]:
        """What was to be placed, call after call."""
        return [each["input"] for each in self.requests if "input" in each]

    def reset(self) -> None:
        """Be as new, at the same address."""
        new = Endpoint(self.address)
        for each in fields(self):
            setattr(self, each.name, getattr(new, each.name))

    async def place(self, request: web.Request) -> web.StreamResponse:
        """Answer with vectors, or as the fault of the hour demands."""
        asked = await self._heard(request)
        if self.refuses and any(self.refuses in each for each in asked["input"]):
            return refusal("too long", "string_above_max_length")
        if self.fault:
            return await self._fail(request, {})
        return web.json_response(_vectors(asked["input"], asked["model"]))

    async def write(self, request: web.Request) -> web.StreamResponse:
        """Answer with what the script says, or as the fault of the hour demands."""
        asked = await self._heard(request)
        if wrong := self._wrong(asked):
            return refusal(wrong if self.tells else "Bad request")
        completion = completed(self.script(asked["messages"]), asked)
        if self.fault:
            return await self._fail(request, completion)
        return web.json_response(completion)

    async def _heard(self, request: web.Request) -> dict[str, Any]:
        asked: dict[str, Any] = await request.json()
        for each in _texts(asked, request.path_qs):
            overheard.hear(each)
        self.requests.append(asked)
        self.paths.append(request.path_qs)
        self.headers.append({k.lower(): v for k, v in request.headers.items()})
        return asked

    async def _fail(
        self, request: web.Request, completion: dict[str, Any]
    ) -> web.StreamResponse:
        fault = Fault(
            *(request, completion, self.status, self.body, self.sent, self.released)
        )
        return await FAULTS[self.fault](fault)

    def _wrong(self, asked: dict[str, Any]) -> str:
        """Return what it does not take of a request, as OpenAI would say it."""
        if unknown := asked.keys() - _PARAMETERS:
            return f"Unknown parameters: {sorted(unknown)}"
        for each in ("max_tokens", "max_completion_tokens", "temperature"):
            if each in asked and each in self.lacks:
                return f"Unsupported parameter: '{each}' with this model."
        form = asked.get("response_format", {"type": "text"})
        if form["type"] in self.lacks:
            return f"'response_format' of type '{form['type']}' is not supported."
        if form["type"] == "json_object" and "JSON" not in json.dumps(asked):
            return "'messages' must contain the word 'json' for 'json_object'."
        if form["type"] != "json_schema":
            return ""
        named = form["json_schema"]
        if not _NAME.fullmatch(named["name"]) or not _is_strict(named["schema"]):
            return "Invalid schema for 'response_format'."
        return ""


_PARAMETERS = {
    "model",
    "messages",
    "response_format",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
}


@asynccontextmanager
async def an_endpoint() -> AsyncIterator[Endpoint]:
    """Serve an endpoint; its address ends as `base_url` does."""
    endpoint = Endpoint()
    app = web.Application(client_max_size=2**25)
    app.router.add_post("/v1/embeddings", endpoint.place)
    app.router.add_post("/v1/chat/completions", endpoint.write)
    azure = "/v1/openai/deployments/{name}"
    app.router.add_post(f"{azure}/embeddings", endpoint.place)
    app.router.add_post(f"{azure}/chat/completions", endpoint.write)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        endpoint.address = f"http://{host}:{port}/v1"
        yield endpoint
    finally:
        await runner.cleanup()


def refusal(message: str, code: str | None = None) -> web.Response:
    """Return a refusal of what was sent."""
    told = {"message": message, "type": "invalid_request_error", "code": code}
    return web.json_response({"error": told}, status=400)


def completed(text: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Return a text as a completion; a token is taken for four characters."""
    words = sum(len(each["content"]) for each in asked["messages"])
    usage = {"prompt_tokens": words // 4, "completion_tokens": len(text) // 4}
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": f"{asked['model']}-2026-05-04",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": usage | {"total_tokens": sum(usage.values())},
    }


def _texts(asked: dict[str, Any], path: str) -> list[str]:
    """Return what a request says: each text to be placed, or all of the messages."""
    if "input" in asked:
        return [path, *asked["input"]]
    return [path, "\n".join(each["content"] for each in asked["messages"])]


def vector(text: str) -> list[float]:
    """Return where a text lies."""
    found = [0.01] * _DIRECTIONS
    for word in text.lower().split():
        plain = word.strip(".,?:")
        same = [i for i, each in enumerate(SAME) if plain in each]
        letters = len(SAME) + zlib.crc32(plain.encode()) % (_DIRECTIONS - len(SAME))
        found[same[0] if same else letters] += 3.0 if same else 0.1
    return found


def said(*vectors: list[float]) -> bytes:
    """Return a reply of these vectors."""
    data = [{"index": i, "embedding": each} for i, each in enumerate(vectors)]
    return json.dumps({"data": data}).encode()


def _vectors(texts: list[str], model: str) -> dict[str, object]:
    data = [
        {"object": "embedding", "index": i, "embedding": vector(each)}
        for i, each in enumerate(texts)
    ]
    # In no order: the index tells which is whose.
    usage = {"prompt_tokens": sum(map(len, texts)) // 4}
    return {"object": "list", "model": model, "data": data[::-1], "usage": usage}


def _is_strict(schema: Any) -> bool:
    """Whether OpenAI would take a schema: all is required, and nothing else allowed."""
    if isinstance(schema, list):
        return all(map(_is_strict, schema))
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object":
        named = set(schema.get("properties", {}))
        if schema.get("additionalProperties") is not False:
            return False
        if set(schema.get("required", ())) != named:
            return False
    return all(map(_is_strict, schema.values()))
