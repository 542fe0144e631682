"""`/digest`, `/news`, `/ask` and what stands behind cards, over the wire."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from digests.queueing import PER_ASKER
from tests.journeys.running import (
    ADMIN,
    DESK,
    EDITOR,
    FORUM,
    HIDDEN,
    MEMBER,
    NEWS,
    OWNER,
    QUIET,
    THREAD,
    Running,
    a_running_bot,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_running_bot(tmp_path_factory.mktemp("digests")) as running:
        url = running.site.feed("Gazette", "Bridge opens at Tarn")
        running.site.pages["/Gazette/0"] = PAGE.encode()
        await followed(running, url, NEWS)
        yield running


PAGE = """
<html><head><title>Bridge opens at Tarn</title></head><body><article>
<h1>Bridge opens at Tarn</h1>
<p>The new bridge at Tarn opened on Monday, two years later than planned.</p>
<p>“We are proud of every rivet,” said Ada Marsh, the mayor, who cut the ribbon
before a crowd of some four hundred people.</p>
<p>“Nobody was hurt in all that time,” said Ben Ode, the engineer of the works.</p>
<p>The bridge replaces a ferry that carried goods and people since 1931, and that
will be shown in the museum of the town from next spring on.</p>
</article></body></html>
"""


# Three reports that have nothing in common.
APART = {
    "Harbour sold to Dunmore": "A shipping firm from Dunmore has bought the old docks. "
    "Cranes will be pulled down before winter, its director told reporters there.",
    "Rail strike ends early": "Drivers went back to work after two nights of talks. "
    "Most trains ran by noon, and commuters got a refund for the lost mornings.",
    "Owls nest in clock tower": "Five chicks hatched behind the dial this spring. "
    "Biologists watch them by camera and ask tourists to keep their drones away.",
}


async def followed(bot: Running, url: str, channel: int) -> None:
    """Follow a feed in a channel, and wait until its news have been read."""
    asked = await bot.discord.invoke("/feed add", url=url, channel=channel)
    await bot.discord.until(lambda: asked.followups)
    title = url.rsplit("/", 1)[-1].removesuffix(".xml")
    await bot.read(title, channel)


async def test_a_digest_is_previewed_posted_and_looked_behind(bot):
    preview = await bot.said("/digest preview")
    assert "“We are proud of every rivet” — Ada Marsh, mayor" in preview
    assert bot.discord.shown_in(NEWS) == []

    assert await bot.said("/digest now") == "Posted in <#600>."
    (post,) = bot.discord.shown_in(NEWS)
    assert "“We are proud of every rivet” — Ada Marsh, mayor" in post.text
    assert "Nothing new has been read for <#600>" in await bot.said("/digest now")
    assert len(bot.discord.shown_in(NEWS)) == 1

    sources = await bot.pressed(post, "Sources", MEMBER)
    assert sources.private
    assert "[Bridge opens at Tarn]" in sources.reply.text
    quotes = await bot.pressed(post, "Quotes", MEMBER)
    assert "“Nobody was hurt in all that time” — Ben Ode" in quotes.reply.text

    form = await bot.discord.press(post, "Ask", MEMBER)
    await form.form()
    asked = await bot.discord.submit(form, question="What did Ben Ode say?")
    assert (await asked.answered()).text == f"Answered in <#{post.id}>."
    assert asked.private
    (told,) = bot.discord.shown_in(post.id)
    assert "Nobody was hurt" in told.text

    shown = await bot.discord.use_menu("Show sources and quotes", post, by=MEMBER)
    await bot.discord.until(lambda: shown.followups)
    assert shown.reply.text.startswith("Sources: Bridge opens")
    assert shown.followups[0].text.startswith("Quotes: Bridge opens")
    about = await bot.discord.use_menu("Ask about this", post, by=MEMBER)
    assert (await about.form()).title == "Ask about this story"


async def test_who_said_what_is_listed_with_where_it_was_posted(bot):
    post = bot.discord.shown_in(NEWS)[0]
    said = await bot.said("/quotes", NEWS, MEMBER, person="Marsh")
    assert said.startswith("Quotes · Marsh")
    assert "“We are proud of every rivet” — Ada Marsh, mayor" in said
    assert f"(<https://discord.com/channels/500/{NEWS}/{post.id}>)" in said
    assert "Ben Ode" not in said
    assert "Ben Ode" in await bot.said("/quotes", NEWS, MEMBER)
    none = await bot.said("/quotes", NEWS, MEMBER, person="Nobody", since="3h")
    assert "No such quote has been read." in none
    offered = await bot.discord.autocomplete("/quotes", person="ben")
    assert [each.value for each in offered] == ["Ben Ode"]


async def test_a_story_of_another_channel_is_not_shown_to_who_cannot_read_it(bot):
    """SAFETY 47: a forged button gives nothing that its presser may not read."""
    url = bot.site.feed("Whisper", "A secret of the harbour")
    await followed(bot, url, HIDDEN)
    assert await bot.said("/digest now", HIDDEN) == f"Posted in <#{HIDDEN}>."
    (secret,) = bot.discord.shown_in(HIDDEN)
    button = secret.buttons["Sources"]
    talk = await bot.shown("/news latest")
    forged = await bot.discord.forge(talk, button, by=MEMBER)
    assert "no longer here" in (await forged.answered()).text
    owner = await bot.discord.forge(talk, button)
    assert "A secret of the harbour" in (await owner.answered()).text
    for command, options in (
        ("/news latest", {}),
        ("/news search", {"query": "secret harbour"}),
        ("/news feeds", {}),
        ("/ask", {"question": "What is the secret of the harbour?", "private": True}),
    ):
        said = await bot.said(command, NEWS, MEMBER, **options)
        assert "secret of the harbour" not in said.replace("?", "").lower() or (
            command == "/ask" and "I have not read anything about that." in said
        )


@pytest.mark.parametrize("forged", ["pq:sources:1", "pq:quotes:x:1", "pq:story:9:9:9"])
async def test_forged_ids_are_refused_in_one_sentence(bot, forged):
    post = await bot.shown("/news latest")
    pressed = await bot.discord.forge(post, forged, by=MEMBER)
    assert "Use the command again." in (await pressed.answered()).text


async def test_a_schedule_lives_from_its_order_to_its_end(bot):
    asked = await bot.discord.invoke(
        "/digest schedule",
        time="8:00,18:00",
        channel=DESK,
        days="weekdays",
        timezone="berlin",
        quiet="22:00-07:00",
    )
    made = (await asked.answered()).text
    assert f"Digests for <#{DESK}>: weekdays at 08:00 and 18:00, Europe/Berlin" in made
    assert "Next <t:" in made
    assert "No feed goes there yet." in made
    listed = await bot.said("/digest list")
    assert f"<#{DESK}> weekdays at 08:00 and 18:00" in listed
    (offered,) = await bot.discord.autocomplete("/digest skip", schedule="desk")
    assert offered.name.startswith(f"{offered.value} · #desk · weekdays at 08:00")
    skipped = await bot.said("/digest skip", schedule=offered.value)
    assert "One run" in skipped
    wrong = offered.value + "0"
    unknown = await bot.said("/digest remove", schedule=wrong)
    assert unknown == f"There is no schedule called {wrong}."
    for unread in ("soonish", ":" * 40):
        assert "Write 3h, 2d" in await bot.said("/digest pause", until=unread)
    paused = await bot.said("/digest pause", schedule=offered.value, until="3d")
    assert "paused until <t:" in paused
    menu = await bot.shown("/digest resume")
    resumed = await bot.discord.choose(menu, "pq:digest-resume", offered.value)
    assert "go on" in (await resumed.answered()).text
    gone = await bot.said("/digest remove", schedule=offered.value)
    assert "No more digests" in gone
    assert "There is no schedule yet." in await bot.said("/digest list")


async def test_what_a_schedule_does_about_changes_and_missed_runs_is_chosen(bot):
    """SAFETY 27, 68: where it is made, or from the list; by who may manage alone."""
    asked = await bot.discord.invoke("/digest schedule", time="8:00", channel=DESK)
    await asked.answered()
    changed, missed = (each for each in asked.reply.components if each["type"] == 3)
    chosen = await bot.discord.choose(asked.reply, changed["custom_id"], "note")
    assert "the card gets a line that says so." in (await chosen.answered()).text

    listed = await bot.shown("/digest list")
    assert "language" not in listed.text
    menu = (await bot.pressed(listed, "Changed articles, missed runs…")).reply
    (which,) = (each for each in menu.components if each["type"] == 3)
    (schedule,) = (each["value"] for each in which["options"])
    shown = await bot.discord.choose(menu, which["custom_id"], schedule)
    assert "one digest is made up for all" in (await shown.answered()).text
    chosen = await bot.discord.choose(shown.reply, missed["custom_id"], "skip")
    assert "the card gets a line that says so." in (await chosen.answered()).text
    assert "they are left out" in chosen.reply.text
    again = await bot.discord.choose(chosen.reply, changed["custom_id"], "ignore")
    assert "the post stays as it is." in (await again.answered()).text

    for forged, by in (("shout", OWNER), ("edit", EDITOR)):
        said = await bot.discord.forge(
            again.reply, changed["custom_id"], forged, kind=3, by=by
        )
        assert "the card is set anew" not in (await said.answered()).text
    # No model is set, so nothing is told in another language, or at length.
    for name, wanted in (("language", "fr"), ("length", "long")):
        asked_for = changed["custom_id"].replace("changed", name)
        said = await bot.discord.forge(again.reply, asked_for, wanted, kind=3)
        assert "no longer there" in (await said.answered()).text
    await bot.said("/digest remove", schedule=schedule)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "25:00"}, "8:00"),
        ({"time": "8:00", "timezone": "Europe/Berlim"}, "Europe/Berlin"),
        ({"time": "8:00", "days": "someday"}, "weekdays"),
        ({"time": "8:00", "quiet": "at night"}, "or off for none"),
        ({"time": "8:00", "quiet_mode": "hold"}, "`quiet:22:00-07:00`"),
        ({"time": "8:00", "publish": True}, "announcement channels"),
        ({"time": "8:00", "channel": QUIET}, "Send Messages"),
    ],
)
async def test_a_schedule_that_cannot_be_kept_says_what_to_write(bot, options, words):
    assert words in await bot.said("/digest schedule", **options)


async def test_a_schedule_is_made_once_and_a_live_one_tells_what_it_heeds(bot):
    made = await bot.said("/digest schedule", time="8:00", channel=DESK)
    assert "No feed goes there yet." in made
    again = await bot.said("/digest schedule", time="8am", channel=DESK, max=3)
    assert again.startswith(f"<#{DESK}> has that already, as schedule ")
    quiet = {"quiet": "22:00-07:00", "quiet_mode": "hold"}
    live = await bot.said(
        "/digest schedule", time="8:00", channel=DESK, mode="live", **quiet
    )
    assert "each story as it is read; held 22\\:00-07:00, UTC" in live
    assert "`time` and `days` are for digests" in live
    for each in await bot.discord.autocomplete("/digest remove", schedule="desk"):
        await bot.said("/digest remove", schedule=each.value)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("the channel is gone", f"<#{DESK}> is gone for good. End this schedule with"),
        (
            "I may not post there",
            "They had stopped: I may not post there. `/bot status`",
        ),
    ],
)
async def test_what_had_stopped_digests_is_told_when_they_go_on(bot, why, told):
    await bot.said("/digest schedule", time="8:00", channel=DESK)
    (offered,) = await bot.discord.autocomplete("/digest resume", schedule="desk")
    with closing(sqlite3.connect(bot.folder / "news.db")) as db, db:
        db.execute("UPDATE channels SET paused_for = ? WHERE id = ?", [why, DESK])
    assert told in await bot.said("/digest resume", schedule=offered.value)
    await bot.said("/digest remove", schedule=offered.value)


async def test_who_may_not_manage_is_told_who_may(bot):
    for command, options in (
        ("/digest now", {}),
        ("/digest list", {}),
        ("/digest preview", {}),
        ("/digest schedule", {"time": "8:00"}),
        ("/digest skip", {}),
        ("/digest pause", {}),
        ("/digest resume", {}),
        ("/digest remove", {}),
    ):
        said = await bot.said(command, by=EDITOR, **options)
        assert said == "Only members with Manage Server may do this.", command


async def test_a_forum_gets_a_thread_for_each_story(bot):
    url = bot.site.feed("Mirror", "Market hall burns down")
    await followed(bot, url, FORUM)
    assert await bot.said("/digest now", channel=FORUM) == f"Posted in <#{FORUM}>."
    threads = [t for t in bot.discord.world.channels.values() if t.parent == FORUM]
    assert [each.name for each in threads] == ["Market hall burns down"]


async def test_news_are_paged_and_shared(bot):
    for name in ("North", "South", "East"):
        titles = [f"{name} reports number {n}" for n in range(5)]
        await followed(bot, bot.site.feed(name, *titles), DESK)
    latest = await bot.shown("/news latest", by=EDITOR)
    assert "▶" in latest.buttons
    turned = await bot.pressed(latest, "▶", EDITOR)
    assert "Page 2" in turned.reply.text
    shared = await bot.pressed(latest, "Share", EDITOR)
    assert not shared.private
    assert bot.discord.world.pings == []


async def test_a_question_on_a_digest_of_many_stories_is_on_the_one_chosen(bot):
    url = bot.site.feed("Several", *APART)
    for number, (title, text) in enumerate(APART.items()):
        page = f"<html><body><article><h1>{title}</h1><p>{text}</p></article></body>"
        bot.site.pages[f"/Several/{number}"] = page.encode()
    await followed(bot, url, THREAD)
    for title in APART:
        await bot.read(title, THREAD)
    assert await bot.said("/digest now", channel=THREAD) == f"Posted in <#{THREAD}>."
    post = bot.discord.shown_in(THREAD)[-1]
    asked = await bot.discord.use_menu("Ask about this", post, by=MEMBER)
    which = await asked.answered()
    assert asked.private
    assert which.text == "Which story?"
    (select,) = (each for each in which.components if each["type"] == 3)
    option = select["options"][1]
    assert {each["label"] for each in select["options"]} == set(APART)
    chosen = await bot.discord.choose(
        which, select["custom_id"], option["value"], by=MEMBER
    )
    form = await chosen.form()
    assert form.title == "Ask about this story"
    assert form.custom_id.endswith(f":{option['value']}")


async def test_who_asks_all_the_time_is_told_to_wait(bot):
    """SAFETY 44: by command or form alike, and nobody else waits for it."""
    question = "What did Ben Ode say?"
    answers = [
        await bot.said("/ask", by=ADMIN, question=question, private=True)
        for _ in range(PER_ASKER.times + 1)
    ]
    assert all("Nobody was hurt" in each for each in answers[:-1])
    assert answers[-1].startswith("You have asked a lot just now. Ask again in ")
    post = bot.discord.shown_in(NEWS)[0]
    form = await bot.discord.press(post, "Ask", ADMIN)
    await form.form()
    asked = await bot.discord.submit(form, question=question)
    assert "asked a lot just now" in (await asked.answered()).text
    told = await bot.said("/ask", by=OWNER, question=question, private=True)
    assert "Nobody was hurt" in told


async def test_a_messages_link_is_digested_for_who_asks(bot):
    message = await bot.discord.admin.say(
        f"look at <{bot.site.address}/Gazette/0>!", NEWS, by=MEMBER
    )
    asked = await bot.discord.use_menu("Digest this link", message, by=MEMBER)
    assert "“We are proud of every rivet”" in (await asked.answered()).text
    assert asked.private
    bare = await bot.discord.admin.say("no link here", NEWS, by=MEMBER)
    refused = await bot.discord.use_menu("Digest this link", bare, by=MEMBER)
    assert "no link in that message" in (await refused.answered()).text
    inward = await bot.discord.admin.say("http://127.0.0.1:9/x", NEWS, by=MEMBER)
    denied = await bot.discord.use_menu("Digest this link", inward, by=MEMBER)
    assert "no answer from that address" in (await denied.answered()).text
    again = await bot.discord.use_menu("Digest this link", bare, by=MEMBER)
    assert "Try again in" in (await again.answered()).text
