"""What the doctor makes of what it found."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot import diagnosis
from bot.visiting import Place, Seen, Visit
from digests.followed import FeedHealth, FeedState
from digests.upkeep import Condition, Used
from tests.builders import NOON

FINE = Condition(Path("news.db"), 20_000_000, 9_000_000_000, "008-editions", True, NOON)
PLACE = Place("500", "600")


def feed(title: str, state: FeedState = FeedState.ACTIVE, error: str = ""):
    url = f"https://{title.lower()}.example/feed"
    return FeedHealth(1, url, title, state, timedelta(hours=1), NOON, error=error)


def texts(findings) -> str:
    return "\n".join(f"{each.ok} {each.text} {each.advice}" for each in findings)


def test_a_database_that_is_well_is_described():
    found = diagnosis.of_database(FINE, NOON)
    assert all(each.ok for each in found)
    assert "news.db, 20 MB, schema 008-editions, whole" in texts(found)
    assert "last made 2026-05-04 12:00 UTC" in texts(found)


def test_a_damaged_database_is_restored():
    found = diagnosis.of_database(replace(FINE, whole=False), NOON)
    assert [each.check for each in found if not each.ok] == ["database"]
    assert "pullquote restore BACKUP" in texts(found)


@pytest.mark.parametrize(
    ("size", "free", "ok"),
    [(1, 600_000_000, True), (1, 100_000_000, False), (10**9, 6 * 10**8, False)],
)
def test_a_disk_needs_room_for_a_backup(size, free, ok):
    found = diagnosis.of_database(replace(FINE, size=size, free=free), NOON)
    assert [each.ok for each in found if each.check == "disk"] == [ok]


def test_a_missing_or_old_backup_is_said_and_is_no_failure():
    never = diagnosis.of_database(replace(FINE, last_backup=None), NOON)
    old = diagnosis.of_database(FINE, NOON + timedelta(days=8))
    assert all(each.ok for each in (*never, *old))
    assert "`pullquote backup` makes one" in texts(never)
    assert "over a week ago" in texts(old)


def test_each_feed_in_trouble_is_named_with_its_reason():
    found = diagnosis.of_feeds(
        [
            feed("Gazette"),
            feed("Herald", error="there is nothing at that address"),
            feed("Courier", FeedState.GONE),
            feed("Post", FeedState.PAUSED),
        ]
    )
    assert [each.text for each in found if not each.ok] == [
        "Herald: there is nothing at that address",
        "Courier: it is gone",
    ]
    assert found[-1].text == "2 feeds are well, 1 of them paused"


@pytest.mark.parametrize(
    ("seconds", "ok", "words"),
    [
        (0, True, "within 0 s"),
        (29, True, "within 29 s"),
        (31, False, "31 s ahead of"),
        (-3600, False, "3600 s behind"),
    ],
)
def test_a_clock_that_is_off_is_told(seconds, ok, words):
    found = diagnosis.of_clock(timedelta(seconds=seconds))
    assert found.ok is ok
    assert words in found.text
    assert ok or "ntp" in found.advice


def test_what_a_channel_lacks_is_named_with_the_channel():
    seen = Seen(PLACE, "#news in Readers", ("Embed Links", "Send Messages"))
    found = diagnosis.of_channel(seen)
    assert not found.ok
    assert found.text == "#news in Readers: missing Embed Links, Send Messages"
    assert "#news in Readers" in found.advice


def test_a_channel_that_is_gone_is_said():
    assert diagnosis.of_channel(Seen(PLACE, problem="it is gone")).text == (
        "channel 600: it is gone"
    )
    assert diagnosis.of_channel(Seen(PLACE, "#news in Readers")).ok


@pytest.mark.parametrize(
    ("only_log", "advice"), [(True, "/bot log"), (False, "/digest remove")]
)
def test_what_helps_depends_on_what_the_channel_is_for(only_log, advice):
    place = Place("500", "600", only_log)
    assert advice in diagnosis.of_channel(Seen(place, problem="it is gone")).advice


def test_an_endpoint_that_fails_is_named_with_what_to_look_at():
    assert diagnosis.of_embeddings("small", "").ok
    found = diagnosis.of_embeddings("small", "no answer within 20 s")
    assert (found.ok, found.text) == (False, "small: no answer within 20 s")
    assert "OPENAI_API_KEY" in found.advice


def test_a_refused_token_is_all_there_is_to_say_of_discord():
    (found,) = diagnosis.of_discord(Visit(problem="refused", refused=True))
    assert (found.check, found.ok) == ("token", False)
    assert "DISCORD_TOKEN" in found.advice


def test_a_visit_is_told_step_by_step():
    seen = Visit(
        "pullquote#0", gateway="it hung up", skew=timedelta(), seen=(Seen(PLACE, "#a"),)
    )
    found = diagnosis.of_discord(seen)
    assert [(each.check, each.ok) for each in found] == [
        ("token", True),
        ("gateway", False),
        ("clock", True),
        ("channel", True),
    ]


def test_lost_zones_and_paused_channels_are_said():
    assert diagnosis.of_zones([])[0].ok
    (lost,) = diagnosis.of_zones(["Mars/Olympus"])
    assert "Mars/Olympus" in lost.text
    paused = Used("600", "500", paused="I may not post there")
    (found,) = diagnosis.of_paused([paused, Used("601", "500")])
    assert "I may not post there" in found.text
