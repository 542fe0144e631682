"""Lists of feeds in and out, as the world writes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import ParseError, UnsafeFeed
from digests.feeds.opml import MOST_OUTLINES, looks_like_opml, read_opml, write_opml
from digests.feeds.topics import folders_of, topic_of
from digests.followed import Filters, Subscription
from tests.builders import NOON
from tests.conftest import ROOT

IMPORTS = ROOT / "tests" / "data" / "imports"


def opml(body: str, version: str = "2.0") -> bytes:
    return f'<opml version="{version}"><head/><body>{body}</body></opml>'.encode()


def rows(body: str) -> list[tuple[str, str, str]]:
    return [(f.url, f.title, f.topic) for f in read_opml(opml(body), "list").feeds]


def test_folders_within_folders_are_a_topic_with_its_path():
    body = """
      <outline text="World"><outline text="Europe">
        <outline text="Gazette" xmlUrl="https://gazette.example/eu"/></outline>
        <outline text="Courier" xmlUrl="https://courier.example/"/></outline>
      <outline text="Herald" xmlUrl="https://herald.example/"/>"""
    assert rows(body) == [
        ("https://gazette.example/eu", "Gazette", "World / Europe"),
        ("https://courier.example/", "Courier", "World"),
        ("https://herald.example/", "Herald", ""),
    ]


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="Gazette" xmlUrl="https://gazette.example/"/>',
        '<outline title="Gazette" text="ignored" XMLURL="https://gazette.example/"/>',
        '<outline text="Gazette" xmlurl=" https://gazette.example/ " type="rss"/>',
        '<outline text="Gazette" url="https://gazette.example/" type="atom"/>',
        '<OUTLINE Text="Gazette" xmlUrl="https://gazette.example/"></OUTLINE>',
        "<outline text='Gazette' htmlUrl='' xmlUrl='https://gazette.example/'/>",
    ],
)
def test_attributes_are_read_however_they_are_written(outline):
    assert rows(outline) == [("https://gazette.example/", "Gazette", "")]


def test_what_careless_programs_write_is_read_as_meant():
    body = (
        '<outline text="Ink & Paper&nbsp;&amp; Co" '
        'xmlUrl="https://gazette.example/?a=1&b=2&copy=3"/>'
    )
    assert rows(body) == [
        ("https://gazette.example/?a=1&b=2&copy=3", "Ink & Paper & Co", "")
    ]


def test_a_category_files_what_lies_in_no_folder():
    body = (
        '<outline text="G" category="/World/Europe,ink" xmlUrl="https://g.example/"/>'
    )
    assert rows(body) == [("https://g.example/", "G", "World / Europe")]


def test_a_folder_with_a_slash_in_its_name_stays_one():
    assert folders_of(topic_of(["AC/DC", "Live"])) == ("AC/DC", "Live")


def test_lines_are_named_and_what_is_no_feed_is_told():
    listed = read_opml((IMPORTS / "reader.opml").read_bytes(), "reader.opml")
    assert [each.place for each in listed.feeds] == ["line 8", "line 9", "line 13"]
    assert listed.notes == (
        "line 14: Ferry timetable has no feed's address",
        "line 16: Another list has no feed's address",
    )


def test_a_file_that_breaks_off_keeps_what_stands_before():
    broken = opml('<outline text="G" xmlUrl="https://g.example/"/>\n<outline text="H')
    listed = read_opml(broken, "list")
    assert [each.url for each in listed.feeds] == ["https://g.example/"]
    assert listed.notes == (
        "the file is broken at line 2; what follows there was not read",
    )


def test_a_list_that_never_ends_is_cut_and_that_is_said():
    body = '<outline text="G" xmlUrl="https://g.example/"/>' * (MOST_OUTLINES + 10)
    listed = read_opml(opml(body), "list")
    assert len(listed.feeds) == MOST_OUTLINES
    assert listed.notes == ("only its first 5,000 lines are read",)


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE o [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>",
        "<!DOCTYPE o [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE o [<!ENTITY % a SYSTEM 'http://127.0.0.1/'> %a;]>",
    ],
)
def test_entities_that_harm_are_refused(doctype):
    """SAFETY 19."""
    with pytest.raises(UnsafeFeed):
        read_opml(doctype.encode() + opml('<outline text="&b;"/>'), "list")


def test_depth_and_attributes_without_end_are_refused():
    """SAFETY 20."""
    with pytest.raises(UnsafeFeed):
        read_opml(opml("<outline text='a'>" * 1000), "list")
    many = " ".join(f"a{n}='x'" for n in range(40_000))
    with pytest.raises(UnsafeFeed):
        read_opml(opml(f"<outline {many}/>"), "list")


@pytest.mark.parametrize("body", [b"<opml/>", b"<opml><body>", b"plain words"])
def test_a_file_without_a_feed_says_so(body):
    with pytest.raises(ParseError, match="no feed in this OPML"):
        read_opml(body, "list")


def test_opml_is_told_from_a_feed():
    assert looks_like_opml(opml("").decode().encode("utf-16"))
    assert not looks_like_opml(b"<rss version='2.0'><channel/></rss>")


def test_an_export_holds_titles_that_would_break_it():
    subscriptions = [
        Subscription(1, 1, "https://g.example/?a=1&b=%22", title='"<Ink> & \x00Co"'),
        Subscription(2, 2, "https://h.example/", topic="a<b / \u202e]]>"),
    ]
    listed = read_opml(
        write_opml(subscriptions, "Ink & Co", NOON).encode(), "export"
    ).feeds
    assert [(f.url, f.title, f.topic) for f in listed] == [
        ("https://g.example/?a=1&b=%22", '"<Ink> & Co"', ""),
        ("https://h.example/", "", "a<b / ]]>"),
    ]


def test_filters_go_along_with_an_export():
    filters = Filters(("bridge", 'a "toll" & more'), ("sport",), ("en", "de"), r"\bA<B")
    followed = Subscription(1, 1, "https://g.example/", filters=filters)
    (feed,) = read_opml(write_opml([followed], "x", NOON).encode(), "export").feeds
    assert feed.filters == filters


# With what XML, HTML and our own topics make much of.
NAMES = st.text(
    st.sampled_from("aé&<>\"'/ ;#x1\n\x00\u202e\U0001f600") | st.characters(),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.from_regex(
                r"https://[a-z]{1,9}\.example/[a-zA-Z0-9?=&%;/]{0,20}", fullmatch=True
            ),
            NAMES,
            st.lists(NAMES, max_size=7),
        ),
        min_size=1,
        max_size=12,
        unique_by=lambda row: row[0],
    )
)
def test_out_and_in_again_is_the_same_list(table):
    subscriptions = [
        Subscription(n, n, url, title=title, topic=topic_of(folders))
        for n, (url, title, folders) in enumerate(table)
    ]
    once = read_opml(write_opml(subscriptions, "Feeds", NOON).encode(), "one").feeds
    again = [
        Subscription(n, n, f.url, title=f.title, topic=f.topic)
        for n, f in enumerate(once)
    ]
    twice = read_opml(write_opml(again, "Feeds", NOON).encode(), "two").feeds
    assert once == twice
    assert {(f.url, f.topic) for f in once} == {(s.url, s.topic) for s in subscriptions}
