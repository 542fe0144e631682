"""The stand-in's gateway, by frames."""

import json
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.fakes.discord import TOKEN, Can, FakeDiscord, Kind

GUILDS = 1


@pytest.fixture
async def discord():
    async with FakeDiscord() as fake:
        yield fake


class Wire:
    """A socket to the gateway, uncompressed."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def next(self) -> dict[str, Any]:
        frame: dict[str, Any] = await self.socket.receive_json(timeout=30)
        return frame

    async def events(self, until: str) -> list[str]:
        """The names of the events up to and with this one."""
        names = []
        while until not in names:
            names.append(str((await self.next())["t"]))
        return names

    async def closed(self) -> int | None:
        """The code it is closed with."""
        while not self.socket.closed:
            await self.socket.receive(timeout=30)
        return self.socket.close_code


@asynccontextmanager
async def a_wire(discord):
    url = discord.api.replace("/api", "/gateway/")
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        wire = Wire(socket)
        hello = await wire.next()
        assert hello["op"] == 10
        yield wire


def login(intents: int = GUILDS, token: str = TOKEN) -> dict[str, Any]:
    return {"token": token, "intents": intents, "properties": {}}


async def logged_in(wire: Wire) -> str:
    await wire.send(2, login())
    session: str = (await wire.next())["d"]["session_id"]
    assert await wire.events("GUILD_CREATE")
    return session


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (login(token="wrong"), 4004),  # noqa: S106 - opens nothing
        (login(1 << 1), 4014),
        (login(1 << 15), 4014),
    ],
)
async def test_a_wrong_login_is_closed_for_good(discord, asked, code):
    async with a_wire(discord) as wire:
        await wire.send(2, asked)
        assert await wire.closed() == code
    assert not discord.identified.is_set()


async def test_the_portal_opens_the_content_intent(discord):
    discord.world.message_content = True
    async with a_wire(discord) as wire:
        await wire.send(2, login(1 << 15 | GUILDS))
        assert (await wire.next())["t"] == "READY"


async def test_a_guild_comes_with_the_threads_that_the_bot_sees(discord):
    discord.world.add_channel(601, "hidden", permissions=0)
    discord.world.add_channel(602, "stories", kind=Kind.FORUM)
    discord.world.add_thread(610, "seen", parent=602)
    discord.world.add_thread(611, "unseen", parent=601)
    discord.world.add_thread(612, "old", parent=602, archived=True)
    async with a_wire(discord) as wire:
        await wire.send(2, login())
        await wire.next()
        guild = (await wire.next())["d"]
    assert [each["id"] for each in guild["channels"]] == ["600", "601", "602"]
    assert [each["id"] for each in guild["threads"]] == ["610"]
    assert [each["user"]["id"] for each in guild["members"]] == ["900"]


async def test_a_resumed_session_is_told_what_it_missed(discord):
    async with a_wire(discord) as wire:
        session = await logged_in(wire)
        await discord.gateway.close(4000)
        assert await wire.closed() == 4000
    await discord.admin.create_channel(601, "new")
    back = {"token": TOKEN, "session_id": session, "seq": 2}
    async with a_wire(discord) as wire:
        await wire.send(6, back)
        assert await wire.events("RESUMED") == ["CHANNEL_CREATE", "RESUMED"]
        await discord.gateway.close(4000)
    discord.gateway.redeliver = 2
    async with a_wire(discord) as wire:
        await wire.send(6, {**back, "seq": 4})
        assert await wire.events("RESUMED") == ["CHANNEL_CREATE", "RESUMED"]
    assert discord.gateway.resumes == 2


async def test_a_session_that_ended_cannot_be_resumed(discord):
    async with a_wire(discord) as wire:
        session = await logged_in(wire)
        await discord.gateway.invalidate()
        assert (await wire.next())["op"] == 9
    async with a_wire(discord) as wire:
        await wire.send(6, {"token": TOKEN, "session_id": session, "seq": 2})
        assert await wire.next() == {"op": 9, "d": False}
        session = await logged_in(wire)
        await wire.socket.close(code=1000)
    async with a_wire(discord) as wire:
        await wire.send(6, {"token": TOKEN, "session_id": session, "seq": 2})
        assert (await wire.next())["op"] == 9
    assert discord.gateway.identifies == 2


async def test_beats_are_answered_and_gaps_between_them_seen(discord):
    discord.gateway.heartbeat_ms = 41250
    async with a_wire(discord) as wire:
        await wire.send(1, None)
        assert (await wire.next())["op"] == 11
        assert discord.gateway.late_beats == []
        discord.gateway.heartbeat_ms = 0
        await wire.send(1, None)
        await wire.next()
    assert len(discord.gateway.late_beats) == 1


async def test_too_much_from_a_bot_closes_its_line(discord):
    async with a_wire(discord) as wire:
        for _ in range(121):
            await wire.send(3, {})
        assert await wire.closed() == 4008
    async with a_wire(discord) as wire:
        await wire.send(3, "x" * 5000)
        assert await wire.closed()


async def test_events_are_lost_when_they_are_to_be(discord):
    async with a_wire(discord) as wire:
        await logged_in(wire)
        discord.gateway.losing = True
        await discord.admin.create_channel(601, "unheard of")
        discord.gateway.losing = False
        await discord.admin.create_channel(602, "heard of")
        assert (await wire.next())["d"]["name"] == "heard of"


async def test_messages_need_their_intent(discord):
    async with a_wire(discord) as wire:
        await logged_in(wire)
        await discord.admin.say("not for it", 600)
        await discord.admin.kick()
        assert (await wire.next())["t"] == "GUILD_DELETE"
    discord.world.add_guild(501, "Other")
    discord.world.add_channel(611, "theirs", guild=501)
    async with a_wire(discord) as wire:
        await wire.send(2, login(GUILDS | 1 << 9))
        await wire.events("GUILD_CREATE")
        await discord.admin.say("for it, without the words", 611)
        message = await wire.next()
    assert (message["t"], message["d"]["content"]) == ("MESSAGE_CREATE", "")
    assert discord.world.may(900, discord.world.channels[611]) & Can.VIEW
