"""What an endpoint may do in place of answering: every fault of SAFETY 41, by name.

`WORDLESS` are those of which no completion comes; of the others one comes that says
what it is, or that is not what was asked for.
"""

import asyncio
import json
import zlib
from collections.abc import Awaitable, Callable
from copy import deepcopy
from typing import Any, NamedTuple

from aiohttp import web


class Fault(NamedTuple):
    """A request that fails, and what would have been the answer.

    `status` and `body` are for the faults of those names; `sent` grows with each part
    of what is sent without end. What is late comes once it is `released`.
    """

    request: web.Request
    completion: dict[str, Any]
    status: int
    body: bytes
    sent: list[int]
    released: asyncio.Event


Failing = Callable[[Fault], Awaitable[web.StreamResponse]]


def _status(status: int, code: str = "", **headers: str) -> Failing:
    async def fail(fault: Fault) -> web.StreamResponse:
        told = {"error": {"message": "Not so.", "code": code or None}}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response(told, status=status or fault.status, headers=named)

    return fail


def _changed(change: Callable[[dict[str, Any], dict[str, Any]], None]) -> Failing:
    """Change the completion, or the first of its choices."""

    async def fail(fault: Fault) -> web.StreamResponse:
        completion = deepcopy(fault.completion)
        change(completion, completion["choices"][0])
        return web.json_response(completion)

    return fail


async def _says(fault: Fault) -> web.StreamResponse:
    return web.Response(body=fault.body, content_type="application/json")


async def _page(_: Fault) -> web.StreamResponse:
    return web.Response(text="<html>Sign in</html>", content_type="text/html")


async def _half(fault: Fault) -> web.StreamResponse:
    text = json.dumps(fault.completion)
    body = text[: len(text) // 2].encode()
    return web.Response(body=body, content_type="application/json")


async def _nan(fault: Fault) -> web.StreamResponse:
    changed = fault.completion | {"created": float("nan")}
    return web.Response(text=json.dumps(changed), content_type="application/json")


async def _packed(_: Fault) -> web.StreamResponse:
    bomb = zlib.compress(b" " * 2**24)
    return web.Response(body=bomb, headers={"Content-Encoding": "deflate"})


async def _reset(fault: Fault) -> web.StreamResponse:
    assert fault.request.transport is not None
    fault.request.transport.abort()
    return web.Response()


async def _late(fault: Fault) -> web.StreamResponse:
    await fault.released.wait()
    return web.json_response(fault.completion)


async def _silence(_: Fault) -> web.StreamResponse:
    await asyncio.sleep(60)
    return web.Response()


async def _broken(fault: Fault) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(fault.request)
    await response.write(b'{"choices": [')
    assert fault.request.transport is not None
    fault.request.transport.close()
    return response


def _endless(part: bytes, pause_s: float, status: int = 200) -> Failing:
    async def fail(fault: Fault) -> web.StreamResponse:
        response = web.StreamResponse(status=status)
        await response.prepare(fault.request)
        for _ in range(300):
            await response.write(part)
            fault.sent.append(len(part))
            await asyncio.sleep(pause_s)
        return response

    return fail


def _no_content(_: dict[str, Any], choice: dict[str, Any]) -> None:
    choice["message"]["content"] = None


def _tool(_: dict[str, Any], choice: dict[str, Any]) -> None:
    called = {"name": "open_page", "arguments": '{"address": "http://a.example"}'}
    choice["finish_reason"] = "tool_calls"
    choice["message"] |= {
        "content": None,
        "tool_calls": [{"id": "call_1", "type": "function", "function": called}],
    }


def _cut(_: dict[str, Any], choice: dict[str, Any]) -> None:
    text = choice["message"]["content"]
    choice["finish_reason"] = "length"
    choice["message"]["content"] = text[: len(text) // 2]


def _refusal(_: dict[str, Any], choice: dict[str, Any]) -> None:
    choice["message"] |= {"content": None, "refusal": "I cannot help with that."}


def _other_form(_: dict[str, Any], choice: dict[str, Any]) -> None:
    choice["message"]["content"] = '{"summary": ["It rained.", 3]}'


WORDLESS: dict[str, Failing] = {
    "wait": _status(429, "rate_limit_exceeded", Retry_After="2"),
    "wait_an_hour": _status(429, "rate_limit_exceeded", Retry_After="3600"),
    "quota": _status(429, "insufficient_quota", Retry_After="2"),
    "error": _status(500),
    "busy": _status(503, Retry_After="1"),
    "redirect": _status(307, Location="/v1/elsewhere"),
    "reset": _reset,
    "silence": _silence,
    "drip": _endless(b" ", 0.05),
    "flood": _endless(b" " * 2**20, 0),
    "page": _page,
    "half": _half,
    "broken": _broken,
    "packed": _packed,
    "nan": _nan,
    "no_choice": _changed(lambda whole, _: whole.update(choices=[])),
    "no_content": _changed(_no_content),
    "tool": _changed(_tool),
}
FAULTS = WORDLESS | {
    "late": _late,
    "cut": _changed(_cut),
    "refusal": _changed(_refusal),
    "other_form": _changed(_other_form),
    "other_model": _changed(lambda whole, _: whole.update(model="a-cheaper-one")),
    "status": _status(0, Location="/v1/elsewhere"),
    "says": _says,
    "error_without_end": _endless(b"x" * 2**20, 0, 500),
}
