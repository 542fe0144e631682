"""Asking sites what they let us read."""

import asyncio
from datetime import timedelta

import pytest

from digests.errors import FetchError
from digests.manners import Robots
from digests.ports import Reply
from tests.fakes.clock import ManualClock

SITE = "https://gazette.example"
FORBIDDING = b"User-agent: *\nDisallow: /private/\n"


class Site:
    """A `Web` with one robots.txt, or with none and a reason."""

    def __init__(self, answer: bytes | FetchError) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get(self, url, limit, validators=None):  # noqa: ARG002 - a `Web`'s
        self.asked.append(url)
        await asyncio.sleep(0)
        if isinstance(self.answer, FetchError):
            raise self.answer
        return Reply(url, 200, self.answer)


def failing(status: int | None) -> FetchError:
    return FetchError(f"{SITE}/robots.txt", "it is not there", status)


@pytest.fixture
def clock():
    return ManualClock()


async def test_what_is_forbidden_is_not_read(clock):
    robots = Robots(Site(FORBIDDING), clock)
    assert await robots.allows(f"{SITE}/news/1")
    assert not await robots.allows(f"{SITE}/private/1")


async def test_a_site_is_asked_once_a_day(clock):
    site = Site(FORBIDDING)
    robots = Robots(site, clock)
    await asyncio.gather(*(robots.allows(f"{SITE}/news/{n}") for n in range(5)))
    assert site.asked == [f"{SITE}/robots.txt"]
    clock.advance(timedelta(hours=25))
    await robots.allows(f"{SITE}/news/1")
    assert len(site.asked) == 2


async def test_each_host_and_port_has_its_own_rules(clock):
    site = Site(b"")
    robots = Robots(site, clock)
    for origin in (SITE, "http://gazette.example", "http://gazette.example:8080"):
        await robots.allows(f"{origin}/a?b#c")
    assert site.asked == [
        "https://gazette.example/robots.txt",
        "http://gazette.example/robots.txt",
        "http://gazette.example:8080/robots.txt",
    ]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_site_without_rules_allows_everything(clock, status):
    assert await Robots(Site(failing(status)), clock).allows(f"{SITE}/news/1")


@pytest.mark.parametrize("status", [429, 500, 503, None])
async def test_a_site_that_cannot_tell_is_asked_again_soon(clock, status):
    site = Site(failing(status))
    robots = Robots(site, clock)
    assert not await robots.allows(f"{SITE}/news/1")
    assert not await robots.allows(f"{SITE}/news/2")
    assert len(site.asked) == 1
    site.answer = FORBIDDING
    clock.advance(timedelta(minutes=11))
    assert await robots.allows(f"{SITE}/news/1")


async def test_rules_hold_while_their_site_is_down(clock):
    site = Site(FORBIDDING)
    robots = Robots(site, clock)
    await robots.allows(f"{SITE}/news/1")
    site.answer = failing(503)
    clock.advance(timedelta(days=2))
    assert await robots.allows(f"{SITE}/news/1")
    assert not await robots.allows(f"{SITE}/private/1")


async def test_a_site_that_never_tells_is_taken_to_have_no_rules(clock):
    robots = Robots(Site(failing(500)), clock)
    assert not await robots.allows(f"{SITE}/news/1")
    clock.advance(timedelta(days=31))
    assert await robots.allows(f"{SITE}/news/1")
