"""How the newsroom itself is doing."""

from datetime import timedelta

import pytest

from digests.caretaking import Caretaker
from digests.storage import channels, copies, feeds, guilds
from digests.storage.database import Database
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.databases import STEPS, a_database
from tests.fakes.workers import InlineWorkers


@pytest.fixture
async def db(tmp_path):
    path = tmp_path / "news.db"
    a_database(path)
    async with Database(path) as opened:
        yield opened


@pytest.fixture
def caretaker(db):
    clock = ManualClock()
    clock.advance(timedelta(minutes=5))
    return Caretaker(db, clock, InlineWorkers())


def edition(db, *states: str) -> None:
    db.execute(
        "INSERT INTO digests (channel, made_at, engine)"
        " VALUES ('600', '2026-05-04T12:00:00+00:00', 'extractive')"
    )
    for position, state in enumerate(states):
        db.execute(
            "INSERT INTO deliveries (digest_id, position, guild, channel, action, body,"
            " nonce, made_at, state)"
            " VALUES (1, ?, '1', '600', 'post', '{}', ?, ?, ?)",
            [position, str(position), NOON.isoformat(), state],
        )


async def test_it_counts_what_there_is(db, caretaker):
    await db.write(feeds.add, "https://a.example/feed", NOON)
    await db.write(feeds.add, "https://b.example/feed", NOON)
    await db.write(feeds.pause, "https://b.example/feed")
    await db.write(edition, "sent", "sent", "waiting")
    counts = await caretaker.counts()
    assert counts.feeds == {"active": 1, "paused": 1}
    assert counts.deliveries == {"sent": 2, "waiting": 1}
    assert (counts.articles, counts.editions, counts.oldest_s) == (3, 1, 300)


async def test_nothing_waits_where_all_is_sent(db, caretaker):
    await db.write(edition, "sent", "dead")
    assert (await caretaker.counts()).oldest_s == 0


async def test_delivery_stalls_where_something_waits_and_nothing_is_sent(db, caretaker):
    await db.write(lambda db: guilds.make(db, "1", NOON))
    await db.write(lambda db: channels.make(db, "1", "600", None, NOON))
    await db.write(edition, "sent", "waiting")
    assert (await caretaker.counts()).stalled_s == 300
    four_later = (NOON + timedelta(minutes=4)).isoformat()
    settle = "UPDATE deliveries SET settled_at = ? WHERE state = 'sent'"
    await db.write(lambda db: db.execute(settle, [four_later]))
    assert (await caretaker.counts()).stalled_s == 60
    await db.write(lambda db: channels.pause(db, "600", "the channel is gone", NOON))
    assert (await caretaker.counts()).stalled_s == 0


async def test_the_condition_of_the_file_is_told(db, caretaker):
    first = await caretaker.condition()
    assert (first.whole, first.schema, first.last_backup) == (True, STEPS[-1], None)
    assert first.size > 4096
    assert first.free > 0
    copies.note(db.path, NOON)
    assert (await caretaker.condition()).last_backup == NOON


async def test_workers_are_tried_by_a_line(caretaker):
    await caretaker.try_workers()
