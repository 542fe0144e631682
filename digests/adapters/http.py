"""The guarded way to the web, on aiohttp: the only home of its client.

Every connection is judged by the address it goes to, when it is made, so
neither a redirect nor a name that resolves anew gets past; a connection is
reused for the same host only. Bodies are capped after decompression, the whole
exchange has one deadline, and no host is asked by many at once.

A redirect from https to http is followed, for nothing secret is sent, but never
taken for the address that a page has moved to. `Refresh` is not followed.
"""

import asyncio
import socket
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver
from msgspec import Struct
from yarl import URL

from digests.adapters import bodies, routes, words
from digests.adapters.addresses import Trusted
from digests.adapters.destinations import Destination, destination
from digests.adapters.guard import Guard
from digests.adapters.names import SystemNames
from digests.adapters.pacing import Pace
from digests.adapters.routes import Route
from digests.adapters.sockets import SippingSocket
from digests.errors import FetchError
from digests.ports import Reply, Validators

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_CHUNK = 64 * 1024
# Putting together or unpacking more than this would hold up the event loop.
_INLINE = 1024 * 1024
_INLINE_PACKED = 8 * 1024
_LONGEST_HEADER = 16 * 1024

_DIRECTLY = Route()

# Which host and port the connection under way was asked for.
_asked: ContextVar[tuple[str, int]] = ContextVar("_asked")


class Limits(Struct, frozen=True):
    """What one request may take, and how hosts are spared.

    The seconds count from the first byte sent: waiting for one's turn at a host
    is not the host's fault.
    """

    total_s: float = 20.0
    connect_s: float = 5.0
    redirects: int = 5
    at_once: int = 2
    host_gap_s: float = 0.5


class AiohttpWeb:
    """A `Web` for public addresses and those that the operator trusts."""

    def __init__(
        self,
        allow_private: Sequence[str] = (),
        contact: str = "",
        limits: Limits = Limits(),
        route: Route = _DIRECTLY,
        names: AbstractResolver | None = None,
    ) -> None:
        """Take what the operator has set.

        Args:
            allow_private: Hosts, addresses and nets that are trusted.
            contact: Where a site's owner can complain.
            limits: What one request may take.
            route: How the web is reached.
            names: Looks host names up; the system does by default.

        Raises:
            SettingsError: One of these cannot be used.

        """
        self._guard = Guard(routes.trusted(allow_private))
        self._proxy = routes.proxy(route.proxy)
        self._tls = routes.certificates(route.ca_file)
        self._door = _door(self._proxy) if self._proxy else self._guard
        self._limits = limits
        self._pace = Pace(limits.at_once, limits.host_gap_s)
        self._names = names
        about = f"; {contact}" if contact else ""
        self._headers = {
            "User-Agent": f"Pullquote/0.1 (+news digests for a community{about})",
            "Accept-Encoding": bodies.ACCEPTED,
        }
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(
        self, url: str, limit: int, validators: Validators | None = None
    ) -> Reply:
        """Return the reply from the address; see `ports.Web`."""
        try:
            return await self._follow(url, limit, _conditions(validators))
        except words.Unfit as error:
            raise FetchError(url, error.reason, None, error.permanent) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(url, words.reason(error)) from error

    async def _follow(self, url: str, limit: int, conditions: dict[str, str]) -> Reply:
        here, moved_to, for_good = url, "", True
        clock, left = asyncio.get_running_loop().time, self._limits.total_s
        turn = self._pace.turn()
        try:
            for _ in range(self._limits.redirects + 1):
                goal = self._goal(here)
                await turn.at(goal.host)
                begun = clock()
                async with asyncio.timeout(left):
                    answer = await self._ask(goal, limit, conditions)
                left -= clock() - begun
                location = answer.headers.get("location")
                if answer.status not in _REDIRECTS or not location:
                    reply = Reply(
                        here, answer.status, answer.body, answer.headers, moved_to
                    )
                    return _accepted(url, reply, conditions)
                here = urljoin(here, location)
                downgraded = goal.secure and here.lower().startswith("http:")
                for_good &= answer.status in _FOR_GOOD and not downgraded
                moved_to = here if for_good else moved_to
        finally:
            turn.end()
        raise FetchError(url, f"it redirects more than {self._limits.redirects} times")

    def _goal(self, here: str) -> Destination:
        goal = destination(here)
        self._guard.check(goal)
        if self._proxy:
            self._guard.check_unseen(goal)
        return goal

    async def _ask(
        self, goal: Destination, limit: int, conditions: dict[str, str]
    ) -> Reply:
        """Return what one address answers; a body only where the status is 200."""
        door = self._proxy or goal
        _asked.set((door.host or "", door.port or 0))
        # Thousands of hosts are asked in a row, most of them once: a connection
        # is kept only for those who wait for the same host.
        kept = "keep-alive" if self._pace.crowded(goal.host) else "close"
        async with self._opened().get(
            goal.url, headers={"Connection": kept, **conditions}, allow_redirects=False
        ) as response:
            headers = {k.lower(): v for k, v in response.headers.items()}
            body = b""
            if response.status == 200:
                body = await _body(response, headers, limit)
            return Reply("", response.status, body, headers)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=self._names or SystemNames(),
                socket_factory=self._socket,
                limit=0,
                # Its own context has read the system's certificates already.
                ssl=self._tls or True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers=self._headers,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=self._limits.connect_s
                ),
                auto_decompress=False,
                max_field_size=_LONGEST_HEADER,
                proxy=self._proxy,
                trust_env=False,
            )
        return self._session

    def _socket(self, info: Any) -> socket.socket:
        """Give out a socket for a connection that may be made, and no other."""
        family, kind, protocol, _, where = info
        host, port = _asked.get()
        if not self._door.admits(host, where[0], port):
            raise OSError("denied")
        return SippingSocket(family, kind, protocol)


def _door(proxy: URL) -> Guard:
    """Return the guard of sockets where all of them lead to the proxy."""
    host = f"[{proxy.raw_host}]" if ":" in (proxy.host or "") else proxy.raw_host
    return Guard((Trusted.parse(f"{host}:{proxy.port}"),))


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    named = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in named.items() if _can_be_sent(value)}


def _can_be_sent(value: str) -> bool:
    """Tell whether a header's value goes back as it came."""
    return bool(value) and value.isascii() and value.isprintable()


async def _body(
    response: aiohttp.ClientResponse, headers: dict[str, str], limit: int
) -> bytes:
    packed = bodies.is_packed(headers.get("content-encoding", ""))
    if (response.content_length or 0) > limit:
        raise words.too_large(limit)
    chunks: list[bytes] = []
    size = 0
    while chunk := await response.content.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise words.too_large(limit)
    if size <= (_INLINE_PACKED if packed else _INLINE):
        return bodies.whole(chunks, packed, limit)
    return await asyncio.to_thread(bodies.whole, chunks, packed, limit)


def _accepted(url: str, reply: Reply, conditions: dict[str, str]) -> Reply:
    if reply.status == 200 or (reply.status == 304 and conditions):
        return reply
    raise words.refusal(url, reply.status, reply.headers)
