"""Interactions at the stand-in: what members can do, and how a bot may answer."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.contracts.discord_api import Api, said
from tests.fakes.clock import ManualClock
from tests.fakes.discord import TOKEN, Can, FakeDiscord, Kind, NotOffered, Upload

PRIVATE = 64
TEXT, NUMBER, CHANNEL, ROLE, FILE = 3, 4, 7, 8, 11


def option(name: str, kind: int = TEXT, **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "Something", "type": kind, **more}


def command(name: str, *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"name": name, "description": "Something", "type": 1}
    return {**about, "options": list(options), **more}


COMMANDS = [
    command(
        "feed",
        option(
            "add",
            1,
            options=[
                option("url", required=True),
                option("channel", CHANNEL, channel_types=[0, 5, 15]),
                option("role", ROLE),
                option("max", NUMBER, min_value=1, max_value=9),
            ],
        ),
        option("remove", 1, options=[option("feed", autocomplete=True)]),
        option("import", 1, options=[option("file", FILE, required=True)]),
    ),
    command("setup", default_member_permissions=32, contexts=[0]),
    command("help", contexts=[0, 1], integration_types=[0, 1]),
    {"name": "Digest this link", "type": 3},
]


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
async def discord(clock):
    async with FakeDiscord(clock) as fake:
        fake.rates.relaxed = True
        yield fake


@pytest.fixture
async def api(discord):
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        asking = Api(session, discord.api)
        assert (await asking("PUT", "/applications/901/commands", COMMANDS))[0] == 200
        yield asking


def callback(asked: Any) -> str:
    return f"/interactions/{asked.id}/{asked.token}/callback"


def hook(asked: Any, message: str = "") -> str:
    return f"/webhooks/901/{asked.token}" + (message and f"/messages/{message}")


async def test_options_come_typed_as_they_were_registered(discord, api):
    discord.world.add_role(700, "desk")
    discord.world.add_channel(610, "stories", kind=Kind.FORUM)
    asked = await discord.invoke(
        "/feed add", url="https://a.example", channel=610, role=700, max=3
    )
    data = asked.event["data"]
    (sub,) = data["options"]
    assert (sub["name"], sub["type"]) == ("add", 1)
    given = {each["name"]: (each["type"], each["value"]) for each in sub["options"]}
    assert given == {
        "url": (TEXT, "https://a.example"),
        "channel": (CHANNEL, "610"),
        "role": (ROLE, "700"),
        "max": (NUMBER, 3),
    }
    assert data["resolved"]["channels"]["610"]["type"] == 15
    assert data["resolved"]["roles"]["700"]["name"] == "desk"


async def test_a_file_is_there_to_be_fetched(discord, api):
    asked = await discord.invoke("/feed import", file=Upload("my.opml", b"<opml/>"))
    ((_, file),) = asked.event["data"]["resolved"]["attachments"].items()
    async with aiohttp.ClientSession() as session, session.get(file["url"]) as got:
        assert await got.read() == b"<opml/>"


@pytest.mark.parametrize(
    ("path", "user", "options"),
    [
        ("/nothing", 100, {}),
        ("/setup", 200, {}),
        ("/feed add", 100, {}),
        ("/feed add", 100, {"url": 5}),
        ("/feed add", 100, {"url": "a", "channel": 611}),
        ("/feed add", 100, {"url": "a", "max": 10}),
        ("/feed add", 100, {"url": "a", "colour": "red"}),
        ("/feed add", 300, {"url": "a"}),
    ],
)
async def test_what_no_client_offers_is_not_sent(discord, api, path, user, options):
    discord.world.add_member(200, "bea")
    discord.world.add_user(300, "a stranger")
    discord.world.add_thread(611, "a thread", parent=600)
    with pytest.raises(NotOffered):
        await discord.invoke(path, by=user, **options)


async def test_a_manager_is_offered_what_a_member_is_not(discord, api):
    discord.world.add_role(701, "manager", permissions=int(Can.MANAGE_GUILD))
    discord.world.add_member(200, "bea", 701, locale="de")
    asked = await discord.invoke("/setup", by=200)
    assert int(asked.event["member"]["permissions"]) & Can.MANAGE_GUILD
    assert asked.event["locale"] == "de"
    direct = discord.world.dm(200).id
    with pytest.raises(NotOffered):
        await discord.invoke("/setup", by=200, at=direct)
    alone = await discord.invoke("/help", by=200, at=direct)
    assert "member" not in alone.event
    assert (alone.event["user"]["id"], alone.event["context"]) == ("200", 1)


async def test_where_the_bot_is_not_in_only_its_user_brought_it(discord, api):
    discord.world.add_guild(501, "Elsewhere", present=False)
    discord.world.add_channel(610, "theirs", guild=501)
    with pytest.raises(NotOffered):
        await discord.invoke("/feed add", at=610, url="a")
    asked = await discord.invoke("/help", at=610)
    assert asked.event["authorizing_integration_owners"] == {"1": "100"}
    plain = "/channels/610/messages"
    assert await api.code("POST", plain, said(content="x")) == 50001
    await api("POST", callback(asked), {"type": 5})
    codes = [
        await api.code("POST", hook(asked), said(content=str(n))) for n in range(7)
    ]
    assert codes == [200] * 6 + [40094]


async def test_an_interaction_is_answered_once_and_in_time(discord, api, clock):
    first, late = [await discord.invoke("/setup") for _ in range(2)]
    assert await api.code("POST", hook(first), said(content="x")) == 10015
    assert await api.code("POST", callback(first), {"type": 5}) == 200
    assert await api.code("POST", callback(first), {"type": 5}) == 40060
    clock.advance(timedelta(seconds=discord.world.ack_within_s + 1))
    assert await api.code("POST", callback(late), {"type": 5}) == 10062
    assert await api.code("PATCH", hook(first, "@original"), said(content="x")) == 200
    clock.advance(timedelta(minutes=15))
    assert await api.code("PATCH", hook(first, "@original"), said(content="y")) == 50027
    assert (await first.answered()).text == "x"


async def test_what_nobody_took_on_is_remembered_as_missed(discord, api):
    discord.world.ack_within_s = 0.05
    asked = await discord.invoke("/setup")
    await discord.until(lambda: True)
    with pytest.raises(TimeoutError):
        await asked.acknowledged(0.2)
    assert discord.missed == [asked]
    assert await api.code("POST", callback(asked), {"type": 5}) == 10062


async def test_a_deferral_decides_who_sees_the_answer(discord, api):
    hidden, shown = [await discord.invoke("/setup") for _ in range(2)]
    strange = {"type": 5, "data": {"content": "x"}}
    assert await api.code("POST", callback(hidden), strange) == 50035
    await api("POST", callback(hidden), {"type": 5, "data": {"flags": PRIVATE}})
    await api("POST", callback(shown), {"type": 5})
    await api("POST", hook(hidden), said(content="quiet"))
    await api("POST", hook(shown), said(content="loud", flags=PRIVATE))
    assert (hidden.private, shown.private) == (True, False)
    _, quiet = await api("GET", hook(hidden, "@original"))
    assert quiet["flags"] == PRIVATE
    assert [each.text for each in discord.shown_in()] == ["loud"]
    await api("POST", hook(shown), said(content="more", flags=PRIVATE))
    assert shown.followups[0].private
    assert await api.code("DELETE", hook(shown, "@original")) == 204
    assert await api.code("GET", hook(shown, "@original")) == 10008
    assert discord.shown_in() == []


async def test_every_answer_must_close_its_mentions(discord, api):
    open_ = {"content": "x"}
    message = await a_message_with_buttons(api, discord)
    said_, updated, edited = (
        await discord.invoke("/setup"),
        await discord.press(message, "Ask"),
        await discord.invoke("/setup"),
    )
    await api("POST", callback(said_), {"type": 4, "data": open_})
    await api("POST", callback(updated), {"type": 7, "data": open_})
    await api("POST", callback(edited), {"type": 5})
    await api("PATCH", hook(edited, "@original"), open_)
    await api("POST", hook(edited), open_)
    assert len(discord.faults) == 4


async def a_message_with_buttons(api, discord, **more):
    row = [
        {"type": 2, "style": 2, "label": "Ask", "custom_id": "pq:ask:7"},
        {"type": 2, "style": 5, "label": "Open", "url": "https://a.example"},
    ]
    menu = {
        "type": 3,
        "custom_id": "pq:pick",
        "options": [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}],
    }
    rows = [{"type": 1, "components": row}, {"type": 1, "components": [menu]}]
    await api("POST", "/channels/600/messages", said(content="x", components=rows))
    return discord.shown_in()[-1]


async def test_a_button_updates_its_message_or_answers_anew(discord, api):
    message = await a_message_with_buttons(api, discord)
    for wrong in ("Open", "Close"):
        with pytest.raises(NotOffered):
            await discord.press(message, wrong)
    pressed = await discord.press(message, "Ask")
    assert pressed.event["data"]["custom_id"] == "pq:ask:7"
    assert pressed.event["message"]["id"] == str(message.id)
    await api("POST", callback(pressed), {"type": 6})
    await api("PATCH", hook(pressed, "@original"), said(content="changed"))
    assert (await pressed.answered()) is message
    assert message.text == "changed"
    anew = await discord.press(message, "pq:ask:7")
    hidden = said(content="for you", flags=PRIVATE)
    await api("POST", callback(anew), {"type": 4, "data": hidden})
    assert (await anew.answered()).private
    plain = await discord.invoke("/setup")
    assert await api.code("POST", callback(plain), {"type": 6}) == 50035
    stale = await discord.press(message, "Ask")
    await discord.admin.delete_message(message)
    changed = {"type": 7, "data": said(content="too late")}
    assert await api.code("POST", callback(stale), changed) == 10008


async def test_a_choice_is_among_the_options_unless_forged(discord, api):
    message = await a_message_with_buttons(api, discord)
    with pytest.raises(NotOffered):
        await discord.choose(message, "pq:pick", "3")
    chosen = await discord.choose(message, "pq:pick", "2")
    assert chosen.event["data"]["values"] == ["2"]
    forged = await discord.forge(message, "pq:pick:other", "9", kind=3)
    assert forged.event["data"]["custom_id"] == "pq:pick:other"
    assert forged.event["data"]["values"] == ["9"]


async def test_a_form_is_filled_in_and_sent(discord, api):
    message = await a_message_with_buttons(api, discord)
    opener = await discord.press(message, "Ask")
    field = {"type": 4, "custom_id": "question", "style": 1, "max_length": 9}
    label = {"type": 18, "label": "Your question", "component": field}
    form = {"custom_id": "pq:form", "title": "Ask", "components": [label]}
    for wrong in (
        {**form, "title": "x" * 46},
        {**form, "components": []},
        {**form, "components": [label] * 6},
        {**form, "components": [{**label, "label": ""}]},
        {**form, "components": [{**label, "component": {**field, "style": 3}}]},
        {**form, "components": [{**label, "component": {**field, "label": "x"}}]},
    ):
        code = await api.code("POST", callback(opener), {"type": 9, "data": wrong})
        assert code == 50035, wrong
    await api("POST", callback(opener), {"type": 9, "data": form})
    with pytest.raises(NotOffered):
        await discord.submit(opener, question="far too long")
    sent = await discord.submit(opener, **{"Your question": "Who?"})
    ((answer,),) = [[each["component"] for each in sent.event["data"]["components"]]]
    assert (answer["custom_id"], answer["value"]) == ("question", "Who?")
    again = {"type": 9, "data": form}
    assert await api.code("POST", callback(sent), again) == 50035
    assert await api.code("POST", callback(sent), {"type": 6}) == 200


async def test_a_form_takes_files_as_many_as_it_asks_for(discord, api):
    message = await a_message_with_buttons(api, discord)
    opener = await discord.press(message, "Ask")
    field = {"type": 19, "custom_id": "file", "min_values": 1, "max_values": 1}
    label = {"type": 18, "label": "A list", "component": field}
    form = {"custom_id": "pq:form", "title": "List", "components": [label]}
    for wrong in (
        {**field, "custom_id": ""},
        {**field, "max_values": 11},
        {**field, "max_values": 0},
        {**field, "min_values": 2},
        {**field, "min_values": 0},
    ):
        given = {**form, "components": [{**label, "component": wrong}]}
        answer = {"type": 9, "data": given}
        assert await api.code("POST", callback(opener), answer) == 50035, wrong
    await api("POST", callback(opener), {"type": 9, "data": form})
    one, two = Upload("a.opml", b"<opml/>"), Upload("b.opml", b"")
    for refused in ({}, {"file": [one, two]}, {"file": [one], "other": one}):
        with pytest.raises(NotOffered):
            await discord.submit(opener, **refused)
    sent = await discord.submit(opener, file=one)
    data = sent.event["data"]
    (key,) = data["components"][0]["component"]["values"]
    (file,) = data["resolved"]["attachments"].values()
    assert (file["id"], file["filename"], file["size"]) == (key, "a.opml", 7)


async def test_suggestions_are_twenty_five_and_of_the_options_type(discord, api):
    typed = await discord.typing("/feed remove", feed="ga")
    (sub,) = typed.event["data"]["options"]
    assert sub["options"][0] == {
        "name": "feed",
        "type": TEXT,
        "value": "ga",
        "focused": True,
    }

    async def suggest(*values: Any) -> int:
        choices = [{"name": str(value), "value": value} for value in values]
        answer = {"type": 8, "data": {"choices": choices}}
        code: int = await api.code("POST", callback(typed), answer)
        return code

    assert await suggest(*map(str, range(26))) == 50035
    assert await suggest(5) == 50035
    assert await suggest("x" * 101) == 50035
    assert await api.code("POST", callback(typed), {"type": 5}) == 50035
    assert await suggest("Gazette") == 200
    assert [each.value for each in typed.choices] == ["Gazette"]


async def test_a_menus_target_comes_with_its_words(discord, api):
    message = await discord.admin.say("https://a.example/1", 600)
    asked = await discord.use_menu("Digest this link", message)
    data = asked.event["data"]
    assert (data["type"], data["target_id"]) == (3, str(message.id))
    (target,) = data["resolved"]["messages"].values()
    assert target["content"] == "https://a.example/1"


async def test_the_guild_is_not_told_what_is_in_a_thread_elsewhere(discord, api):
    discord.world.add_thread(610, "a thread", parent=600)
    asked = await discord.invoke("/setup", at=610)
    assert asked.event["channel"]["type"] == 11
    assert asked.event["channel"]["parent_id"] == "600"
    assert "permission_overwrites" not in asked.event["channel"]


WRONG = {
    "capitals": command("Feed"),
    "a space": command("my feed"),
    "33 letters": command("x" * 33),
    "no description": {**command("feed"), "description": ""},
    "101 letters": {**command("feed"), "description": "x" * 101},
    "26 options": command("feed", *[option(f"o{n}") for n in range(26)]),
    "an option twice": command("feed", option("a"), option("a")),
    "required last": command("feed", option("a"), option("b", required=True)),
    "mixed": command("feed", option("add", 1), option("url")),
    "three deep": command(
        "a", option("b", 2, options=[option("c", 2, options=[option("d", 1)])])
    ),
    "26 choices": command(
        "feed",
        option("a", choices=[{"name": f"{n}", "value": f"{n}"} for n in range(26)]),
    ),
    "both": command(
        "feed", option("a", autocomplete=True, choices=[{"name": "a", "value": "a"}])
    ),
    "8001 letters": command(
        "feed",
        *[
            option(
                f"o{o}",
                choices=[
                    {"name": f"{n}".rjust(40, "x"), "value": f"{n}".rjust(40, "x")}
                    for n in range(25)
                ],
            )
            for o in range(4)
        ],
    ),
    "a menu with words": {"name": "Digest", "description": "x", "type": 3},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
async def test_a_wrong_definition_is_refused_whole(discord, api, wrong):
    discord.rest.validate = False
    before = discord.command_names
    assert await api.code("PUT", "/applications/901/commands", [wrong]) == 50035
    assert discord.command_names == before


async def test_commands_keep_their_ids_when_overwritten(discord, api):
    _, before = await api("GET", "/applications/901/commands")
    again = [*COMMANDS[1:], command("new")]
    _, after = await api("PUT", "/applications/901/commands", again)
    ids = {each["name"]: each["id"] for each in before}
    assert [each["id"] for each in after[:-1]] == [
        ids[each["name"]] for each in again[:-1]
    ]
    assert (discord.world.syncs, discord.world.creates) == (2, len(COMMANDS) + 1)
    assert "Digest this link" in discord.command_names
    assert "/feed add" not in discord.command_names
