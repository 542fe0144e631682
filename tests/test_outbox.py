"""The outbox keeps its order, and knows what it cannot know."""

from datetime import timedelta

import pytest

from digests.deliveries import Action, Arrival, Delivery, Doubt, Parcel
from digests.guilds import Edition
from digests.outbox import Outbox
from digests.storage import deliveries, digests, guild_notices
from digests.types import Digest
from tests.builders import NOON
from tests.fakes.clock import ManualClock

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def outbox(db, clock):
    return Outbox(db, clock)


def a_post(words: str = "{}", instead: str = "") -> Parcel:
    return Parcel(Action.POST, words, instead=instead)


async def put(db, *parcels: Parcel, channel: str = "600", guild: str = "500"):
    """Store an empty digest with these parcels, and return its id."""

    def both(tables) -> int:
        key = digests.add(tables, Digest((), NOON), channel)
        edition = Edition(Digest((), NOON), guild, channel, id=key)
        deliveries.add(tables, edition, parcels, NOON)
        return key

    return await db.write(both)


async def head(outbox: Outbox) -> Delivery:
    (found,) = await outbox.next_due(9)
    return found


async def failed(db, digest: int):
    def look(tables) -> bool:
        sql = "SELECT failed FROM digests WHERE id = ?"
        return bool(tables.conn.execute(sql, [digest]).fetchone()[0])

    return await db.read(look)


async def notices(db, guild: str = "500"):
    return [x.text for x in await db.read(guild_notices.untold, guild, NOON)]


async def test_a_channels_parcels_go_out_in_order_and_others_do_not_wait(db, outbox):
    first = await put(db, a_post("one"), a_post("two"))
    await put(db, a_post("three"))
    await put(db, a_post("four"), channel="601")

    due = await outbox.next_due(9)
    assert [each.parcel.body for each in due] == ["one", "four"]
    assert [each.parcel.body for each in await outbox.next_due(1)] == ["one"]
    assert [x.parcel.body for x in await outbox.next_due(9, {"600"})] == ["four"]

    await outbox.begin(due[0])
    await outbox.sent(due[0], "1001")
    second = (await outbox.next_due(9))[0]
    assert (second.parcel.body, second.before) == ("two", "1001")
    await outbox.begin(second)
    await outbox.sent(second, "1002")
    assert (await outbox.next_due(9))[0].parcel.body == "three"
    assert await outbox.arrival(first) == Arrival(sent=2)


async def test_what_is_tried_again_waits_and_holds_up_its_channel(db, clock, outbox):
    await put(db, a_post("one"), a_post("two"))
    waits = []
    for _ in range(4):
        one = await head(outbox)
        assert one.parcel.body == "one"
        await outbox.begin(one)
        await outbox.retry(one, "no answer", certain=False)
        assert await outbox.next_due(9) == []
        waits.append(await outbox.idle_s(999))
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [2, 4, 8, 16]


async def test_a_wait_that_discord_asks_for_is_kept(db, outbox):
    await put(db, a_post())
    one = await head(outbox)
    await outbox.retry(one, "too much at once", certain=True, after_s=3600)
    assert await outbox.idle_s(9999) == 3600


async def test_no_post_waits_for_a_publication_but_each_of_those_for_its_post(
    db, clock, outbox
):
    """SAFETY 54."""
    await put(db, a_post("one"), Parcel(Action.PUBLISH))
    one = await head(outbox)
    await outbox.retry(one, "no answer", certain=True)
    assert await outbox.next_due(9) == []
    clock.advance(MINUTE)
    await outbox.sent(await head(outbox), "1001")
    publication = await head(outbox)
    assert (publication.parcel.action, publication.before) == (Action.PUBLISH, "1001")
    await put(db, a_post("two"))
    (two,) = await outbox.next_due(9, {publication.lane})
    assert two.parcel.body == "two"
    await outbox.retry(publication, "too much at once", certain=True, after_s=3600)
    assert (await head(outbox)).parcel.body == "two"


async def test_a_clock_that_was_set_back_holds_up_no_channel(db, clock, outbox):
    """SAFETY 67."""
    clock.advance(DAY)
    await put(db, a_post())
    await outbox.retry(await head(outbox), "no answer", certain=True, after_s=60)
    assert await outbox.next_due(9) == []
    clock.advance(-DAY)
    assert (await head(outbox)).attempts == 1
    await outbox.retry(await head(outbox), "much", certain=True, after_s=9e6)
    assert await outbox.next_due(9) == []
    assert await outbox.idle_s(1e9) == 3600


async def test_only_what_was_sent_off_without_an_answer_is_in_doubt(db, clock, outbox):
    await put(db, a_post())
    one = await head(outbox)
    assert outbox.doubt(one) is Doubt.NONE
    await outbox.begin(one)
    begun = await head(outbox)
    assert begun.cut_off
    assert outbox.doubt(begun) is Doubt.BRIEF
    await outbox.retry(begun, "no answer", certain=False)
    clock.advance(59 * SECOND)
    assert outbox.doubt(await head(outbox)) is Doubt.BRIEF
    clock.advance(SECOND)
    again = await head(outbox)
    assert not again.cut_off
    assert outbox.doubt(again) is Doubt.OPEN
    await outbox.retry(again, "refused", certain=True)
    clock.advance(timedelta(hours=1))
    assert outbox.doubt(await head(outbox)) is Doubt.NONE


async def test_a_clock_that_was_set_back_makes_a_nonce_worth_nothing(db, clock, outbox):
    """SAFETY 67."""
    await put(db, a_post())
    await outbox.begin(await head(outbox))
    clock.advance(-timedelta(days=1))
    assert outbox.doubt(await head(outbox)) is Doubt.OPEN


async def test_a_forums_thread_has_no_nonce_to_trust(db, outbox):
    await put(db, Parcel(Action.THREAD, "{}", "Bridge opens", ("Harbour",)))
    await outbox.begin(await head(outbox))
    thread = await head(outbox)
    assert outbox.doubt(thread) is Doubt.OPEN
    assert (thread.parcel.title, thread.parcel.topics) == ("Bridge opens", ("Harbour",))


async def test_the_simpler_body_takes_the_place_of_the_first(db, outbox):
    await put(db, a_post("v2", instead="embeds"))
    await outbox.simplify(await head(outbox), "Invalid Form Body", certain=True)
    simpler = await head(outbox)
    assert (simpler.parcel.body, simpler.parcel.instead) == ("embeds", "")


async def test_what_may_have_arrived_is_told_and_counts_as_had(db, outbox):
    digest = await put(db, a_post(), a_post())
    await outbox.unknown(await head(outbox), "no answer")
    await outbox.dead(await head(outbox), "too long")
    assert not await failed(db, digest)
    assert await outbox.arrival(digest) == Arrival(unknown=1, dead=1, note="no answer")
    first, second = await notices(db)
    assert "Part 1 of digest" in first
    assert "may not have arrived" in first
    assert "too long" in second


async def test_a_digest_of_which_nothing_arrived_counts_as_not_had(db, outbox):
    digest = await put(db, a_post(), Parcel(Action.PUBLISH))
    await outbox.dead(await head(outbox), "too long")
    assert not await failed(db, digest)
    await outbox.dead(await head(outbox), "nothing to publish", quietly=True)
    assert await failed(db, digest)
    assert len(await notices(db)) == 1


async def test_a_dead_channel_is_given_up_whole_and_told_once(db, outbox):
    """SAFETY 54."""
    digests_ = [await put(db, a_post(), a_post()), await put(db, a_post())]
    other = await put(db, a_post("other"), channel="601")
    dead, _ = await outbox.next_due(9)
    assert await outbox.undeliverable(dead, "the channel is gone")
    assert not await outbox.undeliverable(dead, "the channel is gone")
    assert (await head(outbox)).digest == other
    assert [await failed(db, each) for each in digests_] == [True, True]
    assert await notices(db) == ["the channel is gone"]
    # What comes after waits until somebody has the channel posted in again.
    await put(db, a_post())
    assert (await head(outbox)).digest == other
    assert (await outbox.backlog()).waiting == 1


async def test_nothing_is_tried_for_ever(db, clock, outbox):
    for certain, expected in ((True, Arrival(dead=1)), (False, Arrival(unknown=1))):
        digest = await put(db, a_post())
        tries = 0
        while not (await outbox.arrival(digest)).settled:
            clock.advance(timedelta(minutes=10))
            await outbox.retry(await head(outbox), "", certain=certain)
            tries += 1
        assert await outbox.arrival(digest) == expected
        assert tries < 50


async def test_a_copy_of_the_database_repeats_no_nonce(db):
    for _ in range(3):
        await put(db, a_post(), a_post())

    def nonces(tables) -> list[str]:
        rows = tables.conn.execute("SELECT nonce FROM deliveries")
        return [nonce for (nonce,) in rows]

    found = await db.read(nonces)
    assert len({each.split("-")[0] for each in found}) == 3
    assert max(map(len, found)) <= 25


async def test_the_backlog_tells_since_when_the_oldest_waits(db, clock, outbox):
    assert (await outbox.backlog()).waiting == 0
    await put(db, a_post(), a_post())
    clock.advance(timedelta(minutes=5))
    backlog = await outbox.backlog()
    assert (backlog.waiting, backlog.oldest) == (2, NOON)
