"""The JSON that a post becomes, to the letter of Discord's reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components import (
    Button,
    Container,
    Option,
    Row,
    Section,
    Select,
    Style,
    Text,
    Thumbnail,
    custom_id,
    parse_custom_id,
)
from bot.posts import Embed, Post, mark, mark_in, thread_body
from tests.bot.limits import check
from tests.builders import NOON

NOBODY = {"parse": [], "roles": [], "replied_user": False}


def test_words_alone_are_a_message_that_pings_nobody():
    body = Post("Hello").body()
    assert body == {"content": "Hello", "allowed_mentions": NOBODY}
    check(body)


def test_flags_say_that_nobody_is_notified_and_no_link_unfolded():
    assert Post("x", silent=True).body()["flags"] == 4096
    assert Post("x", bare=True).body()["flags"] == 4
    assert Post(components=(Text("x"),), silent=True).body()["flags"] == 32768 + 4096


def test_only_named_roles_may_be_pinged():
    mentions = Post("<@&7> @everyone", pings=("7",)).body()["allowed_mentions"]
    assert mentions == {"parse": [], "roles": ["7"], "replied_user": False}


def test_rows_alone_leave_a_message_what_it_was():
    row = Row((Button("Go", custom_id("go", 1), Style.PRIMARY, disabled=True),))
    body = Post("x", components=(row,)).body()
    assert "flags" not in body
    assert body["components"] == [
        {
            "type": 1,
            "components": [
                {
                    "type": 2,
                    "style": 1,
                    "label": "Go",
                    "custom_id": "pq:go:1",
                    "disabled": True,
                }
            ],
        }
    ]
    check(body)


def test_an_embed_holds_what_it_has():
    body = Post(embeds=(Embed("T", "d", "https://a.example/", "f", NOON),)).body()
    assert body["embeds"] == [
        {
            "title": "T",
            "description": "d",
            "url": "https://a.example/",
            "footer": {"text": "f"},
            "timestamp": "2026-05-04T12:00:00+00:00",
        }
    ]
    check(body)


def test_every_component_is_as_the_reference_has_it():
    section = Section((Text("s"),), Thumbnail("https://a.example/i.png"))
    menu = Row((Select(custom_id("pick"), (Option("A", "a", "first"),), "Choose"),))
    post = Post(
        components=(
            Container((section,)),
            menu,
        )
    )
    body = post.body()
    check(body)
    assert body["flags"] == 1 << 15
    container, select = body["components"]
    assert container == {
        "type": 17,
        "components": [
            {
                "type": 9,
                "components": [{"type": 10, "content": "s"}],
                "accessory": {
                    "type": 11,
                    "media": {"url": "https://a.example/i.png"},
                },
            },
        ],
    }
    assert select["components"][0] == {
        "type": 3,
        "custom_id": "pq:pick",
        "options": [{"label": "A", "value": "a", "description": "first"}],
        "placeholder": "Choose",
    }


def test_a_thread_begins_with_its_post_and_has_up_to_five_tags():
    message = Post("x").body()
    assert thread_body("Name", message) == {"name": "Name", "message": message}
    tags = thread_body("Name", message, tuple("123456"))["applied_tags"]
    assert tags == list("12345")


@given(
    st.lists(st.text(max_size=5) | st.text("꞊꞉:01", max_size=5), min_size=1, max_size=4)
)
def test_an_id_gives_its_parts_back(parts):
    action, *args = parts
    made = custom_id(action, *args)
    assert parse_custom_id(made) == ((action, tuple(args)) if action else None)


def test_what_people_type_does_not_make_an_id_longer():
    for typed in (":" * 60, "%" * 60, "50%: half"):
        assert len(custom_id("news", "latest", typed)) == len(f"pq:news:latest:{typed}")


def test_an_id_that_is_too_long_is_an_error_of_ours():
    assert custom_id("ask", 12, 3) == "pq:ask:12:3"
    with pytest.raises(ValueError, match="longer than 100"):
        custom_id("search", "x" * 100)


@pytest.mark.parametrize("text", ["", "pq", "pq:", "xy:ask:1", "ask:1"])
def test_what_is_no_id_of_ours_is_none(text):
    assert parse_custom_id(text) is None


def test_a_digests_post_is_known_by_what_stands_last():
    """And never by what a stranger wrote above it."""
    strange = "No. 99.9"
    footer = Embed("t", strange, footer=f"Gazette · {mark(12, 3)}")
    assert mark_in(Post(strange, (Embed("t", strange), footer)).body()) == (12, 3)
    last = Text(f"-# {mark(12, 3)}")
    assert mark_in(Post(components=(Text(strange), last)).body()) == (12, 3)
    assert mark_in(Post(embeds=(Embed(strange, strange),)).body()) is None
    assert mark_in(Post("Hello").body()) is None
