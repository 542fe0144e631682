"""When channels get editions: what admins may say, and what comes of it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from digests.errors import BadSchedule, InThePast, LimitReached, NotFound
from digests.guilds import Length, Mode, ScheduleOrder, Style
from digests.scheduling import MOST_SCHEDULES, Schedules
from digests.timetables import QuietMode, Timetable
from tests.builders import NOON
from tests.fakes.clock import ManualClock

DAY = timedelta(days=1)
# Noon in UTC, a Monday, is two in the afternoon in Berlin.
EIGHT = datetime(2026, 5, 5, 6, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def schedules(db, clock):
    return Schedules(db, clock)


def at(*hours: int, **changes) -> ScheduleOrder:
    timetable = Timetable(tuple(map(time, hours)), "Europe/Berlin")
    return ScheduleOrder(**({"timetable": timetable} | changes))


async def test_a_schedule_is_kept_to_the_letter_and_tells_its_next_run(schedules):
    timetable = Timetable(
        (time(8), time(18, 30)),
        "Europe/Berlin",
        frozenset({0, 4}),
        (time(22), time(7, 30)),
        QuietMode.HOLD,
    )
    order = ScheduleOrder(
        timetable,
        Style.BRIEF,
        5,
        Mode.SCHEDULED,
        publish=True,
        language="fr",
        length=Length.LONG,
    )
    made = await schedules.add("1", "10", order)
    assert made.next_run == datetime(2026, 5, 4, 16, 30, tzinfo=UTC)
    assert made.order == order
    assert await schedules.get("1", made.id) == made


async def test_no_language_the_articles_and_the_servers_are_told_apart(schedules):
    made = await schedules.add("1", "10", at(8))
    for language in ("", "fr", None):
        changed = await schedules.tell_in("1", made.id, language)
        assert changed == await schedules.get("1", made.id)
        assert changed.order.told_in("de") == ("de" if language is None else language)
    with pytest.raises(NotFound):
        await schedules.tell_in("2", made.id, "fr")


async def test_a_number_is_given_once(schedules):
    gone = await schedules.add("1", "10", at(8))
    await schedules.remove("1", gone.id)
    assert (await schedules.add("1", "10", at(9))).id != gone.id


async def test_a_channel_has_as_many_schedules_as_its_guild_may(schedules):
    for _ in range(MOST_SCHEDULES):
        await schedules.add("1", "10", at(8))
    with pytest.raises(LimitReached):
        await schedules.add("1", "11", at(8))
    await schedules.add("2", "20", at(8))
    assert len(await schedules.list_("1", "10")) == MOST_SCHEDULES


async def test_a_live_schedule_is_due_at_once(schedules):
    made = await schedules.add("1", "10", at(8, mode=Mode.LIVE))
    assert made.next_run == NOON
    with pytest.raises(BadSchedule):
        await schedules.skip("1", made.id)


@pytest.mark.parametrize("most", [0, 26])
async def test_a_digest_of_none_or_too_many_stories_is_refused(schedules, most):
    with pytest.raises(BadSchedule):
        await schedules.add("1", "10", at(8, most=most))


async def test_one_run_is_skipped_and_the_next_one_comes(schedules):
    made = await schedules.add("1", "10", at(8))
    assert made.next_run == EIGHT
    skipped = await schedules.skip("1", made.id)
    assert (skipped.next_run, skipped.outcome) == (EIGHT + DAY, "skipped")
    # Resuming does not bring back what was skipped.
    assert (await schedules.resume("1", made.id)).next_run == EIGHT + DAY


async def test_runs_are_not_skipped_for_ever(schedules):
    made = await schedules.add("1", "10", at(8))
    for _ in range(14):
        await schedules.skip("1", made.id)
    with pytest.raises(BadSchedule, match="skipped already"):
        await schedules.skip("1", made.id)


async def test_a_pause_lasts_until_it_is_over_or_ended(schedules, clock):
    made = await schedules.add("1", "10", at(8))
    paused = await schedules.pause("1", made.id)
    assert (paused.paused, paused.next_run) == (True, None)
    until = await schedules.pause("1", made.id, NOON + 3 * DAY)
    assert until.next_run == EIGHT + 3 * DAY
    assert until.paused_until == NOON + 3 * DAY
    with pytest.raises(BadSchedule):
        await schedules.skip("1", made.id)
    clock.advance(DAY)
    resumed = await schedules.resume("1", made.id)
    assert (resumed.paused, resumed.next_run) == (False, EIGHT + DAY)
    with pytest.raises(InThePast):
        await schedules.pause("1", made.id, clock.now())


async def test_a_guild_sees_and_touches_its_own_schedules_only(schedules):
    """SAFETY 46."""
    made = await schedules.add("1", "10", at(8))
    for verb in (
        schedules.get,
        schedules.skip,
        schedules.pause,
        schedules.resume,
        schedules.remove,
    ):
        with pytest.raises(NotFound):
            await verb("2", made.id)
    with pytest.raises(NotFound):
        await schedules.retime("2", made.id, made.order.timetable)
    with pytest.raises(NotFound):
        await schedules.add("2", "10", at(8))
    assert await schedules.list_("2") == []
    assert await schedules.list_("1") == [made]
    assert await schedules.remove("1", made.id) == made
    assert await schedules.list_("1") == []


async def test_a_pause_that_is_over_counts_no_more(schedules, clock):
    made = await schedules.add("1", "10", at(8))
    await schedules.pause("1", made.id, NOON + DAY)
    clock.advance(2 * DAY)
    (found,) = await schedules.list_("1")
    assert (found.paused, found.paused_until) == (False, None)
    assert await schedules.get("1", made.id) == found
    skipped = await schedules.skip("1", made.id)
    assert skipped.outcome == "skipped"
    assert (skipped.paused, skipped.next_run) == (False, EIGHT + 2 * DAY)


async def test_another_timetable_leaves_number_and_pause_as_they_are(schedules):
    made = await schedules.add("1", "10", at(8, most=3))
    nine = Timetable((time(9),), "UTC")
    moved = await schedules.retime("1", made.id, nine)
    assert (moved.id, moved.order) == (made.id, at(9, most=3, timetable=nine))
    assert moved.next_run == datetime(2026, 5, 5, 9, tzinfo=UTC)
    assert await schedules.list_("1") == [moved]

    await schedules.pause("1", made.id)
    paused = await schedules.retime("1", made.id, at(8).timetable)
    assert (paused.paused, paused.next_run) == (True, None)
    await schedules.pause("1", made.id, NOON + 3 * DAY)
    later = await schedules.retime("1", made.id, nine)
    assert later.paused_until == NOON + 3 * DAY
    assert later.next_run == datetime(2026, 5, 8, 9, tzinfo=UTC)
    assert (await schedules.resume("1", made.id)).next_run == moved.next_run
