"""What `/setup` says, step by step."""

from datetime import UTC, datetime, time

import pytest
from msgspec.structs import replace

from bot.commands.languages import LANGUAGES
from bot.commands.setup_words import (
    Standing,
    Tried,
    Unread,
    nothing_to_show,
    outcome,
    planned,
    posted,
    progress,
    reading,
    welcome,
)
from bot.components import Button, Row, Select
from bot.packs import PACKS, pack_called, packs_in
from bot.posts import Post
from digests.guilds import ChannelKind, Guild, Mode, Schedule, ScheduleOrder
from digests.timetables import Timetable
from tests.bot.limits import check
from tests.builders import NOON

GUILD = Guild("500", zone="Europe/Berlin", language="de")
DAILY = Schedule(
    7,
    "500",
    "600",
    ScheduleOrder(Timetable((time(8),), "Europe/Berlin")),
    datetime(2026, 5, 5, 6, tzinfo=UTC),
)
NEXT = "Next digest <t:1777960800:F> (<t:1777960800:R>)."
EMPTY = Standing("600", ChannelKind.TEXT)
GOING = replace(EMPTY, feeds=2, schedule=DAILY)
NEWEST = Post("Read in full from its page.")


def controls(post: Post) -> list[str]:
    """What can be pressed, and what menus offer to do."""
    rows = [each for each in post.components if isinstance(each, Row)]
    return [
        each.label if isinstance(each, Button) else each.placeholder
        for row in rows
        for each in row.items
        if isinstance(each, Button | Select)
    ]


def test_the_first_step_shows_what_was_guessed_and_how_to_change_it():
    post = welcome(GUILD, EMPTY, NOON, guessed=True)
    assert "Time zone: Europe/Berlin (a guess), where it is 14:00 now" in post.content
    assert "Language: Deutsch (a guess)" in post.content
    assert controls(post) == [
        "Choose a starter pack",
        "Change the language",
        "Any site or feed…",
        "A list of feeds (OPML)…",
        "Change the time zone…",
    ]
    check(post.body())


def test_what_is_there_already_is_said_and_can_be_gone_on_with():
    post = welcome(GUILD, GOING, NOON, guessed=False)
    assert "(a guess)" not in post.content
    assert "2 feeds are followed here already." in post.content
    assert NEXT in post.content
    assert "Post a sample digest now" in controls(post)
    check(post.body())


def test_a_channel_with_feeds_and_no_digest_is_offered_one():
    fed = replace(EMPTY, feeds=2)
    for post in (welcome(GUILD, fed, NOON, guessed=False), planned(fed)):
        assert "No digest is planned here yet." in post.content
        assert "Post a digest every day" in controls(post)
        check(post.body())


def test_each_feed_gets_a_line_and_the_good_ones_their_newest_item():
    tried = [
        Tried("Gazette", newest=NEWEST),
        Tried("", "https://x.example: there is no answer."),
        Tried("Old *friend*"),
    ]
    first, *items, last = outcome(tried, GOING)
    assert first.content.splitlines()[:4] == [
        "**2 of 3 followed in <#600>:**",
        "✓ Gazette",
        "✗ https://x.example: there is no answer.",
        r"✓ Old \*friend\* (followed already)",
    ]
    assert items == [NEWEST]
    assert NEXT in last.content


def test_where_nothing_is_followed_no_digest_is_promised():
    (post,) = outcome([Tried("Gazette", "it is no feed.")], EMPTY)
    assert "could not be followed" in post.content
    assert "no digest is planned" in post.content
    assert controls(post) == [
        "Any site or feed…",
        "A list of feeds (OPML)…",
        "Starter packs",
    ]


def test_fifty_long_failures_fit_a_message():
    tried = [Tried("Gazette " * 20, "no answer " * 30) for _ in range(50)]
    for post in outcome(tried, GOING):
        check(post.body())


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        (GOING, f"Digests come to <#600> daily at 08:00, Europe/Berlin. {NEXT}"),
        (
            replace(GOING, kind=ChannelKind.FORUM),
            "Stories, a post each, come to <#600> daily at 08:00",
        ),
        (
            replace(
                GOING,
                schedule=replace(DAILY, order=replace(DAILY.order, mode=Mode.LIVE)),
            ),
            "Each story is posted in <#600> when it is read.",
        ),
        (
            replace(GOING, schedule=replace(DAILY, paused=True, next_run=None)),
            "They are paused: `/digest resume`.",
        ),
    ],
)
def test_what_comes_next_is_said_for_every_kind_of_channel(standing, told):
    assert told in planned(standing).content


def test_waiting_is_told_in_what_is_left():
    assert progress(0, 1) == "Looking at what is there…"
    assert progress(2, 6) == "Looking at 6 feeds… 2 of 6 done."
    assert "1 feed and 3 articles to go" in reading(Unread(1, 3))
    assert "first: 2 articles to go" in reading(Unread(0, 2))
    assert posted("Posted in <#600>.", GOING) == f"Posted in <#600>. {NEXT}"
    assert "`/feed health`" in nothing_to_show("600")


def test_packs_are_found_as_menus_and_people_call_them():
    for each in PACKS:
        assert pack_called(each.key, "en") == each
        assert each.language in LANGUAGES
    assert pack_called(" science ", "de") == pack_called("Science/de", "en")
    assert pack_called("science", "pl") == pack_called("science/en", "pl")
    assert pack_called("cooking", "en") is None
    assert packs_in("de")[0].language == "de"


def test_every_pack_names_feeds_by_safe_addresses_once():
    urls = [feed.url for pack in PACKS for feed in pack.feeds]
    assert len(urls) == len(set(urls))
    assert all(url.startswith("https://") for url in urls)
