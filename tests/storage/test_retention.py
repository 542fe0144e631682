"""SAFETY 65: what is too old goes, a little at a time, and is never new again."""

from datetime import timedelta

import pytest

from digests.caretaking import KEPT, Caretaker
from digests.ports import Completion
from digests.storage import articles, entries, feeds, model_replies, retention
from digests.types import Reading
from tests.builders import NOON, a_report, an_article
from tests.fakes.clock import ManualClock
from tests.fakes.stores import a_store
from tests.fakes.workers import InlineWorkers


@pytest.fixture
async def db(tmp_path):
    async with a_store(tmp_path) as opened:
        yield opened


def a_reading(number: int) -> Reading:
    article = an_article(
        f"Bridge number {number} has opened.", url=f"https://gazette.example/{number}"
    )
    return Reading(a_report(article), ((0, 6),))


def read(db, number: int, days_ago: int) -> int:
    return articles.add(db, a_reading(number), NOON - timedelta(days=days_ago))


def count(db, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def found(db, index: str) -> int:
    sql = f"SELECT count(*) FROM {index} WHERE {index} MATCH 'bridge'"  # noqa: S608
    return int(db.execute(sql).fetchone()[0])


def a_digest(db, days_ago: int, state: str) -> None:
    made = (NOON - timedelta(days=days_ago)).isoformat()
    key = db.execute(
        "INSERT INTO digests (channel, made_at, engine) VALUES ('600', ?, '')", [made]
    ).lastrowid
    db.execute(
        "INSERT INTO deliveries (digest_id, position, guild, channel, action, body,"
        " nonce, made_at, state) VALUES (?, 0, '1', '600', 'post', '{}', ?, ?, ?)",
        [key, str(key), made, state],
    )


async def test_articles_over_a_year_old_go_with_all_that_hangs_on_them(db):
    for number, days in enumerate((400, 366, 364, 1)):
        await db.write(read, number, days)
    gone = await db.write(retention.forget_articles, NOON - KEPT, 100)
    assert gone == 2
    assert await db.read(count, "articles") == 2
    assert await db.read(count, "passages") == 2
    assert await db.read(found, "passage_words") == 2


async def test_only_so_many_go_at_once_the_oldest_first(db):
    for number in range(5):
        await db.write(read, number, 400 + number)
    assert await db.write(retention.forget_articles, NOON - KEPT, 3) == 3
    left = await db.read(
        lambda db: [t for (t,) in db.execute("SELECT text FROM articles ORDER BY id")]
    )
    assert left == ["Bridge number 0 has opened.", "Bridge number 1 has opened."]


async def test_what_was_kept_by_hand_stays(db):
    await db.write(articles.keep, a_reading(1), NOON - timedelta(days=900))
    assert await db.write(retention.forget_articles, NOON - KEPT, 100) == 0


async def test_a_forgotten_article_is_no_new_one(db):
    """Its entry stays, read, so that the feed brings nothing new by it."""
    feed = await db.write(feeds.add, "https://gazette.example/feed", NOON)
    key = await db.write(read, 1, 400)

    def an_entry(db) -> None:
        db.execute(
            "INSERT INTO entries (feed_id, guid_key, link_key, text_key, link, title,"
            " content, author, first_seen_at, state, article_id)"
            " VALUES (?, 'g', 'l', 't', '', '', '', '', ?, 'read', ?)",
            [feed, NOON.isoformat(), key],
        )

    await db.write(an_entry)
    await db.write(retention.forget_articles, NOON - KEPT, 100)
    state = "SELECT state, article_id FROM entries"
    assert await db.read(lambda db: db.execute(state).fetchone()) == ("read", None)
    assert await db.read(entries.waiting, NOON + timedelta(days=1)) == []


async def test_old_digests_go_unless_something_is_yet_to_be_sent(db):
    for days, state in ((400, "sent"), (400, "waiting"), (10, "sent")):
        await db.write(a_digest, days, state)
    assert await db.write(retention.forget_digests, NOON - KEPT, 100) == 1
    assert await db.read(count, "deliveries") == 2


async def test_the_caretaker_tidies_until_nothing_is_left_to_forget(db):
    for number in range(3):
        await db.write(read, number, 400)
    await db.write(a_digest, 400, "sent")
    caretaker = Caretaker(db, ManualClock(), InlineWorkers())
    assert [await caretaker.tidy() for _ in range(2)] == [4, 0]


async def test_replies_of_models_go_when_they_are_old_or_too_many(db):
    for number in range(6):
        until = NOON + timedelta(days=number)
        await db.write(
            model_replies.keep, bytes([number]), Completion(str(number)), until
        )
    assert await db.write(model_replies.forget, NOON, 100) == 1
    assert await db.write(model_replies.forget, NOON, 1, kept=3) == 1
    assert await db.write(model_replies.forget, NOON, 100, kept=3) == 1
    left = [await db.read(model_replies.get, bytes([n]), NOON) for n in range(6)]
    assert [each.text for each in left if each] == ["3", "4", "5"]
    assert await db.write(model_replies.forget, NOON + timedelta(days=9), 100) == 3
