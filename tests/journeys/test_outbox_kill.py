"""Who delivers is killed at every step and at any moment: each post arrives once.

Five random kills with faults, their seed printed. `make faults` runs
PULLQUOTE_KILLS=200 of them and writes docs/figures/outbox*.json.
"""

import asyncio
import os
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench import figures
from bot.posts import mark_in
from digests.adapters.clock import SystemClock
from digests.desk import Order
from digests.guildkeeping import GuildKeeper
from digests.guilds import ChannelKind, ScheduleOrder
from digests.scheduling import Schedules
from digests.storage import subscriptions
from digests.storage.database import Database
from digests.timetables import Timetable
from tests.arrivals import an_event, bring
from tests.fakes.discord import Drop, FakeDiscord, Kind, Status, TooMany
from tests.fakes.discord.things import Flag
from tests.fakes.posting_process import ANSWERED, Place, Posting, start

KILLS = int(os.environ.get("PULLQUOTE_KILLS", "5"))
SEED = int(os.environ.get("PULLQUOTE_SEED", str(random.randrange(10**6))))
TEXT, ALERTS, FORUM = 600, 601, 602
# Stories of an edition: the text channel's take two messages.
STORIES = {TEXT: 8, ALERTS: 1, FORUM: 1}
# From a start over what was left to an edition's last part takes about so long.
LONGEST_S = 1.2
FAULTS = (
    *(Status(503), Status(503, after=True), Status(500, after=True)),
    *(TooMany(0.05), Drop(), Drop(after=True)),
)
PATHS = ("POST /channels/*/messages", "POST /channels/*/threads", "POST */crosspost")


class Desk:
    """A guild's feeds and schedules, and what was brought for each channel."""

    def __init__(self, discord: FakeDiscord, path: Path, *, care: bool) -> None:
        self.discord = discord
        gateway = discord.api.replace("http", "ws").replace("/api", "/gateway/")
        self.place = Place(path, discord.api, gateway, care)
        self.feeds: dict[int, int] = {}
        self.brought: dict[int, list[str]] = {key: [] for key in STORIES}

    async def set_up(self) -> None:
        async with Database(self.place.path) as db:
            clock = SystemClock()
            keeper, schedules = GuildKeeper(db, clock), Schedules(db, clock)
            for channel, most in STORIES.items():
                kind = {ALERTS: ChannelKind.ANNOUNCEMENT, FORUM: ChannelKind.FORUM}
                place = str(channel)
                await keeper.channel("500", place, kind.get(channel, ChannelKind.TEXT))
                order = ScheduleOrder(
                    Timetable((datetime.min.time(),), "UTC"), most=most, publish=True
                )
                await schedules.add("500", place, order)
                feed = Order(f"https://gazette.example/{channel}", "500", place)
                followed = await db.write(subscriptions.follow, feed, clock.now(), None)
                self.feeds[channel] = followed.feed_id

    async def news(self) -> None:
        """Bring stories for every channel, and have its edition due."""
        now = datetime.now(UTC)  # noqa: TID251 - the process's clock is the system's
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
        return replace(event, url=url, title=title, text=said)

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

    def check(self) -> None:
        """Each story once, each part once and in order, each alert published."""
        assert self.lost_and_doubled() == ([], [])
        for channel in STORIES:
            marks = self.marks(channel)
            assert marks == sorted(set(marks))
        published = [x.flags & Flag.CROSSPOSTED for x in self.messages(ALERTS)]
        assert all(published)
        assert set(self.states()) == {"sent"}


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


async def test_who_is_killed_at_any_step_loses_and_doubles_nothing(tmp_path):
    """SAFETY 51, 53."""
    async with a_desk(tmp_path) as desk:
        step, steps = 0, None
        while steps is None:
            step += 1
            posting = await start(desk.place)
            assert await posting.ready()
            await desk.news()
            steps = await posting.publish(die_at=step)
        await posting.kill()
        desk.check()
        # Commits of three editions; for each part, two commits and a request.
        assert step > steps >= 3 + 4 * 5
        if KILLS >= 200:
            note(
                "outbox-steps", steps, {"steps": steps, "parts": len(desk.marks(TEXT))}
            )


@pytest.mark.parametrize("care", [True, False])
async def test_without_nonce_and_look_a_kill_after_the_answer_doubles(tmp_path, care):
    """SAFETY 50: the control, which shows that the test can fail."""
    async with a_desk(tmp_path, care=care) as desk:
        posting = await start(desk.place)
        assert await posting.ready()
        await desk.news()
        assert await posting.publish(die_at=1, kinds=[ANSWERED]) is None
        posting = await start(desk.place)
        assert await posting.ready()
        await posting.kill()
        lost, doubled = desk.lost_and_doubled()
        assert lost == []
        assert bool(doubled) is not care


async def test_random_kills_and_faults_lose_and_double_nothing(tmp_path):
    """SAFETY 50, 62."""
    sys.stdout.write(f"PULLQUOTE_SEED={SEED}\n")
    chance = random.Random(SEED)
    async with a_desk(tmp_path) as desk:
        for _ in range(KILLS):
            plans = [
                desk.discord.fail(
                    chance.choice(FAULTS),
                    chance.choice(PATHS),
                    nth=chance.randint(1, 3),
                )
                for _ in range(2)
            ]
            posting = await start(desk.place)
            life = asyncio.create_task(_live(desk, posting))
            await asyncio.sleep(chance.uniform(0, LONGEST_S))
            await posting.kill()
            await life
            for each in plans:
                each.cancel()
        last = await start(desk.place)
        assert await last.ready()
        await last.kill()
        desk.check()
        if KILLS >= 200:
            parts = sum(desk.states().values())
            note("outbox", KILLS, {"kills": KILLS, "parts": parts})


async def _live(desk: Desk, posting: Posting) -> None:
    """Deliver what was left over, then what is new, for as long as it lives."""
    if await posting.ready():
        await desk.news()
        await posting.publish()


def note(name: str, n: int, values: dict[str, float]) -> None:
    """Write what `make faults` found; whoever comes so far has found nothing."""
    command = f"make faults (seed {SEED})"
    nothing = {"lost": 0, "doubled": 0, "disordered": 0, "unknown": 0}
    figures.write(figures.Figures(name, command, figures.commit(), n, values | nothing))
