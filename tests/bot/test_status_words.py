"""What `/bot status` says is well is well, and what it advises fits."""

from datetime import time, timedelta

import pytest
from msgspec.structs import replace

from bot.commands.status_words import Used, channel_line, run_lines, silent_line
from digests.guilds import Mode, Schedule, ScheduleOrder, Topic
from digests.timetables import Timetable
from tests.builders import NOON

ORDER = ScheduleOrder(Timetable((time(8),), "UTC"))
DAILY = Schedule(1, "500", "600", ORDER, NOON)
LIVE = replace(DAILY, id=2, order=replace(ORDER, mode=Mode.LIVE))
GONE = Used("601", seen=False)


@pytest.mark.parametrize(
    ("used", "told"),
    [
        (replace(GONE, feeds=True), "`/feed edit`"),
        (replace(GONE, digests=True), "`/digest remove`"),
        (replace(GONE, log=True), "`/bot log`"),
    ],
)
def test_a_channel_that_is_gone_is_left_by_what_it_was_used_for(used, told):
    line = channel_line(used)
    assert line.startswith("✗ <#601> is gone")
    assert told in line
    assert line.count("`/") == 1


@pytest.mark.parametrize(
    ("used", "told"),
    [
        (Used("600", digests=True, log=True), "`/digest resume`"),
        (Used("600", log=True), "`/bot log`"),
        (Used("600", feeds=True), "`/digest now`"),
    ],
)
def test_a_paused_channel_comes_back_by_a_command_that_is_there_for_it(used, told):
    line = channel_line(replace(used, paused="I may not post there"))
    assert line == (
        f"✗ <#600> is paused: I may not post there\n-# Use {told} once that is settled"
    )


def test_what_comes_is_ticked():
    later = replace(DAILY, channel="602", next_run=NOON + timedelta(days=1))
    lines = list(run_lines([later, DAILY, LIVE], {"600", "602"}))
    assert [each.partition(": ")[0] for each in lines] == [
        "✓ Next digest in <#600>",
        "✓ Next digest in <#602>",
        "✓ In <#600> each story is posted as it is read",
    ]


@pytest.mark.parametrize("schedule", [DAILY, LIVE])
def test_nothing_is_ticked_that_does_not_come(schedule):
    paused = [replace(schedule, paused=True, next_run=None)]
    assert list(run_lines(paused, {"600"})) == [
        "– Digests are paused in <#600>\n-# `/digest resume` lets them go on",
        "✗ No digest is coming, for the reasons above",
    ]
    assert list(run_lines([schedule], ())) == [
        "✗ No digest is coming, for the reasons above"
    ]
    (none,) = run_lines([], ())
    assert "`/digest schedule`" in none


def test_a_role_that_hears_nothing_is_named_with_its_topic():
    line = silent_line(Topic(1, "500", "Rail", role="700"))
    assert line.startswith("✗ **Rail** cannot ring for <@&700>\n-# Let anyone mention")
