"""Random feeds, orders, faults and crashes, against a model: SAFETY 29."""

import asyncio
import os
import random
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from digests.errors import FetchError, StorageError
from digests.feeds.decide import FIRST_ENTRIES
from digests.pages import PageReader
from digests.polling import Poller
from digests.storage import feeds
from digests.storage.database import Database
from tests.builders import NOON, page_of
from tests.fakes.clock import ManualClock
from tests.fakes.web import Canned, CannedWeb
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed.xml"
WINDOW = 20
_ROOM = "PRAGMA max_page_count = 1000000"
WORDS = (
    *("harbour", "bridge", "council", "ferry", "library", "orchard", "glacier"),
    *("tunnel", "bakery", "museum", "stadium", "lighthouse", "railway", "market"),
    *("clinic", "theatre", "quarry", "airport", "garden", "mill"),
)
FAULTS: dict[str, Canned | FetchError | bytes] = {
    "down": FetchError(FEED, "the site answered with status 500", 500),
    "page": b"<html><body>We will be back soon.</body></html>",
    "empty": b"",
    "unsafe": b'<!DOCTYPE r [<!ENTITY a "1"><!ENTITY b "&a;">]><rss>&b;</rss>',
}


class Site:
    """The model: what was published, and how its feed tells of it this time."""

    def __init__(self) -> None:
        self.published = 0
        self.edits: Counter[int] = Counter()
        self.order, self.guids, self.links, self.dates = "newest", True, "plain", True
        self.polls = 0

    def titled(self, number: int) -> str:
        words = random.Random(number).sample(WORDS, 5)
        return f"{' '.join(words).capitalize()} number {number}"

    def shown(self) -> list[int]:
        numbers = list(range(self.published))[-WINDOW:][::-1]
        if self.order == "oldest":
            numbers.reverse()
        elif self.order == "shuffled":
            random.Random(self.polls).shuffle(numbers)
        return numbers

    def feed(self) -> bytes:
        items = "".join(self._item(number) for number in self.shown())
        head = '<rss version="2.0"><channel><title>Gazette</title>'
        return f"{head}{items}</channel></rss>".encode()

    def link(self, number: int) -> str:
        return f"https://gazette.example/{number}"

    def _item(self, number: int) -> str:
        guid = number if self.guids else f"{self.polls}-{number}"
        link = self.link(number) + ("?utm_source=x" if self.links == "utm" else "")
        link = link.replace("https", "http") if self.links == "http" else link
        date = NOON + timedelta(minutes=number if self.dates else self.polls)
        said = self.titled(number) + " is opened by the mayor, two years late. " * 3
        return (
            f"<item><guid>{guid}</guid><link>{link}</link>"
            f"<title>{self.titled(number)}</title><pubDate>{date:%a, %d %b %Y %T} GMT"
            f"</pubDate><description>{said}{'!' * self.edits[number]}</description>"
            "</item>"
        )


class Polling(RuleBasedStateMachine):
    """Polls the site; whatever happens, each of its articles is kept once."""

    runs = polls = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="pullquote-")
        self.runner = asyncio.Runner()
        self.site, self.clock, self.web = Site(), ManualClock(), CannedWeb({})
        self.unseen = self.times_full = 0
        self.first: set[int] | None = None
        self.open()
        self.run(self.db.write(feeds.add, FEED, self.clock.now()))

    def open(self) -> None:
        self.db = Database(Path(self.folder.name) / "news.db")
        self.run(self.db.__aenter__())
        parts = (self.db, self.web, self.clock, InlineWorkers())
        self.poller, self.reader = Poller(*parts), PageReader(*parts)

    def run(self, job):
        return self.runner.run(job)

    @initialize(number=st.integers(1, 12))
    def begin(self, number: int) -> None:
        self.publish(number)

    @precondition(lambda self: self.unseen < WINDOW - 4)
    @rule(number=st.integers(1, 4))
    def publish(self, number: int) -> None:
        self.site.published += number
        self.unseen += number

    @rule(
        order=st.sampled_from(["newest", "oldest", "shuffled"]),
        guids=st.booleans(),
        links=st.sampled_from(["plain", "utm", "http"]),
        dates=st.booleans(),
    )
    def rearrange(self, order: str, guids: bool, links: str, dates: bool) -> None:
        site = self.site
        site.order, site.guids, site.links, site.dates = order, guids, links, dates

    @rule(which=st.integers(0, WINDOW - 1))
    def edit(self, which: int) -> None:
        shown = self.site.shown()
        self.site.edits[shown[which % len(shown)]] += 1

    @rule()
    def poll(self) -> None:
        self.serve()
        self.run(self.poller.poll(everything=True))
        self.seen()

    @rule(fault=st.sampled_from(sorted(FAULTS)))
    def poll_in_vain(self, fault: str) -> None:
        self.web.pages[FEED] = FAULTS[fault]
        self.run(self.poller.poll(everything=True))
        self.pass_time()

    @rule(turns=st.integers(0, 60))
    def crash(self, turns: int) -> None:
        """End in the middle: no more is done than what was begun in so many turns."""

        async def begin() -> None:
            poll = asyncio.ensure_future(self.poller.poll(everything=True))
            for _ in range(turns):
                await asyncio.sleep(0)
            poll.cancel()
            await asyncio.wait({poll})

        self.serve()
        self.run(begin())
        self.reopen()

    @rule(room=st.integers(0, 12))
    def run_out_of_disk(self, room: int) -> None:
        def limit(db) -> None:
            (pages,) = db.conn.execute("PRAGMA page_count").fetchone()
            db.conn.execute(f"PRAGMA max_page_count = {pages + room}")

        async def fill() -> None:
            await self.db.write(limit)
            try:
                await self.poller.poll(everything=True)
                await self.reader.read_waiting()
            except StorageError:
                self.times_full += 1
            # Room is made, and it goes on as it is.
            await self.db.write(lambda db: db.conn.execute(_ROOM).fetchone())

        self.serve()
        self.run(fill())
        self.look_whether_it_was_first()

    @rule()
    def read(self) -> None:
        self.run(self.reader.read_waiting())

    def serve(self) -> None:
        site = self.site
        site.polls += 1
        body = site.feed()
        validators = {"etag": f'"{crc32(body)}"'} if site.polls % 3 else {}
        self.web.pages[FEED] = Canned(body, validators)
        for number in site.shown():
            page = page_of(site.titled(number), "It is open." + "!" * number)
            for link in (site.link(number), site.link(number).replace("s:", ":", 1)):
                self.web.pages[link] = self.web.pages[f"{link}?utm_source=x"] = page

    def seen(self) -> None:
        self.first = self.first or set(self.site.shown())
        self.unseen = 0
        self.pass_time()

    def reopen(self) -> None:
        self.run(self.db.__aexit__(None, None, None))
        self.open()
        self.look_whether_it_was_first()
        self.pass_time()

    def look_whether_it_was_first(self) -> None:
        (health,) = self.run(self.db.read(feeds.health))
        if health.read and not self.first:
            self.first = set(self.site.shown())

    def pass_time(self) -> None:
        self.clock.advance(timedelta(minutes=40))

    def teardown(self) -> None:
        Polling.runs += 1
        self.poll()
        self.run(self.db.write(feeds.resume, FEED, self.clock.now()))
        self.clock.advance(timedelta(days=1))
        self.read()
        kept = self.run(self.db.read(titles))
        every = {self.site.titled(n): n for n in range(self.site.published)}
        self.run(self.db.__aexit__(None, None, None))
        self.runner.close()
        self.folder.cleanup()
        assert [title for title, times in kept.items() if times > 1] == []
        missing = {every[title] for title in every.keys() - kept.keys()}
        first = self.first or set()
        assert missing <= first
        assert len(missing) == max(0, len(first) - FIRST_ENTRIES)
        Polling.polls += self.site.polls


def titles(db) -> Counter[str]:
    return Counter(title for (title,) in db.execute("SELECT title FROM articles"))


class TestPolling(Polling.TestCase):  # type: ignore[valid-type, misc]
    """Each article exactly once; PULLQUOTE_EXAMPLES runs more of it."""

    settings = settings(
        max_examples=int(os.environ.get("PULLQUOTE_EXAMPLES", "6")),
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        print_blob=True,
    )

    @pytest.fixture(autouse=True)
    def _measured(self, figure):
        yield
        figure.total(29, "examples", Polling.runs)
        figure.total(29, "polls of the examples", Polling.polls)
