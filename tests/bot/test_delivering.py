"""What becomes of a delivery, whatever Discord does: never twice, never a loop."""

import asyncio
import json
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.courier import Courier
from bot.outlet import Outlet
from digests.deliveries import Action, Arrival, Parcel
from digests.guilds import Edition
from digests.outbox import Outbox
from digests.storage import deliveries, digests, guild_notices
from digests.storage.database import Database
from digests.types import Digest
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.connected import a_client
from tests.fakes.discord import (
    Can,
    Cloudflare,
    Drop,
    FakeDiscord,
    Kind,
    Refuse,
    Status,
    Tag,
    TooMany,
)
from tests.fakes.stores import a_store

POSTS = "POST /channels/*/messages"
THREADS = "POST /channels/*/threads"
PUBLISHED = "POST /channels/*/crosspost"
ALLOWED = {"parse": [], "roles": [], "replied_user": False}
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
async def discord(clock):
    async with FakeDiscord(clock) as fake:
        fake.world.add_channel(601, "alerts", kind=Kind.ANNOUNCEMENT)
        tags = (Tag(1, "World"), Tag(2, "Harbour"))
        fake.world.add_channel(602, "stories", kind=Kind.FORUM, tags=tags)
        fake.rates.relaxed = True
        yield fake
    assert fake.faults == []


@dataclass
class Desk:
    """An outbox and who empties it."""

    db: Database
    outbox: Outbox
    courier: Courier
    clock: ManualClock

    async def put(self, *parcels: Parcel, channel: str = "600") -> int:
        """Store a digest with these parcels, a mark in each; return its id."""

        def both(tables):
            key = digests.add(tables, Digest((), NOON), channel)
            made = [marked(each, key, part) for part, each in enumerate(parcels, 1)]
            edition = Edition(Digest((), NOON), "500", channel, id=key)
            deliveries.add(tables, edition, made, self.clock.now())
            return key

        return await self.db.write(both)

    async def go(self, rounds: int = 40) -> None:
        """Deliver whatever is due, until nothing is."""
        for _ in range(rounds):
            if await self.courier.round() > 0:
                return
        raise AssertionError("there is no end to it")

    async def later(self, span: timedelta) -> None:
        """Let time pass, and deliver."""
        self.clock.advance(span)
        await self.go()

    async def cut_off(self) -> None:
        """Begin what is next, and end as a process does that is killed."""
        for each in await self.outbox.next_due(1):
            await self.outbox.begin(each)

    async def told(self) -> list[str]:
        found = await self.db.read(guild_notices.untold, "500", self.clock.now())
        return [each.text for each in found]


def marked(parcel: Parcel, digest: int, part: int) -> Parcel:
    """The parcel with its mark at the end of each body."""
    mark = f" · No. {digest}.{part}"
    bodies = [
        each and each.replace("MARK", mark) for each in (parcel.body, parcel.instead)
    ]
    return Parcel(parcel.action, bodies[0], parcel.title, parcel.topics, bodies[1])


def embed(words: str) -> str:
    made = {"title": words, "footer": {"text": "Made from 3 articles MARK"}}
    return json.dumps({"embeds": [made], "allowed_mentions": ALLOWED})


def v2(words: str) -> str:
    parts = [{"type": 10, "content": each} for each in (words, "-# 3 articles MARK")]
    return json.dumps(
        {"components": parts, "flags": 1 << 15, "allowed_mentions": ALLOWED}
    )


def post(words: str = "Bridge opens", **more) -> Parcel:
    return Parcel(Action.POST, embed(words), **more)


def thread(words: str = "Bridge opens", *topics: str) -> Parcel:
    return Parcel(Action.THREAD, embed(words), title=words, topics=topics)


@pytest.fixture
async def desk(tmp_path, discord, clock):
    gateway = discord.api.replace("http", "ws").replace("/api", "/gateway/")
    async with (
        a_store(tmp_path) as db,
        a_client(discord.api, gateway) as client,
    ):
        outbox = Outbox(db, clock)
        yield Desk(db, outbox, Courier(outbox, Outlet(client)), clock)


def titles(discord, channel: int = 600) -> list[str]:
    return [x.body["embeds"][0]["title"] for x in discord.shown_in(channel)]


def forum_titles(discord) -> list[str]:
    threads = [x for x in discord.world.channels.values() if x.parent == 602]
    return [x.name for x in threads]


async def test_parts_arrive_in_order_and_ping_nobody(discord, desk):
    digest = await desk.put(post("one"), post("two"), post("three"))
    await desk.put(post("four"), channel="601")
    await desk.go()
    assert titles(discord) == ["one", "two", "three"]
    assert titles(discord, 601) == ["four"]
    assert (await desk.outbox.arrival(digest)) == Arrival(sent=3)
    for seen in discord.requests(POSTS):
        assert seen.body["allowed_mentions"] == ALLOWED
        assert seen.body["enforce_nonce"] is True


async def test_who_waits_for_a_digest_hears_what_became_of_it(discord, desk):
    digest = await desk.put(post())
    assert await desk.courier.delivered(digest, 0.01) == Arrival(open=1)
    await desk.go()
    assert await desk.courier.delivered(digest, 1) == Arrival(sent=1)


@pytest.mark.parametrize("parcel", [post(), thread()])
@pytest.mark.parametrize(
    "fault",
    [
        *(Status(503), Status(503, after=True)),
        *(Status(500), Status(500, after=True)),
        *(Drop(), Drop(after=True)),
    ],
)
async def test_what_was_not_answered_is_sent_again_and_arrives_once(
    discord, desk, parcel, fault
):
    """SAFETY 50."""
    kind, channel = (POSTS, "600") if parcel.action is Action.POST else (THREADS, "602")
    discord.fail(fault, kind)
    digest = await desk.put(parcel, parcel, channel=channel)
    await desk.go()
    await desk.later(MINUTE / 2)
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)
    shown = titles(discord) if channel == "600" else forum_titles(discord)
    assert shown == ["Bridge opens"] * 2


async def test_a_429_is_waited_out_however_long(discord, desk):
    """SAFETY 50."""
    discord.fail(TooMany(0.05), POSTS)
    discord.fail(TooMany(3600.0), POSTS, nth=3)
    digest = await desk.put(post("one"), post("two"))
    await desk.go()
    assert titles(discord) == ["one"]
    await desk.later(HOUR - MINUTE)
    assert len(discord.requests(POSTS)) == 3
    await desk.later(MINUTE)
    assert titles(discord) == ["one", "two"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)


async def test_a_ban_at_the_edge_is_not_answered_by_more_requests(discord, desk):
    """SAFETY 54."""
    plan = discord.fail(Cloudflare(), POSTS, times=None)
    await desk.put(post())
    await desk.go()
    for _ in range(60):
        await desk.later(MINUTE)
    assert len(plan.hits) < 20
    plan.cancel()
    await desk.later(HOUR)
    assert titles(discord) == ["Bridge opens"]


async def test_without_a_nonce_to_trust_the_channel_is_read_first(discord, desk):
    """SAFETY 52."""
    for number in range(230):
        await discord.admin.say(f"chatter {number}", 600)
    discord.fail(Drop(after=True), POSTS)
    digest = await desk.put(post("one"), post("two"))
    await desk.go()
    discord.world.forget_nonces()
    await discord.admin.say("Is there more to come?", 600)
    await desk.later(10 * MINUTE)
    bodies = [x.body for x in discord.shown_in() if x.body.get("embeds")]
    assert [x["embeds"][0]["title"] for x in bodies] == ["one", "two"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)


@pytest.mark.parametrize("refusal", [TooMany(3600.0), Refuse(0, "No", 403)])
async def test_a_refusal_says_nothing_of_the_try_before_it(discord, desk, refusal):
    """SAFETY 52."""
    discord.fail(Drop(after=True), POSTS)
    discord.fail(refusal, POSTS, nth=2)
    digest = await desk.put(post("one"))
    await desk.go()
    await desk.later(MINUTE / 2)
    discord.world.forget_nonces()
    await desk.later(HOUR)
    assert titles(discord) == ["one"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=1)


async def test_what_is_not_in_the_channel_is_sent_after_all(discord, desk):
    """SAFETY 52."""
    discord.world.message_content = True
    discord.fail(Drop(), POSTS)
    await desk.put(post("one"))
    await desk.go()
    await discord.admin.say("Made from 3 articles · No. 1.1", 600)
    await desk.later(10 * MINUTE)
    assert len(discord.requests(POSTS)) == 2
    assert len(discord.shown_in()) == 2


async def test_without_history_it_is_left_unknown_and_said(discord, desk):
    """SAFETY 52."""
    may = Can.VIEW | Can.SEND | Can.EMBED
    await discord.admin.change_channel(600, permissions=may)
    discord.fail(Drop(after=True), POSTS)
    digest = await desk.put(post("one"), post("two"))
    await desk.go()
    discord.world.forget_nonces()
    await desk.later(10 * MINUTE)
    assert titles(discord) == ["one", "two"]
    arrival = await desk.outbox.arrival(digest)
    assert (arrival.sent, arrival.unknown) == (1, 1)
    (told,) = await desk.told()
    assert "may not have arrived" in told


async def test_a_process_that_was_cut_off_looks_before_it_sends(discord, desk):
    """SAFETY 51, 53: cut off before the request, so nothing is there to be found."""
    await desk.put(post("one"), post("two"))
    await desk.go()
    digest = await desk.put(post("three"), post("four"))
    await desk.cut_off()
    await desk.go()
    assert discord.requests("GET /channels/*/messages")
    assert titles(discord) == ["one", "two", "three", "four"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)


async def test_a_thread_is_known_again_though_it_was_archived(discord, desk):
    """SAFETY 52."""
    discord.fail(Drop(after=True), THREADS)
    digest = await desk.put(thread("one"), thread("two"), channel="602")
    await desk.go()
    (made,) = [x for x in discord.world.channels.values() if x.parent == 602]
    await discord.admin.archive(made.id)
    await desk.later(10 * MINUTE)
    assert forum_titles(discord) == ["one", "two"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)


async def test_a_forum_post_is_tagged_by_its_topics(discord, desk):
    discord.world.channels[602].require_tag = True
    await desk.put(thread("one", "harbour"), thread("two", "sport"), channel="602")
    await desk.go()
    tags = [x.body.get("applied_tags") for x in discord.requests(THREADS)]
    assert tags[0] == ["2"]


async def test_where_a_tag_is_required_the_first_stands_in(discord, desk):
    await discord.admin.create_channel(
        603, "required", kind=Kind.FORUM, tags=(Tag(7, "News"),), require_tag=True
    )
    digest = await desk.put(thread("one", "sport"), channel="603")
    await desk.go()
    (seen,) = discord.requests(THREADS)
    assert seen.body["applied_tags"] == ["7"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=1)


@pytest.mark.parametrize("after", [False, True])
async def test_an_announcement_is_published_once(discord, desk, after):
    """SAFETY 50."""
    discord.fail(Drop(after=after), PUBLISHED)
    digest = await desk.put(post("one"), Parcel(Action.PUBLISH), channel="601")
    await desk.go()
    await desk.later(MINUTE)
    assert [x.flags & 1 for x in discord.shown_in(601)] == [1]
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)


async def test_a_post_that_a_moderator_deleted_does_not_come_back(discord, desk):
    discord.fail(Drop(after=True), POSTS)
    digest = await desk.put(post("one"), Parcel(Action.PUBLISH), channel="601")
    await desk.go()
    await discord.admin.delete_message(discord.shown_in(601)[0])
    await desk.later(MINUTE / 2)
    assert discord.shown_in(601) == []
    assert await desk.outbox.arrival(digest) == Arrival(
        sent=1, dead=1, note="there is no message to publish"
    )


async def test_a_body_that_is_refused_gives_way_to_the_simpler_one(discord, desk):
    """SAFETY 54."""
    too_much = Parcel(Action.POST, v2("x" * 4001), instead=embed("simple"))
    digest = await desk.put(too_much, post("next"))
    await desk.go()
    assert titles(discord) == ["simple", "next"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=2)


async def test_a_body_that_discord_cannot_set_gives_way_too(discord, desk):
    plan = discord.fail(Status(500), POSTS, times=3)
    digest = await desk.put(Parcel(Action.POST, v2("x"), instead=embed("simple")))
    await desk.go()
    for _ in range(5):
        await desk.later(MINUTE)
    assert len(plan.hits) == 3
    assert titles(discord) == ["simple"]
    assert await desk.outbox.arrival(digest) == Arrival(sent=1)


async def test_a_body_that_is_refused_for_good_is_told_and_holds_nothing_up(
    discord, desk
):
    """SAFETY 54."""
    digest = await desk.put(post("x" * 300), post("next"))
    await desk.go()
    assert titles(discord) == ["next"]
    arrival = await desk.outbox.arrival(digest)
    assert (arrival.sent, arrival.dead) == (1, 1)
    (told,) = await desk.told()
    assert "could not be posted" in told
    assert len(discord.requests(POSTS)) == 2


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        (10003, 404, "the channel is gone"),
        (10004, 404, "I am not on this server any more"),
        (50001, 403, "I cannot see the channel"),
        (50013, 403, "I may not post there"),
        (160005, 400, "the thread is locked"),
    ],
)
async def test_a_dead_channel_is_asked_once_and_told_once(
    discord, desk, code, status, says
):
    """SAFETY 54."""
    plan = discord.fail(Refuse(code, "No", status), "POST /channels/600/*", times=None)
    await desk.put(post("one"), post("two"))
    await desk.put(post("three"))
    await desk.put(post("elsewhere"), channel="601")
    await desk.go()
    for _ in range(24):
        await desk.later(HOUR)
    assert len(plan.hits) == 1
    assert titles(discord, 601) == ["elsewhere"]
    assert await desk.told() == [says]


async def test_the_permission_that_is_missing_is_named(discord, desk):
    """SAFETY 54."""
    await discord.admin.change_channel(600, permissions=Can.VIEW | Can.EMBED)
    await desk.put(post())
    await desk.go()
    assert await desk.told() == ["I may not post there: I need Send Messages"]


async def test_sending_unarchives_a_thread(discord, desk):
    """SAFETY 54."""
    discord.world.add_thread(610, "daily", parent=600)
    await discord.admin.archive(610)
    await desk.put(post("one"), channel="610")
    await desk.go()
    assert titles(discord, 610) == ["one"]


async def test_slow_mode_is_waited_out(discord, desk):
    """SAFETY 54."""
    discord.fail(TooMany(120.0), POSTS, nth=2)
    await desk.put(post("one"), post("two"))
    await desk.go()
    await desk.later(2 * MINUTE)
    assert titles(discord) == ["one", "two"]


async def test_a_server_that_discord_lost_is_waited_for(discord, desk):
    """SAFETY 54."""
    await discord.admin.outage(500)
    await desk.put(post("one"))
    await desk.go()
    await desk.later(HOUR)
    assert discord.requests(POSTS) == []
    await discord.admin.recovery(500)
    await desk.later(HOUR)
    assert titles(discord) == ["one"]


async def test_a_bot_that_was_removed_asks_once(discord, desk):
    """SAFETY 54."""
    await discord.admin.kick(500)
    await desk.put(post("one"), post("two"))
    await desk.go()
    await desk.later(24 * HOUR)
    assert len(discord.requests(POSTS)) == 1


async def test_what_is_under_way_ends_before_the_courier_does(discord, desk):
    digest = await desk.put(post("one"), post("two"))
    await desk.courier.round()
    await desk.courier.finish(10)
    arrival = await desk.outbox.arrival(digest)
    assert arrival.sent + arrival.open == 2
    assert [x.cut_off for x in await desk.outbox.next_due(9)] == [False]
    assert len(titles(discord)) == arrival.sent


async def test_who_waits_for_a_digest_hears_of_the_courier_s_end(discord, desk):
    digest = await desk.put(post("one"))
    waiting = asyncio.create_task(desk.courier.delivered(digest, 3600))
    await desk.courier.finish(10)
    async with asyncio.timeout(20):
        assert (await waiting).open == 1


EDITS = "PATCH /channels/*/messages/*"


async def amend(desk, words: str = "Bridge closes", delivery: int = 1) -> None:
    """Have what was posted brought to other words."""
    body = embed(words).replace("MARK", f" · No. {delivery}.1")
    await desk.db.write(deliveries.amend, delivery, body, desk.clock.now())


@pytest.mark.parametrize(
    "fault",
    [
        *(None, Status(503), Status(503, after=True), TooMany(0.05)),
        *(Status(500, after=True), Drop(), Drop(after=True)),
    ],
)
@pytest.mark.parametrize(("parcel", "channel"), [(post(), "600"), (thread(), "602")])
async def test_an_edit_comes_through_in_place_and_pings_nobody(
    discord, desk, parcel, channel, fault
):
    """SAFETY 27, 50: twice is as good as once."""
    await desk.put(parcel, channel=channel)
    await desk.go()
    if fault:
        discord.fail(fault, EDITS)
    await amend(desk)
    await desk.go()
    await desk.later(MINUTE / 2)
    threads = [x.id for x in discord.world.channels.values() if x.parent == 602]
    assert titles(discord, *(threads or [600])) == ["Bridge closes"]
    for seen in discord.requests(EDITS):
        assert seen.body["allowed_mentions"] == ALLOWED


async def test_edits_that_wait_become_one_that_says_the_last(discord, desk):
    await desk.put(post())
    await desk.go()
    await amend(desk, "Bridge closes")
    await amend(desk, "Bridge opens after all")
    await desk.go()
    assert titles(discord) == ["Bridge opens after all"]
    assert len(discord.requests(EDITS)) == 1


async def test_an_edit_that_was_cut_off_is_made_again_without_a_look(discord, desk):
    """SAFETY 51."""
    await desk.put(post())
    await desk.go()
    await amend(desk)
    await desk.cut_off()
    await desk.later(HOUR)
    assert titles(discord) == ["Bridge closes"]
    assert not discord.requests("GET /channels/*/messages")


@pytest.mark.parametrize(
    "refusal",
    [
        Refuse(10008, "Unknown Message", 404),
        Refuse(10003, "Unknown Channel", 404),
        Refuse(50001, "Missing Access", 403),
        Refuse(50013, "Missing Permissions", 403),
        Refuse(50083, "Thread is archived"),
        Refuse(50035, "Invalid Form Body"),
    ],
)
async def test_an_edit_that_is_refused_ends_quietly(discord, desk, refusal):
    """SAFETY 27, 54: what was posted stays posted, and others go on."""
    digest = await desk.put(post())
    await desk.go()
    discord.fail(refusal, EDITS)
    await amend(desk)
    await desk.go()
    await desk.later(HOUR)
    assert len(discord.requests(EDITS)) == 1
    assert await desk.told() == []
    assert await desk.outbox.arrival(digest) == Arrival(sent=1)
    await desk.put(post("two"))
    await desk.go()
    assert titles(discord) == ["Bridge opens", "two"]


async def test_an_edit_that_waits_keeps_no_post_waiting(discord, desk):
    await desk.put(post())
    await desk.go()
    discord.fail(Status(503), EDITS, times=None)
    await amend(desk)
    await desk.put(post("two"))
    await desk.go()
    assert titles(discord) == ["Bridge opens", "two"]
    for _ in range(60):
        await desk.later(HOUR)
    assert await desk.told() == []
    assert (await desk.outbox.backlog()).waiting == 0
