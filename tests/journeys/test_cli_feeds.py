"""`pullquote feeds` as a person runs it, on a real site."""

import json

import pytest

from tests.builders import rss
from tests.fakes.site import a_site, page
from tests.journeys.terminal import Terminal

HOME = b"""\
<html><head><title>The Gazette</title>
<link rel="alternate" type="application/rss+xml" title="All news" href="/all.xml">
<link rel="alternate" type="application/rss+xml" title="Sport" href="/sport.xml">
</head><body><p>Welcome.</p></body></html>
"""
HTML = {"Content-Type": "text/html"}


def without_links(feed: bytes) -> bytes:
    """The same feed, whose articles are on no page that would be fetched."""
    return b"".join(
        part.partition(b"</link>")[2] if n else part
        for n, part in enumerate(feed.split(b"<link>"))
    )


NEWS = without_links(rss("Bridge opens at Tarn", "Lottery drawn in Tarn"))


@pytest.fixture
def terminal(tmp_path):
    return Terminal(tmp_path)


@pytest.fixture
async def site():
    pages = {"/all.xml": NEWS, "/sport.xml": NEWS, "/one.xml": NEWS}
    handlers = {path: page(body) for path, body in pages.items()}
    async with a_site({**handlers, "/": page(HOME, headers=HTML)}) as address:
        yield address


async def test_a_followed_feed_shows_its_newest_item_at_once(terminal, site):
    done = await terminal.run("feeds", "add", f"{site}/one.xml", "--topic", "Coast")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Following Gazette (feed 1) for the local desk." in done.stdout
    assert "Bridge opens at Tarn" in done.stdout
    assert "the feed's own text: it links to no page" in done.stdout
    assert "its newest 2" in done.stdout
    again = await terminal.run("feeds", "add", f"{site}/one.xml")
    assert again.returncode == 1
    assert "on the list already" in again.stderr


async def test_a_page_with_several_feeds_asks_which(terminal, site):
    done = await terminal.run("feeds", "add", site)
    assert done.returncode == 1
    assert f"pullquote feeds add {site}/all.xml" in done.stdout
    assert f"pullquote feeds add {site}/sport.xml" in done.stdout
    assert "No feed is followed yet" in (await terminal.run("feeds", "list")).stdout


async def test_a_feed_is_followed_for_a_channel_with_filters(terminal, site):
    place = ("--guild", "7", "--channel", "9")
    words = ("--exclude", 'lottery, "prize draw"', "--language", "EN")
    await terminal.run("feeds", "add", f"{site}/one.xml", *place, *words)
    (listed,) = await terminal.json("feeds", "list")
    assert listed == {
        "id": 1,
        "url": f"{site}/one.xml",
        "title": "Gazette",
        "topic": "",
        "guild": "7",
        "channel": "9",
        "include": [],
        "exclude": ["lottery", "prize draw"],
        "languages": ["en"],
        "regex": None,
    }
    other = await terminal.run("feeds", "remove", "Gazette")
    assert other.returncode == 1
    assert "but by channel 9 of server 7" in other.stderr
    gone = await terminal.run("feeds", "remove", "Gazette", "--guild", "7")
    assert gone.stdout == "Channel 9 of server 7 follows Gazette no more.\n"


async def test_filters_are_tried_on_what_was_read_before_they_are_set(terminal, site):
    await terminal.run("feeds", "add", f"{site}/one.xml")
    await terminal.run("poll", "--once")
    change = ("feeds", "filter", "1", "--exclude", "lottery")
    tried = await terminal.json(*change, "--preview")
    assert {each["title"]: each["reason"] for each in tried} == {
        "Bridge opens at Tarn": None,
        "Lottery drawn in Tarn": "its title contains the excluded word “lottery”",
    }
    assert (await terminal.json("feeds", "list"))[0]["exclude"] == []
    done = await terminal.run(*change)
    assert done.stdout == "The local desk takes of Gazette: without lottery.\n"
    why = await terminal.run("why", "Lottery drawn in Tarn")
    assert "The local desk leaves it out: its title contains" in why.stdout


async def test_unusable_filters_are_wrong_usage_and_follow_nothing(terminal, site):
    done = await terminal.run("feeds", "add", f"{site}/one.xml", "--regex", "(a+")
    assert done.returncode == 2
    assert "the regex cannot be used: missing )" in done.stderr
    assert await terminal.json("feeds", "list") == []


async def test_a_test_stores_nothing_and_tells_what_filters_would_do(terminal, site):
    url = f"{site}/one.xml"
    done = await terminal.run("feeds", "test", url, "--include", "lottery", "--json")
    told = json.loads(done.stdout)
    assert (told["kind"], told["entries"], told["taken"]) == ("RSS", 2, 2)
    assert [each["accepted"] for each in told["items"]] == [False, True]
    assert await terminal.json("feeds", "list") == []
    assert await terminal.json("feeds", "health") == []
    (missing,) = await terminal.json("feeds", "test", f"{site}/none.xml")
    assert "there is nothing at that address" in missing["error"]


async def test_a_list_goes_out_and_comes_back(terminal, site):
    await terminal.run("feeds", "add", f"{site}/one.xml", "--topic", "Coast")
    assert (await terminal.run("feeds", "export", "list.opml")).returncode == 0
    again = await terminal.run("feeds", "export", "list.opml")
    assert again.returncode == 1
    assert "there is such a file already" in again.stderr
    await terminal.run("feeds", "remove", "1")

    preview = await terminal.run("feeds", "import", "list.opml", "--preview")
    assert "OPML: 1 new." in preview.stdout
    assert await terminal.json("feeds", "list") == []
    done = await terminal.run("feeds", "import", "list.opml")
    assert (done.returncode, "OPML: 1 added." in done.stdout) == (0, True)
    (listed,) = await terminal.json("feeds", "list")
    assert (listed["url"], listed["topic"]) == (f"{site}/one.xml", "Coast")


async def test_a_list_with_a_dead_feed_brings_the_others(terminal, site):
    opml = (
        '<opml version="2.0"><body>'
        f'<outline xmlUrl="{site}/none.xml" text="Dead"/>'
        f'<outline xmlUrl="{site}/one.xml" text="Alive"/></body></opml>'
    )
    (terminal.folder / "mine.opml").write_text(opml, encoding="utf8")
    done = await terminal.run("feeds", "import", "mine.opml")
    assert done.returncode == 1
    assert "OPML: 1 added, 1 refused." in done.stdout
    assert [each["title"] for each in await terminal.json("feeds", "list")] == ["Alive"]
