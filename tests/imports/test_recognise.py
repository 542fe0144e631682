"""Lists of feeds that people bring from elsewhere."""

import json

import pytest

from digests.desk import ImportedFeed, ImportedList
from digests.errors import ParseError
from digests.followed import Filters
from digests.imports.recognise import MOST_FEEDS, read_list
from digests.limits import LIST_BYTES
from tests.conftest import ROOT

IMPORTS = ROOT / "tests" / "data" / "imports"
GAZETTE = "https://gazette.example/feed"
HARBOUR = "https://harbour.example/log.atom"


def read(name: str) -> ImportedList:
    return read_list((IMPORTS / name).read_bytes(), name)


def test_feedcord_brings_its_instances_as_topics_and_its_filters():
    listed = read("feedcord.json")
    assert listed.kind == "FeedCord"
    assert listed.feeds == (
        ImportedFeed(
            GAZETTE,
            topic="River News",
            filters=Filters(include=("ferry*", "bridge toll*")),
            place="instance 1, feed 1",
        ),
        ImportedFeed(
            HARBOUR,
            topic="River News",
            filters=Filters(include=("tide*",)),
            place="instance 1, feed 2",
        ),
        ImportedFeed(
            "https://www.youtube.com/@tarnbridge",
            topic="Films",
            place="instance 2, channel 1",
        ),
    )


def test_feedcord_before_its_instances_is_known_too():
    listed = read("feedcord-1.json")
    assert [each.url for each in listed.feeds] == [
        GAZETTE,
        "https://www.youtube.com/channel/UCtarnbridge",
    ]


def test_discord_rss_bot_brings_words_and_regexes_and_says_what_is_lost():
    gazette, harbour, bridge = read("discord-rss-bot.json").feeds
    assert gazette == ImportedFeed(
        GAZETTE,
        filters=Filters(("ferry*", "bridge toll*"), ("advert*",)),
        place="feed 1",
        note="it was posted through webhook River <news>; not taken over: "
        "filters by author; how its messages look",
    )
    assert harbour.filters == Filters(
        pattern=r"(?:^Storm\b)|(?:quay \d+)|(?:tide\ \(high\))"
    )
    assert harbour.note == "not taken over: regexes that shut out"
    assert bridge.filters == Filters()
    assert "the regex (unclosed (the regex cannot be used" in bridge.note


def test_monitorss_brings_titles_words_and_regexes_and_names_channels():
    gazette, harbour = read("monitorss.json").feeds
    assert gazette == ImportedFeed(
        GAZETTE,
        title="The Tarn Gazette",
        filters=Filters(("!stop", "ferry", "toll*"), ("advert", "quiz*")),
        place="feed 1",
        note="it was posted in channel 200000000000000002; not taken over: "
        "filters by author; how its messages look",
    )
    assert harbour == ImportedFeed(
        HARBOUR,
        filters=Filters(pattern=r"^storm|quay \d+"),
        place="feed 2",
        note="it was posted in channel 200000000000000003; "
        "it was disabled there (Excessive connection failures)",
    )


def test_rsstt_brings_its_titles():
    listed = read("rsstt.opml")
    assert [(each.url, each.title) for each in listed.feeds] == [
        ("https://gazette.example/feed?a=1&b=2", "The Tarn Gazette"),
        (HARBOUR, "港口日志"),
    ]


@pytest.mark.parametrize("name", [each.name for each in IMPORTS.iterdir()])
def test_no_secret_of_a_list_is_taken_along(name):
    assert "secret-of" not in repr(read(name))


def test_a_file_is_known_by_what_stands_in_it_whatever_it_is_called():
    body = (IMPORTS / "monitorss.json").read_bytes()
    assert read_list(body, "list.opml").kind == "MonitoRSS"
    assert read_list(b"\xef\xbb\xbf" + body, "x").kind == "MonitoRSS"
    opml = (IMPORTS / "rsstt.opml").read_bytes()
    assert read_list(opml, "appsettings.json").kind == "OPML"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "it is empty"),
        (b" " * (LIST_BYTES + 1), "larger than 10 MB"),
        (b"<rss version='2.0'><channel/></rss>", "a feed, not a list"),
        (b"<html><body>News", "no list of feeds that is known"),
        (b"https://gazette.example/feed", "no list of feeds that is known"),
        (b'{"name": "x"}', "no list of feeds that is known"),
        (b'{"feeds": [], "webhooks": []}', "discord-rss-bot's, and lists no feed"),
        (b'{"Instances": {}}', "FeedCord's, and lists no feed"),
        (b'{"feeds": [1,\n2,, 3]}', "broken JSON at line 2"),
        (b'{"feeds": ' + b"[" * 100_000, "nests without end"),
        (b'// deep\n{"feeds": ' + b"[" * 100_000, "nests without end"),
        (b'{"feeds": [' + b"1," * 10 + b"]", "broken JSON at line 1"),
        (b"// only a remark\n", "broken JSON at line 2"),
        (b'{"feeds": "' + b"\\" * 200_000, "broken JSON"),
        (b"/" * 1_000_000, "broken JSON"),
        (b"{" + b"/* " * 300_000, "broken JSON"),
        (b"{" + b'\\"' * 300_000, "broken JSON"),
        (b"{" + b", \n" * 300_000, "broken JSON"),
    ],
)
def test_what_is_no_list_says_so(body, words):
    with pytest.raises(ParseError, match=words):
        read_list(body, "a-file")


def test_values_of_a_wrong_kind_cost_only_themselves():
    state = {
        "feeds": [None, 3, {"url": 5}, {"url": GAZETTE, "whitelist_title": ["a"]}],
        "webhooks": [None, {"url": {}}],
    }
    listed = read_list(json.dumps(state).encode(), "state.json")
    assert [each.url for each in listed.feeds] == ["5", GAZETTE]
    backup = {
        "feeds": [{"url": GAZETTE, "filters": {"title": [None, "", "!", "~"]}}],
        "filteredFormats": None,
        "subscribers": None,
    }
    (feed,) = read_list(json.dumps(backup).encode(), "1.json").feeds
    assert feed.filters == Filters()


def test_a_list_that_never_ends_is_cut_and_that_is_said():
    feeds = [{"url": f"https://g.example/{n}"} for n in range(MOST_FEEDS + 3)]
    state = json.dumps({"feeds": feeds, "webhooks": []}).encode()
    listed = read_list(state, "state.json")
    assert len(listed.feeds) == MOST_FEEDS
    assert listed.notes == ("only its first 5,000 feeds are read",)


def test_more_keywords_than_filters_take_are_counted_as_lost():
    words = ",".join(f"w{n}" for n in range(150))
    state = {"feeds": [{"url": GAZETTE, "whitelist_title": words}], "webhooks": []}
    (feed,) = read_list(json.dumps(state).encode(), "state.json").feeds
    assert len(feed.filters.include) == 100
    assert feed.note == "not taken over: 50 keywords too many"


def test_filters_that_cannot_be_used_do_not_cost_their_feed():
    body = (
        b'<opml xmlns:pullquote="urn:pullquote"><body>'
        b'<outline xmlUrl="https://g.example/" pullquote:regex="(" />'
        b"</body></opml>"
    )
    (feed,) = read_list(body, "export").feeds
    assert feed.filters == Filters()
    assert feed.note.startswith("its filters are not taken over")
