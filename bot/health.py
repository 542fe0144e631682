"""Pages for whoever watches the bot: /livez, /readyz and /metrics.

They are on this machine unless the settings say otherwise, tell nothing of any
server, and answer to an address or a name of one word only, so that no web page can
read them under a name of its own.
"""

import asyncio
import ipaddress
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from aiohttp import web
from msgspec import Struct
from structlog import get_logger

from bot.metrics import CONTENT_TYPE, Metrics
from bot.pulse import Pulse
from digests.errors import StorageError
from digests.upkeep import Counts

# The gateway comes back from most breaks sooner; a loop waits a minute at most
# between two rounds, and polling beats within them.
_GATEWAY, _GATEWAY_S = "gateway", 90.0
_LOOP_S = 300.0
# A post may be refused for a few minutes; where none at all gets through, it stalls.
_DELIVERY_S = 900.0
_LOOK_S = 1.0
_log = get_logger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Vitals(Struct, frozen=True):
    """What the bot's health is read from.

    `pulse` feels the `loops` that should go round. `latency` returns a heartbeat's
    seconds to Discord and back, None while not connected. `count` counts what is
    stored.
    """

    pulse: Pulse
    loops: frozenset[str]
    latency: Callable[[], float | None]
    count: Callable[[], Awaitable[Counts]]


def stalled(ages: Mapping[str, float], loops: Iterable[str]) -> list[str]:
    """Return a phrase for each that has not begun, or is silent for too long.

    Args:
        ages: For how many seconds each has not beaten.
        loops: What should go round, beside the gateway.

    """
    patience = dict.fromkeys(sorted(loops), _LOOP_S) | {_GATEWAY: _GATEWAY_S}
    return [
        f"{name}: nothing for {ages[name]:.0f} s"
        if name in ages
        else f"{name}: not begun yet"
        for name, most in patience.items()
        if ages.get(name, math.inf) > most
    ]


class Health:
    """Knows whether the bot is well; `watch` keeps it informed."""

    def __init__(self, vitals: Vitals, metrics: Metrics) -> None:
        """Take what it is read from, and what is shown of it."""
        self._vitals = vitals
        self._metrics = metrics
        self._lags: deque[float] = deque(maxlen=60)

    async def watch(self) -> None:
        """Look at the gateway and at the event loop itself, every second."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(_LOOK_S)
            self._lags.append(time.monotonic() - before - _LOOK_S)
            self.look()

    def look(self) -> None:
        """Look once."""
        latency = self._vitals.latency()
        if latency is not None:
            self._vitals.pulse.beat(_GATEWAY)
        self._metrics.seen(latency, max(self._lags, default=0.0))

    def app(self) -> web.Application:
        """Return the pages."""
        pages = web.Application(middlewares=[_known_host])
        pages.add_routes(
            [
                web.get("/livez", self._live),
                web.get("/readyz", self._ready),
                web.get("/metrics", self._numbers),
            ]
        )
        return pages

    async def _live(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        vitals = self._vitals
        problems = stalled(vitals.pulse.ages(), vitals.loops)
        try:
            counts = await vitals.count()
        except StorageError as error:
            problems.append(f"database: {error.reason}")
        else:
            if counts.stalled_s > _DELIVERY_S:
                told = f"nothing was sent for {counts.stalled_s:.0f} s"
                problems.append(f"delivery: {told}, though posts wait")
        if problems:
            return web.Response(status=503, text="\n".join(problems) + "\n")
        return web.Response(text="ok\n")

    async def _numbers(self, _: web.Request) -> web.Response:
        body = self._metrics.page(await self._vitals.count())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})


@asynccontextmanager
async def shown(health: Health, address: str) -> AsyncIterator[None]:
    """Show the pages at host:port meanwhile; "" shows none.

    A port that is taken costs the pages and not the news, and that is logged.
    """
    if not address:
        yield
        return
    runner = web.AppRunner(health.app(), access_log=None)
    await runner.setup()
    watching = asyncio.create_task(health.watch())
    try:
        await _listen(runner, address)
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await runner.cleanup()


async def _listen(runner: web.AppRunner, address: str) -> None:
    place = urlsplit(f"//{address}")
    try:
        await web.TCPSite(runner, place.hostname, place.port).start()
    except OSError as error:
        _log.error(
            "health and metrics are not shown; change [health] address",
            address=address,
            reason=error.strerror,
        )
    else:
        _log.info("health and metrics are shown", address=address)


@web.middleware
async def _known_host(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not _is_plain(request.host):
        return web.Response(status=421, text="Ask by address, or as localhost.\n")
    return await handler(request)


def _is_plain(host: str) -> bool:
    """Whether a Host header names this machine, which no web page's own name does."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if "." not in name and ":" not in name:
        return bool(name)
    with suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return False
