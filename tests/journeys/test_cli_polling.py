"""`pullquote poll`, `why` and `feeds` as a person runs them, on a real site."""

import asyncio
import signal

import pytest

from digests.storage import feeds
from digests.storage.database import Database
from tests.builders import NOON
from tests.fakes.site import a_site, page
from tests.journeys.terminal import Terminal

PAGE = """\
<html lang="en"><head><title>Bridge opens at Tarn</title></head><body><article>
<h1>Bridge opens at Tarn</h1>
<p>The new bridge at Tarn opened on Monday, two years late and 3 million pounds over
its budget, the county council said at the ceremony by the river.</p>
<p>“We are proud of every rivet,” said Ada Marsh, the mayor. “It was worth the wait,
and the ferry may rest now.”</p>
<p>The ferry, which the bridge replaces, will stop in May after 112 years on the river,
and its last captain will get the freedom of the town.</p></article></body></html>
"""


def feed_of(link: str) -> bytes:
    return (
        '<rss version="2.0"><channel><title>Gazette</title>'
        f"<item><guid>1</guid><title>Bridge opens at Tarn</title><link>{link}</link>"
        "<description>The bridge opened.</description></item></channel></rss>"
    ).encode()


async def follow(terminal: Terminal, url: str) -> None:
    async with Database(terminal.folder / "pullquote.db") as db:
        await db.write(feeds.add, url, NOON)


@pytest.fixture
def terminal(tmp_path):
    return Terminal(tmp_path)


@pytest.fixture
async def site():
    pages = {"/bridge": page(PAGE.encode(), headers={"Content-Type": "text/html"})}
    async with a_site(pages) as articles:
        feed = page(feed_of(f"{articles}/bridge"))
        async with a_site({"/feed.xml": feed}) as address:
            yield address


async def test_what_is_due_is_asked_read_and_told(terminal, site):
    await follow(terminal, f"{site}/feed.xml")
    await follow(terminal, f"{site}/missing.xml")
    done = await terminal.run("poll", "--once")
    assert done.returncode == 1
    assert "2 feeds asked, 1 failed, 1 new item, 1 article read" in done.stdout
    assert f"{site}/missing.xml: there is nothing at that address" in done.stderr

    again = await terminal.run("poll", "--once")
    assert (again.returncode, again.stderr) == (0, "")
    assert "No feed is due" in again.stdout

    (numbers,) = await terminal.json("poll", "--all")
    assert (numbers["asked"], numbers["unchanged"], numbers["new"]) == (2, 1, 0)
    assert [each["url"] for each in numbers["failures"]] == [f"{site}/missing.xml"]

    health = await terminal.json("feeds", "health")
    assert [each["failures"] for each in health] == [2, 0]
    (trace,) = await terminal.json("why", "Bridge opens")
    assert [step["stage"] for step in trace["steps"]][:3] == ["seen", "page", "page"]


async def test_a_feed_is_paused_and_resumed_by_its_title(terminal, site):
    await follow(terminal, f"{site}/feed.xml")
    await terminal.run("poll", "--once")
    paused = await terminal.run("feeds", "pause", "gazette", "--until", "2031-02-03")
    assert paused.stdout == "Gazette is paused until 2031-02-03 00:00 UTC.\n"
    (numbers,) = await terminal.json("poll", "--all")
    assert numbers["asked"] == 0
    resumed = await terminal.run("feeds", "resume", f"{site}/feed.xml")
    assert resumed.stdout == "Gazette is asked again with the next poll.\n"
    past = await terminal.run("feeds", "pause", "gazette", "--until", "2020-02-03")
    assert past.returncode == 1
    assert "2020-02-03 00:00 UTC is past" in past.stderr
    removed = await terminal.run("feeds", "remove", "gazette")
    assert removed.stdout == "Gazette is gone; nobody followed it any more.\n"
    unknown = await terminal.run("feeds", "pause", "courier")
    assert unknown.returncode == 1
    assert "There is no feed called courier" in unknown.stderr


async def test_what_is_held_is_told_with_the_way_to_take_it(terminal):
    item = "<item><guid>{0}</guid><title>{0} things happened at Tarn</title></item>"
    start, end = (
        '<rss version="2.0"><channel><title>Gazette</title>',
        "</channel></rss>",
    )
    now = [f"{start}{end}"]

    async def feed(request):
        return await page(now[0].encode())(request)

    async with a_site({"/feed.xml": feed}) as site:
        await follow(terminal, f"{site}/feed.xml")
        await terminal.run("poll", "--once")
        now[0] = start + "".join(item.format(n) for n in range(40)) + end
        polled = await terminal.run("poll", "--all")
        assert "40 held, too many at once" in polled.stdout
        told = f"`pullquote feeds resume {site}/feed.xml` takes them in"
        assert told in polled.stderr
        assert told not in (await terminal.run("poll", "--all")).stderr
        health = await terminal.run("feeds", "health")
        assert "40 held (`pullquote feeds resume 1` takes them)" in " ".join(
            health.stdout.split()
        )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_polling_goes_on_until_it_is_told_to_stop(terminal, site, number):
    await follow(terminal, f"{site}/feed.xml")
    process = terminal.start("poll")
    assert process.stdout is not None
    lines = [await asyncio.to_thread(process.stdout.readline) for _ in range(2)]
    second = await terminal.run("poll", "--once")
    process.send_signal(number)
    rest, errors = await asyncio.to_thread(process.communicate, timeout=90)
    assert "1 feed asked, 1 new item" in lines[1]
    assert (process.returncode, rest, errors) == (0, "Stopped.\n", "")
    assert second.returncode == 3
    assert "in use by another Pullquote" in second.stderr


async def test_every_other_command_works_beside_polling(terminal, site):
    await follow(terminal, f"{site}/feed.xml")
    process = terminal.start("poll")
    try:
        assert process.stdout is not None
        for _ in range(2):
            await asyncio.to_thread(process.stdout.readline)
        assert (await terminal.run("feeds", "health")).returncode == 0
        assert (await terminal.run("feeds", "pause", "1")).returncode == 0
        (trace,) = await terminal.json("why", f"{site}/feed.xml")
        assert trace["kind"] == "feed"
    finally:
        process.terminate()
        await asyncio.to_thread(process.communicate, timeout=90)
    assert process.returncode == 0
