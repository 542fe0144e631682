"""The stand-in before a real discord.py, and every fault that it can play."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord as library
import pytest
import yarl
from discord import app_commands

from tests.fakes.discord import (
    BOT,
    EVERYBODY,
    OWNER,
    TOKEN,
    Can,
    Cloudflare,
    Do,
    Drop,
    FakeDiscord,
    Kind,
    Refuse,
    Slow,
    Status,
    Tag,
    TooMany,
    Upload,
)
from tests.fakes.discord.openapi import DOCUMENT, document

NOBODY = library.AllowedMentions.none()
TO_CHANNELS = "POST /channels/*/messages"


@pytest.fixture
async def discord(monkeypatch):
    async with FakeDiscord() as fake:
        gateway = yarl.URL(fake.api.replace("http", "ws").replace("/api", "/gateway/"))
        socket = library.gateway.DiscordWebSocket
        monkeypatch.setattr(library.http.Route, "BASE", fake.api)
        monkeypatch.setattr(socket, "DEFAULT_GATEWAY", gateway)
        yield fake
    assert fake.faults == []


async def eventually(predicate: Callable[[], object]) -> None:
    """Wait for what discord.py does not tell of."""
    async with asyncio.timeout(30):
        while True:
            if predicate():
                return
            await asyncio.sleep(0.01)


@asynccontextmanager
async def a_client(discord, *commands: Any, deaf_after_s: float = 60):
    client = library.Client(
        intents=library.Intents(guilds=True),
        allowed_mentions=NOBODY,
        heartbeat_timeout=deaf_after_s,
    )
    tree = app_commands.CommandTree(client)
    for command in commands:
        tree.add_command(command)
    running = asyncio.create_task(client.start(TOKEN))
    try:
        await discord.connected()
        await discord.until(lambda: client.application_id)
        if commands:
            await tree.sync()
        await eventually(lambda: client.get_guild(500))
        yield client
    finally:
        await client.close()
        await asyncio.wait([running])


async def test_both_reckon_the_same_permissions(discord):
    world = discord.world
    world.add_role(700, "desk", permissions=int(Can.MANAGE_MESSAGES))
    world.add_channel(601, "read-only", permissions=Can.VIEW)
    world.add_channel(602, "hidden", only_for={700})
    world.add_channel(603, "nothing", permissions=0)
    world.add_channel(604, "stories", kind=Kind.FORUM)
    world.channels[604].overwrites = {
        500: (0, EVERYBODY),
        700: (int(Can.SEND), 0),
        902: (int(Can.VIEW | Can.EMBED), 0),
    }
    world.add_thread(610, "a post", parent=604)
    bits = sum(Can) & ~Can.ADMINISTRATOR & ~Can.MANAGE_GUILD
    async with a_client(discord) as client:
        guild = client.get_guild(500)
        for key, channel in world.channels.items():
            theirs = guild.get_channel_or_thread(key).permissions_for(guild.me)
            assert theirs.value & bits == world.may(BOT, channel) & bits, channel.name
        await discord.admin.grant(int(Can.ADMINISTRATOR))
        await discord.admin.create_channel(620, "last")
        await eventually(lambda: guild.get_channel(620))
        assert guild.get_channel(603).permissions_for(guild.me).send_messages
        assert world.may(BOT, world.channels[603]) & Can.SEND
        assert world.readable_by(OWNER) == set(world.channels)


@app_commands.command(description="Say it back")
async def echo(
    interaction: library.Interaction[Any],
    word: str,
    where: library.TextChannel | None = None,
    file: library.Attachment | None = None,
) -> None:
    await interaction.response.defer(ephemeral=True)
    sent = (await file.read()).decode() if file else ""
    place = where.name if where else ""
    await interaction.edit_original_response(content=f"{word} {place} {sent}")


@echo.autocomplete("word")
async def words(
    _: library.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed.upper(), value=typed)]


async def test_a_command_goes_there_and_back(discord):
    async with a_client(discord, echo):
        file = Upload("feeds.opml", b"<opml/>")
        asked = await discord.invoke("/echo", word="hello", where=600, file=file)
        reply = await asked.answered()
        assert (reply.text, reply.private) == ("hello news <opml/>", True)
        (choice,) = await discord.autocomplete("/echo", word="he")
        assert choice == ("HE", "he")
        await discord.redeliver(asked)
        await discord.until(lambda: 400 in statuses(discord, "*/callback"))
        assert discord.shown_in() == []


def statuses(discord, pattern: str) -> list[int | None]:
    return [each.status for each in discord.requests(pattern)]


class Form(library.ui.Modal, title="Ask"):
    asked: library.ui.Label[Any] = library.ui.Label(
        text="Your question", component=library.ui.TextInput(custom_id="question")
    )

    async def on_submit(self, interaction: library.Interaction[Any]) -> None:
        answer = self.asked.component.value  # type: ignore[attr-defined]
        await interaction.response.send_message(answer, ephemeral=True)


class Buttons(library.ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        ask: library.ui.Button[Any] = library.ui.Button(label="Ask", custom_id="ask")
        ask.callback = self.ask  # type: ignore[method-assign]
        section: library.ui.Section[Any] = library.ui.Section(
            "Bridge opens", accessory=ask
        )
        self.add_item(library.ui.Container(section))

    async def ask(self, interaction: library.Interaction[Any]) -> None:
        await interaction.response.send_modal(Form())


async def test_a_button_opens_a_form_and_the_form_is_answered(discord):
    async with a_client(discord) as client:
        await client.get_channel(600).send(view=Buttons())
        (message,) = discord.shown_in()
        assert message.text == "Bridge opens"
        pressed = await discord.press(message, "Ask")
        assert (await pressed.form()).title == "Ask"
        sent = await discord.submit(pressed, question="Who said it?")
        assert (await sent.answered()).text == "Who said it?"


async def test_a_post_in_a_forum_is_a_thread_with_a_message(discord):
    tags = (Tag(1, "World"), Tag(2, "Local"))
    discord.world.add_channel(620, "stories", kind=Kind.FORUM, tags=tags)
    async with a_client(discord) as client:
        forum = client.get_channel(620)
        made = await forum.create_thread(
            name="Bridge opens", content="x", applied_tags=[forum.available_tags[1]]
        )
        assert made.thread.id == made.message.id
        assert discord.world.channels[made.thread.id].applied_tags == [2]
        await made.thread.send("more", file=library.File(__file__, "a.txt"))
        read = [each.content async for each in made.thread.history(oldest_first=True)]
        assert read == ["x", "more"]
        assert list(discord.shown_in(made.thread.id)[1].files) == ["a.txt"]


async def test_lost_answers_and_nonces(discord):
    async with a_client(discord) as client:
        channel = client.get_channel(600)
        discord.fail(Drop(after=True), TO_CHANNELS)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("once", nonce="7")
        again = await channel.send("once", nonce="7")
        assert [each.id for each in discord.shown_in()] == [again.id]
        discord.fail(Drop(), TO_CHANNELS)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("never")
        assert len(discord.shown_in()) == 1


async def test_what_discord_py_retries_and_what_not(discord):
    async with a_client(discord) as client:
        channel = client.get_channel(600)
        plan = discord.fail(Status(503), TO_CHANNELS)
        with pytest.raises(library.DiscordServerError):
            await channel.send("a")
        discord.fail(Cloudflare(), TO_CHANNELS)
        with pytest.raises(library.HTTPException) as banned:
            await channel.send("b")
        discord.fail(Refuse(10003, "Unknown Channel", 404), TO_CHANNELS)
        with pytest.raises(library.NotFound) as gone:
            await channel.send("c")
        discord.fail(TooMany(0.01), TO_CHANNELS)
        discord.fail(Slow(0.01), TO_CHANNELS)
        await channel.send("d")
        discord.fail(Status(502, after=True), TO_CHANNELS)
        await channel.send("e", nonce="e")
    assert (banned.value.status, gone.value.code) == (429, 10003)
    assert [each.text for each in discord.shown_in()] == ["d", "e"]
    assert plan.hits[0].status == 503
    assert statuses(discord, TO_CHANNELS) == [503, 429, 404, 429, 200, 502, 200]


async def test_a_fault_strikes_the_nth_and_as_often_as_planned(discord):
    called = []
    async with a_client(discord) as client:
        channel = client.get_channel(600)
        plan = discord.fail(
            Do(lambda: called.append("now")), TO_CHANNELS, nth=2, times=2
        )
        for expected in (True, False, False, True):
            try:
                await channel.send("x")
            except aiohttp.ClientError:
                assert not expected
            else:
                assert expected
    assert (called, plan.met) == (["now", "now"], 4)


async def test_the_sixth_message_in_five_seconds_is_too_many(discord):
    headers = {"Authorization": f"Bot {TOKEN}"}
    body = {"content": "x", "allowed_mentions": {"parse": []}}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"{discord.api}/channels/600/messages"
        for left in (4, 3, 2, 1, 0):
            async with session.post(url, json=body) as got:
                assert got.headers["X-RateLimit-Remaining"] == str(left)
        async with session.post(url, json=body) as got:
            assert got.status == 429
            assert "Via" in got.headers
            assert 0 < (await got.json())["retry_after"] <= 5
    assert len(discord.shown_in()) == 5
    assert discord.rates.invalid == 1


async def test_the_bot_hears_of_guilds_that_come_and_go(discord):
    heard: list[str] = []
    async with a_client(discord) as client:
        client.on_guild_join = note(heard, "join")
        client.on_guild_remove = note(heard, "remove")
        client.on_guild_unavailable = note(heard, "away")
        client.on_guild_available = note(heard, "back")
        await asyncio.wait_for(client.wait_until_ready(), 30)
        discord.world.add_guild(501, "Other", present=False)
        await discord.admin.invite(501)
        await discord.admin.outage(501)
        await discord.admin.recovery(501)
        await discord.admin.kick(501)
        await eventually(lambda: len(heard) == 4)
    assert heard == ["join", "away", "back", "remove"]


def note(heard: list[str], what: str) -> Any:
    async def on_guild(_: library.Guild) -> None:
        heard.append(what)

    return on_guild


@pytest.mark.parametrize("how", ["closed", "cut"])
async def test_a_broken_line_is_resumed(discord, how):
    async with a_client(discord) as client:
        await asyncio.wait_for(client.wait_until_ready(), 30)
        await (
            discord.gateway.close(4000) if how == "closed" else discord.gateway.cut()
        )
        await discord.admin.create_channel(601, "meanwhile")
        await eventually(lambda: client.get_channel(601))
    assert (discord.gateway.identifies, discord.gateway.resumes) == (1, 1)


@pytest.mark.skipif(not DOCUMENT.exists(), reason="needs Discord's document")
async def test_every_path_is_one_of_discords_document(discord):
    known = {
        (method.upper(), path)
        for path, operations in document()["paths"].items()
        for method in operations
    }
    served = {(method, path) for method, path, _ in discord.routes}
    assert served - known == set()


@pytest.mark.skipif(not DOCUMENT.exists(), reason="needs Discord's document")
async def test_a_body_is_held_to_discords_document(discord):
    headers = {"Authorization": f"Bot {TOKEN}"}
    body = {"content": ["x"], "allowed_mentions": {"parse": []}}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"{discord.api}/channels/600/messages"
        async with session.post(url, json=body) as got:
            assert (got.status, (await got.json())["code"]) == (400, 50035)
    assert "OpenAPI" in discord.malformed[0]


async def test_a_line_on_which_no_heartbeat_is_answered_is_taken_up_anew(discord):
    """SAFETY 55: a zombie. discord.py waits for a minute, and here for a second."""
    discord.gateway.heartbeat_ms = 300
    async with a_client(discord, deaf_after_s=1):
        discord.gateway.deaf = True
        await discord.gateway.gone.wait()
        discord.gateway.deaf = False
        async with asyncio.timeout(20):
            await discord.gateway.resumed.wait()
        assert discord.gateway.identifies == 1
