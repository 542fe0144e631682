"""A site of many feeds on loopback; every time one is asked, it has one more story."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count

from aiohttp import web

from tests.builders import page_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class NewsSite:
    """Counts how many stories each of its feeds has told of so far."""

    def __init__(self, at_first: int = 2) -> None:
        self._at_first = at_first
        self.address = ""
        self.told: Counter[int] = Counter()

    def feed_url(self, feed: int) -> str:
        return f"{self.address}/feed/{feed}"

    def titles(self) -> set[str]:
        """Every story that a feed has told of."""
        return {
            title_of(feed, number)
            for feed, told in self.told.items()
            for number in range(told)
        }

    async def feed(self, request: web.Request) -> web.Response:
        feed = int(request.match_info["feed"])
        self.told[feed] += 1 if self.told[feed] else self._at_first
        items = "".join(
            f"<item><guid>{feed}-{number}</guid><title>{title_of(feed, number)}</title>"
            f"<link>{self.address}/story/{feed}/{number}</link></item>"
            for number in reversed(range(self.told[feed]))
        )
        text = (
            f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"
        )
        return web.Response(text=text, content_type="application/rss+xml")

    async def story(self, request: web.Request) -> web.Response:
        feed, number = request.match_info["feed"], request.match_info["number"]
        title = title_of(int(feed), int(number))
        body = page_of(title, f"{title} is what this page is about and nothing else.")
        return web.Response(body=body, content_type="text/html")


def title_of(feed: int, number: int) -> str:
    """The title of one story."""
    return f"Story {number} of feed {feed}"


@asynccontextmanager
async def a_news_site(
    at_first: int = 2, fails: Callable[[int], bool] = lambda _: False
) -> AsyncIterator[NewsSite]:
    """Serve the site; the requests, counted from 1, that it `fails` get a 503."""
    site = NewsSite(at_first)
    asked = count(1)

    @web.middleware
    async def failing(request: web.Request, handler: Handler) -> web.StreamResponse:
        if fails(next(asked)):
            return web.Response(status=503)
        return await handler(request)

    app = web.Application(middlewares=[failing])
    app.router.add_get("/feed/{feed}", site.feed)
    app.router.add_get("/story/{feed}/{number}", site.story)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        site.address = f"http://{host}:{port}"
        yield site
    finally:
        await runner.cleanup()
