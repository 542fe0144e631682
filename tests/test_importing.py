"""Bringing a list of feeds: shown before, checked, and told line by line."""

import os
from pathlib import Path

import pytest

from digests import importing
from digests.adapters.http import AiohttpWeb
from digests.desk import LineOutcome, Order
from digests.errors import FetchError, ParseError, UnsafeFeed
from digests.feeds.opml import write_opml
from digests.followed import Filters, Subscription
from digests.importing import Importer
from digests.storage import subscriptions
from digests.storage.database import Database
from digests.subscribing import MOST_FEEDS, Subscriptions
from tests.builders import NOON
from tests.conftest import ROOT
from tests.fakes.clock import ManualClock
from tests.fakes.site import a_site, page
from tests.fakes.web import Canned, CannedWeb
from tests.fakes.workers import InlineWorkers
from tests.feeds.samples import a_feed, a_page, an_alternate

GAZETTE = "https://gazette.example/feed"
HARBOUR = "https://harbour.example/log.atom"
NONE = "it is a web page, and no feed was found there; give the feed's own address"
SEVERAL = (
    "it leads to several feeds; add one of them: "
    "https://several.example/a, https://several.example/b"
)
ADDED, THERE, REFUSED, NO_FEED, NEW = (
    LineOutcome.ADDED,
    LineOutcome.THERE,
    LineOutcome.REFUSED,
    LineOutcome.NO_FEED,
    LineOutcome.NEW,
)


@pytest.fixture
async def db(tmp_path):
    async with Database(tmp_path / "data" / "news.db") as database:
        yield database


def an_importer(db, web) -> Importer:
    return Importer(db, web, ManualClock(), InlineWorkers())


def opml(*urls: str) -> bytes:
    outlines = "".join(f"<outline text='T' xmlUrl='{url}'/>\n" for url in urls)
    return f"<opml><body>\n{outlines}</body></opml>".encode()


def told(report) -> list[tuple[LineOutcome, str]]:
    return [(line.outcome, line.reason) for line in report.lines]


async def followed(db, guild: str = "") -> list[str]:
    return [each.url for each in await db.read(subscriptions.of_guild, guild)]


async def test_every_line_tells_what_came_of_it(db):
    bomb = b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>"
    new = "https://new.example/feed"
    several = a_page(an_alternate("/a") + an_alternate("/b"))
    web = CannedWeb(
        {
            GAZETTE: a_feed(),
            HARBOUR: a_feed("Harbour"),
            "https://page.example/": a_page(),
            "https://several.example/": several,
            "https://one.example/": a_page(an_alternate("/feed")),
            "https://one.example/feed": a_feed("One"),
            "https://old.example/feed": Canned(a_feed("New"), moved_to=new),
            "https://bomb.example/": bomb,
            "https://ill.example/": FetchError("", "the site is ill (503)", 503),
        }
    )
    await db.write(subscriptions.follow, Order(HARBOUR), NOON, None)
    report = await an_importer(db, web).import_(
        opml(
            GAZETTE,
            HARBOUR,
            f"{GAZETTE}#again",
            "https://page.example/",
            "https://several.example/",
            "https://one.example/",
            "https://old.example/feed",
            new,
            "https://bomb.example/",
            "https://ill.example/",
            "https://gone.example/",
            "file:///etc/passwd",
        ),
        "list.opml",
    )
    assert told(report) == [
        (ADDED, ""),
        (THERE, ""),
        (THERE, "as line 2"),
        (NO_FEED, NONE),
        (NO_FEED, SEVERAL),
        (ADDED, "it is followed at https://one.example/feed"),
        (ADDED, f"it is followed at {new}"),
        (REFUSED, "there is nothing at that address (404)"),
        (REFUSED, "the feed is built to harm its reader (entities that nest)"),
        (ADDED, "the site is ill (503)"),
        (REFUSED, "there is nothing at that address (404)"),
        (REFUSED, "that is not a usable address"),
    ]
    assert sorted(await followed(db)) == sorted(
        [GAZETTE, HARBOUR, "https://one.example/feed", new, "https://ill.example/"]
    )


async def test_a_preview_fetches_and_writes_nothing(db):
    web = CannedWeb({})
    await db.write(subscriptions.follow, Order(HARBOUR, "1", "9"), NOON, None)
    body = (ROOT / "tests" / "data" / "imports" / "monitorss.json").read_bytes()
    importer = an_importer(db, web)
    assert told(await importer.preview(body, "x", "1", "9")) == [(NEW, ""), (THERE, "")]
    assert told(await importer.preview(body, "x", "1", "8")) == [(NEW, ""), (NEW, "")]
    assert told(await importer.preview(body, "x", "2")) == [(NEW, ""), (NEW, "")]
    assert web.asked == []
    assert await followed(db, "1") == [HARBOUR]


async def test_a_list_brought_again_adds_what_is_missing(db):
    web = CannedWeb({GAZETTE: a_feed()})
    importer = an_importer(db, web)
    body = opml(GAZETTE, HARBOUR)
    assert [o for o, _ in told(await importer.import_(body, "x"))] == [ADDED, REFUSED]
    web.pages[HARBOUR] = a_feed("Harbour")
    assert [o for o, _ in told(await importer.import_(body, "x"))] == [THERE, ADDED]


async def test_titles_topics_and_filters_come_along(db):
    body = (ROOT / "tests" / "data" / "imports" / "feedcord.json").read_bytes()
    channel = "https://www.youtube.com/@tarnbridge"
    films = "https://www.youtube.com/feeds/videos.xml?channel_id=UC1"
    web = CannedWeb(
        {
            GAZETTE: a_feed(),
            HARBOUR: a_feed("Harbour"),
            channel: a_page(an_alternate(films)),
            films: a_feed("Films of the bridge"),
        }
    )
    await an_importer(db, web).import_(body, "appsettings.json", "1", "9")
    found = await db.read(subscriptions.of_guild, "1")
    assert [(each.url, each.channel, each.topic, each.filters) for each in found] == [
        (films, "9", "Films", Filters()),
        (GAZETTE, "9", "River News", Filters(("ferry*", "bridge toll*"))),
        (HARBOUR, "9", "River News", Filters(("tide*",))),
    ]


async def test_a_guilds_list_is_cut_at_its_limit_and_the_rest_is_not_asked(db):
    urls = [f"https://gazette.example/{n}" for n in range(MOST_FEEDS + 5)]
    web = CannedWeb(dict.fromkeys(urls, a_feed()))
    importer = an_importer(db, web)
    report = await importer.import_(opml(*urls), "x", "1")
    assert [outcome for outcome, _ in told(report)] == [ADDED] * 50 + [REFUSED] * 5
    assert len(web.asked) == MOST_FEEDS
    local = await importer.import_(opml(*urls), "x")
    assert {outcome for outcome, _ in told(local)} == {ADDED}


async def test_what_there_is_no_time_for_is_followed_unchecked(db, monkeypatch):
    monkeypatch.setattr(importing, "_CHECKING_S", 0.0)
    web = CannedWeb({GAZETTE: a_feed()})
    report = await an_importer(db, web).import_(opml(GAZETTE), "x")
    assert told(report) == [
        (ADDED, "there was no time to check it; the next poll will")
    ]
    assert await followed(db) == [GAZETTE]


async def test_progress_is_told_after_each_address(db):
    web = CannedWeb({GAZETTE: a_feed()})
    steps: list[tuple[int, int]] = []
    importer = an_importer(db, web)
    await importer.import_(
        opml(GAZETTE, HARBOUR, GAZETTE),
        "x",
        progress=lambda done, of: steps.append((done, of)),
    )
    assert steps == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"", ParseError, "empty"),
        (b" " * (10 * 1024 * 1024 + 1), ParseError, "larger than 10 MB"),
        (b"<html>News", ParseError, "no list of feeds"),
        (
            b"<!DOCTYPE o [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml>&a;</opml>",
            UnsafeFeed,
            "outside",
        ),
    ],
)
async def test_what_is_no_list_is_refused_whole(db, body, kind, words):
    with pytest.raises(kind, match=words) as caught:
        await an_importer(db, CannedWeb({})).import_(body, "the-file")
    assert caught.value.source == "the-file"


async def test_a_line_to_a_private_address_gets_the_answer_of_every_denied_one(db):
    """SAFETY 2."""
    async with a_site({"/feed": page(a_feed())}) as inside:
        web = AiohttpWeb()
        importer = Importer(db, web, ManualClock(), InlineWorkers())
        body = opml(f"{inside}/feed", "http://127.0.0.1:1/feed", "http://[::1]/feed")
        report = await importer.import_(body, "list.opml", "1")
        desk = Subscriptions(db, web, ManualClock(), InlineWorkers())
        with pytest.raises(FetchError) as caught:
            await desk.follow(f"{inside}/feed", "1")
        await web.close()
    assert told(report) == [(REFUSED, caught.value.reason)] * 3
    assert await followed(db, "1") == []


NAMES = (
    "../../../tmp/outside.opml",
    "/etc/cron.d/outside",
    "..\\outside.opml",
    "C:\\outside",
    "outside\x00.opml",
    "~/outside",
    "con",
    "$(touch outside)",
    "-o outside",
)


def files_under(folder: Path) -> set[str]:
    return {os.fspath(each.relative_to(folder)) for each in folder.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_in_or_of_a_list_is_a_name_and_never_a_path(
    db, tmp_path, monkeypatch, name
):
    """SAFETY 49."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    before = files_under(tmp_path)
    line = Subscription(1, 1, GAZETTE, title=name, topic=f"{name} / {name}")
    body = write_opml([line], name, NOON).encode()
    web = CannedWeb({GAZETTE: a_feed()})
    report = await an_importer(db, web).import_(body, name, name, name)
    assert told(report) == [(ADDED, "")]
    desk = Subscriptions(db, web, ManualClock(), InlineWorkers())
    assert GAZETTE in await desk.export(name, name)
    outside = files_under(tmp_path) - before
    assert {each for each in outside if not each.startswith("data/news.db")} == set()
