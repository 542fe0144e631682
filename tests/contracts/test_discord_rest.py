"""The stand-in refuses what Discord refuses, each with Discord's own code."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.contracts.discord_api import Api, said
from tests.fakes.discord import TOKEN, Can, FakeDiscord, Kind, Tag

TO_NEWS = "/channels/600/messages"


@pytest.fixture
async def discord():
    """Rules alone are asked, so that no schema hides a rule that sleeps."""
    async with FakeDiscord(openapi=False) as fake:
        fake.rates.relaxed = True
        yield fake


@pytest.fixture
async def api(discord):
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Api(session, discord.api)


def v2(*components: dict[str, Any]) -> dict[str, Any]:
    return said(flags=1 << 15, components=list(components))


def text(words: str) -> dict[str, Any]:
    return {"type": 10, "content": words}


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Ask", "custom_id": "a", **more}


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inner)}


def select(**more: Any) -> dict[str, Any]:
    options = [{"label": "One", "value": "1"}]
    return {"type": 3, "custom_id": "s", "options": options, **more}


def embed(**parts: Any) -> dict[str, Any]:
    return said(embeds=[{"title": "Bridge opens", **parts}])


LINK = {"type": 2, "style": 5, "label": "Open", "url": "https://gazette.example/1"}
PICTURE = {"type": 11, "media": {"url": "https://gazette.example/1.png"}}
TAKEN = {
    "two thousand letters": said(content="x" * 2000),
    "embeds of six thousand": said(
        embeds=[{"description": "x" * 3000}, {"description": "y" * 3000}]
    ),
    "twenty-five fields": embed(fields=[{"name": "n", "value": "v"}] * 25),
    "a full row": said(components=[row(*[button(custom_id=str(n)) for n in range(5)])]),
    "a select": said(components=[row(select())]),
    "a container": v2(
        {
            "type": 17,
            "components": [
                text("Words"),
                {"type": 9, "components": [text("More")], "accessory": PICTURE},
                {"type": 9, "components": [text("Most")], "accessory": LINK},
                {"type": 14, "spacing": 2},
                row(button()),
            ],
        }
    ),
    "forty components": v2(*[text("x")] * 40),
    "four thousand letters": v2(text("x" * 4000)),
}
REFUSED = {
    "nothing": (said(content=" "), 50006),
    "2001 letters": (said(content="x" * 2001), 50035),
    "1001 pairs of surrogates": (said(content="😀" * 1001), 50035),
    "half a character": (said(content="\ud800"), 400),
    "eleven embeds": (said(embeds=[{"title": "x"}] * 11), 50035),
    "title of 257": (embed(title="x" * 257), 50035),
    "description of 4097": (embed(description="x" * 4097), 50035),
    "footer of 2049": (embed(footer={"text": "x" * 2049}), 50035),
    "author of 257": (embed(author={"name": "x" * 257}), 50035),
    "6001 over all embeds": (
        said(embeds=[{"description": "x" * 3000}, {"description": "y" * 3001}]),
        50035,
    ),
    "26 fields": (embed(fields=[{"name": "n", "value": "v"}] * 26), 50035),
    "an empty value": (embed(fields=[{"name": "n", "value": " "}]), 50035),
    "a value of 1025": (embed(fields=[{"name": "n", "value": "x" * 1025}]), 50035),
    "a title of spaces": (said(embeds=[{"title": " "}]), 50035),
    "a script for a link": (embed(url="javascript:alert(1)"), 50035),
    "a picture from a disk": (embed(image={"url": "file:///etc/passwd"}), 50035),
    "a link with a space": (embed(url="https://a.example/ b"), 50035),
    "a long nonce": (said(content="x", nonce="n" * 26), 50035),
    "a private post": (said(content="x", flags=64), 50035),
    "an unknown field": (said(content="x", colour=3), 50035),
    "six rows": (
        said(components=[row(button(custom_id=str(n))) for n in range(6)]),
        50035,
    ),
    "six buttons": (
        said(components=[row(*[button(custom_id=str(n)) for n in range(6)])]),
        50035,
    ),
    "an empty row": (said(components=[row()]), 50035),
    "one custom_id twice": (said(components=[row(button(), button())]), 50035),
    "a custom_id of 101": (said(components=[row(button(custom_id="x" * 101))]), 50035),
    "no custom_id": (said(components=[row(button(custom_id=""))]), 50035),
    "a label of 81": (said(components=[row(button(label="x" * 81))]), 50035),
    "no label": (said(components=[row(button(label=""))]), 50035),
    "a link of 513": (
        said(components=[row({**LINK, "url": "https://a.example/" + "x" * 500})]),
        50035,
    ),
    "a link with custom_id": (
        said(components=[row({**LINK, "custom_id": "a"})]),
        50035,
    ),
    "a select and a button": (said(components=[row(select(), button())]), 50035),
    "26 options": (
        said(
            components=[
                row(
                    select(options=[{"label": "o", "value": str(n)} for n in range(26)])
                )
            ]
        ),
        50035,
    ),
    "an option twice": (
        said(components=[row(select(options=[{"label": "o", "value": "1"}] * 2))]),
        50035,
    ),
    "a placeholder of 151": (
        said(components=[row(select(placeholder="x" * 151))]),
        50035,
    ),
    "text without the flag": (said(components=[text("x")]), 50035),
    "content beside V2": ({**v2(text("x")), "content": "y"}, 50035),
    "embeds beside V2": ({**v2(text("x")), "embeds": [{"title": "y"}]}, 50035),
    "41 components": (v2(*[text("x")] * 41), 50035),
    "41 nested": (
        v2({"type": 17, "components": [text("x")] * 38}, row(button())),
        50035,
    ),
    "4001 letters in V2": (v2(text("x" * 2000), text("y" * 2001)), 50035),
    "a section without accessory": (v2({"type": 9, "components": [text("x")]}), 50035),
    "a section of four": (
        v2({"type": 9, "components": [text("x")] * 4, "accessory": LINK}),
        50035,
    ),
    "a container in a container": (
        v2({"type": 17, "components": [{"type": 17, "components": [text("x")]}]}),
        50035,
    ),
    "an empty text": (v2(text(" ")), 50035),
    "a picture by data": (
        v2(
            {
                "type": 9,
                "components": [text("x")],
                "accessory": {"type": 11, "media": {"url": "data:image/png;base64,AA"}},
            }
        ),
        50035,
    ),
    "a strange spacing": (v2(text("x"), {"type": 14, "spacing": 3}), 50035),
}


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN)
async def test_a_message_within_the_limits_is_taken(discord, api, body):
    status, _ = await api("POST", TO_NEWS, body)
    assert (status, discord.malformed) == (200, [])


@pytest.mark.parametrize(("body", "code"), REFUSED.values(), ids=REFUSED)
async def test_a_message_over_a_limit_is_refused(discord, api, body, code):
    assert await api.code("POST", TO_NEWS, body) == code
    assert discord.shown_in() == []


async def test_long_words_of_many_bytes_break_discord(discord, api):
    assert await api.code("POST", TO_NEWS, v2(text("語" * 3400))) == 500
    assert len(discord.malformed) == 1


async def test_a_request_that_leaves_mentions_open_fails_the_test(discord, api):
    for body in (
        {"content": "x"},
        {"content": "x", "allowed_mentions": {"parse": ["roles"]}},
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["100"]}},
        {"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}},
        {"content": "x", "allowed_mentions": {"parse": [], "roles": ["700"]}},
    ):
        discord.faults.clear()
        await api("POST", TO_NEWS, body)
        assert len(discord.faults) == 1, body
    assert discord.shown_in() == []


async def test_an_edit_is_held_to_the_same(discord, api):
    _, sent = await api("POST", TO_NEWS, v2(text("x")))
    one = f"{TO_NEWS}/{sent['id']}"
    await api("PATCH", one, {"components": [text("y")]})
    assert len(discord.faults) == 1
    assert await api.code("PATCH", one, said(components=[text("y" * 4001)])) == 50035
    for back in (said(flags=0, content="y"), said(flags=0, components=[text("y")])):
        assert await api.code("PATCH", one, back) == 50035
    status, changed = await api("PATCH", one, said(components=[text("z")]))
    assert (status, changed["components"][0]["content"]) == (200, "z")


async def test_a_role_rings_only_where_an_admin_set_it(discord, api):
    discord.world.add_role(700, "desk", mentionable=True)
    discord.world.add_role(701, "silent")
    discord.world.pingable_roles = {700, 701}
    body = {
        "content": "<@&700> <@&701> <@&500> Bridge opens",
        "allowed_mentions": {"parse": [], "roles": ["700", "701"]},
    }
    assert (await api("POST", TO_NEWS, body))[0] == 200
    assert [ping.role for ping in discord.world.pings] == [700]
    assert discord.faults == []


async def test_a_nonce_is_remembered_for_its_author_and_for_a_while(discord, api):
    discord.world.add_channel(601, "other")
    body = said(content="x", nonce="7", enforce_nonce=True)
    _, first = await api("POST", TO_NEWS, body)
    _, again = await api("POST", TO_NEWS, body)
    _, elsewhere = await api("POST", "/channels/601/messages", body)
    assert first["id"] == again["id"] == elsewhere["id"]
    await api("DELETE", f"{TO_NEWS}/{first['id']}")
    assert await api.code("POST", TO_NEWS, body) == 10008
    discord.world.forget_nonces()
    _, later = await api("POST", TO_NEWS, body)
    assert [each.id for each in discord.shown_in()] == [int(later["id"])]


NEEDED = {
    "POST": (Can.VIEW | Can.SEND, said(content="x")),
    "POST embeds": (Can.VIEW | Can.SEND | Can.EMBED, embed()),
}


@pytest.mark.parametrize(("bits", "body"), NEEDED.values(), ids=NEEDED)
async def test_each_permission_is_needed(discord, api, bits, body):
    discord.world.add_channel(601, "exact", permissions=bits)
    assert (await api("POST", "/channels/601/messages", body))[0] == 200
    for bit in Can(bits):
        discord.world.add_channel(601, "less", permissions=bits & ~bit)
        expected = 50001 if bit is Can.VIEW else 50013
        assert await api.code("POST", "/channels/601/messages", body) == expected


async def test_embeds_vanish_in_silence_without_the_permission(discord, api):
    discord.world.add_channel(601, "no links", permissions=Can.VIEW | Can.SEND)
    there = "/channels/601/messages"
    body = {**embed(), "content": "Words"}
    _, sent = await api("POST", there, body)
    assert (sent["content"], sent["embeds"]) == ("Words", [])
    _, edited = await api("PATCH", f"{there}/{sent['id']}", embed())
    assert edited["embeds"] == []


async def test_an_old_message_becomes_components_only_when_emptied(discord, api):
    _, sent = await api("POST", TO_NEWS, embed())
    one = f"{TO_NEWS}/{sent['id']}"
    assert await api.code("PATCH", one, v2(text("x"))) == 50035
    emptied = v2(text("x")) | {"content": None, "embeds": None}
    assert (await api("PATCH", one, emptied))[0] == 200
    assert discord.shown_in()[0].text == "x"


async def test_a_reply_needs_the_history(discord, api):
    _, sent = await api("POST", TO_NEWS, said(content="x"))
    reply = said(content="y", message_reference={"message_id": sent["id"]})
    nowhere = said(content="y", message_reference={"message_id": "1"})
    assert (await api("POST", TO_NEWS, reply))[0] == 200
    assert await api.code("POST", TO_NEWS, nowhere) == 50035
    discord.world.add_channel(600, "news", permissions=Can.VIEW | Can.SEND)
    assert await api.code("POST", TO_NEWS, reply) == 160002


async def test_old_messages_are_edited_seldom(discord, api):
    _, sent = await api("POST", TO_NEWS, said(content="x"))
    message = discord.shown_in()[0]
    message.sent_at -= timedelta(hours=2)
    one = f"{TO_NEWS}/{sent['id']}"
    edits = [await api.code("PATCH", one, said(content=str(n))) for n in range(4)]
    assert edits == [200, 200, 200, 30046]


async def test_only_the_bots_own_words_are_its_to_change(discord, api):
    theirs = await discord.admin.say("hello", 600)
    one = f"{TO_NEWS}/{theirs.id}"
    assert await api.code("PATCH", one, said(content="x")) == 50005
    assert await api.code("DELETE", one) == 50013


async def test_a_thread_of_its_own_is_opened_where_that_is_allowed(discord, api):
    threads = "/channels/600/threads"
    body = {"name": "Questions", "type": 11, "auto_archive_duration": 10080}
    assert (await api("POST", threads, body))[1]["parent_id"] == "600"
    wrong = {**body, "auto_archive_duration": 5}
    assert await api.code("POST", threads, wrong) == 50035
    discord.world.add_channel(600, "news", permissions=Can.VIEW | Can.SEND)
    assert await api.code("POST", threads, body) == 50013


async def test_what_is_gone_or_not_for_the_bot_is_named(discord, api):
    discord.world.add_guild(501, "Other", present=False)
    discord.world.add_channel(610, "theirs", guild=501)
    for method, path, body, code in (
        ("POST", "/channels/999/messages", said(content="x"), 10003),
        ("GET", f"{TO_NEWS}/999", None, 10008),
        ("GET", "/guilds/501", None, 10004),
        ("GET", "/guilds/500/members/999", None, 10007),
        ("POST", "/channels/610/messages", said(content="x"), 50001),
        ("GET", "/channels/610", None, 50001),
    ):
        assert await api.code(method, path, body) == code, (method, path)
    assert discord.faults == []
    assert await api.code("GET", "/guilds/500/bans") == 404
    assert await api.code("GET", "/channels/news") == 50035
    assert len(discord.faults) == 2


async def test_history_is_empty_without_the_permission_to_read_it(discord, api):
    sent = [(await api("POST", TO_NEWS, said(content=str(n))))[1] for n in range(5)]
    keys = [each["id"] for each in sent]
    _, newest = await api("GET", f"{TO_NEWS}?limit=2")
    _, after = await api("GET", f"{TO_NEWS}?limit=2&after={keys[0]}")
    _, before = await api("GET", f"{TO_NEWS}?limit=9&before={keys[2]}")
    assert [each["id"] for each in newest] == [keys[4], keys[3]]
    assert [each["id"] for each in after] == [keys[2], keys[1]]
    assert [each["id"] for each in before] == [keys[1], keys[0]]
    discord.world.add_channel(600, "news", permissions=Can.VIEW | Can.SEND)
    assert await api("GET", TO_NEWS) == (200, [])


async def test_others_words_are_kept_from_a_bot_without_the_intent(discord, api):
    await discord.admin.say("a secret", 600, 100)
    await discord.admin.say("<@900> hello", 600, 100)
    await api("POST", TO_NEWS, said(content="mine"))
    _, shown = await api("GET", TO_NEWS)
    assert [each["content"] for each in shown] == ["mine", "<@900> hello", ""]


async def test_a_forum_takes_posts_with_the_tags_it_asks_for(discord, api):
    discord.world.add_channel(
        *(620, "stories"), kind=Kind.FORUM, tags=(Tag(1, "World"),), require_tag=True
    )
    posts = "/channels/620/threads"
    post = {"name": "Bridge opens", "message": said(content="x"), "applied_tags": ["1"]}
    plain = "/channels/620/messages"
    assert await api.code("POST", plain, said(content="x")) == 40058
    assert await api.code("POST", posts, {**post, "applied_tags": []}) == 40067
    assert await api.code("POST", posts, {**post, "applied_tags": ["2"]}) == 10087
    assert await api.code("POST", posts, {**post, "name": " "}) == 50035
    assert await api.code("POST", posts, {**post, "message": said()}) == 50006
    with_nonce = said(content="x", nonce="7", enforce_nonce=True)
    assert await api.code("POST", posts, {**post, "message": with_nonce}) == 50035
    _, opened = await api("POST", posts, post)
    assert opened["id"] == opened["message"]["id"]
    assert opened["applied_tags"] == ["1"]
    (starter,) = discord.shown_in(int(opened["id"]))
    assert starter.text == "x"
    _, active = await api("GET", "/guilds/500/threads/active")
    assert [each["id"] for each in active["threads"]] == [opened["id"]]
    await api("POST", posts, {**post, "message": {"content": "x"}})
    assert len(discord.faults) == 1


async def test_a_message_has_one_thread_and_a_locked_one_takes_nothing(discord, api):
    _, sent = await api("POST", TO_NEWS, said(content="x"))
    under = f"{TO_NEWS}/{sent['id']}/threads"
    _, thread = await api("POST", under, {"name": "Bridge opens"})
    assert thread["id"] == sent["id"]
    assert await api.code("POST", under, {"name": "Again"}) == 160004
    here = f"/channels/{thread['id']}/messages"
    _, inner = await api("POST", here, said(content="y"))
    await discord.admin.archive(int(thread["id"]))
    edit = f"{here}/{inner['id']}"
    assert await api.code("PATCH", edit, said(content="z")) == 50083
    itself = f"/channels/{thread['id']}"
    assert await api.code("PATCH", itself, {"name": "Renamed"}) == 50083
    assert await api.code("PATCH", itself, {"locked": True}) == 50013
    _, gone = await api("GET", "/channels/600/threads/archived/public")
    assert [each["id"] for each in gone["threads"]] == [thread["id"]]
    assert (await api("POST", here, said(content="wakes it")))[0] == 200
    assert not discord.world.channels[int(thread["id"])].archived
    await discord.admin.archive(int(thread["id"]), locked=True)
    assert await api.code("POST", here, said(content="z")) == 160005
    view = Can.VIEW | Can.SEND
    discord.world.add_channel(600, "news", permissions=view)
    await discord.admin.archive(int(thread["id"]))
    assert await api.code("POST", here, said(content="z")) == 50013


async def test_publishing_is_for_announcements_once_and_ten_an_hour(discord, api):
    discord.rates.relaxed = False
    discord.rates.limits["POST /channels/{channel_id}/messages"] = (99, 1.0)
    discord.world.add_channel(630, "headlines", kind=Kind.ANNOUNCEMENT)
    _, plain = await api("POST", TO_NEWS, said(content="x"))
    assert await api.code("POST", f"{TO_NEWS}/{plain['id']}/crosspost") == 50024
    codes = []
    for n in range(11):
        _, sent = await api("POST", "/channels/630/messages", said(content=str(n)))
        codes.append(
            await api.code("POST", f"/channels/630/messages/{sent['id']}/crosspost")
        )
    assert codes == [200] * 10 + [429]


async def test_nobody_is_written_to_who_closed_the_door(discord, api):
    _, channel = await api("POST", "/users/@me/channels", {"recipient_id": "100"})
    there = f"/channels/{channel['id']}/messages"
    assert (await api("POST", there, said(content="x")))[0] == 200
    discord.world.users[100].dms_open = False
    assert await api.code("POST", there, said(content="x")) == 50007
