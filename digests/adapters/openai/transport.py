"""What goes over the wire: out only what we mean to send, in only so many bytes.

The client would send what it finds in the environment, such as headers and the name
of an organisation; nothing of that gets by here.
"""

import logging
import ssl
from collections.abc import AsyncIterator
from functools import cache

import httpx2

# Of what the client made; the rest is ours.
_ITS_OWN = frozenset({"host", "content-type", "content-length"})
# Of a reply that is an error only so much is read, and no more is missed.
_MOST_OF_AN_ERROR = 2**16

# A line for every request, whoever reads the log.
logging.getLogger("httpx2").setLevel(logging.WARNING)


class Transport(httpx2.AsyncHTTPTransport):
    """A transport that takes so many bytes and no more, and nothing packed."""

    def __init__(self, key_header: str, key: str, most_bytes: int) -> None:
        """Take what the key is sent as; without a key none is sent."""
        super().__init__(verify=_certificates())
        self._most_bytes = most_bytes
        self._ours = [
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", b"identity"),
            (b"User-Agent", b"Pullquote"),
        ]
        if key:
            word = key if key_header == "api-key" else f"Bearer {key}"
            self._ours.append((key_header.encode(), word.encode()))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return the reply, its body not yet read."""
        its_own = [
            (name, value)
            for name, value in request.headers.raw
            if name.decode().lower() in _ITS_OWN
        ]
        request.headers = httpx2.Headers(its_own + self._ours)
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.DecodingError("its answer is packed", request=request)
        response.stream = _Capped(
            response.stream, self._most_bytes, is_error=response.status_code >= 400
        )
        return response


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom to trust, read once for all endpoints: it takes a while."""
    return httpx2.create_ssl_context()


class _Capped(httpx2.AsyncByteStream):
    def __init__(self, stream: object, most_bytes: int, *, is_error: bool) -> None:
        assert isinstance(stream, httpx2.AsyncByteStream)  # noqa: S101
        self._stream = stream
        self._is_error = is_error
        self._most_bytes = _MOST_OF_AN_ERROR if is_error else most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._most_bytes
        async for part in self._stream:
            left -= len(part)
            if left < 0 and self._is_error:
                return
            if left < 0:
                raise httpx2.ReadError("its answer is too large")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
