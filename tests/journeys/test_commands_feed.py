"""`/feed` over the wire, from a member's typing to the bot's answer."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from digests.adapters.clock import SystemClock
from digests.desk import FOREVER
from digests.newsroom import Newsroom
from tests.fakes.discord import Upload
from tests.fakes.discord.things import Message
from tests.journeys.running import (
    DESK,
    FORUM,
    NEWS,
    QUIET,
    Running,
    Site,
    a_running_bot,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

GUILD = "500"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_running_bot(tmp_path_factory.mktemp("feeds"), before) as running:
        yield running


async def before(newsroom: Newsroom, site: Site) -> None:
    """Follow a feed that the bot polls as soon as it runs."""
    url = site.feed("Filtered", "Bridge opens", "Lottery drawn")
    await newsroom.subscriptions.follow(url, GUILD, str(NEWS))


async def follow(bot: Running, name: str, *titles: str, **options: Any) -> str:
    """Follow a feed of that name; return its id as the answer tells it."""
    url = bot.site.feed(name, *titles)
    asked = await bot.discord.invoke("/feed add", url=url, **options)
    await bot.discord.until(lambda: asked.followups)
    assert asked.reply
    return asked.reply.text.split("`")[1]


def rows(bot: Running, name: str) -> list[dict[str, object]]:
    """What the database holds on who follows a feed of that name."""
    with closing(sqlite3.connect(bot.folder / "news.db")) as db:
        db.row_factory = sqlite3.Row
        found = db.execute(
            "SELECT subscriptions.*, url FROM subscriptions"
            " JOIN feeds ON feeds.id = feed_id WHERE url LIKE ?",
            [f"%/{name}.xml"],
        )
        return [dict(row) for row in found]


def menu_of(message: Message) -> str:
    """The custom_id of the menu in a message."""
    return str(_select(message)["custom_id"])


def choice(message: Message, label: str) -> str:
    """The value behind what a menu offers under this label."""
    options = _select(message)["options"]
    return next(str(o["value"]) for o in options if label in o["label"])


def _select(message: Message) -> dict[str, Any]:
    return next(each for each in message.components if each["type"] == 3)


# add


async def test_a_feed_is_followed_and_its_newest_item_shown(bot):
    url = bot.site.feed("Gazette", "Bridge opens at Tarn")
    asked = await bot.discord.invoke("/feed add", url=url, topic="World")
    await bot.discord.until(lambda: asked.followups)
    assert asked.private
    assert asked.reply
    assert "Following [Gazette]" in asked.reply.text
    assert "in <#600>" in asked.reply.text
    newest = asked.followups[0]
    assert newest.private
    assert "Read in full from its page." in newest.text
    assert "Bridge opens at Tarn, the council said on Monday." in newest.text
    (row,) = rows(bot, "Gazette")
    assert (row["guild"], row["channel"], row["topic"]) == (GUILD, "600", "World")


async def test_a_feed_is_followed_in_the_channel_that_is_named(bot):
    await follow(bot, "Herald", channel=FORUM)
    assert rows(bot, "Herald")[0]["channel"] == str(FORUM)


async def test_a_channel_that_cannot_be_posted_in_is_named_with_what_is_missing(bot):
    url = bot.site.feed("Whisper")
    told = await bot.said("/feed add", url=url, channel=QUIET)
    assert "I need Send Messages, Embed Links and Read Message History" in told
    assert "in <#603>. Nothing was changed." in told
    assert rows(bot, "Whisper") == []


async def test_several_feeds_of_a_site_are_a_menu(bot):
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{each}"'
        f' href="{bot.site.feed(each)}">'
        for each in ("Morning", "Evening")
    )
    home = bot.site.page("/papers", f"<html><head>{links}</head><body>Hi</body></html>")
    shown = await bot.shown("/feed add", url=home, topic="Local")
    assert "Which one do you mean?" in shown.text
    value = choice(shown, "Evening")
    chosen = await bot.discord.choose(shown, menu_of(shown), value)
    await bot.discord.until(lambda: chosen.followups)
    assert "Following [Evening]" in shown.text
    assert rows(bot, "Morning") == []
    assert rows(bot, "Evening")[0]["topic"] == "Local"


async def test_what_cannot_be_followed_says_why(bot):
    gone = await bot.said("/feed add", url=f"{bot.site.address}/nothing.xml")
    assert "404" in gone
    private = await bot.said("/feed add", url="http://127.0.0.1:1/feed.xml")
    assert "there is no answer from that address" in private
    nothing = await bot.said("/feed add", url="gopher://gazette.example/")
    assert nothing
    page = bot.site.page("/plain", "<html><body>Nothing here</body></html>")
    assert "no feed was found" in await bot.said("/feed add", url=page)
    url = bot.site.feed("Twice")
    await bot.said("/feed add", url=url)
    assert "on the list already" in await bot.said("/feed add", url=url)
    assert len(rows(bot, "Twice")) == 1


# remove


async def test_a_feed_is_removed_by_its_name(bot):
    await follow(bot, "Passing")
    assert "is followed no more in <#600>" in await bot.said(
        "/feed remove", feed="passing"
    )
    assert rows(bot, "Passing") == []


async def test_a_feed_is_removed_by_menu(bot):
    await follow(bot, "Fading")
    await follow(bot, "Staying")
    shown = await bot.shown("/feed remove")
    await (
        await bot.discord.choose(shown, menu_of(shown), choice(shown, "Fading"))
    ).answered()
    assert "is followed no more" in shown.text
    assert shown.components == []
    assert rows(bot, "Fading") == []
    assert rows(bot, "Staying")


async def test_a_feed_in_two_channels_is_asked_for(bot):
    await follow(bot, "Double")
    await follow(bot, "Double", channel=DESK)
    shown = await bot.shown("/feed remove", feed="Double")
    menu = next(each for each in shown.components if each["type"] == 3)
    assert [each["description"] for each in menu["options"]] == ["#news", "#desk"]


async def test_feeds_are_suggested_as_they_are_typed(bot):
    key = await follow(bot, "Suggested & Sons")
    choices = await bot.discord.autocomplete("/feed remove", feed="sugg")
    assert [(each.name, each.value) for each in choices] == [
        ("Suggested & Sons · #news", key)
    ]
    assert await bot.discord.autocomplete("/feed test", feed="no such feed") == []


async def test_a_name_that_nothing_goes_by_is_refused(bot):
    for command in ("remove", "edit", "pause", "resume", "test"):
        told = await bot.said(f"/feed {command}", feed="no such feed")
        assert "There is no feed called no such feed." in told


# list, health


async def test_a_channel_s_feeds_are_listed_and_then_all(bot):
    await follow(bot, "Listed", channel=DESK)
    shown = await bot.shown("/feed list", at=DESK)
    assert "Listed" in shown.text
    assert "<#601>" in shown.text
    assert "more in other channels" in shown.text
    await bot.pressed(shown, "All channels")
    while "▶" in shown.buttons and "Gazette" not in shown.text:
        await bot.pressed(shown, "▶")
    assert "Gazette" in shown.text


async def test_health_tells_of_every_feed_and_what_is_wrong(bot):
    await follow(bot, "Ailing")
    del bot.site.pages["/Ailing.xml"]
    bot.site.pages["/Ailing.xml"] = b"<html>sorry</html>"
    for _ in range(3):
        with closing(sqlite3.connect(bot.folder / "news.db")) as db, db:
            db.execute(
                "UPDATE feeds SET last_error = 'its server is asleep', failures = 3,"
                " failing_since = added_at WHERE url LIKE '%/Ailing.xml'"
            )
        shown = await bot.shown("/feed health")
        # The bot may have been asking it just now, and then knows it to be well.
        if "✗ [Ailing]" in shown.text:
            break
    assert "✗ [Ailing]" in shown.text
    assert "its server is asleep" in shown.text


# edit


async def test_what_needs_no_preview_is_changed_at_once(bot):
    key = await follow(bot, "Edited")
    told = await bot.said(
        "/feed edit", feed=key, channel=DESK, topic="Sport", title="The *Edited*"
    )
    assert r"Saved: [The \*Edited\*]" in told
    (row,) = rows(bot, "Edited")
    assert (row["channel"], row["topic"]) == ("601", "Sport")
    assert row["title"] == "The *Edited*"
    told = await bot.said("/feed edit", feed=key, topic="-", title="-")
    assert "Saved: [Edited]" in told
    (row,) = rows(bot, "Edited")
    assert (row["topic"], row["title"]) == ("", "")


async def test_an_edit_without_anything_to_change_shows_how_it_is_set(bot):
    key = await follow(bot, "Shown", topic="Weather")
    told = await bot.said("/feed edit", feed=key)
    assert "Topic: Weather" in told
    assert "Include: none" in told
    assert "`/feed edit` what shall change" in told


async def items_of(bot: Running, name: str, count: int) -> None:
    """Wait until the running bot has polled so many items of the feed."""
    query = (
        "SELECT count(*) FROM entries JOIN feeds ON feeds.id = feed_id WHERE url LIKE ?"
    )
    async with asyncio.timeout(20):
        while True:
            with closing(sqlite3.connect(bot.folder / "news.db")) as db:
                ((found,),) = db.execute(query, [f"%/{name}.xml"])
            if found >= count:
                return
            await asyncio.sleep(0.2)


async def test_filters_are_shown_at_work_before_they_are_saved(bot):
    await items_of(bot, "Filtered", 2)
    filters = {"exclude": "lottery", "regex": "o.e"}
    shown = await bot.shown("/feed edit", feed="filtered", **filters)
    assert "1 of the last 2 items would be taken" in shown.text
    assert "✓ [Bridge opens]" in shown.text
    assert "✗ [Lottery drawn]" in shown.text
    assert rows(bot, "Filtered")[0]["exclude"] == ""
    await bot.pressed(shown, "Save")
    assert "Saved: [Filtered]" in shown.text
    (row,) = rows(bot, "Filtered")
    assert (row["exclude"], row["pattern"]) == ("lottery", "o.e")
    unchanged = await bot.shown("/feed edit", feed="filtered", exclude="-")
    await bot.pressed(unchanged, "Cancel")
    assert "Nothing was changed." in unchanged.text
    assert rows(bot, "Filtered")[0]["exclude"] == "lottery"


async def test_filters_that_cannot_be_used_are_refused(bot):
    key = await follow(bot, "Strict")
    told = await bot.said("/feed edit", feed=key, regex="(unclosed")
    assert "Change the filters" in told
    assert rows(bot, "Strict")[0]["pattern"] == ""


async def test_a_change_waits_for_its_feed_to_be_chosen(bot):
    await follow(bot, "Undecided")
    shown = await bot.shown("/feed edit", title="Decided")
    chosen = await bot.discord.choose(shown, menu_of(shown), choice(shown, "Undecided"))
    await chosen.answered()
    assert "Saved: [Decided]" in shown.text
    assert rows(bot, "Undecided")[0]["title"] == "Decided"


# pause, resume


async def test_a_feed_is_paused_until_and_resumed(bot):
    key = await follow(bot, "Resting")
    told = await bot.said("/feed pause", feed=key, until="3h")
    assert "is paused in <#600> until <t:" in told
    assert ":R>)" in told
    until = datetime.fromisoformat(str(rows(bot, "Resting")[0]["paused_until"]))
    assert timedelta(hours=2) < until - SystemClock().now() < timedelta(hours=4)
    listed = await bot.said("/feed edit", feed=key)
    assert "Paused: paused until <t:" in listed
    assert "is brought again" in await bot.said("/feed resume", feed=key)
    until = datetime.fromisoformat(str(rows(bot, "Resting")[0]["paused_until"]))
    assert until <= SystemClock().now()


async def test_a_pause_by_menu_lasts_until_somebody_resumes(bot):
    await follow(bot, "Sleeping")
    shown = await bot.shown("/feed pause")
    chosen = await bot.discord.choose(shown, menu_of(shown), choice(shown, "Sleeping"))
    await chosen.answered()
    assert "until you resume it" in shown.text
    assert rows(bot, "Sleeping")[0]["paused_until"] == FOREVER.isoformat()


async def test_a_time_that_cannot_be_understood_says_what_to_write(bot):
    key = await follow(bot, "Timeless")
    told = await bot.said("/feed pause", feed=key, until="when pigs fly")
    assert "Write 3h, 2d, monday" in told
    past = await bot.said("/feed pause", feed=key, until="2020-01-01")
    assert "is past" in past
    assert rows(bot, "Timeless")[0]["paused_until"] is None


# test


async def test_the_newest_items_are_shown_as_they_will_look(bot):
    key = await follow(bot, "Tested", "Bridge opens", "Ferry retires")
    asked = await bot.discord.invoke("/feed test", feed=key)
    await bot.discord.until(lambda: len(asked.followups) == 2)
    assert asked.reply
    assert "Tested" in asked.reply.text
    assert "2 items" in asked.reply.text
    assert "Read in full" in asked.followups[0].text
    assert all(each.private for each in asked.followups)


# import, export


def opml(*urls: str) -> bytes:
    outlines = "".join(
        f'<outline type="rss" text="{url.rsplit("/", 1)[1]}" xmlUrl="{url}"/>'
        for url in urls
    )
    return f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()


async def test_a_list_is_shown_then_followed_and_told_line_by_line(bot):
    urls = [bot.site.feed("Alpha"), bot.site.feed("Beta")]
    urls.append(f"{bot.site.address}/missing.xml")
    file = Upload("feeds.opml", opml(*urls))
    shown = await bot.shown("/feed import", file=file)
    assert "3 new" in shown.text
    assert rows(bot, "Alpha") == []
    pressed = await bot.pressed(shown, "Follow them")
    await bot.discord.until(lambda: "added" in shown.text)
    assert pressed.private
    assert "2 added" in shown.text
    assert "✗ [missing" in shown.text
    assert [row["channel"] for row in rows(bot, "Alpha")] == ["600"]
    again = await bot.shown("/feed import", file=file)
    assert "2 already there" in again.text


async def test_a_list_may_be_left(bot):
    shown = await bot.shown(
        "/feed import", file=Upload("f.opml", opml(bot.site.feed("Unwanted")))
    )
    await bot.pressed(shown, "Cancel")
    assert "Nothing was changed." in shown.text
    assert rows(bot, "Unwanted") == []


async def test_a_file_that_is_no_list_is_refused(bot):
    told = await bot.said("/feed import", file=Upload("cat.png", b"\x89PNG\r\n"))
    assert "cat" in told
    assert "✓" not in told


async def test_a_file_that_is_too_large_is_not_read(bot):
    file = Upload("big.opml", b" " * (10 * 2**20 + 1))
    assert "larger than 10 MB" in await bot.said("/feed import", file=file)


async def test_feeds_are_exported_as_a_file(bot):
    await follow(bot, "Exported")
    shown = await bot.shown("/feed export")
    assert "feeds.opml" in shown.files
    assert b"/Exported.xml" in shown.files["feeds.opml"]
