"""A site of many feeds and the pages behind them, each feed at an address of its own.

`python -m bench.busy_site FEEDS` prints its port when it is ready. Feeds are those of
`bench.polling`, but for dates: without them the newest entries are new to a first poll,
and their pages are read.
"""

import asyncio
import re
import sys

from bench.polling.feeds import feed
from bench.polling.server import Serving, Shelf

_DATE = re.compile(rb"<pubDate>[^<]*</pubDate>")
_LINK = re.compile(rb"https://town\d+\.example")


class _Site(Serving):
    """Feeds from the shelf; for all else, a page."""

    page = b""

    def _answer(self, path: str) -> bytes:
        if path.startswith("/feed/"):
            return super()._answer(path)
        if path.startswith("/news/"):
            return self.page
        return b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n"


async def _serve(feeds: int) -> None:
    shelf = Shelf(feeds)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Site(shelf),
        "0.0.0.0",  # noqa: S104 - all of 127.0.0.0/8 is to reach it
        0,
        backlog=4096,
    )
    port = server.sockets[0].getsockname()[1]
    for number in range(feeds):
        here = f"http://127.1.{number >> 8}.{number & 255}:{port}".encode()
        body = _LINK.sub(here, _DATE.sub(b"", feed(number)))
        shelf._put(number, 0, body)  # noqa: SLF001 - a shelf of its own kind
    _Site.page = _page()
    print(port, flush=True)
    await server.serve_forever()


def _page() -> bytes:
    """Return a report's page, of the words of a feed's entry."""
    text = feed(0).partition(b"CDATA[")[2].partition(b"]]")[0]
    body = b"<html><head><title>Town</title></head><body><article><h1>Town</h1>"
    body += text + b"</article></body></html>"
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
