"""A web server on loopback that serves many feeds, each from an address of its own.

`python -m bench.polling.server --feeds N` prints its port when it is ready. Any
address of 127.0.0.0/8 reaches it. /feed/NUMBER is a feed with validators, and
/bad/NUMBER one that hurts; /-/version?share=S&version=V gives the first S of all
feeds V new entries. The server is to cost as little as it can, for it shares the
machine with those it serves.
"""

import argparse
import asyncio
import ssl
from urllib.parse import parse_qs, urlsplit

from bench.polling.feeds import feed, large_feed
from bench.polling.misbehaving import misbehave

LARGE = 2_500_000


class Shelf:
    """The answers, ready to be sent."""

    def __init__(self, feeds: int) -> None:
        """Make the feeds, the last of them the large one."""
        self.feeds = feeds
        self._tags = [b""] * (feeds + 1)
        self._answers = [b""] * (feeds + 1)
        for number in range(feeds):
            self._put(number, 0, feed(number))
        self._put(feeds, 0, large_feed(LARGE))

    def change(self, share: float, version: int) -> None:
        """Bring the first feeds to this version."""
        for number in range(round(self.feeds * share)):
            self._put(number, version, feed(number, version))

    def answer(self, number: int, request: bytes) -> bytes:
        """Return the answer to a request for a feed."""
        tag = self._tags[number]
        if b'"' + tag + b'"' in request:
            return (
                b'HTTP/1.1 304 Not Modified\r\nETag: "' + tag + b'"\r\n'
                b"Connection: close\r\n\r\n"
            )
        return self._answers[number]

    def _put(self, number: int, version: int, body: bytes) -> None:
        tag = f"{number}-{version}".encode()
        self._tags[number] = tag
        self._answers[number] = (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
            b'ETag: "' + tag + b'"\r\n'
            b"Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body) + body
        )


class Serving(asyncio.Protocol):
    """One connection, one answer."""

    def __init__(self, shelf: Shelf) -> None:
        """Take what there is to serve."""
        self._shelf = shelf
        self._request = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer when the request is whole."""
        self._request += data
        if not self._request.endswith(b"\r\n\r\n"):
            return
        path = self._request.split(b" ", 2)[1].decode()
        if path.startswith("/bad/"):
            number = int(path.rpartition("/")[2])
            self._task = asyncio.create_task(misbehave(number, self._transport))
            return
        self._transport.write(self._answer(path))
        self._transport.close()

    def _answer(self, path: str) -> bytes:
        parts = urlsplit(path)
        if parts.path == "/-/version":
            asked = parse_qs(parts.query)
            self._shelf.change(float(asked["share"][0]), int(asked["version"][0]))
            return b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        name = parts.path.rpartition("/")[2]
        if not name.isdecimal():
            return b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n"
        return self._shelf.answer(int(name), self._request)


async def serve(shelf: Shelf, certificate: str | None) -> None:
    """Serve until ended."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    # All of 127.0.0.0/8 reaches a socket that is bound to every address.
    server = await loop.create_server(
        lambda: Serving(shelf),
        "0.0.0.0",  # noqa: S104
        0,
        ssl=context,
        backlog=4096,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Make the feeds and serve them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, required=True)
    parser.add_argument("--certificate", help="PEM with certificate and key")
    args = parser.parse_args()
    asyncio.run(serve(Shelf(args.feeds), args.certificate))


if __name__ == "__main__":
    main()
