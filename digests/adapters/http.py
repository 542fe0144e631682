"""The guarded way to the web, on aiohttp: the only home of its client.

Every connection is judged by the address it goes to, when it is made, so
neither a redirect nor a name that resolves anew gets past. A denied address and
a silent one get the same answer. Bodies are capped after decompression, and the
whole exchange has one deadline.
"""

import asyncio
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from digests.adapters.addresses import Trusted, is_public
from digests.errors import FetchError
from digests.ports import Reply, Validators

_TOTAL_S = 20.0
_CONNECT_S = 5.0
_REDIRECTS = 5
_PORTS = frozenset({80, 443})
_CHUNK = 64 * 1024
_UNREACHABLE = "there is no answer from that address; check it, or try later"

# Which host and port the connection under way was asked for.
_asked: ContextVar[tuple[str, int]] = ContextVar("_asked")


class AiohttpWeb:
    """A `Web` for public addresses and those that the operator trusts."""

    def __init__(self, allow_private: Sequence[str] = (), contact: str = "") -> None:
        """Take trusted hosts and nets, and where a site's owner can complain."""
        self._trusted = tuple(Trusted.parse(each) for each in allow_private)
        about = f"; {contact}" if contact else ""
        self._headers = {
            "User-Agent": f"Pullquote/0.1 (+news digests for a community{about})",
            "Accept-Encoding": "gzip, deflate",
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
            async with asyncio.timeout(_TOTAL_S):
                return await self._follow(url, limit, validators or Validators())
        except FetchError:
            raise
        except TimeoutError as error:
            raise FetchError(
                url, "it took too long to answer; try again later"
            ) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(url, _reason(error)) from error

    async def _follow(self, url: str, limit: int, validators: Validators) -> Reply:
        here, moved_to, for_good = url, "", True
        conditions = _conditions(validators)
        for _ in range(_REDIRECTS + 1):
            _asked.set(self._destination(url, here))
            async with self._opened().get(
                here, allow_redirects=False, headers=conditions
            ) as response:
                location = response.headers.get("Location")
                if response.status in {301, 302, 303, 307, 308} and location:
                    here = urljoin(here, location)
                    for_good = for_good and response.status in {301, 308}
                    moved_to = here if for_good else moved_to
                    continue
                headers = {k.lower(): v for k, v in response.headers.items()}
                if response.status == 304 and conditions:
                    return Reply(here, 304, b"", headers, moved_to)
                if response.status != 200:
                    raise _refusal(url, response.status, headers)
                body = await _read(response, url, limit)
                return Reply(here, response.status, body, headers, moved_to)
        raise FetchError(url, f"it redirects more than {_REDIRECTS} times")

    def _destination(self, url: str, here: str) -> tuple[str, int]:
        parts = urlsplit(here)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(url, "only http and https addresses are read", None, True)
        if parts.username or parts.password:
            raise FetchError(url, "an address with a user name is not read", None, True)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        listed = any(t.port == port for t in self._trusted)
        if port not in _PORTS and not listed and not self._names(parts.hostname):
            raise FetchError(url, _UNREACHABLE)
        return parts.hostname, port

    def _names(self, host: str) -> bool:
        return any(t.port is None and _covers(t, host) for t in self._trusted)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                socket_factory=self._socket, limit=32, ssl=ssl.create_default_context()
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers=self._headers,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S),
                trust_env=False,
            )
        return self._session

    def _socket(self, info: Any) -> socket.socket:
        family, kind, protocol, _, where = info
        host, port = _asked.get()
        address = where[0]
        if not is_public(address) and not any(
            t.admits(host, address, port) for t in self._trusted
        ):
            raise OSError("denied")
        return socket.socket(family, kind, protocol)


def _covers(trusted: Trusted, host: str) -> bool:
    try:
        return trusted.admits(host, host, trusted.port or 0)
    except ValueError:
        return False


async def _read(response: aiohttp.ClientResponse, url: str, limit: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise FetchError(
                url, f"it is too large: more than {limit // 1024 // 1024} MB"
            )
    return bytes(body)


def _conditions(validators: Validators) -> dict[str, str]:
    named = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in named.items() if value}


def _refusal(url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    reasons = {
        401: "it asks for a login (401)",
        403: "the site refuses us (403)",
        404: "there is nothing at that address (404); check it in a browser",
        410: "it is gone for good (410); take it off your list",
        429: "the site asks us to come back later (429)",
        451: "it is withheld for legal reasons (451)",
    }
    reason = reasons.get(status, f"the site answered with status {status}")
    again = headers.get("retry-after", "")
    return FetchError(url, reason, status, status in {404, 410}, again)


def _reason(error: Exception) -> str:
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return "its certificate is not valid"
        case aiohttp.ClientConnectorDNSError():
            return "there is no such host; check the spelling"
        case aiohttp.ClientConnectorError() | aiohttp.ServerConnectionError():
            return _UNREACHABLE
        case aiohttp.InvalidURL() | ValueError():
            return "that is not a usable address"
        case aiohttp.ClientPayloadError():
            return "the answer broke off"
        case _:
            return _UNREACHABLE
