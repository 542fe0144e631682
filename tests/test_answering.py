"""Who asks is answered from what is in their reach, and from nothing else."""

import pytest

from digests.answering import Librarian
from digests.followed import Filters
from digests.guilds import Reach
from digests.storage import articles
from digests.types import Reading
from tests.builders import NOON, a_report, an_article
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

TITLE = "Bridge opens at Tarn"
TEXT = "The new bridge at Tarn opened on Monday, two years late. Ada Marsh was there."
QUESTION = "When did the new bridge at Tarn open?"
ANSWER = "The new bridge at Tarn opened on Monday, two years late."


@pytest.fixture
def ask(db):
    librarian = Librarian(db, ManualClock(), InlineWorkers())

    async def asked(reach: Reach, question: str = QUESTION, story=()) -> list[str]:
        answer = await librarian.answer(question, reach, story)
        return [each.text for each in answer.sentences]

    return asked


async def keep(db, text: str = TEXT) -> None:
    article = an_article(text, title=TITLE, url="https://gazette.example/by-hand")
    reading = Reading(a_report(article), ((0, len(text)),))
    await db.write(articles.keep, reading, NOON)


async def test_a_guild_is_answered_from_its_own_feeds(stock, ask):
    await stock.bring(await stock.follow("gazette", "1"), TITLE, TEXT)
    assert await ask(Reach("1")) == [ANSWER]
    assert await ask(Reach("2")) == []
    assert await ask(Reach()) == []


async def test_the_local_desk_sees_its_feeds_and_what_was_kept_by_hand(db, stock, ask):
    await keep(db)
    assert await ask(Reach()) == [ANSWER]
    assert await ask(Reach("1")) == []
    await stock.bring(await stock.follow("courier"), "Fire", "A fire in Korsholm.")
    assert await ask(Reach(), "Where was a fire?") == ["A fire in Korsholm."]
    assert await ask(Reach("1"), "Where was a fire?") == []


async def test_what_two_guilds_follow_both_are_answered_from(stock, ask):
    await stock.bring(await stock.follow("gazette", "1"), TITLE, TEXT)
    await stock.follow("gazette", "2")
    assert await ask(Reach("2")) == [ANSWER]


async def test_an_article_that_another_guilds_feed_read_first_is_seen_by_both(
    stock, ask
):
    link = "https://gazette.example/bridge"
    one, other = await stock.follow("a", "1"), await stock.follow("b", "2")
    first = await stock.bring(one, TITLE, TEXT, link)
    assert await ask(Reach("2")) == []
    assert await stock.bring(other, TITLE, TEXT, link) == first
    assert await ask(Reach("2")) == [ANSWER]


async def test_what_is_no_longer_followed_is_out_of_reach(stock, ask):
    followed = await stock.follow("gazette", "1")
    await stock.bring(followed, TITLE, TEXT)
    await stock.unfollow(followed)
    assert await ask(Reach("1")) == []
    assert await ask(Reach()) == []


async def test_a_channels_feed_is_for_those_who_read_the_channel(stock, ask):
    """SAFETY 46."""
    await stock.bring(await stock.follow("gazette", "1", "10"), TITLE, TEXT)
    assert await ask(Reach("1", frozenset({"10"}))) == [ANSWER]
    assert await ask(Reach("1", frozenset({"11"}))) == []
    assert await ask(Reach("1", frozenset())) == []


async def test_a_feed_for_all_channels_is_for_those_who_read_one_that_is_posted_in(
    db, stock, ask
):
    await stock.bring(await stock.follow("gazette", "1"), TITLE, TEXT)
    reach = Reach("1", frozenset({"10"}))
    assert await ask(reach) == []
    await db.write(schedule, "1", "10")
    assert await ask(reach) == [ANSWER]
    assert await ask(Reach("1", frozenset({"11"}))) == []


def schedule(db, guild: str, channel: str) -> None:
    """Give the channel a daily edition."""
    now = NOON.isoformat()
    db.execute("INSERT INTO guilds (id, added_at) VALUES (?, ?)", [guild, now])
    db.execute("INSERT INTO channels (id, guild) VALUES (?, ?)", [channel, guild])
    db.execute(
        "INSERT INTO schedules (guild, channel, times, days, zone, most, added_at)"
        " VALUES (?, ?, '08:00', '0 1 2 3 4 5 6', 'UTC', 6, ?)",
        [guild, channel, now],
    )


async def test_what_a_guilds_filters_refuse_is_not_told_there(stock, ask):
    filtered = Filters(exclude=("bridge",))
    feed = await stock.follow("gazette", "1", filters=filtered)
    await stock.bring(feed, TITLE, TEXT)
    assert await ask(Reach("1")) == []
    await stock.follow("gazette", "1", "10")
    assert await ask(Reach("1")) == [ANSWER]


async def test_filters_that_refuse_what_fits_best_leave_the_rest(stock, ask):
    filtered = Filters(exclude=("rumour",))
    feed = await stock.follow("gazette", "1", filters=filtered)
    for number in range(30):
        told = f"Rumour {number}: the new bridge at Tarn, the new bridge, will open."
        await stock.bring(feed, f"{TITLE} {number}", told)
    await stock.bring(feed, TITLE, TEXT)
    assert await ask(Reach("1")) == [ANSWER]


async def test_a_storys_own_articles_are_looked_in_first(stock, ask):
    feed = await stock.follow("gazette", "1")
    tunnel = "The new bridge at Tarn opened on Friday, say some."
    await stock.bring(feed, TITLE, TEXT)
    story = await stock.bring(feed, "On bridges", tunnel)
    assert await ask(Reach("1"), QUESTION, {story}) == [tunnel]


async def test_what_the_story_does_not_tell_is_looked_for_everywhere(stock, ask):
    feed = await stock.follow("gazette", "1")
    await stock.bring(feed, TITLE, TEXT)
    story = await stock.bring(feed, "Fire", "A fire in Korsholm.")
    assert await ask(Reach("1"), QUESTION, {story}) == [ANSWER]


async def test_a_story_out_of_reach_is_not_looked_in(stock, ask):
    """SAFETY 46."""
    secret = await stock.bring(await stock.follow("gazette", "2"), TITLE, TEXT)
    assert await ask(Reach("1"), QUESTION, {secret, 0, -1, 10**15}) == []


async def test_words_that_stand_everywhere_do_not_hide_the_rare_one(
    stock, ask, monkeypatch
):
    monkeypatch.setattr("digests.storage.rarity._MOST_MATCHES", 10)
    feed = await stock.follow("gazette", "1")
    await stock.bring(feed, TITLE, TEXT)
    for number in range(20):
        await stock.bring(feed, "News", f"The new road {number} opened on Friday.")
    assert await ask(Reach("1")) == [ANSWER]
    newest = await ask(Reach("1"), "When did the new road open?")
    assert newest != []
