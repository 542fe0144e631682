"""SAFETY 36: replies go on over pages, and nothing fails for its length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.components import Option, parse_custom_id
from bot.posts import Post
from bot.render.pages import (
    listing,
    menu,
    notice,
    sheet,
    trace_post,
)
from digests.traced import Stage, Step, Trace, Traced
from tests.bot.limits import Body, check, walk
from tests.builders import NOON


def body(post: Post) -> Body:
    made = post.body()
    check(made)
    return made


def turns(post: Post) -> list[tuple[str, ...]]:
    """Where the buttons lead that can be pressed."""
    ids = [
        parse_custom_id(each["custom_id"])
        for each in walk(body(post).get("components", []))
        if each["type"] == 2 and not each.get("disabled")
    ]
    return [args for found in ids if found for args in [found[1]]]


def test_a_notice_is_words_without_previews():
    assert body(notice("Done: <https://a.example/>"))["flags"] == 4
    long = body(notice("Word. " * 1000))
    assert long["embeds"][0]["description"].endswith("Word.…")


def test_a_short_list_is_one_page_without_buttons():
    made = body(listing("Feeds of *Tarn*", ["one", "two"], 0, "feeds", 600))
    assert made["embeds"] == [
        {"title": r"Feeds of \*Tarn\*", "description": "one\ntwo"}
    ]
    assert "components" not in made
    assert (
        "Nothing" in body(listing("Feeds", [], 0, "feeds"))["embeds"][0]["description"]
    )


def test_a_long_list_is_turned_by_buttons_and_shows_every_line_once():
    lines = [f"line {n}" for n in range(40)]
    first, middle, last = (listing("Feeds", lines, n, "feeds", 600) for n in range(3))
    assert turns(first) == [("600", "1")]
    assert turns(middle) == [("600", "0"), ("600", "2")]
    assert turns(last) == [("600", "1")]
    told = [body(each)["embeds"][0]["description"] for each in (first, middle, last)]
    assert "\n".join(told).splitlines() == lines
    assert body(last)["embeds"][0]["footer"]["text"] == "Page 3 of 3"
    assert listing("Feeds", lines, 99, "feeds", 600) == last
    assert listing("Feeds", lines, -1, "feeds", 600) == first


def test_a_page_that_was_asked_for_alone_says_what_does_not_fit():
    post = sheet("Found", ["x" * 1500] * 4, (1, 3), "search", "7")
    assert turns(post) == [("7", "0"), ("7", "2")]
    assert "2 more lines do not fit." in body(post)["embeds"][0]["description"]
    empty = body(sheet("Found", [], (0, 1), "search"))
    assert "Nothing" in empty["embeds"][0]["description"]


@given(
    st.lists(
        st.one_of(st.text(max_size=50), st.text(max_size=50).map(lambda t: t * 99))
    ),
    st.integers(-2, 30),
    st.text(max_size=300),
)
def test_no_list_breaks_a_limit(lines, page, title):
    lines = [each.encode("utf8", "replace").decode() or "-" for each in lines]
    body(listing(title or "x", ["x" + each for each in lines], page, "feeds"))


def test_more_options_than_25_go_on_over_pages():
    options = [Option(f"Feed {n}", str(n)) for n in range(60)]
    post = menu("Which feed?", options, 1, "feed", "remove")
    made = body(post)
    select = made["components"][0]["components"][0]
    assert select["custom_id"] == "pq:feed:remove"
    assert [each["value"] for each in select["options"]] == [*map(str, range(25, 50))]
    assert turns(post) == [("remove", "0"), ("remove", "2")]
    assert made["content"] == "Which feed?"


def test_options_are_plain_text_that_fits_and_each_value_once():
    options = [
        Option("**x** @everyone " * 20, "1", "y" * 200),
        Option("\u202e", "2"),
        Option("again", "1"),
        Option("too long", "v" * 101),
        Option("empty", ""),
    ]
    made = body(menu("Which?", options, 0, "feed"))
    select = made["components"][0]["components"][0]
    first, second = select["options"]
    assert first["label"].startswith("**x** @\u200beveryone **x**")
    assert len(first["description"]) == 100
    assert second == {"label": "2", "value": "2"}


def test_no_option_is_a_notice():
    assert "components" not in body(menu("There is no feed.", [], 0, "feed"))


def a_trace(**changes) -> Trace:
    steps = (
        Step(Stage.SEEN, "First seen in *Gazette*", NOON),
        Step(Stage.NEXT, "Soon"),
    )
    trace = Trace("tolls", Traced.ARTICLE, steps, "Tolls end", "https://a.example/1")
    return replace(trace, **changes)


def test_a_trace_tells_every_step():
    (embed,) = body(trace_post(a_trace(others=("Tolls rise",)), 0, "why"))["embeds"]
    assert embed["title"] == "Tolls end"
    assert embed["description"].splitlines() == [
        "[The item](<https://a.example/1>)",
        f"- <t:{int(NOON.timestamp())}:f> · First seen in \\*Gazette\\*",
        "- Soon",
        "Others like it:",
        "- Tolls rise",
    ]


@pytest.mark.parametrize("asked", ["x" * 5000, "\ud800", ""])
def test_a_trace_of_anything_fits(asked):
    steps = tuple(Step(Stage.FEED, asked * 3, NOON) for _ in range(40))
    trace = Trace(asked, Traced.UNKNOWN, steps, others=(asked,) * 30)
    for page in range(12):
        body(trace_post(trace, page, "why", 3))
