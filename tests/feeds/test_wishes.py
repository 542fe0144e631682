"""When a feed asks to be left alone."""

from datetime import timedelta

import pytest

from digests.feeds.parse import parse_feed
from digests.feeds.read import read_feed
from tests.feeds.test_parse import ATOM

HEAD = "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"


def feed_that_says(wish: str) -> bytes:
    item = "<item><title>x</title></item>"
    return f"{HEAD}<channel><title>G</title>{wish}{item}</channel></rss>".encode()


def syndicated(period: str, frequency: str) -> str:
    return (
        f"<sy:updatePeriod>{period}</sy:updatePeriod>"
        f"<sy:updateFrequency>{frequency}</sy:updateFrequency>"
    )


@pytest.mark.parametrize(
    ("wish", "ttl"),
    [
        ("", None),
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl> 60 </ttl>", timedelta(hours=1)),
        ("<ttl>-5</ttl>", None),
        ("<ttl>an hour</ttl>", None),
        ("<ttl>٦</ttl>", None),
        (f"<ttl>{'9' * 5000}</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", timedelta(days=1)),
        (syndicated(" hourly ", "2"), timedelta(minutes=30)),
        (syndicated("hourly", "0"), timedelta(hours=1)),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        (
            "<ttl>15</ttl><sy:updatePeriod>daily</sy:updatePeriod>",
            timedelta(minutes=15),
        ),
    ],
)
def test_a_feed_says_how_long_it_stays_as_it_is(wish, ttl):
    assert parse_feed(feed_that_says(wish), "x").ttl == ttl


def test_hours_and_days_to_skip_are_read():
    wish = (
        "<skipHours><hour>0</hour><hour> 7 </hour><hour>24</hour><hour>25</hour>"
        "<hour>x</hour></skipHours><skipDays><day>Sunday</day><day>sat</day>"
        "<day>Someday</day></skipDays>"
    )
    parsed = parse_feed(feed_that_says(wish), "x")
    assert parsed.skip_hours == {0, 7}
    assert parsed.skip_days == {5, 6}


def test_most_feeds_ask_for_nothing():
    parsed = parse_feed(ATOM.encode(), "x")
    assert parsed.ttl is None
    assert not parsed.skip_hours | parsed.skip_days


def test_the_wishes_of_a_cut_feed_are_heard_too():
    body = feed_that_says("<ttl>60</ttl><skipHours><hour>3</hour></skipHours>")
    known = read_feed(body, "x").slices
    reading = read_feed(body, "x", "", known)
    assert reading.arrivals == ()
    assert reading.feed.ttl == timedelta(hours=1)
    assert reading.feed.skip_hours == {3}
