"""`/setup` over the wire: a new server's first five minutes, and what is refused."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.fakes.discord import Interaction, Message, NotOffered, Upload
from tests.journeys.restarting import a_bot, a_world
from tests.journeys.running import (
    ABROAD,
    ABROAD_CHANNEL,
    FORUM,
    MEMBER,
    NEWS,
    OTHER_CHANNEL,
    OTHER_OWNER,
    QUIET,
    THREAD,
    Running,
    a_running_bot,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADDRESS, TIME, ZONE = "Any site or feed…", "Change the time…", "Change the time zone…"
SAMPLE = "Post a sample digest now"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_running_bot(tmp_path_factory.mktemp("setup")) as running:
        yield running


def a_home_of_two(bot: Running) -> str:
    """A site whose front page names two feeds; its address."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="{url}">'
        for name, url in (
            ("Gazette", bot.site.feed("Gazette", "Bridge opens at Tarn")),
            ("Sport", bot.site.feed("Sport", "Rowers win at Tarn")),
        )
    )
    return bot.site.page("/", f"<html><head>{links}</head><body>Hello</body></html>")


async def filled_in(
    bot: Running, message: Message, button: str, user: int = 100, **fields: Any
) -> Interaction:
    """Press a button that opens a form, fill it in, and wait for what comes of it."""
    form = await bot.discord.press(message, button, user)
    asked = await bot.discord.submit(form, **fields)
    await asked.answered()
    return asked


async def set_up(bot: Running, channel: int = NEWS, **options: Any) -> Message:
    """Use `/setup`, and return its answer once that has come to an end."""
    asked = await bot.discord.invoke("/setup", channel, **options)
    await bot.discord.until(lambda: asked.reply and "Looking" not in asked.reply.text)
    assert asked.reply
    return asked.reply


async def test_a_new_server_goes_from_invitation_to_its_first_digest(tmp_path):
    async with a_world(tmp_path) as world:
        discord = world.discord
        discord.world.users[OTHER_OWNER].locale = "de"
        async with a_bot(world):
            await discord.admin.invite(ABROAD)
            asked = await discord.invoke("/setup", ABROAD_CHANNEL, OTHER_OWNER)
            begun = await asked.answered()
            assert asked.private
            assert "News for <#660>" in begun.text
            assert "Time zone: Europe/Berlin (a guess)" in begun.text
            assert "Language: Deutsch (a guess)" in begun.text
            home = a_home_of_two(world)
            await filled_in(world, begun, ADDRESS, OTHER_OWNER, address=home)
            await discord.until(lambda: "Which one" in begun.text)

        async with a_bot(world):
            await goes_on_to_its_first_digest(world, begun)


async def goes_on_to_its_first_digest(world: Running, begun: Message) -> None:
    discord = world.discord
    menu = next(each["custom_id"] for each in begun.components if each["type"] == 3)
    chosen = await discord.choose(begun, menu, "0", by=OTHER_OWNER)
    await discord.until(lambda: len(chosen.followups) == 2)
    newest, planned = chosen.followups
    assert "✓ Gazette" in begun.text
    assert "Read in full from its page." in newest.text
    assert "Bridge opens at Tarn, the council said on Monday." in newest.text
    assert "daily at 08:00, Europe/Berlin. Next digest <t:" in planned.text
    assert newest.private
    assert planned.private

    await filled_in(world, planned, TIME, OTHER_OWNER, time="7, 18:30")
    await discord.until(lambda: "daily at 07:00 and 18:30" in planned.text)
    sample = await discord.press(planned, SAMPLE, OTHER_OWNER)
    await discord.until(lambda: sample.reply and "Posted" in sample.reply.text)
    (digest,) = discord.shown_in(ABROAD_CHANNEL)
    assert "Bridge opens at Tarn" in digest.text
    assert "1 story shown from 1 outlet" in digest.text
    assert sample.reply
    assert "Posted in <#660>. Next digest <t:" in sample.reply.text
    assert not discord.shown_in(NEWS)


async def said(bot: Running, *where: int, **options: Any) -> str:
    """Use `/setup` and return its first answer."""
    asked = await bot.discord.invoke("/setup", *where, **options)
    return (await asked.answered()).text


async def test_nothing_is_kept_where_the_bot_may_not_post(bot):
    refused = await said(bot, QUIET, timezone="Tokyo")
    assert refused == (
        "I need Send Messages, Embed Links and Read Message History in <#603>. "
        "Nothing was changed."
    )
    assert "Asia/Tokyo" not in await said(bot)


async def test_a_permission_that_went_meanwhile_is_named(bot):
    channel = await bot.discord.admin.create_channel(610, "new")
    begun = await set_up(bot, 610)
    await bot.discord.admin.change_channel(channel.id, permissions=1 << 10)
    refused = await filled_in(bot, begun, ADDRESS, address="gazette.example")
    assert "I need Send Messages" in refused.followups[0].text
    assert "<#610>" in refused.followups[0].text


async def test_members_may_not_and_are_told_who_may(bot):
    with pytest.raises(NotOffered):
        await bot.discord.invoke("/setup", by=MEMBER)
    told = await said(bot, NEWS, MEMBER, anyway=True)
    assert told == "Only members with Manage Server may do this."
    begun = await set_up(bot)
    pressed = await bot.discord.forge(begun, "pq:setup-sample:600", by=MEMBER)
    assert "Only members with Manage Server" in (await pressed.answered()).text


@pytest.mark.parametrize(
    ("made", "chosen", "told"),
    [
        (f"pq:setup-more:{OTHER_CHANNEL}", (), "I cannot see that channel."),
        ("pq:setup-more:news", (), "That choice is no longer there."),
        ("pq:setup-more", (), "That choice is no longer there."),
        ("pq:setup-pack:600", ("Secrets/xx",), "That choice is no longer there."),
        ("pq:setup-language:600", ("tlh",), "That choice is no longer there."),
        ("pq:setup-choose:77", ("0",), "That is no longer there."),
        ("pq:setup-sample:99999999999999999999", (), "no longer there"),
    ],
)
async def test_forged_buttons_are_refused(bot, made, chosen, told):
    """SAFETY 47: of another server, of no such thing, of nothing at all."""
    begun = await set_up(bot)
    kind = 3 if chosen else 2
    asked = await bot.discord.forge(begun, made, *chosen, kind=kind)
    assert told in (await asked.answered()).text


async def test_a_zone_that_is_none_brings_the_near_ones(bot):
    begun = await set_up(bot)
    refused = await filled_in(bot, begun, ZONE, zone="Brlin")
    assert "such as Europe/Berlin" in refused.followups[0].text
    await filled_in(bot, begun, ZONE, zone="são paulo")
    await bot.discord.until(lambda: "America/Sao" in begun.text)


async def test_what_cannot_be_followed_is_a_line_each_in_plain_words(bot):
    address = bot.site.page("/nothing", "<html><body>No feed at all</body></html>")
    failed = await set_up(bot, 601, pack=address)
    assert "✗ http" in failed.text
    assert "no feed was found there" in failed.text
    assert "no digest is planned" in failed.text
    word = await said(bot, 601, pack="cooking")
    assert "no starter pack called cooking" in word
    again = await filled_in(bot, failed, ADDRESS, address=bot.site.feed("Herald"))
    await bot.discord.until(lambda: len(again.followups) == 2)
    assert "✓ Herald" in failed.text
    twice = await set_up(bot, 601, pack=bot.site.feed("Herald"))
    assert "✓ Herald (followed already)" in twice.text


LIST = "A list of feeds (OPML)…"


async def test_a_list_of_feeds_is_shown_then_followed_and_a_digest_is_planned(bot):
    await bot.discord.admin.create_channel(612, "listed")
    begun = await set_up(bot, 612)
    urls = [bot.site.feed("Alpha"), bot.site.feed("Beta")]
    file = Upload("feeds.opml", opml(*urls, f"{bot.site.address}/missing.xml"))
    shown = await filled_in(bot, begun, LIST, file=file)
    assert shown.reply
    assert "3 new" in shown.reply.text
    assert "Alpha" not in await bot.said("/feed list", 612)

    pressed = await bot.pressed(shown.reply, "Follow them")
    await bot.discord.until(lambda: pressed.followups)
    assert "2 added" in begun.text
    assert "there is nothing at that address" in begun.text
    (planned,) = pressed.followups
    assert planned.private
    assert "Digests come to <#612> daily at 08:00" in planned.text
    assert SAMPLE in planned.buttons
    assert "Alpha" in await bot.said("/feed list", 612)
    sample = await bot.discord.press(planned, SAMPLE)
    await bot.discord.until(lambda: sample.reply and "Posted" in sample.reply.text)
    assert "Alpha opens a bridge" in bot.discord.shown_in(612)[0].text


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (Upload("cat.png", b"\x89PNG\r\n"), "cat"),
        (Upload("big.opml", b" " * (10 * 2**20 + 1)), "larger than 10 MB"),
        (Upload("none.opml", b"<opml version='2.0'><body/></opml>"), "no feed in"),
    ],
)
async def test_a_file_that_is_no_list_is_refused_and_changes_nothing(bot, file, told):
    begun = await set_up(bot, 601)
    before = await bot.said("/feed list", 601)
    refused = await filled_in(bot, begun, LIST, file=file)
    words = refused.followups[0] if refused.followups else await refused.answered()
    assert told in words.text
    assert "Follow them" not in words.buttons
    assert await bot.said("/feed list", 601) == before


async def test_a_form_without_its_file_is_refused(bot):
    """SAFETY 47: Discord's own client sends none; whoever forges one is told."""
    begun = await set_up(bot)
    form = await bot.discord.press(begun, LIST)
    with pytest.raises(NotOffered):
        await bot.discord.submit(form)
    with pytest.raises(NotOffered):
        await bot.discord.submit(form, file=[Upload("a", b""), Upload("b", b"")])
    forged = await bot.discord.forge(begun, "pq:setup-listed:600")
    assert "no longer there" in (await forged.answered()).text


def opml(*urls: str) -> bytes:
    lines = "".join(f'<outline type="rss" text="{u}" xmlUrl="{u}"/>' for u in urls)
    return f'<opml version="2.0"><body>{lines}</body></opml>'.encode()


async def test_a_moved_zone_takes_the_planned_digests_along(bot):
    await set_up(bot, FORUM, timezone="Rome", pack=bot.site.feed("Forum"))
    later = await set_up(bot, FORUM, timezone="Tokyo")
    assert "Stories, a post each, come to <#602> daily at 08:00" in later.text
    assert "Asia/Tokyo. Next digest" in later.text


async def test_a_channel_that_has_feeds_is_offered_a_digest_of_them(bot):
    url = bot.site.feed("Courier", "Ferry sold at Tarn")
    asked = await bot.discord.invoke("/feed add", url=url, channel=THREAD)
    await bot.discord.until(lambda: asked.followups)
    begun = await set_up(bot, THREAD)
    assert "1 feed is followed here already.\nNo digest is planned" in begun.text
    planned = await bot.pressed(begun, "Post a digest every day")
    await bot.discord.until(lambda: "daily at 08:00" in begun.text)
    assert "Post a sample digest now" in begun.buttons
    assert planned.private


async def test_other_times_leave_a_zone_that_was_chosen(bot):
    await bot.discord.admin.create_channel(611, "far")
    await bot.said("/digest schedule", time="8:00", channel=611, timezone="Tokyo")
    begun = await set_up(bot, 611)
    await filled_in(bot, begun, TIME, time="7")
    await bot.discord.until(lambda: "daily at 07:00, Asia/Tokyo" in begun.text)


async def test_packs_and_zones_are_suggested(bot):
    packs = await bot.discord.autocomplete("/setup", pack="tech")
    assert "Technology/en" in {each.value for each in packs}
    zones = await bot.discord.autocomplete("/setup", timezone="berl")
    assert zones[0].value == "Europe/Berlin"
