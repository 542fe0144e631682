"""What comes without being asked for: on time, late, live, in every kind of channel.

One bot is stopped and started between two batches: what is stored meanwhile is what
a night off leaves behind.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import time, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import pytest_asyncio
from msgspec.structs import replace

from digests.guilds import ChannelKind, Mode, ScheduleOrder
from digests.newsroom import Newsroom, SystemClock
from digests.storage.convert import to_text
from digests.timetables import Timetable
from tests.builders import page_of
from tests.fakes.discord import GUILD, Kind, Tag
from tests.journeys.restarting import a_bot, a_desk, a_world
from tests.journeys.running import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = SystemClock().now
DAILY = ScheduleOrder(Timetable((time(8),), "UTC"))
ON_TIME, LATE, CROWD, SPOKEN, ONE_BY_ONE, POSTS, LOG = range(610, 617)
ORDERS = {
    SPOKEN: replace(DAILY, publish=True),
    ONE_BY_ONE: replace(DAILY, mode=Mode.LIVE),
}
KINDS = {SPOKEN: ChannelKind.ANNOUNCEMENT, POSTS: ChannelKind.FORUM}
HEADLINES = {
    ON_TIME: ("Ferry stops at Tarn for good",),
    LATE: ("Lighthouse sold to a baker",),
    CROWD: tuple(f"Stall {number} opens" for number in range(60)),
    SPOKEN: ("Mayor of Tarn steps down",),
    ONE_BY_ONE: ("Swimmer crosses the strait",),
    POSTS: ("Storm closes the harbour", "Museum finds a lost map"),
}
# So that these two are not taken for one event.
TALES = {
    "Storm closes the harbour": (
        "Waves of six metres broke over the northern pier at dawn, and no boat left "
        "for the fishing grounds. Ines Falk, the harbour master, expects the wind to "
        "drop by Thursday; until then the ferries stay where they are."
    ),
    "Museum finds a lost map": (
        "A curator who wanted old receipts opened a drawer that nobody had used since "
        "1931, and there lay the parchment. It shows the valley before the mills came, "
        "and goes on display in spring beside the two globes."
    ),
}
# The forum's own, which takes no post without one.
WORLD_TAG = 71


@dataclass
class Town:
    """The world, and what stood in its channels after the first run."""

    world: Running
    first: dict[int, list[str]]

    def texts(self, channel: int) -> list[str]:
        """What the posts of a channel say."""
        discord = self.world.discord
        threads = [
            each.id
            for each in discord.world.channels.values()
            if each.parent == channel
        ]
        shown = [each for key in (channel, *threads) for each in discord.shown_in(key)]
        return [each.text for each in shown]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with a_world(tmp_path_factory.mktemp("coming")) as world:
        found = Town(world, {})
        add_channels(world)
        for channel, titles in HEADLINES.items():
            serve(world, channel, titles)
        async with a_desk(world) as newsroom:
            await furnish(world, newsroom)
        due(world, {ON_TIME: 5, LATE: -3 * 86400, SPOKEN: 0, POSTS: 0, CROWD: 0})
        async with a_bot(world), asyncio.timeout(60):
            await until(lambda: unread(world) == 0)
            # What finds nothing new just then looks again in a minute.
            while not found.texts(ONE_BY_ONE):
                due(world, {ONE_BY_ONE: 0})
                await asyncio.sleep(1)
            await until(lambda: all(map(found.texts, HEADLINES)))
            await until(lambda: len(found.texts(POSTS)) == 2)
            await until(lambda: published(world))
            found.first = {each: found.texts(each) for each in HEADLINES}

        serve(world, ON_TIME, HEADLINES[ON_TIME], edition=2)
        serve(world, LATE, [f"Other news {number}" for number in range(40)])
        async with a_desk(world) as newsroom:
            await newsroom.poller.poll(everything=True)
            await newsroom.pages.read_waiting()
        due(world, {ON_TIME: 0, LATE: 0})
        async with a_bot(world):
            await until(lambda: found.texts(LOG))
            await until(lambda: outcomes(world) >= {"nothing new"})
            yield found


def add_channels(world: Running) -> None:
    for key in (ON_TIME, LATE, CROWD, ONE_BY_ONE, LOG):
        world.discord.world.add_channel(key, f"channel-{key}")
    world.discord.world.add_channel(SPOKEN, "spoken", kind=Kind.ANNOUNCEMENT)
    tags = (Tag(WORLD_TAG, "World"), Tag(72, "Sport"))
    world.discord.world.add_channel(
        POSTS, "posts", kind=Kind.FORUM, tags=tags, require_tag=True
    )


async def furnish(world: Running, newsroom: Newsroom) -> None:
    """Follow a feed in each channel, and have all but the live one read."""
    guild = str(GUILD)
    for channel in HEADLINES:
        key, kind = str(channel), KINDS.get(channel, ChannelKind.TEXT)
        await newsroom.guilds.channel(guild, key, kind)
        if channel != ONE_BY_ONE:
            await newsroom.subscriptions.follow(url_of(world, channel), guild, key)
        await newsroom.schedules.add(guild, key, ORDERS.get(channel, DAILY))
    await newsroom.topics.add(guild, "World", "harbour, map")
    await newsroom.guilds.set_log_channel(guild, str(LOG))
    await newsroom.poller.poll()
    await newsroom.pages.read_waiting()
    live = url_of(world, ONE_BY_ONE)
    await newsroom.subscriptions.follow(live, guild, str(ONE_BY_ONE))


def serve(
    world: Running, channel: int, titles: Sequence[str], *, edition: int = 1
) -> None:
    """Put the channel's feed on the site; a later edition has all dates bumped."""
    items = ""
    for number, title in enumerate(titles):
        path = f"/{channel}/{title.replace(' ', '-')}"
        link = f"{path}?edition={edition}"
        world.site.pages |= dict.fromkeys((path, link), _page(title))
        date = format_datetime(NOW() + timedelta(minutes=edition - number))
        items += (
            f"<item><guid>{path}</guid><title>{title}{'!' * (edition - 1)}</title>"
            f"<link>{world.site.address}{link}</link>"
            f"<pubDate>{date}</pubDate></item>"
        )
    head = f"<rss version='2.0'><channel><title>Feed {channel}</title>"
    world.site.pages[f"/{channel}.xml"] = f"{head}{items}</channel></rss>".encode()


def _page(title: str) -> bytes:
    if title not in TALES:
        return page_of(title, f"{title}, said the council on Monday.")
    told = f"<h1>{title}</h1><p>{TALES[title]}</p>"
    return f"<html><body><article>{told}</article></body></html>".encode()


def url_of(world: Running, channel: int) -> str:
    return f"{world.site.address}/{channel}.xml"


def due(world: Running, seconds: dict[int, int]) -> None:
    """Let the channels' schedules be due so many seconds from now."""
    with closing(sqlite3.connect(world.folder / "news.db", timeout=10)) as db, db:
        for channel, after in seconds.items():
            moment = NOW() + timedelta(seconds=after)
            setting = "UPDATE schedules SET next_run_at = ? WHERE channel = ?"
            db.execute(setting, [to_text(moment), str(channel)])


def unread(world: Running) -> int:
    waiting = (
        "SELECT count(*) FROM feeds LEFT JOIN entries ON feed_id = feeds.id"
        " WHERE entries.id IS NULL OR entries.state = 'waiting'"
    )
    return int(rows(world, waiting)[0][0])


def outcomes(world: Running) -> set[str]:
    return {str(each) for (each,) in rows(world, "SELECT outcome FROM schedules")}


def rows(world: Running, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(world.folder / "news.db", timeout=10)) as db:
        return list(db.execute(query))


def published(world: Running) -> int:
    return len(world.discord.requests("POST /channels/*/messages/*/crosspost"))


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.3)


async def test_a_digest_comes_when_its_time_has_come(town):
    (text,) = town.first[ON_TIME]
    assert "Ferry stops at Tarn for good" in text
    assert "late" not in text


async def test_runs_missed_while_down_are_one_digest_that_is_called_late(town):
    """SAFETY 68."""
    (text,) = town.first[LATE]
    assert "Lighthouse sold to a baker" in text
    assert "late: was due <t:" in text


async def test_of_a_feed_with_dozens_of_entries_the_newest_few_are_posted(town, figure):
    """SAFETY 28."""
    (text,) = town.first[CROWD]
    assert "5 articles read" in text
    figure.most(28, "messages after a first poll", len(town.first[CROWD]))


async def test_a_story_is_posted_live_once_it_was_read(town):
    (text,) = town.first[ONE_BY_ONE]
    assert "Swimmer crosses the strait" in text


async def test_a_forum_gets_a_post_a_story_under_its_topics_tag(town):
    texts = town.first[POSTS]
    discord = town.world.discord
    threads = [each for each in discord.world.channels.values() if each.parent == POSTS]
    assert {each.name for each in threads} == set(HEADLINES[POSTS])
    assert {tag for each in threads for tag in each.applied_tags} == {WORLD_TAG}
    assert len(texts) == 2


async def test_an_announcement_is_published_once(town):
    (text,) = town.first[SPOKEN]
    assert "Mayor of Tarn steps down" in text
    assert published(town.world) == 1


async def test_what_is_dated_anew_is_not_posted_again(town, figure):
    """SAFETY 27: other date, title and link of an entry that was posted."""
    texts, first = town.texts(ON_TIME), town.first[ON_TIME]
    assert texts == first
    figure.total(27, "messages for an edit", len(texts) - len(first))


async def test_a_flood_is_held_and_told_in_the_log_channel(town):
    """SAFETY 28: forty entries at once, of a feed that had one."""
    assert town.texts(LATE) == town.first[LATE]
    (told,) = town.texts(LOG)
    assert "came with 40 new entries at once" in told
    assert "held back" in told
