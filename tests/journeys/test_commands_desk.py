"""`/topic`, `/bot`, `/why` and `/help` over the wire."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from digests.desk import Order
from digests.newsroom import Newsroom
from digests.queueing import PER_ASKER
from digests.storage import subscriptions
from digests.storage.database import Database
from digests.subscribing import MOST_FEEDS
from tests.builders import NOON
from tests.journeys.running import (
    DESK,
    DESK_ROLE,
    EDITOR,
    FORUM,
    HIDDEN,
    MEMBER,
    NEWS,
    OTHER_CHANNEL,
    OTHER_OWNER,
    OWNER,
    QUIET,
    Running,
    Site,
    a_running_bot,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOUD_ROLE = 790
GUILD, OTHER = "500", "501"
LOTTERY = "Lottery drawn in Eastport"


async def before(newsroom: Newsroom, site: Site) -> None:
    """Follow feeds that the bot polls as soon as it runs."""
    follow = newsroom.subscriptions.follow
    ours = site.feed("Gazette", "Bridge opens at Tarn", LOTTERY)
    await follow(ours, GUILD, str(NEWS), "World")
    await follow(site.feed("Whisper", "Secret pact signed"), GUILD, str(HIDDEN))


async def fill(database: Path, address: str) -> None:
    """Follow so many feeds that another server cannot follow one more."""
    async with Database(database) as db:
        for number in range(MOST_FEEDS):
            url, title = f"{address}/Full{number}.xml", f"Full {number}"
            order = Order(url, OTHER, str(OTHER_CHANNEL), title)
            await db.write(subscriptions.follow, order, NOON, None)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    folder = tmp_path_factory.mktemp("desk")
    async with a_running_bot(folder, before) as running:
        await running.discord.admin.create_role(LOUD_ROLE, "loud", mentionable=True)
        for title in ("Bridge opens at Tarn", LOTTERY, "Secret pact signed"):
            await read(folder / "news.db", title)
        await fill(folder / "news.db", running.site.address)
        yield running


async def read(database: Path, title: str) -> None:
    """Wait until the running bot has read the article of that title."""
    async with asyncio.timeout(40):
        while True:
            with closing(sqlite3.connect(database)) as db:
                query = "SELECT count(*) FROM articles WHERE title = ?"
                ((found,),) = db.execute(query, [title])
            if found:
                return
            await asyncio.sleep(0.2)


def select_of(message: Any) -> dict[str, Any]:
    """The menu in a message."""
    return next(each for each in message.components if each["type"] == 3)


# /topic


async def test_a_topic_is_defined_listed_previewed_and_removed(bot):
    added = await bot.said(
        "/topic add", name="Crossings", include="bridge, ferry", role=DESK_ROLE
    )
    assert "**Crossings** · with bridge or ferry" in added
    assert f"pings <@&{DESK_ROLE}>" in added
    silent = f"✗ **Crossings** cannot ring for <@&{DESK_ROLE}>"
    assert silent in added
    assert silent in await bot.said("/bot status")
    loud = await bot.said("/topic add", name="Loud news", role=LOUD_ROLE)
    assert "cannot ring" not in loud
    assert "is no topic any more" in await bot.said("/topic remove", topic="Loud news")
    assert "**Crossings**" in await bot.said("/topic list")
    shown = await bot.shown("/topic preview", topic="crossings")
    assert "✓ [Bridge opens at Tarn]" in shown.text
    assert f"✗ [{LOTTERY}]" in shown.text
    assert bot.discord.world.pings == []
    assert "is no topic any more" in await bot.said("/topic remove", topic="Crossings")
    assert "Crossings" not in await bot.said("/topic list")


async def test_topics_are_chosen_in_a_menu_and_suggested(bot):
    await bot.said("/topic add", name="Draws", include="lottery")
    (choice,) = await bot.discord.autocomplete("/topic preview", topic="dra")
    assert choice.name == "Draws · lottery"
    for command, told in (("preview", "would be taken"), ("remove", "no topic any")):
        shown = await bot.shown(f"/topic {command}")
        select = select_of(shown)
        (key,) = [e["value"] for e in select["options"] if e["label"] == "Draws"]
        chosen = await bot.discord.choose(shown, select["custom_id"], key)
        await chosen.answered()
        assert told in shown.text


async def test_a_topic_without_a_name_or_for_everybody_is_refused(bot):
    assert "needs a name" in await bot.said("/topic add", name="!!")
    told = await bot.said("/topic add", name="Loud", role=int(GUILD))
    assert "would ring for everybody" in told
    await bot.said("/topic add", name="Twin")
    assert "on the list already" in await bot.said("/topic add", name="twin")


async def test_topics_have_a_limit(bot):
    told = ""
    for number in range(30):
        told = await bot.said("/topic add", name=f"Field {number}")
        if "are the most here" in told:
            break
    assert "25 topics are the most here" in told


# /feed's limit


async def test_feeds_have_a_limit(bot):
    asked = await bot.discord.invoke(
        "/feed add", OTHER_CHANNEL, OTHER_OWNER, url=bot.site.feed("OneMore")
    )
    assert "50 feeds are the most here" in (await asked.answered()).text


async def test_long_lists_and_menus_go_over_pages(bot):
    first = await bot.shown("/feed list", OTHER_CHANNEL, OTHER_OWNER)
    assert "Page 1 of 4" in first.text
    await bot.pressed(first, "▶", OTHER_OWNER)
    assert "Page 2 of 4" in first.text
    shown = await bot.shown("/feed remove", OTHER_CHANNEL, OTHER_OWNER)
    assert len(select_of(shown)["options"]) == 25
    before = {each["value"] for each in select_of(shown)["options"]}
    await bot.pressed(shown, "▶", OTHER_OWNER)
    after = {each["value"] for each in select_of(shown)["options"]}
    assert len(after) == 25
    assert before.isdisjoint(after)
    typed = await bot.discord.autocomplete(
        "/feed remove", OTHER_CHANNEL, OTHER_OWNER, feed="full"
    )
    assert len(typed) == 25


# /bot


async def test_status_says_what_is_well_and_what_to_do(bot):
    await bot.said("/feed edit", feed="Gazette", channel=NEWS)
    told = await bot.said("/bot status")
    assert f"✓ <#{NEWS}>: I may post there" in told
    assert "✓ 2 feeds, all well" in told
    assert "Extractive mode" in told
    assert "✗ No digest is coming" in told
    assert "✓ Nothing waits to be sent" in told
    assert "Time zone: UTC" in told


async def test_status_names_what_is_missing_in_a_channel(bot):
    await bot.discord.admin.change_channel(HIDDEN, permissions=1 << 10)
    try:
        told = await bot.said("/bot status")
        assert f"✗ <#{HIDDEN}>: I need Send Messages, Embed Links, Read" in told
        assert "under Permissions" in told
    finally:
        await bot.discord.admin.change_channel(HIDDEN, permissions=(1 << 53) - 1)


async def test_a_role_is_made_manager_and_no_more(bot):
    assert "Only members with Manage Server" in await bot.said("/bot manager")
    assert "Only members" in await bot.said("/feed list", by=EDITOR)
    shown = await bot.shown("/bot manager", role=DESK_ROLE)
    assert f"the role <@&{DESK_ROLE}>" in shown.text
    assert "Only members" not in await bot.said("/feed list", by=EDITOR)
    refused = await bot.said("/feed list", by=MEMBER)
    assert refused.startswith("Only members with Manage Server or the role")
    await bot.pressed(shown, "Take it from the role")
    assert "Only members" in await bot.said("/feed list", by=EDITOR)
    told = await bot.said("/bot manager", role=int(GUILD))
    assert "everybody could manage" in told


async def test_troubles_are_told_in_a_channel_or_nowhere(bot):
    shown = await bot.shown("/bot log", channel=DESK)
    assert f"told in <#{DESK}>" in shown.text
    assert f"Troubles are told in <#{DESK}>" in await bot.said("/bot status")
    await bot.pressed(shown, "Tell them nowhere")
    assert "Troubles are told nowhere" in await bot.said("/bot status")
    refused = await bot.said("/bot log", channel=QUIET)
    assert f"in <#{QUIET}>. Nothing was changed." in refused


async def test_a_log_channel_that_was_paused_is_told_again(bot):
    await bot.said("/bot log", channel=DESK)
    with closing(sqlite3.connect(bot.folder / "news.db")) as db, db:
        db.execute("UPDATE channels SET paused_for = 'it broke' WHERE id = ?", [DESK])
    told = await bot.said("/bot status")
    assert f"✗ <#{DESK}> is paused: it broke\n-# Use `/bot log` once" in told
    shown = await bot.shown("/bot log", channel=DESK)
    assert f"✓ <#{DESK}>: I may post there" in await bot.said("/bot status")
    await bot.pressed(shown, "Tell them nowhere")


async def test_troubles_are_not_told_in_a_forum(bot):
    assert "a forum takes no single" in await bot.said("/bot log", channel=FORUM)
    assert f"<#{FORUM}>" not in await bot.said("/bot status")


async def test_a_manager_chooses_only_channels_that_they_can_see(bot):
    """SAFETY 47: a role that may manage opens no channel, forged or not."""
    shown = await bot.shown("/bot manager", role=DESK_ROLE)
    for command, options in (
        ("/digest preview", {}),
        ("/digest now", {}),
        ("/digest schedule", {"time": "8:00"}),
        ("/feed list", {}),
    ):
        asked = await bot.discord.invoke(
            command, NEWS, EDITOR, channel=HIDDEN, anyway=True, **options
        )
        told = (await asked.answered()).text
        assert told == "Choose a channel that you can see yourself.", command
        assert "Choose a channel" not in await bot.said("/feed list", channel=HIDDEN)
    assert "Choose a channel" not in await bot.said("/feed list", NEWS, EDITOR)
    await bot.pressed(shown, "Take it from the role")


async def test_without_a_model_nothing_is_spent_and_that_is_said(bot):
    for command in ("/bot cost", "/bot model"):
        assert "so nothing is spent" in await bot.said(command)
    assert "No budget is set" in await bot.said("/bot budget")
    assert "$2.00 a day" in await bot.said("/bot budget", day="2")
    await bot.said("/bot budget", day="none")


# /why


async def test_why_tells_an_item_s_way_in_this_server(bot):
    told = await bot.said("/why", by=MEMBER, url="Bridge opens at Tarn")
    assert "First seen in Gazette" in told
    assert r"\#news takes it" in told
    # A time or a port may hold these digits among others.
    assert not re.search(rf"\b{GUILD}\b", told)
    by_address = await bot.said("/why", url=f"{bot.site.address}/Gazette/0")
    assert "First seen in Gazette" in by_address


async def test_why_tells_nothing_of_what_one_cannot_read(bot):
    """SAFETY 46: neither a channel that is hidden, nor another server."""
    for words in ("Secret pact signed", f"{bot.site.address}/Whisper/0"):
        assert "Secret pact" in await bot.said("/why", by=OWNER, url=words)
        hidden = await bot.said("/why", by=MEMBER, url=words)
        assert "Whisper (" not in hidden
        assert "takes it" not in hidden
    theirs = f"{bot.site.address}/Full7.xml"
    known = await bot.discord.invoke("/why", OTHER_CHANNEL, OTHER_OWNER, url=theirs)
    assert "Followed by" in (await known.answered()).text
    assert "Followed by" not in await bot.said("/why", url=theirs)


# /news


@pytest.mark.parametrize(
    ("command", "options", "open_to_all"),
    [
        ("/news latest", {}, "Bridge opens at Tarn"),
        ("/news search", {"query": "council"}, "Bridge opens at Tarn"),
        ("/news feeds", {}, "Gazette"),
    ],
)
async def test_what_is_shared_is_what_everybody_there_may_read(
    bot, command, options, open_to_all
):
    """SAFETY 46: whoever can read a closed channel shares nothing of it."""
    shown = await bot.shown(command, NEWS, OWNER, **options)
    assert "Whisper" in shown.text
    shared = await bot.pressed(shown, "Share", OWNER)
    assert not shared.private
    assert open_to_all in shared.reply.text
    assert "Whisper" not in shared.reply.text
    assert "Secret pact" not in shared.reply.text


async def test_what_a_closed_channel_holds_is_shared_in_it(bot):
    shown = await bot.shown("/news feeds", HIDDEN, OWNER)
    shared = await bot.pressed(shown, "Share", OWNER)
    assert "Whisper" in shared.reply.text


async def test_who_shares_too_much_is_told_so_in_private(bot):
    shown = await bot.shown("/news latest", NEWS, EDITOR)
    for _ in range(PER_ASKER.times):
        assert not (await bot.pressed(shown, "Share", EDITOR)).private
    refused = await bot.pressed(shown, "Share", EDITOR)
    assert refused.private
    assert "Bridge opens" not in refused.reply.text


@pytest.mark.parametrize("since", ["9" * 17, "9" * 12, "-1"])
@pytest.mark.parametrize("made", ["said:::{}:0", "news:latest::{}:0"])
async def test_a_forged_time_is_refused_in_words(bot, made, since):
    """SAFETY 47."""
    message = await bot.shown("/help")
    forged = await bot.discord.forge(message, f"pq:{made.format(since)}", by=MEMBER)
    assert "no longer there" in (await forged.answered()).text


async def test_a_time_long_past_narrows_nothing(bot):
    told = await bot.said("/news latest", since="9999w")
    assert "Bridge opens at Tarn" in told
    assert "no longer there" not in await bot.said("/quotes", since="9999w")


# /help


async def test_help_says_who_can_do_what_in_three_lines(bot):
    told = await bot.said("/help", by=MEMBER)
    assert len(told.splitlines()) == 3
    assert "`/why`" in told
    assert "`/feed`" in told
    assert "http" not in told
    offered = {each.split()[0] for each in bot.discord.command_names}
    named = {word.strip("`,.") for word in told.split() if word.startswith("`/")}
    assert named <= offered
