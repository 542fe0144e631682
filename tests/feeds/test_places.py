"""Where feeds are, told from an address alone."""

import pytest

from digests.feeds.places import known_feeds, usual_places, web_address

TUBE = "https://www.youtube.com/feeds/videos.xml"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (" https://gazette.example/feed ", "https://gazette.example/feed"),
        ("<https://gazette.example/>", "https://gazette.example/"),
        ("gazette.example", "https://gazette.example"),
        ("gazette.example:8443/feed?a=b", "https://gazette.example:8443/feed?a=b"),
        ("feed:https://gazette.example/rss", "https://gazette.example/rss"),
        ("feed://gazette.example/rss", "https://gazette.example/rss"),
        ("@ada@social.example", "https://social.example/@ada"),
        ("ada@social.example", "https://social.example/@ada"),
        ("r/bridges", "https://www.reddit.com/r/bridges"),
        ("/u/ada/", "https://www.reddit.com/u/ada/"),
        # Not ours to make good: the guard refuses these in its own words.
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("//gazette.example/feed", "//gazette.example/feed"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("the gazette", "the gazette"),
        ("", ""),
    ],
)
def test_what_people_type_becomes_an_address(given, address):
    assert web_address(given) == address


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("https://www.youtube.com/channel/UCabc/videos", [f"{TUBE}?channel_id=UCabc"]),
        ("https://m.youtube.com/playlist?list=PL1&x=2", [f"{TUBE}?playlist_id=PL1"]),
        ("https://youtube.com/user/gazette", [f"{TUBE}?user=gazette"]),
        ("https://www.youtube.com/@gazette", []),
        ("https://www.youtube.com/", []),
        (
            "https://old.reddit.com/r/bridges/",
            ["https://www.reddit.com/r/bridges/.rss"],
        ),
        (
            "https://www.reddit.com/r/a+b/top?t=week",
            ["https://www.reddit.com/r/a+b/top/.rss?t=week"],
        ),
        ("https://reddit.com/u/ada", ["https://www.reddit.com/user/ada/.rss"]),
        (
            "https://www.reddit.com/user/ada/m/rivers",
            ["https://www.reddit.com/user/ada/m/rivers/.rss"],
        ),
        ("https://www.reddit.com/r/bridges.rss", []),
        ("https://www.reddit.com/wiki/x", []),
        ("https://github.com/ada", ["https://github.com/ada.atom"]),
        ("https://github.com/topics/rss", []),
        (
            "https://github.com/ada/engine",
            [
                "https://github.com/ada/engine/releases.atom",
                "https://github.com/ada/engine/commits.atom",
                "https://github.com/ada/engine/tags.atom",
            ],
        ),
        (
            "https://github.com/ada/engine/releases/latest",
            ["https://github.com/ada/engine/releases.atom"],
        ),
        (
            "https://github.com/ada/engine/tree/fix/steam",
            ["https://github.com/ada/engine/commits/fix/steam.atom"],
        ),
        ("https://github.com/ada/engine/releases.atom", []),
        ("https://notgithub.com/ada/engine", []),
        ("javascript:alert(1)", []),
    ],
)
def test_large_sites_keep_their_feeds_by_custom(page, feeds):
    assert [each.url for each in known_feeds(page)] == feeds


def test_a_site_is_tried_at_its_usual_places_and_its_folder_first():
    root = usual_places("https://gazette.example/")
    assert root[0] == "https://gazette.example/feed"
    assert "https://gazette.example/feed.json" in root
    within = usual_places("https://gazette.example/blog/today.html")
    assert within[0] == "https://gazette.example/blog/feed"
    assert within[-len(root) :] == root
    assert usual_places("https://gazette.example/blog")[0] == within[0]


@pytest.mark.parametrize("path", ["@ada", "@ada/with_replies", "users/ada"])
def test_a_profile_of_mastodon_is_tried_as_a_feed_first(path):
    places = usual_places(f"https://social.example/{path}")
    assert places[0] == "https://social.example/@ada.rss"


def test_no_place_is_tried_of_what_is_no_web_address():
    assert usual_places("file:///etc/passwd") == ()
