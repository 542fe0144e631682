"""Editions that schedules want: when they come, late, live, silent, or not at all."""

from datetime import time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from digests.deliveries import Action, Parcel
from digests.desk import Order
from digests.drafts import PublishReport
from digests.guildkeeping import GuildKeeper
from digests.guilds import Edition, Mode, ScheduleOrder, Style
from digests.outbox import Outbox
from digests.publishing import Publisher
from digests.scheduling import Schedules
from digests.storage import subscriptions
from digests.timetables import Missed, QuietMode, Timetable
from tests.arrivals import EVENTS, an_event, bring
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.stores import a_store
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NOTHING = PublishReport()


class Office:
    """A publisher with its schedules and its clock, over one feed of guild 1."""

    def __init__(self, db, feed: int) -> None:
        self.db = db
        self.feed = feed
        self.clock = ManualClock(NOON)
        self.sent: list[Edition] = []
        self.schedules = Schedules(db, self.clock)
        self.keeper = GuildKeeper(db, self.clock)
        self.publisher = Publisher(db, self.clock, InlineWorkers(), self._layout)
        self.brought = 0

    def _layout(self, edition: Edition) -> tuple[Parcel, ...]:
        self.sent.append(edition)
        return (Parcel(Action.POST, "{}"),)

    async def news(self, count: int = 1) -> None:
        """Have the feed bring articles that it has not brought."""
        for _ in range(count):
            number, copy = self.brought % len(EVENTS), self.brought // len(EVENTS)
            url = f"https://gazette.example/{copy}/{number}"
            article = an_event(number, title=f"{EVENTS[number][0]} {copy}", url=url)
            await bring(self.db, self.feed, article, at=self.clock.now())
            self.brought += 1

    async def after(self, span: timedelta) -> PublishReport:
        """Let time pass, and make what is due then."""
        self.clock.advance(span)
        return await self.publisher.publish_due()

    async def only(self):
        """The one schedule as it is stored."""
        (found,) = await self.schedules.list_("1")
        return await self.schedules.get("1", found.id)


async def follow(db, guild: str):
    order = Order(FEED, guild)
    return (await db.write(subscriptions.follow, order, NOON, None)).feed_id


async def open_office(db) -> Office:
    return Office(db, await follow(db, "1"))


@pytest.fixture
async def office(tmp_path):
    async with a_store(tmp_path) as db:
        yield await open_office(db)


def at(*hours: int, **changes) -> ScheduleOrder:
    return ScheduleOrder(Timetable(tuple(map(time, hours)), "UTC"), **changes)


def quiet(mode: QuietMode, order: ScheduleOrder) -> ScheduleOrder:
    table = replace(order.timetable, quiet=(time(22), time(7)), quiet_mode=mode)
    return replace(order, timetable=table)


def rows(db, query: str):
    return db.conn.execute(query).fetchall()


async def test_an_edition_comes_at_its_time_and_not_before(office):
    order = at(13, 18, style=Style.BRIEF, publish=True)
    made = await office.schedules.add("1", "10", order)
    await office.news(2)
    assert await office.after(59 * MINUTE) == NOTHING
    report = await office.after(MINUTE)
    (edition,) = office.sent
    assert report.made == (edition.id,)
    assert (edition.late, edition.due, edition.silent) == (False, None, False)
    assert (edition.style, edition.publish) == (Style.BRIEF, True)
    assert await office.after(MINUTE) == NOTHING
    after = await office.only()
    assert after.next_run == NOON + 6 * HOUR
    assert (after.last_slot, after.outcome) == (made.next_run, "No. 1, 2 stories")


async def test_the_list_tells_whether_the_last_edition_arrived(office):
    await office.schedules.add("1", "10", at(13, 18))
    await office.news()
    await office.after(HOUR)
    outbox = Outbox(office.db, office.clock)

    async def told():
        (schedule,) = await office.schedules.list_("1")
        return schedule.outcome

    assert await told() == "No. 1, 1 story, on its way"
    (parcel,) = await outbox.next_due(9)
    await outbox.dead(parcel, "Discord refused it (Invalid\nForm Body)")
    assert await told() == (
        "No. 1, 1 story, did not arrive: Discord refused it (Invalid Form Body)"
    )
    await office.after(5 * HOUR)
    (parcel,) = await outbox.next_due(9)
    await outbox.sent(parcel, "1001")
    assert await told() == "No. 2, 1 story"


async def test_where_nothing_is_new_the_schedule_moves_on_and_says_so(office):
    await office.schedules.add("1", "10", at(13, 18))
    assert await office.after(HOUR) == PublishReport(nothing_new=1)
    after = await office.only()
    assert (after.next_run, after.outcome) == (NOON + 6 * HOUR, "nothing new")
    assert await office.db.read(rows, "SELECT * FROM digests") == []


@pytest.mark.parametrize("away", [2 * HOUR, 3 * DAY])
async def test_what_was_missed_is_made_up_for_once_and_marked(office, away):
    """SAFETY 68."""
    await office.schedules.add("1", "10", at(*range(24)))
    await office.news()
    await office.after(HOUR)
    await office.news(3)
    await office.after(away + 30 * MINUTE)
    assert [each.late for each in office.sent] == [False, True]
    assert office.sent[1].due == NOON + 2 * HOUR
    assert office.sent[1].read == 3
    await office.news()
    assert await office.after(29 * MINUTE) == NOTHING
    await office.after(MINUTE)
    assert [each.late for each in office.sent] == [False, True, False]


@pytest.mark.parametrize("away", [HOUR, 3 * DAY])
async def test_what_was_missed_is_left_out_where_that_is_wanted(office, away):
    """SAFETY 68: and is not lost, for the next edition goes on where the last ended."""
    made = await office.schedules.add("1", "10", at(*range(24)))
    await office.schedules.on_missed("1", made.id, Missed.SKIP)
    await office.news()
    await office.after(HOUR)
    await office.news(3)
    assert await office.after(away + 30 * MINUTE) == NOTHING
    after = await office.only()
    assert after.outcome == "left out, for it was missed"
    assert (after.last_slot, after.next_run) == (
        *(NOON + 2 * HOUR, office.clock.now() + 30 * MINUTE),
    )
    await office.after(30 * MINUTE)
    assert [(each.late, each.read) for each in office.sent] == [(False, 1), (False, 3)]


async def test_a_clock_that_jumps_brings_no_edition_twice(office):
    """SAFETY 67."""
    await office.schedules.add("1", "10", at(13))
    await office.news()
    await office.after(HOUR)
    await office.news()
    # A day back, and on again: the slot of that day is not made a second time.
    for span in (-DAY, HOUR, 22 * HOUR):
        assert await office.after(span) == NOTHING
    assert len((await office.after(25 * HOUR)).made) == 1
    # Ten years ahead and back: what was stored meanwhile is put right.
    await office.after(3650 * DAY)
    await office.after(-3650 * DAY)
    after = await office.only()
    assert after.next_run - office.clock.now() <= DAY
    assert len(office.sent) == 2


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-2 * 24 * 60, 3 * 24 * 60), st.integers(0, 2)),
        max_size=6,
    )
)
async def test_whatever_the_clock_does_each_article_comes_once(steps):
    """SAFETY 67, 68: nothing twice, nothing lost, at most one edition a look."""
    with TemporaryDirectory() as folder:
        async with a_store(Path(folder)) as db:
            office = await open_office(db)
            await office.news()
            assert await office.publisher.now("1", "10")
            await office.schedules.add("1", "10", at(8, 18, most=25))
            for minutes, news in [*steps, (60 * 24 * 40, 1)]:
                await office.news(news)
                report = await office.after(minutes * MINUTE)
                assert len(report.made) <= 1
                assert not report.failures
            had = await db.read(rows, "SELECT article_id FROM digest_articles")
            stored = await db.read(rows, "SELECT id FROM articles ORDER BY id")
            assert sorted(had) == stored


async def test_quiet_hours_silence_posts_or_hold_them(office):
    await office.schedules.add("1", "10", quiet(QuietMode.SILENT, at(23)))
    await office.schedules.add("1", "11", quiet(QuietMode.HOLD, at(23)))
    await office.news()
    await office.after(11 * HOUR)
    assert [(e.channel, e.silent) for e in office.sent] == [("10", True)]
    await office.after(8 * HOUR)
    assert [(e.channel, e.silent) for e in office.sent[1:]] == [("11", False)]
    assert not office.sent[1].late


async def test_a_live_schedule_posts_each_story_when_it_is_read(office):
    await office.schedules.add("1", "10", at(8, mode=Mode.LIVE))
    await office.news()
    assert len((await office.after(MINUTE)).made) == 1
    assert await office.after(MINUTE) == PublishReport(nothing_new=1)
    after = await office.only()
    assert (after.last_slot, after.outcome) == (NOON, "No. 1, 1 story")
    await office.news()
    assert await office.after(timedelta(seconds=10)) == NOTHING
    assert len((await office.after(MINUTE)).made) == 1
    # A clock that was set back does not stop it.
    await office.news()
    assert len((await office.after(-DAY)).made) == 1


async def test_a_live_story_is_not_posted_again_for_another_report(office):
    await office.schedules.add("1", "10", at(8, mode=Mode.LIVE))
    await bring(office.db, office.feed, an_event(0), an_event(1))
    (key,) = (await office.after(MINUTE)).made
    place = [s.lead.article.title for s in office.sent[0].digest.stories].index(
        an_event(0).title
    )
    second, third = an_event(0, "The Chronicle"), an_event(0, "The Courier")
    await bring(office.db, office.feed, second)
    assert (await office.after(MINUTE)).made == ()
    await bring(office.db, office.feed, third, an_event(2))
    assert len((await office.after(MINUTE)).made) == 1
    assert [s.lead.article.title for s in office.sent[1].digest.stories] == [
        an_event(2).title
    ]
    joined = await office.db.read(
        rows,
        "SELECT digest_id, story, url FROM unprinted"
        " JOIN articles ON articles.id = article_id ORDER BY article_id",
    )
    assert joined == [(key, place, second.url), (key, place, third.url)]
    # A day later it is news again.
    office.clock.advance(DAY + HOUR)
    await bring(
        office.db, office.feed, an_event(0, "The Herald"), at=office.clock.now()
    )
    assert len((await office.after(MINUTE)).made) == 1


async def test_live_posts_are_held_or_silent_at_night(office):
    live = at(8, mode=Mode.LIVE)
    await office.schedules.add("1", "10", quiet(QuietMode.HOLD, live))
    await office.schedules.add("1", "11", quiet(QuietMode.SILENT, live))
    office.clock.advance(10 * HOUR)
    await office.news()
    await office.after(MINUTE)
    assert [(e.channel, e.silent) for e in office.sent] == [("11", True)]
    await office.after(9 * HOUR)
    assert [(e.channel, e.silent) for e in office.sent[1:]] == [("10", False)]


async def test_a_paused_schedule_waits_and_goes_on_by_itself(office):
    made = await office.schedules.add("1", "10", at(13))
    await office.schedules.pause("1", made.id, NOON + DAY)
    assert await office.after(2 * HOUR) == NOTHING
    await office.news()
    assert len((await office.after(23 * HOUR)).made) == 1
    after = await office.only()
    assert (after.paused, after.paused_until) == (False, None)


async def test_what_came_during_a_pause_is_in_the_next_edition(office):
    made = await office.schedules.add("1", "10", at(13))
    await office.news()
    await office.after(HOUR)
    await office.schedules.pause("1", made.id)
    await office.news(2)
    assert await office.after(2 * DAY) == NOTHING
    await office.schedules.resume("1", made.id)
    await office.after(DAY)
    assert [each.read for each in office.sent] == [1, 2]


async def test_a_paused_channel_and_a_left_guild_get_no_edition(office):
    """SAFETY 54."""
    await office.schedules.add("1", "10", at(13))
    await office.news()
    await office.keeper.pause_channel("10", "it is gone")
    assert await office.after(HOUR) == NOTHING
    await office.keeper.resume_channel("1", "10")
    await office.keeper.left("1")
    assert await office.after(HOUR) == NOTHING
    await office.keeper.joined("1", "99")
    await office.after(MINUTE)
    assert [each.late for each in office.sent] == [True]


async def test_a_schedule_that_fails_costs_only_itself_and_is_tried_again(office):
    """SAFETY 69: its zone may be gone, with newer data."""
    broken = await office.schedules.add("1", "10", at(13))
    await office.schedules.add("1", "11", at(13))
    await office.news()

    def lose_the_zone(db, zone: str) -> None:
        db.conn.execute("UPDATE schedules SET zone = ? WHERE id = ?", [zone, broken.id])

    await office.db.write(lose_the_zone, "Mars/Olympus")
    report = await office.after(HOUR)
    assert [key for key, _ in report.failures] == [broken.id]
    assert [each.channel for each in office.sent] == ["11"]
    # Not at every look: a little later, and then by itself.
    assert await office.after(MINUTE) == NOTHING
    await office.db.write(lose_the_zone, "UTC")
    assert len((await office.after(5 * MINUTE)).made) == 1


async def test_what_is_left_out_for_room_counts_as_had(office):
    await office.schedules.add("1", "10", at(13, 18, most=3))
    await office.news(8)
    await office.after(HOUR)
    (edition,) = office.sent
    assert (len(edition.digest.stories), edition.read) == (3, 8)
    assert await office.after(5 * HOUR) == PublishReport(nothing_new=1)
    left_out = await office.db.read(rows, "SELECT story FROM unprinted")
    assert left_out == [(None,)] * 5


async def test_a_live_schedule_posts_the_rest_in_its_next_editions(office):
    await office.schedules.add("1", "10", at(8, mode=Mode.LIVE, most=3))
    await office.news(7)
    await office.after(MINUTE)
    await office.news()
    for _ in range(3):
        await office.after(MINUTE)
    assert [len(each.digest.stories) for each in office.sent] == [3, 3, 2]
    told = [s.lead.article.url for each in office.sent for s in each.digest.stories]
    assert len(set(told)) == 8
    assert await office.after(MINUTE) == PublishReport(nothing_new=1)


async def test_of_very_many_at_once_some_wait_for_the_next_look(office):
    """SAFETY 57: what is made is sent meanwhile; nothing is late for it."""
    for guild in range(2, 42):
        await follow(office.db, str(guild))
        await office.schedules.add(str(guild), f"{guild}0", at(13))
    await office.news()
    office.clock.advance(HOUR)
    looks = [await office.publisher.publish_due() for _ in range(3)]
    assert [len(each.made) for each in looks] == [32, 8, 0]
    assert not any(each.late for each in office.sent)
    assert len({each.guild for each in office.sent}) == 40


async def test_what_fails_again_and_again_is_left_aside(office):
    """SAFETY 54: it may be what Discord refuses; the rest goes on without it."""
    await office.schedules.add("1", "10", at(8, mode=Mode.LIVE))
    await office.news()

    def fail(db) -> None:
        db.conn.execute("UPDATE digests SET failed = 1 WHERE failed = 0")

    made = 0
    for _ in range(4 * 60):
        report = await office.after(MINUTE)
        made += len(report.made)
        await office.db.write(fail)
    assert made == 3
    await office.news()
    await office.after(MINUTE)
    (story,) = office.sent[-1].digest.stories
    assert story.lead.article.title == f"{EVENTS[1][0]} 0"
