"""The REST door: every request is logged, troubled, limited, checked, then served."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from tests.fakes.discord.doors import Asked, Handler, Route
from tests.fakes.discord.faults import Cut, Planned, Seen, as_json
from tests.fakes.discord.openapi import check_body
from tests.fakes.discord.rates import Rates, TooEarly
from tests.fakes.discord.refused import FORM, Refused
from tests.fakes.discord.rules import EMPTY

_PUBLIC = ("/interactions/", "/webhooks/")
_MAJOR = ("channel_id", "guild_id", "webhook_token")


class Rest:
    """Serves routes under /api.

    `faults` are failures of the test itself, `malformed` the bodies that Discord
    would have refused for their form, `requests` all that came.
    """

    def __init__(self, rates: Rates, token: str) -> None:
        self.rates, self.token = rates, token
        self.validate = True
        self.requests: list[Seen] = []
        self.planned: list[Planned] = []
        self.faults: list[Exception] = []
        self.malformed: list[tuple[Seen, Refused]] = []
        self.changed = asyncio.Condition()

    def doors(self, routes: Iterable[Route]) -> list[web.RouteDef]:
        """What aiohttp serves of these routes."""
        return [
            web.route(method, f"/api{path}", self._door(path, handler))
            for method, path, handler in routes
        ]

    def nowhere(self) -> web.RouteDef:
        """The door of all that nobody knows; it comes last."""
        return web.route("*", "/api/{tail:.*}", self._nowhere)

    def _door(self, path: str, handler: Handler) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            seen = Seen(request.method, request.path.removeprefix("/api"), None, _now())
            self.requests.append(seen)
            route = f"{request.method} {path}"
            found = (request.match_info.get(name) for name in _MAJOR)
            major = next((each for each in found if each), "")
            try:
                answer = await self._served(seen, request, handler, route, major)
            except Cut:
                _cut(request)
                return web.Response(status=500)
            seen.status = answer.status
            # What an edge server answers carries no limits of Discord's.
            if answer.status == 204 or answer.content_type == "application/json":
                self.rates.mark(answer, route, major)
            await self.notify()
            return answer

        async def guarded(request: web.Request) -> web.StreamResponse:
            if not self._may_enter(request):
                return as_json({"code": 0, "message": "401: Unauthorized"}, 401)
            return await serve(request)

        return guarded

    async def _served(
        self, seen: Seen, request: web.Request, handler: Handler, route: str, major: str
    ) -> web.Response:
        try:
            asked = await _read(request)
            seen.body = asked.body
            struck = [each.fault for each in self.planned if each.strikes(seen)]
            for fault in (each for each in struck if not each.after):
                early = await fault.happen(seen)
                if early:
                    return early
            answer = self.rates.refuse(seen, route, major)
            answer = answer or await self._answered(seen, asked, handler, route)
            for fault in (each for each in struck if each.after):
                answer = await fault.happen(seen) or answer
        except Refused as refused:
            return as_json(refused.payload, refused.status)
        return answer

    async def _answered(
        self, seen: Seen, asked: Asked, handler: Handler, route: str
    ) -> web.Response:
        try:
            if self.validate and seen.method != "GET":
                check_body(seen.method, route.split(" ", 1)[1], asked.body)
            return as_json(await handler(asked))
        except TooEarly as early:
            return early.answer
        except Refused as refused:
            if refused.code in {FORM, EMPTY, 0}:
                self.malformed.append((seen, refused))
            return as_json(refused.payload, refused.status)
        except AssertionError as error:
            self.faults.append(error)
            return as_json({"code": FORM, "message": f"the test fails: {error}"}, 400)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # A body so odd that no rule here foresaw it.
            self.faults.append(error)
            return as_json({"code": FORM, "message": f"{seen.path}: {error!r}"}, 400)

    def _may_enter(self, request: web.Request) -> bool:
        public = request.path.removeprefix("/api").startswith(_PUBLIC)
        return public or request.headers.get("Authorization") == f"Bot {self.token}"

    async def _nowhere(self, request: web.Request) -> web.Response:
        where = f"{request.method} {request.path}"
        self.faults.append(AssertionError(f"the stand-in knows no {where}"))
        return as_json({"code": 0, "message": "404: Not Found"}, 404)

    async def notify(self) -> None:
        """Wake whoever waits for something to change."""
        async with self.changed:
            self.changed.notify_all()


async def _read(request: web.Request) -> Asked:
    """The parameters, and the body with its files where it is multipart."""
    files: dict[str, bytes] = {}
    body: Any = None
    if request.content_type == "multipart/form-data":
        for name, part in (await request.post()).items():
            if isinstance(part, web.FileField):
                files[part.filename] = part.file.read()
            elif name == "payload_json":
                body = _parsed(str(part))
    elif request.can_read_body:
        body = _parsed(await request.read())
    return Asked(request.match_info, request.query, body, files)


def _parsed(words: str | bytes) -> Any:
    try:
        return json.loads(words)
    except ValueError as error:
        raise Refused(50109, "The request body contains invalid JSON.") from error


def _cut(request: web.Request) -> None:
    """End the connection with no answer."""
    if request.transport:
        request.transport.abort()


def _now() -> float:
    return asyncio.get_running_loop().time()
