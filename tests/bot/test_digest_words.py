"""What `/digest` says is what was asked for, and what came of it."""

from datetime import time

import pytest
from msgspec.structs import replace

from bot.commands.digest_words import (
    arrival_in_words,
    nothing_new,
    order_in_words,
    same_runs,
)
from digests.deliveries import Arrival
from digests.guilds import ChannelKind, Mode, ScheduleOrder, Style
from digests.timetables import Timetable
from tests.builders import NOON

HOURS = (time(22), time(7))
ORDER = ScheduleOrder(Timetable((time(8),), "Europe/Berlin"))
LIVE = replace(ORDER, mode=Mode.LIVE)


def test_a_live_schedule_tells_its_quiet_hours():
    assert order_in_words(LIVE).startswith("each story as it is read · ")
    quiet = replace(LIVE, timetable=replace(LIVE.timetable, quiet=HOURS))
    told = "each story as it is read; silent 22:00-07:00, Europe/Berlin · "
    assert order_in_words(quiet).startswith(told)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(ORDER, style=Style.BRIEF, most=3), True),
        (replace(ORDER, timetable=Timetable((time(9),), "Europe/Berlin")), False),
        (replace(ORDER, timetable=Timetable((time(8),), "UTC")), False),
        (LIVE, False),
    ],
)
def test_a_second_schedule_of_the_same_times_is_known(other, same):
    assert same_runs(ORDER, other) is same
    assert same_runs(other, ORDER) is same


def test_two_live_schedules_are_one_whatever_their_times():
    later = replace(LIVE, timetable=Timetable((time(20),), "UTC"))
    assert same_runs(LIVE, later)


def test_why_there_is_nothing_is_told_as_it_is():
    words = nothing_new("600", ChannelKind.TEXT, fed=False, since=NOON)
    assert words == "No feed goes to <#600> yet. Add one with `/feed add`."
    words = nothing_new("600", ChannelKind.TEXT, fed=True, since=NOON)
    assert f"for <#600> since <t:{int(NOON.timestamp())}:F>" in words
    words = nothing_new("600", ChannelKind.FORUM, fed=True, since=None)
    assert words.startswith("Nothing new has been read for <#600>: ")
    assert "posted before. `/feed health`" in words


def test_what_discord_answers_to_programs_is_not_shown_to_people():
    note = "Discord refused it (Invalid Form Body\nIn _errors: **@everyone**)"
    told = arrival_in_words(Arrival(sent=1, dead=1, note=note), "600")
    assert told == "Not all of the digest arrived in <#600>: Discord refused it."
    note = "I may not post there: I need *Send Messages*"
    told = arrival_in_words(Arrival(dead=1, note=note), "600")
    assert told.endswith(r"I need \*Send Messages\*.")
