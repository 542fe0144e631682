"""Who may use what, and from where: checked by the bot, whatever Discord does."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import time
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.all import offer_of
from digests.deliveries import Arrival
from digests.guilds import ScheduleOrder
from digests.newsroom import Newsroom
from digests.timetables import Timetable
from tests.fakes.discord import Message, NotOffered, Refuse, Upload
from tests.journeys.running import (
    ABROAD_CHANNEL,
    ADMIN,
    DESK_ROLE,
    EDITOR,
    MEMBER,
    NEWS,
    OTHER_CHANNEL,
    OTHER_OWNER,
    OWNER,
    THREAD,
    Running,
    Site,
    a_running_bot,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

GUILD, OTHER = "500", "501"
# Each uses many commands; `make faults` tries a hundred.
EXAMPLES = int(os.environ.get("PULLQUOTE_EXAMPLES", "10"))
CANARY = "Canary Courier"
FILE = Upload("feeds.opml", b"<opml><body/></opml>")
# What each command is used with; nothing of it changes what another test needs.
MANAGED: dict[str, dict[str, Any]] = {
    "/feed add": {"url": "http://127.0.0.1:1/"},
    "/feed remove": {},
    "/feed list": {},
    "/feed edit": {},
    "/feed pause": {},
    "/feed resume": {},
    "/feed test": {},
    "/feed health": {},
    "/feed import": {"file": FILE},
    "/feed export": {},
    "/digest schedule": {"time": "8am"},
    "/digest list": {},
    "/digest preview": {},
    "/digest now": {},
    "/digest skip": {},
    "/digest pause": {},
    "/digest resume": {},
    "/digest remove": {},
    "/topic add": {"name": "Harbour"},
    "/topic remove": {},
    "/topic list": {},
    "/topic preview": {},
}
ADMINISTERED: dict[str, dict[str, Any]] = {
    "/setup": {},
    "/bot status": {},
    "/bot manager": {},
    "/bot log": {},
    "/bot cost": {},
    "/bot budget": {},
    "/bot model": {},
}
OPEN: dict[str, dict[str, Any]] = {
    "/news latest": {},
    "/news search": {"query": "bridge"},
    "/news feeds": {},
    "/quotes": {"topic": "bridge"},
    "/why": {"url": "bridge"},
    "/ask": {"question": "What of the bridge?", "private": True},
    "/help": {},
    "/forget": {},
}
MENUS = ("Digest this link", "Ask about this", "Show sources and quotes")
EVERY = MANAGED | ADMINISTERED | OPEN


# What every button, menu and form of the bot's is called in its id.
ACTIONS: list[str] = []
# Those of what members may look at, or ask; all others are for managers.
FOR_ALL = {
    *("about", "answer", "ask", "news", "quotes", "said", "share", "show"),
    *("sources", "story", "why"),
}
EMPTY_FORMS = {"setup-zone", "setup-address", "setup-list", "setup-time"}
CHOSEN = ("subscriptions", "schedules", "topics", "guilds", "channels", "digests")
ODD = (
    (),
    ("2",),
    ("0", "0"),
    ("x", "%00", "-1"),
    ("9" * 20, "9" * 20),
    ("2", "1", "9"),
)


async def undelivered(_: int, __: float) -> Arrival:
    """Nothing is delivered here."""
    return Arrival()


async def before(newsroom: Newsroom, site: Site) -> None:
    """Give two guilds a feed and a topic each, and one of them a manager role."""
    ACTIONS.extend(offer_of(newsroom, undelivered).actions)
    await newsroom.guilds.set_manager(GUILD, str(DESK_ROLE))
    ours, theirs = site.feed("Gazette"), site.feed(CANARY.replace(" ", ""))
    await newsroom.subscriptions.follow(ours, GUILD, str(NEWS))
    followed = newsroom.subscriptions.follow
    await followed(theirs, OTHER, str(OTHER_CHANNEL), "", CANARY)
    await newsroom.guilds.get(OTHER)
    await newsroom.guilds.channel(OTHER, str(OTHER_CHANNEL))
    order = ScheduleOrder(Timetable((time(8),), "UTC"))
    await newsroom.schedules.add(OTHER, str(OTHER_CHANNEL), order)
    await newsroom.topics.add(GUILD, "Bridges", "bridge")
    await newsroom.topics.add(OTHER, CANARY, "canary")
    await newsroom.proposals.add(OTHER, "save", f'[2, {{"title": "{CANARY}"}}]')
    await newsroom.proposals.add(OTHER, "edit", f'{{"title": "{CANARY}"}}')


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_running_bot(tmp_path_factory.mktemp("who"), before) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def message(bot: Running) -> Message:
    """A message of the bot's, on which buttons may be forged."""
    return await bot.shown("/help")


async def answer(bot: Running, command: str, at: int, by: int) -> str:
    """What the bot tells one who gets by Discord's own checks."""
    options = EVERY[command]
    asked = await bot.discord.invoke(command, at, by, anyway=True, **options)
    words = (await asked.answered()).text
    assert asked.private
    assert CANARY not in words
    return words


@pytest.mark.parametrize("command", [*MANAGED, *ADMINISTERED])
@pytest.mark.parametrize("at", [NEWS, THREAD])
async def test_members_are_told_who_may(bot, command, at):
    """SAFETY 47."""
    refused = await answer(bot, command, at, MEMBER)
    assert refused.startswith("Only members with Manage Server")
    assert (f"<@&{DESK_ROLE}>" in refused) == (command in MANAGED)


@pytest.mark.parametrize("command", MANAGED)
@pytest.mark.parametrize("by", [EDITOR, ADMIN, OWNER])
async def test_managers_may_manage(bot, command, by):
    """SAFETY 47."""
    for at in (NEWS, THREAD):
        assert "Only members" not in await answer(bot, command, at, by)


async def test_nothing_is_offered_that_this_does_not_ask_about(bot):
    """SAFETY 47."""
    offered = set[str]()
    for each in bot.discord.world.commands:
        parts = [one for one in each.get("options", ()) if one["type"] == 1]
        below = {f"/{each['name']} {one['name']}" for one in parts}
        offered |= below or {f"/{each['name']}" if is_typed(each) else each["name"]}
        # In servers it was added to alone, and for nobody who installs it.
        assert each["contexts"] == [0]
        assert each.get("integration_types", [0]) == [0]
    assert offered == {*EVERY, *MENUS}
    assert set(ACTIONS) >= FOR_ALL


def is_typed(command: dict[str, Any]) -> bool:
    return bool(command.get("type", 1) == 1)


@pytest.mark.parametrize("command", ADMINISTERED)
async def test_the_manager_role_is_no_administrator(bot, command):
    """SAFETY 47."""
    assert "Only members" in await answer(bot, command, NEWS, EDITOR)
    for by in (ADMIN, OWNER):
        assert "Only members" not in await answer(bot, command, NEWS, by)
    with pytest.raises(NotOffered):
        await bot.discord.invoke(command, NEWS, MEMBER)


@pytest.mark.parametrize("command", OPEN)
@pytest.mark.parametrize("at", [NEWS, THREAD])
async def test_everybody_may_read(bot, command, at):
    """SAFETY 47."""
    assert "Only members" not in await answer(bot, command, at, MEMBER)


@pytest.mark.parametrize("command", EVERY)
async def test_elsewhere_than_in_its_servers_it_says_where(bot, command):
    """SAFETY 47: a direct message, and a server that it is not in."""
    dm = bot.discord.world.dm(OWNER).id
    for at, by in ((dm, OWNER), (ABROAD_CHANNEL, OTHER_OWNER)):
        told = await answer(bot, command, at, by)
        assert told == "Use this in a server that Pullquote was added to."
        with pytest.raises(NotOffered):
            await bot.discord.invoke(command, at, by, **EVERY[command])


@pytest.mark.parametrize("name", MENUS)
async def test_elsewhere_a_message_s_menu_says_where(bot, name):
    """SAFETY 47: a direct message, and a server that it is not in."""
    dm = bot.discord.world.dm(OWNER).id
    link = f"see {bot.site.address}/Gazette/0"
    for at, by in ((dm, OWNER), (ABROAD_CHANNEL, OTHER_OWNER)):
        message = await bot.discord.admin.say(link, at, by=by)
        asked = await bot.discord.use_menu(name, message, by=by, anyway=True)
        told = (await asked.answered()).text
        assert told == "Use this in a server that Pullquote was added to."
        assert asked.private
        with pytest.raises(NotOffered):
            await bot.discord.use_menu(name, message, by=by)


@pytest.mark.parametrize("name", MENUS[1:])
async def test_a_menu_finds_no_story_in_what_others_wrote(bot, name):
    message = await bot.discord.admin.say("pq:sources:1:1", NEWS, by=MEMBER)
    asked = await bot.discord.use_menu(name, message, by=MEMBER)
    assert "There is no story of mine" in (await asked.answered()).text
    assert asked.private


@pytest.mark.parametrize("command", ["skip", "pause", "resume", "remove"])
async def test_another_server_s_schedule_is_unknown(bot, command):
    """SAFETY 47."""
    with closing(sqlite3.connect(bot.folder / "news.db")) as db:
        (theirs,) = db.execute(
            "SELECT id FROM schedules WHERE guild = ?", [OTHER]
        ).fetchone()
    # A schedule of one's own, for where there is none nothing is looked for.
    await bot.said("/digest schedule", time="8am")
    told = await bot.said(f"/digest {command}", schedule=str(theirs))
    assert told == f"There is no schedule called {theirs}."
    offered = await bot.discord.autocomplete(f"/digest {command}", schedule="")
    assert str(theirs) not in [each.value for each in offered]


@pytest.mark.parametrize("command", ["remove", "edit", "pause", "resume", "test"])
async def test_another_server_s_feed_is_unknown_by_id_and_by_name(bot, command):
    """SAFETY 47."""
    for key in ("2", CANARY):
        told = await bot.said(f"/feed {command}", feed=key)
        assert "There is no feed called" in told
    assert await bot.discord.autocomplete(f"/feed {command}", feed=CANARY[:4]) == []


@pytest.mark.parametrize("command", ["remove", "preview"])
async def test_another_server_s_topic_is_unknown(bot, command):
    """SAFETY 47."""
    for key in ("2", CANARY):
        told = await bot.said(f"/topic {command}", topic=key)
        assert "There is no topic called" in told
    assert await bot.discord.autocomplete(f"/topic {command}", topic="Can") == []


async def test_another_server_s_channel_cannot_be_chosen(bot):
    """SAFETY 47."""
    for command, options in (
        ("/feed add", {"url": bot.site.feed("Smuggled")}),
        ("/feed list", {}),
        ("/feed edit", {"feed": "1"}),
        ("/bot log", {}),
        ("/setup", {}),
        ("/digest schedule", {"time": "8am"}),
        ("/digest preview", {}),
        ("/digest now", {}),
    ):
        asked = await bot.discord.invoke(
            command, anyway=True, channel=OTHER_CHANNEL, **options
        )
        assert "I cannot see that channel" in (await asked.answered()).text


FORGED = [
    "pq:feed-remove:2",
    "pq:feed-edit:1",
    "pq:feed-edit:2",
    "pq:feed-save:1",
    "pq:feed-cancel:1",
    "pq:feed-preview:1:0",
    "pq:feed-choose:1",
    "pq:feed-choose:1:0",
    "pq:feed-import:1",
    "pq:feed-report:1:0",
    "pq:feed-list:650:0",
    "pq:topic-page:2:0",
    "pq:why:1:0",
    "pq:feed-pause:99999999999999999999",
    "pq:feed-pause:99999999999999999",
    "pq:feed-save:-1",
    "pq:feed-save:%00",
    "pq:feed-save",
    "pq:feed-save:1:2:3",
    "pq:bot-status:x",
    "pq:nothing:1",
    "pq:",
    "another bot's",
]


@pytest.mark.parametrize("made", FORGED)
@pytest.mark.parametrize("values", [(), ("2",), ("x",), ("9" * 90,)])
async def test_a_forged_button_or_menu_gets_nowhere(bot, message, made, values):
    """SAFETY 47."""
    kind = 3 if values else 2
    asked = await bot.discord.forge(message, made, *values, kind=kind)
    words = (await asked.answered()).text
    assert CANARY not in words
    assert "Something went wrong" not in words
    assert "Saved" not in words
    assert "no more" not in words


@pytest.mark.parametrize(
    "made",
    [each for each in FORGED if each.startswith(("pq:feed", "pq:topic", "pq:bot"))],
)
async def test_members_press_nothing_that_is_not_theirs(bot, message, made):
    """SAFETY 47."""
    asked = await bot.discord.forge(message, made, by=MEMBER)
    assert (await asked.answered()).text.startswith("Only members with Manage Server")


@pytest.mark.parametrize("args", ODD)
async def test_whatever_an_id_carries_it_is_words_or_nothing(bot, message, args):
    """SAFETY 47: every action that there is, by a member and by the owner."""
    for name in ACTIONS:
        for by in (MEMBER, OWNER):
            made = ":".join(["pq", name, *args])
            asked = await bot.discord.forge(message, made, by=by)
            await asked.acknowledged()
            if asked.modal:
                continue
            words = (await asked.answered()).text
            assert "Something went wrong" not in words, made
            assert CANARY not in words, made


def chosen(bot: Running) -> list[Any]:
    """All that the servers' admins have chosen."""
    with closing(sqlite3.connect(bot.folder / "news.db")) as db:
        return [db.execute(f"SELECT * FROM {each}").fetchall() for each in CHOSEN]  # noqa: S608


@pytest.mark.parametrize("kind", [2, 3])
async def test_a_member_does_nothing_by_what_is_a_managers(bot, message, kind):
    """SAFETY 47: every action that there is but those for all."""
    kept, refused = chosen(bot), set[str]()
    values = ("1",) if kind == 3 else ()
    for name in {*ACTIONS} - FOR_ALL:
        for args in ((), ("1",), ("1", "0"), ("1", "1", "0")):
            made = ":".join(["pq", name, *args])
            asked = await bot.discord.forge(
                message, made, *values, kind=kind, by=MEMBER
            )
            await asked.acknowledged()
            if asked.modal:
                # An empty form, which nobody takes from a member.
                assert name in EMPTY_FORMS
                assert "'value'" not in str(asked.modal.components)
                continue
            words = (await asked.answered()).text
            refused |= {name} if words.startswith("Only members with Manage") else set()
            assert name in refused or words.startswith("That choice is no"), made
    assert refused == {*ACTIONS} - FOR_ALL - EMPTY_FORMS
    assert chosen(bot) == kept


async def menu(bot: Running) -> tuple[Message, str]:
    """A menu of feeds to remove, and its custom_id."""
    shown = await bot.shown("/feed remove")
    select = next(each for each in shown.components if each["type"] == 3)
    return shown, select["custom_id"]


async def test_a_stale_menu_finds_that_it_is_done_already(bot):
    """SAFETY 47."""
    url = bot.site.feed("Stale")
    await bot.said("/feed add", url=url)
    first, select = await menu(bot)
    second, _ = await menu(bot)
    options = next(e for e in first.components if e["type"] == 3)["options"]
    (key,) = [each["value"] for each in options if each["label"] == "Stale"]
    await (await bot.discord.choose(first, select, key)).answered()
    assert "is followed no more" in first.text
    late = await (await bot.discord.choose(second, select, key)).answered()
    assert "That choice is no longer there." in late.text


async def test_what_takes_long_is_acknowledged_at_once(bot):
    """SAFETY 56."""
    url = bot.site.feed("Slow")
    bot.discord.world.ack_within_s, bot.site.slow_s = 1.0, 1.5
    try:
        asked = await bot.discord.invoke("/feed add", url=url)
        await asked.acknowledged()
        assert asked.kind == 5
        assert asked.took_s is not None
        assert asked.took_s < 1.0
        assert "Following" in (await asked.answered(20)).text
    finally:
        bot.discord.world.ack_within_s, bot.site.slow_s = 3.0, 0.0


async def test_an_event_that_comes_twice_is_seen_to_once(bot):
    """SAFETY 56."""
    asked = await bot.discord.invoke("/feed add", url=bot.site.feed("Repeated"))
    await bot.discord.redeliver(asked)
    await asked.answered()
    await bot.discord.redeliver(asked)
    assert "Following" in (asked.reply.text if asked.reply else "")
    assert "There is" not in await bot.said("/feed remove", feed="Repeated")
    path = f"/interactions/{asked.id}/*/callback"
    assert len(bot.discord.requests(f"POST {path}")) == 1


async def test_a_double_click_does_it_once(bot):
    """SAFETY 56."""
    await bot.said("/feed add", url=bot.site.feed("Clicked"))
    shown, select = await menu(bot)
    options = next(e for e in shown.components if e["type"] == 3)["options"]
    (key,) = [each["value"] for each in options if each["label"] == "Clicked"]
    clicks = [await bot.discord.choose(shown, select, key) for _ in range(2)]
    await asyncio.gather(*(each.acknowledged() for each in clicks))
    await clicks[0].answered()
    assert "is followed no more" in shown.text


async def test_two_choices_in_one_menu_are_both_seen_to(bot):
    for name in ("ChosenFirst", "ChosenNext"):
        await bot.said("/feed add", url=bot.site.feed(name))
    shown, select = await menu(bot)
    options = next(e for e in shown.components if e["type"] == 3)["options"]
    keys = [e["value"] for e in options if e["label"].startswith("Chosen")]
    asked = [await bot.discord.choose(shown, select, key) for key in keys]
    await asyncio.gather(*(each.answered() for each in asked))
    assert "Chosen" not in await bot.said("/feed list")


async def test_who_waited_for_too_long_is_no_failure(bot):
    """SAFETY 56: neither the first three seconds missed, nor the fifteen minutes."""
    late = Refuse(10062, "Unknown interaction", 404)
    bot.discord.fail(late, "POST /interactions/*/*/callback")
    asked = await bot.discord.invoke("/feed list")
    await bot.prints("command='feed list'")
    assert asked.reply is None
    asked.missed = True
    bot.discord.missed.clear()
    bot.discord.world.token_lives_s, bot.site.slow_s = 0.2, 0.5
    try:
        asked = await bot.discord.invoke("/feed add", url=bot.site.feed("Expired"))
        await asked.acknowledged()
        await bot.prints("command='feed add' reason=")
    finally:
        bot.discord.world.token_lives_s, bot.site.slow_s = 900.0, 0.0
    assert asked.reply is None


TYPED: dict[str, str] = {
    "/feed remove": "feed",
    "/feed edit": "feed",
    "/feed test": "feed",
    "/topic remove": "topic",
    "/topic preview": "topic",
    "/why": "url",
    "/feed add": "url",
    "/news latest": "topic",
    "/news search": "query",
    "/quotes": "topic",
}
# What is refused or taken as it is; each with what else has to be given.
WRITTEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    *(("/feed edit", each, {"feed": "1"}) for each in ("topic", "title", "regex")),
    *(("/feed edit", each, {"feed": "1"}) for each in ("include", "exclude")),
    ("/feed edit", "language", {"feed": "1"}),
    ("/feed add", "topic", {"url": "http://127.0.0.1:1/"}),
    ("/feed pause", "until", {"feed": "1"}),
    ("/digest schedule", "time", {}),
    *(("/digest schedule", each, {"time": "25"}) for each in ("days", "timezone")),
    ("/digest schedule", "quiet", {"time": "25"}),
    *((f"/digest {each}", "since", {}) for each in ("preview", "now")),
    *((f"/news {each}", "since", {"query": "x"}) for each in ("search",)),
    ("/news latest", "since", {}),
    ("/quotes", "since", {}),
    ("/quotes", "person", {}),
    ("/ask", "question", {"private": True}),
    ("/ask", "since", {"question": "What of the bridge?", "private": True}),
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
async def test_any_words_are_taken_for_words(bot, words):
    """SAFETY 48."""
    for command, option in TYPED.items():
        # What stands first is in no title, so that nothing of it is meant.
        given = {option: f"\u00a4{words}"}
        asked = await bot.discord.invoke(command, anyway=True, **given)
        told = (await asked.answered()).text
        assert asked.private
        assert "Something went wrong" not in told
        assert CANARY not in told


@settings(
    max_examples=EXAMPLES // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=38))
async def test_any_words_are_taken_for_words_wherever_they_are_typed(bot, words):
    """SAFETY 48."""
    for command, option, others in WRITTEN:
        given = {**others, option: f"\u00a4{words}"}
        asked = await bot.discord.invoke(command, anyway=True, **given)
        told = (await asked.answered()).text
        assert "Something went wrong" not in told, command
        assert CANARY not in told, command


@pytest.mark.parametrize(
    "words",
    [
        *("' OR 1=1 --", '"; DROP TABLE feeds; --', "NEAR(a b)", "title:*", '"', "%"),
        *("_", "*", "\\", "${jndi}", "\x00", "`id`", "../../etc/passwd", "@everyone"),
    ],
)
async def test_no_words_are_taken_for_a_command(bot, words):
    """SAFETY 48."""
    for command, option in TYPED.items():
        told = await bot.said(command, **{option: f"\u00a4{words}"})
        assert "Something went wrong" not in told
    named = await bot.said("/topic add", name=f"Z {words}", include=words, exclude="x")
    assert "Something went wrong" not in named
    await bot.said("/topic remove", topic=f"Z {words}")
    until = await bot.said("/feed pause", feed="1", until=words)
    assert "Write 3h" in until
    listed = await bot.said("/feed list")
    assert "Gazette" in listed
