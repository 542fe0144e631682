"""What is most, what is refused, and what comes of options seldom used."""

import asyncio
from collections.abc import AsyncIterator
from itertools import permutations

import pytest
import pytest_asyncio

from digests.newsroom import Newsroom
from tests.fakes.discord import Kind, Message
from tests.journeys.restarting import a_bot, a_desk, a_world
from tests.journeys.running import DESK, MEMBER, NEWS, QUIET, Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

GUILD = "500"
SPOKEN, FULL, LONG = 610, 611, 612


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_world(tmp_path_factory.mktemp("limits")) as world:
        places = world.discord.world
        places.add_channel(SPOKEN, "spoken", kind=Kind.ANNOUNCEMENT)
        places.add_channel(FULL, "full")
        places.add_channel(LONG, "long")
        url = world.site.feed("Gazette", "Bridge opens at Tarn", "Ferry sold at Dun")
        async with a_desk(world) as desk:
            await followed(desk, url)
        async with a_bot(world):
            yield world


async def followed(desk: Newsroom, url: str) -> None:
    """Have a feed read, for a topic and without."""
    await desk.subscriptions.follow(url, GUILD, str(NEWS), "Coast")
    await desk.topics.add(GUILD, "Harbour", "harbour")
    await desk.poller.poll()
    await desk.pages.read_waiting()


# /news


async def test_a_search_finds_what_was_read(bot):
    told = await bot.said("/news search", by=MEMBER, query="bridge")
    assert "Bridge opens at Tarn" in told
    assert "Ferry sold" not in told
    late = await bot.said("/news search", by=MEMBER, query="bridge", since="3h")
    assert "Bridge opens at Tarn" in late


async def test_feeds_are_listed_to_who_reads_them(bot):
    assert "Gazette" in await bot.said("/news feeds", by=MEMBER)


async def test_the_latest_are_of_a_topic_and_a_time(bot):
    given = {"topic": "Coast", "since": "3h"}
    assert "Bridge opens" in await bot.said("/news latest", by=MEMBER, **given)


async def test_a_topic_without_news_is_said_to_have_none(bot):
    told = await bot.said("/news latest", by=MEMBER, topic="Harbour")
    assert "Nothing of Harbour has been read yet." in told
    told = await bot.said("/news latest", by=MEMBER, topic="Harbour", since="3h")
    assert "Nothing of Harbour has been read since <t:" in told


# /digest


async def test_a_digest_is_of_what_came_since_then(bot):
    assert await bot.said("/digest now", since="3h") == f"Posted in <#{NEWS}>."
    posts = "".join(each.text for each in bot.discord.shown_in(NEWS))
    assert "Bridge opens at Tarn" in posts


async def test_a_schedule_of_an_announcement_channel_may_publish(bot):
    told = await bot.said(
        "/digest schedule",
        time="8am",
        channel=SPOKEN,
        style="brief",
        publish=True,
        quiet="22:00-07:00",
        quiet_mode="silent",
    )
    for words in ("brief, up to 8 stories", "published", "silent 22"):
        assert words in told


async def test_only_what_has_a_next_run_is_skipped(bot):
    made = await bot.said("/digest schedule", time="8am", channel=DESK, days="mon")
    assert "Digests for" in made
    (offered,) = await bot.discord.autocomplete("/digest skip", schedule="desk")
    key = {"schedule": offered.value}
    told = ""
    for _ in range(120):
        told = await bot.said("/digest skip", **key)
        if "One run" not in told:
            break
    assert told == "Its next runs are skipped already. Pause it for longer than that."
    await bot.said("/digest pause", **key)
    assert "it is paused" in await bot.said("/digest skip", **key)
    await bot.said("/digest remove", **key)
    await bot.said("/digest schedule", time="8am", channel=DESK, mode="live")
    (offered,) = await bot.discord.autocomplete("/digest skip", schedule="desk")
    told = await bot.said("/digest skip", schedule=offered.value)
    assert "each story is posted when it is read" in told
    await bot.said("/digest remove", schedule=offered.value)


async def test_a_server_has_twenty_schedules_at_most(bot):
    told = ""
    for minute in range(21):
        told = await bot.said("/digest schedule", time=f"9:{minute:02}", channel=FULL)
        if "Digests for" not in told:
            break
    assert told == "20 schedules are the most here. Remove one first."
    for each in await bot.discord.autocomplete("/digest remove", schedule="full"):
        await bot.said("/digest remove", schedule=each.value)


async def test_a_day_has_twenty_four_digests_at_most(bot):
    times = ",".join(f"{n % 24}:{n // 24:02}" for n in range(25))
    told = await bot.said("/digest schedule", time=times, channel=FULL)
    assert "24 times a day are the most" in told


# Events with nothing in common, and what somebody says of them at length.
TALES = {
    "Ferry strands at Tarn": "Marsh towed ferry harbour pilot anchor tide crew",
    "Owls nest in the tower": "Brandt watched owl clock belfry chick beak feather",
    "Bakers end their strike": "Osei paid baker oven flour wage union loaf",
    "Comet is seen over Quell": "Sato outshone comet telescope dome lens night tail",
    "Museum buys a lost map": "Moreau hid museum map curator parchment drawer valley",
    "Tram line reaches Esk": "Kovac passed tram rail driver hospital ticket bend",
    "Vineyards lose harvest": "Dorn soaked vineyard hail grape cellar barrel slope",
}


def long_page(title: str) -> bytes:
    """A page whose one quote fills most of a post."""
    name, verb, *things = TALES[title].split()
    parts = [f"{a} {verb} {b} and {c}" for a, b, c in permutations(things, 3)]
    said = ", then ".join(parts[:80]).capitalize()
    page = (
        f"<h1>{title}</h1><p>{title}, as people told the Gazette on Monday.</p>"
        f"<p>“{said},” said Ada {name}, who saw all of it.</p>"
    )
    return f"<html><body><article>{page}</article></body></html>".encode()


async def is_found(bot: Running, title: str) -> None:
    """Wait until an article has been read; the latest are a page of all only."""
    async with asyncio.timeout(60):
        while f"[{title}]" not in await bot.said("/news search", LONG, query=title):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def test_a_preview_shows_five_posts_and_says_that_it_goes_on(bot):
    """SAFETY 36: a digest of seven parts, of which nothing counts as had."""
    for name, titles in (("Dawn", [*TALES][:4]), ("Dusk", [*TALES][4:])):
        url = bot.site.feed(name, *titles)
        for number, title in enumerate(titles):
            bot.site.pages[f"/{name}/{number}"] = long_page(title)
        asked = await bot.discord.invoke("/feed add", url=url, channel=LONG)
        await bot.discord.until(lambda asked=asked: asked.followups)
    for title in TALES:
        await is_found(bot, title)
    shown = await bot.discord.invoke("/digest preview", channel=LONG)
    await bot.discord.until(lambda: len(shown.followups) == 5)
    parts: list[Message] = [await shown.answered(), *shown.followups]
    last = parts.pop()
    assert last.text == "-# It goes on; the rest is left out of this preview."
    assert all(each.private and "”" in each.text for each in parts)
    assert bot.discord.shown_in(LONG) == []
    assert await bot.said("/digest now", channel=LONG) == f"Posted in <#{LONG}>."
    assert len(bot.discord.shown_in(LONG)) == len(TALES)


@pytest.mark.parametrize("command", ["/digest now", "/digest schedule"])
async def test_where_it_may_not_post_it_says_what_is_missing(bot, command):
    given = {"time": "8am"} if "schedule" in command else {}
    told = await bot.said(command, channel=QUIET, **given)
    assert told == (
        "I need Send Messages, Embed Links and Read Message History in "
        f"<#{QUIET}>. Nothing was changed."
    )


async def test_a_preview_needs_no_permission_where_it_would_be_posted(bot):
    told = await bot.said("/digest preview", channel=QUIET)
    assert f"No feed goes to <#{QUIET}> yet." in told


# /feed edit


async def test_filters_have_so_many_keywords_and_so_long_a_pattern(bot):
    words = ",".join(f"w{number}" for number in range(101))
    told = await bot.said("/feed edit", feed="1", include=words)
    assert "100" in told
    assert "w7" not in told
    told = await bot.said("/feed edit", feed="1", regex="a" * 201)
    assert "200" in told


# Menus


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/bare", "<html><body></body></html>", "there is no readable text in it"),
        (
            "/empty.xml",
            "<rss version='2.0'><channel><title>Void</title></channel></rss>",
            "the feed has no entries",
        ),
    ],
)
async def test_a_link_without_an_article_is_said_to_have_none(bot, path, body, words):
    page = bot.site.page(path, body)
    message = await bot.discord.admin.say(page, NEWS, by=MEMBER)
    asked = await bot.discord.use_menu("Digest this link", message, by=MEMBER)
    assert words in (await asked.answered()).text
    assert asked.private
