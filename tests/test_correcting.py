"""Cards whose articles have lost what they show: found, told anew, edited once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.render.amending import amended
from bot.render.editions import lay_out
from digests.correcting import Corrector
from digests.deliveries import Action, Arrival, Delivery
from digests.desk import Order
from digests.errors import JobError
from digests.guildkeeping import GuildKeeper
from digests.guilds import ChannelKind, ScheduleOrder, Style
from digests.outbox import Outbox
from digests.publishing import Publisher
from digests.scheduling import Schedules
from digests.storage import subscriptions
from digests.timetables import Changed, Timetable
from digests.types import Digest
from tests.arrivals import an_event, bring, change
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.stores import a_store
from tests.fakes.workers import InlineWorkers

FEED = "https://gazette.example/feed"
DAY = timedelta(days=1)
# One event in two states: its first sentence is what the card says of it.
WAS = an_event(0)
NOW = replace(WAS, text="Nobody was on board. " + WAS.text.partition(". ")[2])


class Newsdesk:
    """Editions of guild 1 in its channel 10, as far as the outbox, and their cards."""

    def __init__(self, db, feed: int, subscription: int) -> None:
        self.db = db
        self.feed, self.subscription = feed, subscription
        self.clock = ManualClock(NOON)
        workers = InlineWorkers()
        self.outbox = Outbox(db, self.clock)
        self.schedules = Schedules(db, self.clock)
        self.keeper = GuildKeeper(db, self.clock)
        self.publisher = Publisher(db, self.clock, workers, lay_out)
        self.corrector = Corrector(db, self.clock, workers)

    async def schedule(self, changed: Changed, **more) -> None:
        order = ScheduleOrder(Timetable((), "UTC"), changed=changed, **more)
        await self.schedules.add("1", "10", replace(order, timetable=AT_EIGHT))

    async def post(self, *articles) -> int:
        """Post a digest of these; return its id."""
        await bring(self.db, self.feed, *articles, at=self.clock.now())
        digest = await self.publisher.now("1", "10")
        assert digest
        await self.deliver()
        return digest

    async def deliver(self) -> list[Delivery]:
        """Send what is due; return it."""
        sent: list[Delivery] = []
        while due := await self.outbox.next_due(9):
            for each in due:
                made = f"1{each.id:03}" if not each.before else each.before
                await self.outbox.sent(each, made)
            sent += due
        return sent

    async def correct(self) -> list[Delivery]:
        """Look at what there is to be looked at; return the edits that it takes."""
        while found := await self.corrector.next():
            await self.corrector.settle(found, amended(found))
        return await self.deliver()


AT_EIGHT = Timetable(times=(NOON.time(),), zone="UTC")


@pytest.fixture
async def desk(tmp_path):
    async with a_store(tmp_path) as db:
        order = Order(FEED, "1", "10")
        followed = await db.write(subscriptions.follow, order, NOON, None)
        made = Newsdesk(db, followed.feed_id, followed.id)
        await made.keeper.joined("1", "99")
        yield made


def rows(db, query: str):
    return db.conn.execute(query).fetchall()


async def test_a_post_is_edited_once_for_what_its_article_has_lost(desk):
    """SAFETY 27: where no schedule says otherwise."""
    digest = await desk.post(WAS, an_event(1))
    assert await desk.correct() == []
    await change(desk.db, NOW)
    (edit,) = await desk.correct()
    assert (edit.parcel.action, edit.digest, edit.channel) == (
        *(Action.EDIT, digest, "10"),
    )
    assert edit.before == "1001"
    assert "Nobody was on board." in edit.parcel.body
    assert "aground off Port Lorne" not in edit.parcel.body
    assert an_event(1).title in edit.parcel.body
    assert await desk.correct() == []
    # It is no part of the digest, and no other answer to what was posted where.
    assert await desk.outbox.arrival(digest) == Arrival(sent=1)


@pytest.mark.parametrize(
    "text",
    [
        WAS.text.replace("dawn", "dawm"),
        WAS.text.replace(" ", "  "),
        f"{WAS.text} Two tugs are on their way.",
    ],
)
async def test_one_character_white_space_or_more_text_is_no_change(desk, text):
    """SAFETY 27."""
    await desk.post(WAS)
    await change(desk.db, replace(WAS, text=text))
    assert await desk.correct() == []


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        (Changed.IGNORE, []),
        (Changed.NOTE, ["Its page has changed since"]),
        (Changed.EDIT, ["Set anew <t:"]),
    ],
)
async def test_the_channels_schedule_says_what_is_done(desk, changed, shown):
    """SAFETY 27: a whole text that is another's is told of once, however often."""
    await desk.schedule(changed)
    await desk.post(WAS)
    edits = []
    for text in ("Nobody was on board. All of it was a drill.", "It was a film set."):
        await change(desk.db, replace(WAS, text=text))
        edits += await desk.correct()
    kept = [each.parcel.body for each in edits]
    assert len(kept) == (0 if not shown else 1 if changed is Changed.NOTE else 2)
    for body in kept:
        assert [each for each in shown if body.count(each) == 1] == shown


async def test_a_card_keeps_its_style(desk):
    await desk.schedule(Changed.EDIT, style=Style.BULLET)
    await desk.post(WAS)
    await change(desk.db, NOW)
    (edit,) = await desk.correct()
    assert (
        "\n- Nobody was on board."
        in json.loads(edit.parcel.body)["components"][1]["components"][0]["content"]
    )


async def test_two_cards_of_one_post_are_edited_as_one(desk):
    await desk.post(WAS, an_event(1))
    await change(desk.db, NOW)
    other = replace(an_event(1), text="The sun took the grapes. It was no hail.")
    await change(desk.db, other)
    while found := await desk.corrector.next():
        await desk.corrector.settle(found, amended(found))
    (edit,) = await desk.deliver()
    assert "Nobody was on board." in edit.parcel.body
    assert "The sun took the grapes." in edit.parcel.body


async def test_a_forums_post_is_edited_in_its_thread(desk):
    await desk.keeper.channel("1", "10", ChannelKind.FORUM)
    await desk.post(WAS)
    await change(desk.db, NOW)
    (edit,) = await desk.correct()
    assert (edit.channel, edit.before) == ("1001", "1001")


async def test_what_is_not_posted_yet_is_looked_at_when_it_is(desk):
    await bring(desk.db, desk.feed, WAS)
    assert await desk.publisher.now("1", "10")
    await change(desk.db, NOW)
    assert await desk.corrector.next() is None
    await desk.deliver()
    assert [each.parcel.action for each in await desk.correct()] == [Action.EDIT]


async def test_what_changes_while_its_card_is_made_is_edited_too(desk):
    class Meddling(InlineWorkers):
        """Has the page read again once the digest is composed."""

        async def run(self, job: Any, *args: Any, **more: Any) -> Any:
            made = await super().run(job, *args, **more)
            if isinstance(made, Digest):
                await change(desk.db, NOW)
            return made

    await bring(desk.db, desk.feed, WAS)
    publisher = Publisher(desk.db, desk.clock, Meddling(), lay_out)
    assert await publisher.now("1", "10")
    (posted,) = await desk.deliver()
    assert "aground off Port Lorne" in posted.parcel.body
    (edit,) = await desk.correct()
    assert "Nobody was on board." in edit.parcel.body


async def test_what_a_guild_follows_no_more_changes_nothing_there(desk):
    """SAFETY 46: somebody else's reading of it is no business of its channel's."""
    await desk.post(WAS)
    order = Order(FEED, "2", "20")
    await desk.db.write(subscriptions.follow, order, NOON, None)
    await desk.db.write(subscriptions.unfollow, "1", desk.subscription)
    await change(desk.db, NOW)
    assert await desk.db.read(rows, "SELECT * FROM corrections") == []


async def test_where_the_bot_was_removed_nothing_is_edited(desk):
    await desk.post(WAS)
    await desk.keeper.left("1")
    await change(desk.db, NOW)
    assert await desk.correct() == []


async def test_posts_of_last_week_stay(desk):
    await desk.post(WAS)
    desk.clock.advance(8 * DAY)
    await change(desk.db, NOW)
    assert await desk.correct() == []
    assert await desk.db.read(rows, "SELECT * FROM corrections") == []


async def test_a_card_that_cannot_be_told_anew_keeps_no_other_waiting(desk):
    class Failing(InlineWorkers):
        async def run(self, *_: Any, **__: Any) -> Any:
            raise JobError("it ended")

    await desk.post(WAS)
    await change(desk.db, NOW)
    corrector = Corrector(desk.db, desk.clock, Failing())
    assert await corrector.next() is None
    assert await desk.correct() == []


async def test_an_edit_that_is_given_up_takes_nothing_back(desk):
    """SAFETY 27: the post is there all the same, and nobody is told."""
    digest = await desk.post(WAS)
    await change(desk.db, NOW)
    found = await desk.corrector.next()
    await desk.corrector.settle(found, amended(found))
    (edit,) = await desk.outbox.next_due(9)
    await desk.outbox.dead(edit, "Discord refused it")
    assert await desk.outbox.arrival(digest) == Arrival(sent=1)
    assert await desk.keeper.notices("1") == []
    failed = "SELECT failed, (SELECT sum(lost) FROM digest_articles) FROM digests"
    assert await desk.db.read(rows, failed) == [(0, 0)]
    assert await desk.publisher.now("1", "10") is None
