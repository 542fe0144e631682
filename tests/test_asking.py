"""A question goes on with a conversation, finds what was said, and tells from where."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from digests.answering import Librarian
from digests.asked import Asked, Scope, Spot
from digests.guilds import Reach, ScheduleOrder
from digests.inquiring import Inquiries
from digests.scheduling import Schedules
from digests.storage import articles, digests
from digests.timetables import Timetable
from digests.types import Digest, Story
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

HERE = Reach("1")
TOLL = "“The toll will fall to two crowns,” said Ada Marsh, the mayor of Tarn."
FERRY = "“The ferry will sail until the autumn,” said Ada Marsh, the mayor of Tarn."
RIVAL = "“Nobody needs that bridge,” said Jon Vik, who owns the ferry."


@pytest.fixture
def clock():
    return ManualClock(NOON + timedelta(hours=2))


@pytest.fixture
def librarian(db, clock):
    return Librarian(db, clock, InlineWorkers())


def words(answered) -> list[str]:
    return [each.text for each in answered.answer.sentences]


async def told_of_the_bridge(stock, guild: str = "1", channel: str = "") -> list[int]:
    feed = await stock.follow(f"gazette{channel}", guild, channel)
    return [
        await stock.bring(feed, "Toll to fall", f"The council met. {TOLL}"),
        await stock.bring(feed, "Ferry to stay", f"The river is high. {FERRY}"),
        await stock.bring(feed, "A rival speaks", f"It rained. {RIVAL}"),
    ]


async def test_what_somebody_said_is_told_word_for_word(stock, librarian):
    toll, *_ = await told_of_the_bridge(stock)
    found = await librarian.ask(Asked("What did Ada Marsh say about the toll?", HERE))
    assert words(found) == ["The toll will fall to two crowns"]
    (sentence,), (cited,) = found.answer.sentences, found.cited
    assert (sentence.article_id, cited.speaker) == (toll, "Ada Marsh")
    assert cited.link.startswith("https://gazette.example/")
    assert cited.link.endswith("#:~:text=The%20toll%20will%20fall%20to%20two%20crowns")


async def test_a_surname_is_enough_and_the_newest_words_come_first(stock, librarian):
    await told_of_the_bridge(stock)
    found = await librarian.ask(Asked("What did Marsh say?", HERE))
    assert words(found) == [
        "The ferry will sail until the autumn",
        "The toll will fall to two crowns",
    ]


async def test_nobodys_words_are_taken_for_anothers(stock, librarian):
    await told_of_the_bridge(stock)
    found = await librarian.ask(Asked("What did Angela Merkel say?", HERE))
    assert found.answer.refused
    found = await librarian.ask(Asked("What did Jon Vik say?", HERE))
    assert words(found) == ["Nobody needs that bridge"]


async def test_he_or_she_is_who_was_asked_about_before(stock, librarian):
    await told_of_the_bridge(stock)
    asked = Asked("Who is Ada Marsh?", HERE, "ann", "thread")
    await librarian.ask(asked)
    again = Asked("What did she say about the toll?", HERE, "bob", "thread")
    found = await librarian.ask(again)
    assert words(found) == ["The toll will fall to two crowns"]
    assert found.read_as == "What did Ada Marsh say about the toll?"


async def test_nobodys_words_answer_for_somebody_who_is_not_known(stock, librarian):
    await told_of_the_bridge(stock)
    feed = await stock.follow("courier", "1")
    await stock.bring(feed, "Norway", "“She will sail to Norway,” said Lena Frost.")
    norway = "“Norway is too far away,” said Ada Marsh, the mayor of Tarn."
    await stock.bring(feed, "Far away", norway)
    she = "What did she say about Norway?"
    alone = await librarian.ask(Asked(she, HERE, "ann", "thread"))
    assert alone.answer.refused
    await librarian.ask(Asked("Who is Ada Marsh?", HERE, "ann", "other"))
    found = await librarian.ask(Asked(she, HERE, "ann", "other"))
    assert words(found) == ["Norway is too far away"]


async def test_a_few_words_go_on_with_the_last_question(stock, librarian):
    await told_of_the_bridge(stock)
    thread = Asked("What did Ada Marsh say about the toll?", HERE, "ann", "thread")
    await librarian.ask(thread)
    found = await librarian.ask(Asked("And the ferry?", HERE, "ann", "thread"))
    assert words(found) == ["The ferry will sail until the autumn"]
    found = await librarian.ask(Asked("And Jon Vik?", HERE, "ann", "thread"))
    assert words(found) == ["Nobody needs that bridge"]


async def test_a_conversation_goes_on_after_a_restart(db, stock, clock, librarian):
    await told_of_the_bridge(stock)
    await librarian.ask(Asked("Who is Ada Marsh?", HERE, "ann", "thread"))
    restarted = Librarian(db, clock, InlineWorkers())
    she = Asked("What did she say about the toll?", HERE, "ann", "thread")
    assert words(await restarted.ask(she)) == ["The toll will fall to two crowns"]


async def test_a_conversation_is_over_after_seven_days(stock, clock, librarian):
    await told_of_the_bridge(stock)
    await librarian.ask(Asked("Who is Ada Marsh?", HERE, "ann", "thread"))
    clock.advance(timedelta(days=7, seconds=1))
    found = await librarian.ask(
        Asked("What did she say about the toll?", HERE, "ann", "thread")
    )
    assert found.read_as == ""


@pytest.mark.parametrize(
    "other",
    [
        Asked("What did she say about the toll?", HERE, "ann", "another"),
        Asked("What did she say about the toll?", HERE, "ann"),
        Asked("What did she say about the toll?", Reach("2"), "ann", "thread"),
    ],
)
async def test_a_conversation_is_its_threads_own(stock, librarian, other):
    """SAFETY 46."""
    await told_of_the_bridge(stock)
    await librarian.ask(Asked("Who is Ada Marsh?", HERE, "ann", "thread"))
    assert (await librarian.ask(other)).read_as == ""


async def test_what_was_asked_in_private_reminds_nobody_else(stock, librarian):
    """SAFETY 46."""
    await told_of_the_bridge(stock)
    secret = Asked("Who is Ada Marsh?", HERE, "ann", "thread", private=True)
    await librarian.ask(secret)
    she = "What did she say about the toll?"
    bob = await librarian.ask(Asked(she, HERE, "bob", "thread"))
    assert bob.read_as == ""
    ann = await librarian.ask(Asked(she, HERE, "ann", "thread", private=True))
    assert words(ann) == ["The toll will fall to two crowns"]


async def test_what_was_asked_in_private_leaks_into_no_public_question(
    stock, librarian
):
    """SAFETY 46: not even the asker's own."""
    await told_of_the_bridge(stock)
    feed = await stock.follow("courier", "1")
    await stock.bring(feed, "Paint", "“The bridge needs paint,” said Lena Frost.")
    await librarian.ask(Asked("Who is Ada Marsh?", HERE, "bob", "thread"))
    lena = Asked("What did Lena Frost say?", HERE, "ann", "thread", private=True)
    await librarian.ask(lena)
    she = "What did she say?"
    for asker in ("ann", "bob"):
        told = await librarian.ask(Asked(she, HERE, asker, "thread"))
        assert told.read_as == "What did Ada Marsh say?"
        assert "The bridge needs paint" not in words(told)


async def test_an_answer_reminds_nobody_who_may_not_read_what_it_rests_on(
    stock, librarian
):
    """SAFETY 46: the name was in the answer alone."""
    await told_of_the_bridge(stock, channel="10")
    inside = Reach("1", frozenset({"10", "11"}))
    outside = Reach("1", frozenset({"11"}))
    first = Asked("Who owns the ferry that nobody needs?", inside, "ann", "11")
    answered = await librarian.ask(first)
    assert "Jon Vik" in " ".join(words(answered))
    she = "What did he say?"
    told = await librarian.ask(Asked(she, outside, "bob", "11"))
    assert (told.read_as, words(told), told.answer.nearest) == ("", [], ())
    assert "Vik" not in repr(told)
    told = await librarian.ask(Asked(she, inside, "bob", "11"))
    assert words(told) == ["Nobody needs that bridge"]


async def test_a_name_handed_on_from_turn_to_turn_stays_with_who_may_know_it(
    stock, librarian
):
    """SAFETY 46: the second question drew on the first one's answer."""
    await told_of_the_bridge(stock, channel="10")
    inside = Reach("1", frozenset({"10", "11"}))
    first = "Who owns the ferry that nobody needs?"
    await librarian.ask(Asked(first, inside, "ann", "11"))
    await librarian.ask(Asked("What did he say about taxes?", inside, "ann", "11"))
    outside = Reach("1", frozenset({"11"}))
    told = await librarian.ask(Asked("And the bridge?", outside, "bob", "11"))
    assert "Vik" not in repr(told)


async def test_who_asks_to_be_forgotten_is(db, stock, clock, librarian):
    await told_of_the_bridge(stock)
    await librarian.ask(Asked("Who is Ada Marsh?", HERE, "ann", "thread"))
    await librarian.ask(Asked("Who is Jon Vik?", HERE, "bob", "other"))
    assert await librarian.forget("ann") == 1

    def left(tables):
        return tables.conn.execute("SELECT asker, question FROM exchanges").fetchall()

    assert await db.read(left) == [("bob", "Who is Jon Vik?")]
    she = Asked("What did she say about the toll?", HERE, "ann", "thread")
    assert (await librarian.ask(she)).read_as == ""


class Meanwhile(InlineWorkers):
    """Workers that somebody asks to be forgotten before, each time."""

    def __init__(self, forget) -> None:
        self.forget = forget

    async def run(self, job, *args, **kwargs):
        await self.forget("ann")
        return await super().run(job, *args, **kwargs)


@pytest.mark.parametrize("waits", [True, False])
async def test_who_is_forgotten_before_the_answer_is_not_remembered_by_it(
    db, stock, clock, waits
):
    await told_of_the_bridge(stock)
    others = Librarian(db, clock, InlineWorkers())
    asking = InlineWorkers() if waits else Meanwhile(others.forget)
    librarian, inquiries = Librarian(db, clock, asking), Inquiries(db, clock)
    ann = Asked("Who is Ada Marsh?", HERE, "ann", "thread")
    async with inquiries.taken_on(ann) as taken:
        if waits:
            assert await librarian.forget("ann") == 1
        assert not (await librarian.ask(taken)).answer.refused
    assert await librarian.forget("ann") == 0
    bob = Asked("What did she say about the toll?", HERE, "bob", "thread")
    assert (await librarian.ask(bob)).read_as == ""
    assert not (await librarian.ask(replace(ann, asker="bob"))).again
    async with inquiries.taken_on(ann) as taken:
        assert not (await Librarian(db, clock, InlineWorkers()).ask(taken)).again
    assert await librarian.forget("ann") == 1


async def test_what_is_not_answered_yet_is_known_after_a_crash(db, clock):
    before = Inquiries(db, clock)
    spot = Spot("10", "7", "a7")
    async with AsyncExitStack() as under_way:
        for asker, where in (("ann", spot), ("bob", spot), ("eve", Spot())):
            asked = Asked("Who?", HERE, asker, "10", private=not where.room)
            await under_way.enter_async_context(before.taken_on(asked, where))
        assert await before.cut_off() == []
        await Librarian(db, clock, InlineWorkers()).forget("bob")
        # As if the process had ended here: what another one finds.
        after = Inquiries(db, clock)
        (left,) = await after.cut_off()
        assert (left.guild, left.spot) == ("1", spot)
        await after.told(left)
        assert await after.cut_off() == []
        await under_way.enter_async_context(before.taken_on(asked, spot))
        clock.advance(timedelta(days=1, seconds=1))
        assert await Inquiries(db, clock).cut_off() == []


async def test_what_others_were_answered_is_kept_when_somebody_forgets(
    stock, librarian
):
    await told_of_the_bridge(stock)
    ann = Asked("Who is Ada Marsh?", HERE, "ann", "thread")
    bob = Asked("Who is Jon Vik?", HERE, "bob", "other")
    for each in (ann, bob):
        assert not (await librarian.ask(each)).again
    await librarian.forget("ann")
    assert (await librarian.ask(bob)).again
    assert not (await librarian.ask(ann)).again


async def a_digest(db, keys, channel: str = "10"):
    reports = await db.read(articles.reports, keys)
    stories = tuple(Story((each,), ()) for each in reports)
    key = await db.write(digests.add, Digest(stories, NOON), channel)
    await db.write(
        lambda tables: tables.conn.execute(
            "UPDATE digests SET guild = '1' WHERE id = ?", [key]
        )
    )
    return key


async def test_the_story_comes_first_then_its_digest_then_the_server(
    db, stock, librarian
):
    toll, ferry, _ = await told_of_the_bridge(stock)
    key = await a_digest(db, [toll, ferry])
    of_story = Asked("What did Ada Marsh say?", HERE, digest=key, story=1)
    found = await librarian.ask(of_story)
    assert (found.scope, found.passed) == (Scope.STORY, ())
    assert words(found) == ["The toll will fall to two crowns"]
    ferry_ = Asked("What did Marsh say about the ferry?", HERE, digest=key, story=1)
    found = await librarian.ask(ferry_)
    assert (found.scope, found.passed) == (Scope.DIGEST, (Scope.STORY,))
    vik = Asked("What did Jon Vik say?", HERE, digest=key, story=1)
    found = await librarian.ask(vik)
    assert found.scope is Scope.SERVER
    assert found.passed == (Scope.STORY, Scope.DIGEST)
    wide = Asked("What did Ada Marsh say?", HERE, digest=key, scope=Scope.SERVER)
    assert len(words(await librarian.ask(wide))) == 2


async def test_a_channels_own_feeds_come_before_the_servers(stock, librarian):
    await told_of_the_bridge(stock, channel="10")
    other = await stock.follow("courier", "1", "11")
    await stock.bring(other, "Taxes", "“Taxes will rise,” said Ada Marsh on Monday.")
    reach = Reach("1", frozenset({"10", "11"}))
    said = "What did Ada Marsh say?"
    found = await librarian.ask(Asked(said, reach, channel="11"))
    assert (found.scope, words(found)) == (Scope.CHANNEL, ["Taxes will rise"])
    found = await librarian.ask(Asked("What did Jon Vik say?", reach, channel="11"))
    assert (found.scope, found.passed) == (Scope.SERVER, (Scope.CHANNEL,))


async def test_a_story_of_another_server_or_channel_is_not_looked_in(
    db, stock, librarian
):
    """SAFETY 46."""
    keys = await told_of_the_bridge(stock, channel="10")
    key = await a_digest(db, keys)
    for reach in (Reach("2"), Reach("1", frozenset({"11"}))):
        asked = Asked("What did Jon Vik say?", reach, digest=key, story=3, channel="10")
        found = await librarian.ask(asked)
        assert (found.scope, found.passed) == (Scope.SERVER, ())
        assert (words(found), found.answer.nearest) == ([], ())


async def test_the_same_question_has_the_same_answer_until_something_new_is_read(
    stock, librarian
):
    feed = await stock.follow("gazette", "1")
    await stock.bring(feed, "Toll to fall", TOLL)
    said = Asked("What did Ada Marsh say?", HERE)
    assert not (await librarian.ask(said)).again
    found = await librarian.ask(Asked("  what did ada marsh SAY ", HERE))
    assert (found.again, words(found)) == (True, ["The toll will fall to two crowns"])
    assert found.answer.question == "what did ada marsh SAY"
    await stock.bring(feed, "Ferry to stay", FERRY)
    found = await librarian.ask(said)
    assert (found.again, len(words(found))) == (False, 2)


async def test_an_answer_given_before_is_for_the_same_reach_alone(stock, librarian):
    """SAFETY 46."""
    await told_of_the_bridge(stock, channel="10")
    said = "What did Ada Marsh say?"
    inside = await librarian.ask(Asked(said, Reach("1", frozenset({"10"}))))
    assert not inside.answer.refused
    for reach in (Reach("1", frozenset({"11"})), Reach("2"), Reach()):
        found = await librarian.ask(Asked(said, reach))
        assert (found.again, found.answer.refused) == (False, True)


async def test_an_answer_given_before_goes_with_the_feed(stock, librarian):
    """SAFETY 46."""
    feed = await stock.follow("gazette", "1")
    await stock.bring(feed, "Toll to fall", TOLL)
    said = Asked("What did Ada Marsh say?", HERE)
    assert not (await librarian.ask(said)).answer.refused
    await stock.unfollow(feed)
    assert (await librarian.ask(said)).answer.refused


async def test_what_is_asked_of_a_time_is_looked_for_then_and_else_told_so(
    stock, librarian
):
    feed = await stock.follow("gazette", "1")
    stock.now = NOON - timedelta(days=1)
    await stock.bring(feed, "Toll to fall", TOLL)
    stock.now = NOON
    await stock.bring(feed, "Ferry to stay", FERRY)
    found = await librarian.ask(Asked("What did Ada Marsh say yesterday?", HERE))
    assert words(found) == ["The toll will fall to two crowns"]
    assert not found.undated
    since = await librarian.ask(Asked("What did Ada Marsh say since yesterday?", HERE))
    assert len(words(since)) == 2
    found = await librarian.ask(Asked("What did Ada Marsh say in March?", HERE))
    assert (len(words(found)), found.undated) == (2, True)
    firm = Asked("What did Ada Marsh say?", HERE, since=NOON + timedelta(hours=1))
    assert (await librarian.ask(firm)).answer.refused


async def test_phrases_outlets_and_speakers_narrow(stock, librarian):
    await told_of_the_bridge(stock)
    found = await librarian.ask(Asked("speaker:Vik bridge", HERE))
    assert words(found) == ["Nobody needs that bridge"]
    found = await librarian.ask(Asked("What did Jon Vik say in the Gazette?", HERE))
    assert (words(found), found.understood.outlets) == (
        ["Nobody needs that bridge"],
        ("The Gazette",),
    )
    found = await librarian.ask(Asked('Who spoke of "the toll will rise"?', HERE))
    assert found.answer.refused


@pytest.mark.parametrize(
    "question",
    [
        "What did Jon Vik say? outlet:Courier",
        "What did Jon Vik say in the Gazette in March?",
        "What did the Gazette say about the ferry?",
    ],
)
async def test_what_an_outlet_has_not_is_looked_for_in_the_others_and_told_so(
    stock, librarian, question
):
    await told_of_the_bridge(stock)
    found = await librarian.ask(Asked(question, HERE))
    assert not found.answer.refused
    assert found.elsewhere == ("Courier" in question)
    assert found.undated == ("March" in question)
    both = "What did Jon Vik say in March? outlet:Courier"
    found = await librarian.ask(Asked(both, HERE))
    assert words(found) == ["Nobody needs that bridge"]
    assert (found.elsewhere, found.undated) == (True, True)
    nobody = Asked("What did Angela Merkel say? outlet:Courier", HERE)
    found = await librarian.ask(nobody)
    assert (found.answer.refused, found.elsewhere) == (True, False)


async def test_a_place_that_is_an_outlet_too_is_a_place_where_it_holds_nothing(
    stock, librarian
):
    feed = await stock.follow("gazette", "1")
    where = "The council of Gazette has opened a bridge over the river on Monday."
    await stock.bring(feed, "Council", where)
    named = Asked("What has the council opened in Gazette? outlet:Nowhere", HERE)
    found = await librarian.ask(named)
    assert words(found) == [where]
    assert found.elsewhere


async def test_days_are_those_of_the_channel_that_it_is_asked_in(
    db, stock, clock, librarian
):
    await told_of_the_bridge(stock)
    order = ScheduleOrder(Timetable((time(7),), "Asia/Tokyo"))
    await Schedules(db, clock).add("1", "10", order)
    begun = {"10": datetime(2026, 5, 2, 15, tzinfo=UTC)}
    for channel in ("10", "11", ""):
        yesterday = Asked("What opened yesterday?", HERE, channel=channel)
        found = await librarian.ask(yesterday)
        since = begun.get(channel, datetime(2026, 5, 3, tzinfo=UTC))
        assert found.understood.span.since == since


async def test_a_refusal_names_what_came_nearest_with_its_dates(stock, librarian):
    await told_of_the_bridge(stock)
    found = await librarian.ask(Asked("How many trains crossed the river?", HERE))
    assert found.answer.refused
    assert found.answer.nearest
    assert len(found.cited) == len(found.answer.nearest) <= 3
    assert all(each.published for each in found.answer.nearest)
