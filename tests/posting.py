"""A guild with three channels, feeds and schedules, at a Discord of ours."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime, time, timedelta
from pathlib import Path

from msgspec.structs import replace

from bot.posts import mark_in
from digests.adapters.clock import SystemClock
from digests.desk import Order
from digests.guildkeeping import GuildKeeper
from digests.guilds import ChannelKind, ScheduleOrder
from digests.scheduling import Schedules
from digests.storage import subscriptions
from digests.storage.database import Database
from digests.timetables import Timetable
from digests.types import Article
from tests.arrivals import an_event, bring, change
from tests.fakes.discord import FakeDiscord, Kind
from tests.fakes.discord.things import Flag
from tests.fakes.posting_process import Place

TEXT, ALERTS, FORUM = 600, 601, 602
# Stories of an edition: the text channel's take two messages.
STORIES = {TEXT: 8, ALERTS: 1, FORUM: 1}


class Desk:
    """A guild's feeds and schedules, and what was brought for each channel."""

    def __init__(self, discord: FakeDiscord, path: Path, *, care: bool) -> None:
        self.discord = discord
        gateway = discord.api.replace("http", "ws").replace("/api", "/gateway/")
        self.place = Place(path, discord.api, gateway, care)
        self.feeds: dict[int, int] = {}
        self.brought: dict[int, list[str]] = {key: [] for key in STORIES}
        self.articles: dict[int, Article] = {}
        # What articles said last, by their titles.
        self.said: dict[str, str] = {}

    async def set_up(self) -> None:
        async with Database(self.place.path) as db:
            clock = SystemClock()
            keeper, schedules = GuildKeeper(db, clock), Schedules(db, clock)
            for channel, most in STORIES.items():
                kind = {ALERTS: ChannelKind.ANNOUNCEMENT, FORUM: ChannelKind.FORUM}
                place = str(channel)
                await keeper.channel("500", place, kind.get(channel, ChannelKind.TEXT))
                order = ScheduleOrder(
                    Timetable((time(0),), "UTC"), most=most, publish=True
                )
                await schedules.add("500", place, order)
                feed = Order(f"https://gazette.example/{channel}", "500", place)
                followed = await db.write(subscriptions.follow, feed, clock.now(), None)
                self.feeds[channel] = followed.feed_id
            # Stories are brought here; no feed is to be asked.
            await db.write(_poll_nothing)

    async def news(self) -> None:
        """Bring stories for every channel, and have its edition due."""
        now = SystemClock().now()
        async with Database(self.place.path) as db:
            for channel, number in STORIES.items():
                events = [self._story(channel, each) for each in range(number)]
                await bring(db, self.feeds[channel], *events, at=now)
            await db.write(_hurry, now)

    def _story(self, channel: int, number: int):
        event = an_event(number)
        which = len(self.brought[channel])
        title = f"{event.title} {channel} {which:04}"
        self.brought[channel].append(title)
        # Long, and in no other event's words, for then it would be one with it.
        clause = event.text[:-1]
        said = f"{clause}{f', while {clause}' * 8}. {title} is what people say."
        url = f"https://gazette.example/{channel}/{which}"
        self.articles[channel] = replace(event, url=url, title=title, text=said)
        return self.articles[channel]

    async def changes(self, to: str) -> None:
        """Let the last article of the text channel and the forum say this instead."""
        now = SystemClock().now()
        async with Database(self.place.path) as db:
            for channel in (TEXT, FORUM):
                article = self.articles[channel]
                self.said[article.title] = to
                other = f"{to} Nothing else is known of it."
                await change(db, replace(article, text=other), now)

    # What came of it.

    def messages(self, channel: int):
        """The channel's messages, or its threads' first, oldest first."""
        if channel != FORUM:
            return self.discord.shown_in(channel)
        threads = [x for x in self.discord.world.channels.values() if x.parent == FORUM]
        return [
            m
            for x in sorted(threads, key=lambda x: x.id)
            for m in self.discord.shown_in(x.id)
        ]

    def lost_and_doubled(self) -> tuple[list[str], list[str]]:
        """The stories that stand in no message of their channel, or in two."""
        lost, doubled = [], []
        for channel, titles in self.brought.items():
            texts = [each.text for each in self.messages(channel)]
            shown = {each: sum(x.count(each) for x in texts) for each in titles}
            lost += [each for each in titles if not shown[each]]
            doubled += [each for each in titles if shown[each] > 1]
        return lost, doubled

    def marks(self, channel: int) -> list[tuple[int, int]]:
        return [mark_in(each.body) or (0, 0) for each in self.messages(channel)]

    def states(self) -> Counter[str]:
        with closing(sqlite3.connect(self.place.path)) as db:
            rows = db.execute("SELECT state FROM deliveries").fetchall()
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return Counter(state for (state,) in rows)

    def notes_of_unsent(self) -> list[tuple[str, str, str]]:
        """What is not known to have arrived: action, state and note."""
        with closing(sqlite3.connect(self.place.path)) as db:
            return db.execute(
                "SELECT action, state, note FROM deliveries WHERE state <> 'sent'"
            ).fetchall()

    def check(self) -> None:
        """Each story once, each part once, in order and known, each alert published.

        What has changed since says so, once, and in its last words.
        """
        assert self.lost_and_doubled() == ([], [])
        for channel in STORIES:
            marks = self.marks(channel)
            assert marks == sorted(set(marks))
        published = [x.flags & Flag.CROSSPOSTED for x in self.messages(ALERTS)]
        assert all(published)
        assert self.notes_of_unsent() == []
        posts = [each.text for key in STORIES for each in self.messages(key)]
        for title, words in self.said.items():
            (post,) = (each for each in posts if title in each)
            assert words in post
            assert post.count("Set anew") == 1


def _poll_nothing(db) -> None:
    db.conn.execute("UPDATE feeds SET state = 'paused', next_poll_at = NULL")


def _hurry(db, now: datetime) -> None:
    past = (now - timedelta(seconds=1)).isoformat()
    db.conn.execute("UPDATE schedules SET next_run_at = ?", [past])


@asynccontextmanager
async def a_desk(path: Path, *, care: bool = True) -> AsyncIterator[Desk]:
    async with FakeDiscord() as discord:
        discord.world.add_channel(ALERTS, "alerts", kind=Kind.ANNOUNCEMENT)
        discord.world.add_channel(FORUM, "stories", kind=Kind.FORUM)
        discord.rates.relaxed = True
        desk = Desk(discord, path / "news.db", care=care)
        await desk.set_up()
        yield desk
        assert discord.faults == []
        assert discord.malformed == []
