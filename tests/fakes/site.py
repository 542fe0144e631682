"""A real web site on loopback, for the adapters that fetch."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def a_site(pages: dict[str, Handler]) -> AsyncIterator[str]:
    """Serve these handlers by path; yields the site's address without a slash."""
    app = web.Application()
    for path, handler in pages.items():
        app.router.add_get(path, handler)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def page(
    body: bytes, status: int = 200, headers: dict[str, str] | None = None
) -> Handler:
    """Answer with these bytes."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status, headers=headers)

    return answer


def redirect(location: str) -> Handler:
    """Answer with a redirect as given, sound or not."""
    return page(b"", 302, {"Location": location})
