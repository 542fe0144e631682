"""Troubles that a test puts in a request's way, and the log of every request."""

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from tests.fakes.discord.refused import Refused


@dataclass(slots=True)
class Seen:
    """A request that came: `at` on the loop's clock, `status` None if cut."""

    method: str
    path: str
    body: Any
    at: float
    status: int | None = None

    def fits(self, pattern: str) -> bool:
        """Whether a pattern as "POST /channels/*/messages" means it."""
        return fnmatchcase(f"{self.method} {self.path}", pattern)


class Cut(Exception):
    """The connection ends here, without an answer."""


@dataclass(frozen=True, slots=True)
class Status:
    """An HTTP error: before anything is done, or `after` it is done."""

    status: int = 500
    after: bool = False

    async def happen(self, _: Seen) -> web.Response:
        """Answer as an edge server does, not as Discord."""
        text = f"{self.status}: upstream error"
        return web.Response(status=self.status, text=text)


@dataclass(frozen=True, slots=True)
class Refuse:
    """A refusal of Discord's with a code, as (50013, "Missing Permissions", 403)."""

    code: int
    message: str
    status: int = 400
    after: bool = False

    async def happen(self, _: Seen) -> web.Response:
        """Refuse."""
        raise Refused(self.code, self.message, self.status)


@dataclass(frozen=True, slots=True)
class TooMany:
    """A real 429: discord.py waits and tries again."""

    retry_after: float = 0.1
    everywhere: bool = False
    after: bool = False

    async def happen(self, _: Seen) -> web.Response:
        """Answer with the time to wait."""
        return too_many(self.retry_after, everywhere=self.everywhere)


@dataclass(frozen=True, slots=True)
class Cloudflare:
    """The ban page of Cloudflare: HTML and no Via."""

    after: bool = False

    async def happen(self, _: Seen) -> web.Response:
        """Answer with HTML."""
        page = "<!doctype html><title>Access denied | 1015</title>"
        return web.Response(status=429, text=page, content_type="text/html")


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection breaks: before the effect, or `after` it (commit, then drop)."""

    after: bool = False

    async def happen(self, _: Seen) -> web.Response:
        """Cut the line."""
        raise Cut


@dataclass(frozen=True, slots=True)
class Slow:
    """The request takes `seconds` longer, and is then done as usual."""

    seconds: float
    after: bool = False

    async def happen(self, _: Seen) -> None:
        """Wait."""
        await asyncio.sleep(self.seconds)


@dataclass(frozen=True, slots=True)
class Do:
    """Call something, as a kill of the bot; with `drop` the connection is cut then."""

    call: Callable[[], Awaitable[None] | None]
    after: bool = False
    drop: bool = True

    async def happen(self, _: Seen) -> None:
        """Call it."""
        done = self.call()
        if inspect.isawaitable(done):
            await done
        if self.drop:
            raise Cut


Fault = Status | Refuse | TooMany | Cloudflare | Drop | Slow | Do


@dataclass(slots=True)
class Planned:
    """A fault that waits for the `nth` request that fits, and `times` from there.

    `hits` are the requests it struck; `times` None is for ever, until `cancel`.
    """

    fault: Fault
    on: str
    nth: int = 1
    times: int | None = 1
    met: int = 0
    hits: list[Seen] = field(default_factory=list)
    over: bool = False

    def strikes(self, seen: Seen) -> bool:
        """Count a request, and say whether this one is struck."""
        if self.over or not seen.fits(self.on):
            return False
        self.met += 1
        due = self.met >= self.nth
        if due and (self.times is None or len(self.hits) < self.times):
            self.hits.append(seen)
            return True
        return False

    def cancel(self) -> None:
        """Let everything through from now on."""
        self.over = True


def too_many(
    retry_after: float, *, everywhere: bool = False, code: int = 0
) -> web.Response:
    """Discord's 429, with the Via that tells it from Cloudflare's."""
    body: dict[str, Any] = {
        "message": "You are being rate limited.",
        "retry_after": retry_after,
        "global": everywhere,
    }
    if code:
        body["code"] = code
    answer = as_json(body, 429)
    answer.headers["Via"] = "1.1 google"
    answer.headers["Retry-After"] = str(max(1, round(retry_after)))
    answer.headers["X-RateLimit-Scope"] = "global" if everywhere else "user"
    if everywhere:
        answer.headers["X-RateLimit-Global"] = "true"
    return answer


def as_json(value: Any, status: int = 200) -> web.Response:
    """JSON without a charset, as Discord sends it and discord.py expects it."""
    if value is None:
        return web.Response(status=204)
    body = json.dumps(value).encode()
    return web.Response(body=body, status=status, content_type="application/json")
