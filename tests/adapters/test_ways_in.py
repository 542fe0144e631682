"""SAFETY 2: every special address, by each way that a stranger's words can take."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from digests.adapters import guard
from digests.adapters.words import UNREACHABLE
from digests.errors import SourceError
from digests.importing import Importer
from digests.pages import PageReader
from digests.polling import Poller
from digests.ports import Web
from digests.storage import entries, feeds
from digests.storage.database import Database
from digests.subscribing import Subscriptions
from tests.adapters.special import SPECIAL
from tests.fakes.clock import ManualClock
from tests.fakes.raw import a_raw_server
from tests.fakes.site import Handler, a_site, page, redirect
from tests.fakes.workers import InlineWorkers
from tests.feeds.samples import a_page, an_alternate

# As many as a first poll takes.
FEW = 5
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Visit(NamedTuple):
    """Who fetches, where from, and the addresses that are led to."""

    db: Database
    web: Web
    site: str
    urls: Sequence[str]


Way = Callable[[Visit], Awaitable[list[str]]]


async def typed(visit: Visit) -> list[str]:
    """The addresses, as people give them to `/feed add`."""
    return await followed(visit, visit.urls)


async def redirected(visit: Visit) -> list[str]:
    """Pages that lead on to them."""
    return await followed(visit, places(visit, "away"))


async def discovered(visit: Visit) -> list[str]:
    """Pages that name them as their feed."""
    return await followed(visit, places(visit, "page"))


async def listed(visit: Visit) -> list[str]:
    """A list of feeds to be brought in."""
    outlines = "".join(f"<outline text='T' xmlUrl='{url}'/>" for url in visit.urls)
    body = f"<opml><body>{outlines}</body></opml>".encode()
    importer = Importer(visit.db, visit.web, ManualClock(), InlineWorkers())
    report = await importer.import_(body, "list.opml")
    return [line.reason for line in report.lines]


async def linked(visit: Visit) -> list[str]:
    """Entries of feeds whose articles are there."""
    clock = ManualClock()
    for first in range(0, len(visit.urls), FEW):
        await visit.db.write(feeds.add, f"{visit.site}/feed/{first}", clock.now())
    parts = (visit.db, visit.web, clock, InlineWorkers())
    assert (await Poller(*parts).poll()).new == len(visit.urls)
    await PageReader(*parts).read_waiting()
    found = [await visit.db.read(entries.of_url, url) for url in visit.urls]
    notes = [entry.note for of_url in found for entry in of_url]
    return [note.removeprefix("its page could not be had yet: ") for note in notes]


async def followed(visit: Visit, urls: Sequence[str]) -> list[str]:
    """What is answered to who wants to follow each of these; "" if it is done."""
    desk = Subscriptions(visit.db, visit.web, ManualClock(), InlineWorkers())
    reasons = []
    for url in urls:
        try:
            await desk.follow(url)
            reasons.append("")
        except SourceError as error:
            reasons.append(error.reason)
    return reasons


def places(visit: Visit, kind: str) -> list[str]:
    return [f"{visit.site}/{kind}/{number}" for number in range(len(visit.urls))]


def leading_to(urls: Sequence[str]) -> dict[str, Handler]:
    """What a site has to show that wants us to go there."""
    pages: dict[str, Handler] = {}
    for number, url in enumerate(urls):
        pages[f"/away/{number}"] = redirect(url)
        pages[f"/page/{number}"] = page(a_page(an_alternate(url)))
    for first in range(0, len(urls), FEW):
        items = "".join(
            f"<item><guid>{url}</guid><title>A report from {number}</title>"
            f"<link>{url}</link></item>"
            for number, url in enumerate(urls[first : first + FEW], first)
        )
        feed = f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>"
        pages[f"/feed/{first}"] = page(feed.encode())
    return pages


WAYS: tuple[Way, ...] = (typed, redirected, discovered, listed, linked)


@pytest.fixture
async def denied(monkeypatch):
    """A listener whose port is one of the web: the address alone decides."""
    async with a_raw_server(MISSING) as listener:
        monkeypatch.setattr(guard, "PORTS", guard.PORTS | {listener.port})
        yield listener


async def test_no_special_address_gets_a_packet(opened, connected, db, denied, figure):
    """SAFETY 2."""
    hosts = (address.partition("%")[0] for address in SPECIAL)
    hosts = (f"[{host}]" if ":" in host else host for host in hosts)
    urls = [f"http://{host}:{denied.port}/feed" for host in hosts]
    async with a_site(leading_to(urls)) as site:
        visit = Visit(db, opened(urlsplit(site).netloc), site, urls)
        told = [reason for way in WAYS for reason in await way(visit)]
    assert told == [UNREACHABLE] * len(SPECIAL) * len(WAYS)
    assert denied.calls == 0
    # The site that leads there is on loopback too; nothing else was tried.
    assert set(connected) == {"127.0.0.1"}
    figure.total(2, "ways to a special address", len(told))
    figure.total(2, "connections to a denied listener", denied.calls)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_each_of_these_ways_leads_to_a_trusted_address(opened, db, denied, way):
    """The control: but for the guard's word, the listener would be called."""
    urls = [f"http://127.0.0.1:{denied.port}/feed"]
    async with a_site(leading_to(urls)) as site:
        await way(Visit(db, opened("127.0.0.1"), site, urls))
    assert denied.calls > 0
