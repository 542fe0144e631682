"""Each guild is told its troubles once, where somebody reads them."""

from datetime import timedelta

import pytest

from bot.herald import Herald
from bot.outlet import Outlet
from digests.desk import Order
from digests.followed import Remark
from digests.guildkeeping import GuildKeeper
from digests.storage import notices, subscriptions
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.connected import a_client
from tests.fakes.discord import OWNER, Can, Drop, FakeDiscord, Refuse

POSTS = "POST /channels/*/messages"


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
async def discord(clock):
    async with FakeDiscord(clock) as fake:
        fake.world.add_channel(601, "log")
        yield fake
    assert fake.faults == []


@pytest.fixture
async def keeper(db):
    keeper = GuildKeeper(db, ManualClock())
    await keeper.joined("500", str(OWNER))
    await keeper.channel("500", "600")
    await keeper.set_log_channel("500", "601")
    return keeper


@pytest.fixture
async def herald(discord, keeper, clock):
    gateway = discord.api.replace("http", "ws").replace("/api", "/gateway/")
    async with a_client(discord.api, gateway) as client:
        yield Herald(keeper, Outlet(client), clock.now)


def told(discord, channel: int = 601) -> list[str]:
    return [each.text for each in discord.shown_in(channel)]


async def a_feed_fails(db) -> None:
    order = Order("https://gazette.example/feed", "500")
    followed = await db.write(subscriptions.follow, order, NOON, None)
    text = "@everyone **Gazette** https://ada:canary@gazette.example/feed?key=canary"
    remark = Remark("cut", f"{text} was cut")
    await db.write(notices.add, followed.feed_id, remark, NOON)


async def test_a_paused_channel_is_told_in_the_log_once(discord, keeper, herald):
    """SAFETY 54."""
    await keeper.pause_channel("600", "the channel is gone")
    for _ in range(3):
        await herald.round()
    (words,) = told(discord)
    assert words == (
        "<#600>: the channel is gone. I post nothing there meanwhile. "
        "`/bot status` says what helps."
    )


async def test_an_answer_that_is_lost_does_not_double_it(discord, keeper, herald):
    await keeper.pause_channel("600", "the channel is gone")
    discord.fail(Drop(after=True), POSTS)
    await herald.round()
    assert await keeper.notices("500")
    await herald.round()
    assert len(told(discord)) == 1
    assert await keeper.notices("500") == []


@pytest.mark.parametrize("log", ["", "601"])
async def test_without_a_log_that_can_be_posted_in_the_owner_is_told(
    discord, keeper, herald, log
):
    """SAFETY 54."""
    await keeper.set_log_channel("500", log)
    await discord.admin.change_channel(601, permissions=Can.VIEW)
    await keeper.pause_channel("600", "the channel is gone")
    for _ in range(3):
        await herald.round()
    first, *rest = told(discord, discord.world.dm(OWNER).id)
    assert "<#600>: the channel is gone" in first
    # Of the log channel itself the owner hears too, and it is not tried again.
    assert ["<#601>" in each for each in rest] == ([True] if log else [])
    assert len(discord.requests("POST /channels/601/messages")) == bool(log)


async def test_an_owner_who_takes_no_messages_is_not_pressed(discord, keeper, herald):
    await keeper.set_log_channel("500", "")
    discord.world.users[OWNER].dms_open = False
    await keeper.pause_channel("600", "the channel is gone")
    for _ in range(3):
        await herald.round()
    assert len(discord.requests(POSTS)) == 1


async def test_a_feeds_trouble_waits_for_a_log_and_does_nothing_there(
    discord, db, keeper, herald
):
    """SAFETY 34, 72: more people read a log than may see the feed's address."""
    await keeper.set_log_channel("500", "")
    await a_feed_fails(db)
    await herald.round()
    assert discord.requests(POSTS) == []
    await keeper.set_log_channel("500", "601")
    await herald.round()
    (words,) = told(discord)
    assert "@everyone" not in words
    assert r"\*\*Gazette\*\*" in words
    assert r"example/feed?key=\[redacted\]" in words
    assert "canary" not in words


async def test_a_log_that_refuses_is_let_be_for_an_hour_and_its_owner_told_once(
    discord, db, keeper, herald, clock
):
    """SAFETY 54."""
    await a_feed_fails(db)
    asked = "POST /channels/601/messages"
    refusing = discord.fail(Refuse(200000, "A filter took it", 400), asked, times=None)
    for _ in range(3):
        await herald.round()
    assert len(discord.requests(asked)) == 1
    clock.advance(timedelta(minutes=61))
    await herald.round()
    assert len(discord.requests(asked)) == 2
    (words,) = told(discord, discord.world.dm(OWNER).id)
    assert words.startswith("Discord refuses what I tell in <#601>: A filter took it")
    assert "/bot log" in words
    refusing.cancel()
    clock.advance(timedelta(minutes=61))
    await herald.round()
    assert len(told(discord)) == 1


async def test_a_log_that_takes_no_messages_is_not_tried_again(
    discord, db, keeper, herald
):
    """SAFETY 54."""
    await a_feed_fails(db)
    asked = "POST /channels/601/messages"
    told_so = Refuse(50008, "Cannot send messages in a non-text channel", 400)
    discord.fail(told_so, asked, times=None)
    for _ in range(3):
        await herald.round()
    assert len(discord.requests(asked)) == 1
    (words,) = told(discord, discord.world.dm(OWNER).id)
    assert words.startswith("<#601>: it takes no messages, as forums do.")
