"""Members' messages in the stand-in, as a bot without the content intent hears them."""

from typing import Any

import aiohttp

from tests.contracts.discord_api import Api, said
from tests.contracts.test_discord_gateway import GUILDS, Wire, a_wire, login
from tests.fakes.discord import BOT, OWNER, TOKEN, FakeDiscord, Message

MESSAGES = 1 << 9


async def heard(discord: FakeDiscord, wire: Wire) -> dict[str, Any]:
    event = await wire.next()
    assert event["t"] == "MESSAGE_CREATE"
    found: dict[str, Any] = event["d"]
    return found


async def test_the_words_come_where_they_speak_to_the_bot():
    async with FakeDiscord() as discord, a_wire(discord) as wire:
        await wire.send(2, login(GUILDS | MESSAGES))
        await wire.events("GUILD_CREATE")
        own = discord.world.post(discord.world.new_message(600, {"content": "mine"}))
        answer = Message(7, 600, {"content": "to a command"}, via=1)
        discord.world.post(answer)
        theirs = await discord.admin.say("theirs", 600)
        assert (await heard(discord, wire))["content"] == ""
        for content, more, reaches in (
            (f"<@{BOT}> hello", {}, True),
            (f"`<@{BOT}>` hello", {}, False),
            ("<@&902> hello", {}, False),
            ("@everyone hello", {}, False),
            ("hello", {"to": own}, True),
            ("hello", {"to": own, "ping": False}, False),
            ("hello", {"to": answer}, False),
            ("hello", {"to": theirs}, False),
        ):
            await discord.admin.say(content, 600, OWNER, **more)
            event = await heard(discord, wire)
            assert event["content"] == (content if reaches else "")
            named = [each["id"] for each in event["mentions"]]
            assert (str(BOT) in named) == reaches
            assert event["type"] == (19 if "to" in more else 0)
            assert event["member"]["roles"] == []
        replied = event["referenced_message"]
        assert (replied["id"], replied["content"]) == (str(theirs.id), "")
        assert event["message_reference"]["message_id"] == str(theirs.id)
        discord.world.add_user(55, "robot", bot=True)
        await discord.admin.say("beep", 600, 55, webhook=77)
        event = await heard(discord, wire)
        assert (event["webhook_id"], event["author"]["bot"]) == ("77", True)
        assert "member" not in event


async def test_a_thread_of_a_message_is_told_of_and_begins_with_it():
    async with FakeDiscord() as discord, a_wire(discord) as wire:
        await wire.send(2, login(GUILDS | MESSAGES))
        await wire.events("GUILD_CREATE")
        asked = await discord.admin.say(f"<@{BOT}> who?", 600)
        await heard(discord, wire)
        headers = {"Authorization": f"Bot {TOKEN}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            api = Api(session, discord.api)
            path = f"/channels/600/messages/{asked.id}/threads"
            status, opened = await api("POST", path, {"name": "who?"})
            assert (status, opened["id"]) == (200, str(asked.id))
            assert (await wire.next())["t"] == "THREAD_CREATE"
            begun = await heard(discord, wire)
            assert (begun["type"], begun["content"]) == (21, "")
            assert await api.code("POST", path, {"name": "who?"}) == 160004
            inside = f"/channels/{asked.id}/messages"
            assert (await api("POST", inside, said(content="he")))[0] == 200
            await heard(discord, wire)
            await discord.admin.archive(asked.id)
            assert (await wire.next())["t"] == "THREAD_UPDATE"
            await discord.admin.say("more", asked.id)
            woken = await wire.next()
            assert woken["t"] == "THREAD_UPDATE"
            assert not woken["d"]["thread_metadata"]["archived"]
