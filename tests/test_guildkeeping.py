"""What is known of a community, and when it is forgotten."""

from datetime import timedelta

import pytest

from digests.desk import Order
from digests.errors import NotFound
from digests.followed import Remark
from digests.guildkeeping import GRACE, GuildKeeper
from digests.guilds import ChannelKind, Guild
from digests.storage import notices, subscriptions
from digests.storage.guilds import FORGET
from tests.builders import NOON
from tests.fakes.clock import ManualClock

FEED = "https://gazette.example/feed"
OTHER = "https://chronicle.example/feed"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def keeper(db, clock):
    return GuildKeeper(db, clock)


async def follow(db, url: str, guild: str, channel: str = ""):
    return await db.write(subscriptions.follow, Order(url, guild, channel), NOON, None)


async def tell(db, feed_id: int, kind: str = "moved") -> None:
    await db.write(notices.add, feed_id, Remark(kind, f"It has {kind}."), NOON + MINUTE)


def count(db, table: str):
    (number,) = db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return number


async def test_a_guild_is_made_with_defaults_when_first_asked_for(keeper):
    assert await keeper.get("1") == Guild("1", zone="UTC")


async def test_what_admins_choose_is_kept_each_by_itself(keeper):
    await keeper.setup("1", zone="Europe/Berlin", language="de")
    await keeper.setup("1", language="fr")
    await keeper.set_manager("1", "77")
    await keeper.set_log_channel("1", "88")
    await keeper.joined("1", "99")
    chosen = Guild("1", "99", "Europe/Berlin", "fr", "77", "88")
    assert await keeper.get("1") == chosen
    assert await keeper.get("2") == Guild("2")


async def test_a_guild_that_comes_back_is_posted_in_again(keeper):
    """SAFETY 54: a delivery may have found the bot gone before it was told so."""
    for guild, channel in (("1", "10"), ("2", "20")):
        await keeper.channel(guild, channel)
        await keeper.pause_channel(channel, "I was removed from the server")
    await keeper.left("1")
    await keeper.joined("1", "99")
    await keeper.joined("2", "99")
    paused = [
        state.paused for guild in ("1", "2") for state in await keeper.channels(guild)
    ]
    assert paused == ["", "I was removed from the server"]
    assert await keeper.notices("1") == []


async def test_a_guild_that_comes_back_in_time_finds_all_as_it_was(keeper, clock, db):
    await keeper.setup("1", zone="Asia/Tokyo")
    await follow(db, FEED, "1")
    await keeper.left("1")
    assert await keeper.present() == []
    clock.advance(GRACE)
    assert await keeper.forget_departed() == 0
    await keeper.joined("1", "99")
    clock.advance(GRACE * 2)
    assert await keeper.forget_departed() == 0
    assert (await keeper.get("1")).zone == "Asia/Tokyo"
    assert len(await db.read(subscriptions.of_guild, "1")) == 1


async def test_a_guild_that_stays_away_is_forgotten_and_no_other(keeper, clock, db):
    """SAFETY 46."""
    for guild, channel in (("1", "10"), ("2", "20")):
        await keeper.channel(guild, channel)
        await keeper.pause_channel(channel, "it is gone")
        await follow(db, FEED, guild, channel)
    alone = await follow(db, OTHER, "1")
    await tell(db, alone.feed_id)
    await keeper.left("1")
    clock.advance(GRACE + MINUTE)

    assert await keeper.forget_departed() == 1

    assert await keeper.present() == ["2"]
    assert await db.read(subscriptions.of_guild, "1") == []
    # The feed that both followed is still the other's; the one of it alone is gone.
    (left,) = await db.read(subscriptions.everywhere)
    assert (left.guild, left.url) == ("2", FEED)
    assert await db.read(count, "feeds") == 1
    for table in ("guilds", "channels", "guild_notices"):
        assert await db.read(count, table) == 1


def named_in(statement: str, table: str) -> bool:
    """Whether it takes the guild's rows away, or the guild out of them."""
    match statement.split():
        case ["DELETE", "FROM", name, *_] | ["UPDATE", name, "SET", "guild", *_]:
            return name == table
    return False


async def test_no_table_keeps_anything_of_a_guild_that_is_forgotten(db):
    """SAFETY 46: tables that are added later too."""

    def tables(db) -> dict[str, str]:
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        return {
            name: sql
            for name, sql in db.conn.execute(named)
            if any(column.name == "guild" for column in db[name].columns)
        }

    goes_with_its_guild = "REFERENCES guilds (id) ON DELETE CASCADE"
    kept = [
        name
        for name, sql in (await db.read(tables)).items()
        if goes_with_its_guild not in sql
        and not any(named_in(statement, name) for statement in FORGET)
    ]
    assert kept == []


async def test_a_channel_belongs_to_the_guild_that_chose_it(keeper):
    """SAFETY 46."""
    await keeper.channel("1", "10", ChannelKind.FORUM)
    with pytest.raises(NotFound):
        await keeper.channel("2", "10", ChannelKind.TEXT)
    await keeper.pause_channel("10", "it is gone")
    assert not await keeper.resume_channel("2", "10")
    state = await keeper.channel("1", "10")
    assert (state.kind, state.paused) == (ChannelKind.FORUM, "it is gone")
    assert await keeper.channels("2") == []


async def test_a_channel_that_is_lost_is_told_of_once_to_its_guild(keeper):
    """SAFETY 54."""
    await keeper.channel("1", "10")
    assert await keeper.pause_channel("10", "I may not write there")
    assert not await keeper.pause_channel("10", "I may not write there")
    (notice,) = await keeper.notices("1")
    assert (notice.channel, notice.text) == ("10", "I may not write there")
    assert await keeper.notices("2") == []
    await keeper.told([notice])
    assert await keeper.notices("1") == []
    assert await keeper.resume_channel("1", "10")
    assert await keeper.pause_channel("10", "it is gone")
    assert [each.text for each in await keeper.notices("1")] == ["it is gone"]


async def test_each_guild_that_follows_a_feed_is_told_of_it_once(keeper, db):
    """SAFETY 18: and the operator's log is told for itself."""
    for channel in ("10", "11"):
        await follow(db, FEED, "1", channel)
    followed = await follow(db, FEED, "2")
    await tell(db, followed.feed_id)
    assert len(await db.write(notices.take_untold, NOON)) == 1
    for guild in ("1", "2"):
        (notice,) = await keeper.notices(guild)
        assert (notice.url, notice.kind) == (FEED, "moved")
        await keeper.told([notice])
        assert await keeper.notices(guild) == []
    assert await keeper.notices("3") == []


async def test_what_was_before_a_guild_followed_or_is_over_is_not_told(
    keeper, clock, db
):
    followed = await follow(db, FEED, "1")
    await db.write(notices.add, followed.feed_id, Remark("cut", "x"), NOON - MINUTE)
    # The feed answers, so that it failed is no news.
    await tell(db, followed.feed_id, "failing")
    assert await keeper.notices("1") == []
    await tell(db, followed.feed_id, "moved")
    clock.advance(timedelta(days=8))
    assert await keeper.notices("1") == []


async def test_small_facts_are_remembered(keeper):
    assert await keeper.state("commands") == ""
    for value in ("a", "b"):
        await keeper.remember("commands", value)
    assert await keeper.state("commands") == "b"
