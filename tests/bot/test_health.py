"""What whoever watches the bot is told, and who is told nothing."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from msgspec.structs import replace

from bot.health import Health, Vitals, shown, stalled
from bot.metrics import Metrics
from bot.pulse import Pulse
from digests.accounts import Usage
from digests.errors import StorageError
from digests.followed import PollReport
from digests.upkeep import Counts

COUNTS = Counts(
    feeds={"active": 7, "paused": 1},
    failing=2,
    entries=120,
    waiting=3,
    articles=90,
    editions=5,
    deliveries={"sent": 11, "waiting": 1},
    oldest_s=42.0,
)


PAID = Usage(calls=9, failed=2, tokens_in=700, tokens_out=80, micro_usd=1_250_000)


async def count() -> Counts:
    return COUNTS


class Bot:
    """A bot as health sees it: its pulse, its way to Discord, its numbers."""

    def __init__(self, counted=count) -> None:
        self.pulse, self.metrics = Pulse(), Metrics()
        self.latency: float | None = 0.08
        vitals = Vitals(
            self.pulse, frozenset({"polling"}), lambda: self.latency, counted
        )
        self.health = Health(vitals, self.metrics)

    def polled(self) -> None:
        self.pulse.beat("polling")

    @asynccontextmanager
    async def watched(self):
        """Its pages, at an address."""
        runner = web.AppRunner(self.health.app())
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


async def ask(url: str, **headers: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, headers=headers) as reply,
    ):
        return reply.status, await reply.text()


def test_what_is_silent_for_too_long_is_said():
    ages = {"polling": 301.4, "delivery": 12.0, "gateway": 89.0}
    assert stalled(ages, {"polling", "delivery"}) == ["polling: nothing for 301 s"]
    assert stalled(ages | {"polling": 299.0}, {"polling", "delivery"}) == []


def test_what_has_not_begun_is_said():
    assert stalled({"gateway": 0.0}, {"editions"}) == ["editions: not begun yet"]


async def test_a_bot_that_has_not_begun_lives_and_is_not_ready():
    async with Bot().watched() as here:
        assert await ask(f"{here}/livez") == (200, "ok\n")
        status, words = await ask(f"{here}/readyz")
    assert status == 503
    assert words == "polling: not begun yet\ngateway: not begun yet\n"


async def test_a_bot_that_polls_and_is_connected_is_ready():
    bot = Bot()
    bot.polled()
    bot.health.look()
    async with bot.watched() as here:
        assert await ask(f"{here}/readyz") == (200, "ok\n")


async def test_a_bot_that_is_not_connected_is_not_ready():
    bot = Bot()
    bot.latency = None
    bot.polled()
    bot.health.look()
    async with bot.watched() as here:
        assert await ask(f"{here}/readyz") == (503, "gateway: not begun yet\n")


async def test_a_database_that_cannot_be_read_is_said():
    async def broken() -> Counts:
        raise StorageError("news.db", "the disk is full; make room")

    bot = Bot(broken)
    bot.polled()
    bot.health.look()
    async with bot.watched() as here:
        told = await ask(f"{here}/readyz")
    assert told == (503, "database: the disk is full; make room\n")


@pytest.mark.parametrize(("seconds", "status"), [(899.0, 200), (901.0, 503)])
async def test_a_delivery_that_gets_nothing_through_is_said(seconds, status):
    async def waiting() -> Counts:
        return replace(COUNTS, stalled_s=seconds)

    bot = Bot(waiting)
    bot.polled()
    bot.health.look()
    async with bot.watched() as here:
        got, words = await ask(f"{here}/readyz")
    assert got == status
    told = "delivery: nothing was sent for 901 s, though posts wait\n"
    assert words == (told if status == 503 else "ok\n")


async def test_the_numbers_are_shown_as_prometheus_reads_them():
    bot = Bot()
    bot.metrics.polled(
        PollReport(asked=10, unchanged=6, failures=(("https://a.example", "gone"),))
    )
    bot.metrics.show_model(lambda: PAID)
    bot.health.look()
    async with bot.watched() as here:
        status, page = await ask(f"{here}/metrics")
    assert status == 200
    for line in (
        'pullquote_polls_total{outcome="read"} 3.0',
        'pullquote_polls_total{outcome="unchanged"} 6.0',
        'pullquote_polls_total{outcome="failed"} 1.0',
        'pullquote_feeds{state="active"} 7.0',
        'pullquote_feeds{state="gone"} 0.0',
        "pullquote_feeds_failing 2.0",
        'pullquote_deliveries{state="sent"} 11.0',
        'pullquote_deliveries{state="dead"} 0.0',
        "pullquote_delivery_oldest_seconds 42.0",
        "pullquote_gateway_latency_seconds 0.08",
        "pullquote_gateway_connected 1.0",
        'pullquote_model_calls_total{outcome="replied"} 7.0',
        'pullquote_model_calls_total{outcome="failed"} 2.0',
        'pullquote_model_tokens_total{direction="in"} 700.0',
        'pullquote_model_tokens_total{direction="out"} 80.0',
        "pullquote_model_usd_total 1.25",
    ):
        assert line in page.splitlines()
    assert "a.example" not in page


async def test_calls_of_an_embeddings_endpoint_are_counted_where_there_is_one():
    bot, done = Bot(), [PAID]
    async with bot.watched() as here:
        assert "embedding" not in (await ask(f"{here}/metrics"))[1]
        bot.metrics.show_embeddings(lambda: done[-1])
        done.append(PAID + PAID)
        _, page = await ask(f"{here}/metrics")
    for line in (
        "# TYPE pullquote_embedding_calls_total counter",
        'pullquote_embedding_calls_total{outcome="replied"} 14.0',
        'pullquote_embedding_calls_total{outcome="failed"} 4.0',
        'pullquote_embedding_tokens_total{direction="in"} 1400.0',
        "pullquote_embedding_usd_total 2.5",
    ):
        assert line in page.splitlines()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8087", 200),
        ("localhost", 200),
        ("pullquote:8087", 200),
        ("[::1]:8087", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8087", 421),
        ("localhost.evil.example", 421),
        ("[", 421),
    ],
)
async def test_only_plain_hosts_are_answered(host, status):
    """SAFETY 74: a web page that has its own name lead here reads nothing."""
    async with Bot().watched() as here:
        for path in ("/livez", "/readyz", "/metrics"):
            got, words = await ask(f"{here}{path}", Host=host)
            assert (got == 421) == (status == 421)
            assert status == 200 or "polling" not in words


async def test_a_port_that_is_taken_costs_the_pages_only():
    async with Bot().watched() as here:
        taken = here.removeprefix("http://")
        async with shown(Bot().health, taken):
            assert (await ask(f"{here}/livez"))[0] == 200


async def test_without_an_address_nothing_is_shown():
    """SAFETY 74."""
    before = len(asyncio.all_tasks())
    async with shown(Bot().health, ""):
        assert len(asyncio.all_tasks()) == before


async def test_what_is_shown_ends_without_a_trace():
    bot, before = Bot(), asyncio.all_tasks()
    async with shown(bot.health, "127.0.0.1:0"):
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) > len(before)
    assert asyncio.all_tasks() == before
