"""Calls of a model: paid once, never above what is left, and not to who is down."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from digests.accounting import Accountant
from digests.accounts import Caps, Feature, Price, Purpose, Terms, Usage, total
from digests.cashier import Pause
from digests.errors import EndpointError, NotAsked
from digests.freelance import Freelance
from digests.guildkeeping import GRACE, GuildKeeper
from digests.ports import Again, Completion, Prompt
from digests.retold import UNREACHED
from digests.storage import model_calls
from digests.storage.database import Database
from digests.storage.model_calls import DAY_SPENT, MONTH_SPENT, TOO_DEAR, TOO_MANY
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.spending_process import COSTS, spend

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAY = 24 * HOUR
DIGEST = Purpose("1", Feature.DIGEST)
ANSWER = Purpose("1", Feature.ANSWER)
# Ten dollars a million read, thirty a million written: ten and thirty a token.
PRICE = Price(10_000_000, 30_000_000)
REPLY = Completion('{"sentences": []}', tokens_in=100, tokens_out=10, model="m")
PAID = 100 * 10 + 10 * 30
DOWN = EndpointError("no answer")


class Model:
    """Replies as it is told, and keeps what it was asked."""

    name = "little"

    def __init__(self, *replies: Completion | EndpointError) -> None:
        self.replies = list(replies)
        self.asked: list[Prompt] = []
        self.called = asyncio.Event()
        self.goes_on = asyncio.Event()
        self.hangs = False
        self.refusals, self.refusal = 0, EndpointError("it has no schemas", True)

    async def complete(self, prompt: Prompt, again: Again) -> Completion:
        """The next reply, the last one again and again."""
        self.asked.append(prompt)
        for _ in range(self.refusals):
            await again(self.refusal)
            self.asked.append(prompt)
        self.called.set()
        await asyncio.sleep(0)
        if self.hangs:
            await self.goes_on.wait()
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, EndpointError):
            raise reply
        return reply


def a_prompt(data: str = "A bridge has opened.", most_tokens: int = 100) -> Prompt:
    return Prompt("story", "Tell it in one sentence.", data, {}, most_tokens)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def model():
    return Model(REPLY)


@pytest.fixture
def hire(db, clock, model):
    """Hire the model on these terms; who waits lets the clock's time pass."""

    async def passing(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))

    def hired(
        store: Database = db, pause: Pause = passing, model: Model = model, **terms
    ) -> Freelance:
        return Freelance(store, clock, model, Terms(PRICE, **terms), pause)

    return hired


@pytest.fixture
def accountant(db, clock):
    return Accountant(db, clock, Caps())


async def briefly(_: float) -> None:
    """Wait, but no time passes."""
    await asyncio.sleep(0.001)


async def spent(db: Database, since: datetime = NOON - 400 * DAY) -> int:
    """What all calls of any guild come to."""
    sql = "SELECT coalesce(sum(micro_usd), 0) FROM model_calls WHERE at >= ?"
    (found,) = await db.read(
        lambda tables: tables.execute(sql, [since.isoformat()]).fetchone()
    )
    return int(found)


async def refusal(asked) -> str:
    with pytest.raises(NotAsked) as caught:
        await asked
    return caught.value.reason


async def tried(freelance: Freelance, prompt: Prompt, purpose: Purpose) -> str:
    """Why there was no reply, "" where there was one."""
    try:
        await freelance.complete(prompt, purpose)
    except (NotAsked, EndpointError) as error:
        return error.reason
    return ""


# What is paid once.


async def test_one_article_is_paid_once_whichever_guild_asks(hire, model, db):
    for guild in ("1", "2", "1"):
        freelance = hire()
        reply = await freelance.complete(a_prompt(), Purpose(guild, Feature.DIGEST))
        assert reply == REPLY
    assert len(model.asked) == 1
    assert await spent(db) == PAID


@pytest.mark.parametrize(
    "other",
    [
        a_prompt("A bridge has closed."),
        Prompt("story", "Tell it in two.", "A bridge has opened.", {}, 100),
        Prompt("story", "Tell it in one sentence.", "A bridge has opened.", {"a": 1}),
    ],
)
async def test_another_text_prompt_or_schema_is_asked_anew(hire, model, other):
    freelance = hire()
    for prompt in (a_prompt(), other, other):
        await freelance.complete(prompt, DIGEST)
    assert model.asked == [a_prompt(), other]


async def test_another_model_is_asked_anew(hire, model, db, clock):
    await hire().complete(a_prompt(), DIGEST)
    other = Model(REPLY)
    other.name = "large"
    freelance = Freelance(db, clock, other, Terms(PRICE))
    await freelance.complete(a_prompt(), DIGEST)
    assert len(other.asked) == len(model.asked) == 1


@pytest.mark.parametrize("feature", [Feature.DIGEST, Feature.ANSWER])
async def test_who_asks_the_same_at_the_same_time_shares_one_call(hire, model, feature):
    freelance = hire()
    asked = (
        freelance.complete(a_prompt(), Purpose(str(guild), feature))
        for guild in range(20)
    )
    assert await asyncio.gather(*asked) == [REPLY] * 20
    assert len(model.asked) == 1


async def test_those_who_ask_together_share_a_fault(hire, model):
    model.replies = [DOWN]
    freelance = hire()
    asked = (tried(freelance, a_prompt(), DIGEST) for _ in range(20))
    assert await asyncio.gather(*asked) == [DOWN.reason] * 20
    assert len(model.asked) == 1


async def test_who_asks_with_another_whose_budget_is_spent_has_its_own(
    hire, model, accountant
):
    await accountant.set_budget("1", Caps(day=0))
    freelance = hire()
    asked = (
        tried(freelance, a_prompt(), Purpose(guild, Feature.DIGEST))
        for guild in ("1", "2")
    )
    assert await asyncio.gather(*asked) == [DAY_SPENT, ""]


async def test_a_call_is_made_to_its_end_though_its_caller_goes_away(hire, model, db):
    model.hangs = True
    freelance = hire()
    first = asyncio.create_task(freelance.complete(a_prompt(), DIGEST))
    await model.called.wait()
    first.cancel()
    second = asyncio.create_task(freelance.complete(a_prompt(), DIGEST))
    await asyncio.wait({first})
    assert first.cancelled()
    model.goes_on.set()
    assert await second == REPLY
    assert await freelance.complete(a_prompt(), DIGEST) == REPLY
    assert len(model.asked) == 1
    assert await spent(db) == PAID


async def test_a_fault_is_heard_of_though_nobody_waits_for_it(hire, model):
    """SAFETY 42: callers that go away have a hanging model left alone too."""
    model.hangs, model.replies = True, [DOWN]
    freelance = hire()
    for number in range(3):
        model.called.clear()
        asking = asyncio.create_task(freelance.complete(a_prompt(f"{number}"), DIGEST))
        await model.called.wait()
        asking.cancel()
    model.goes_on.set()
    while freelance.done().failed < 3:  # noqa: ASYNC110 - its own calls, not an event
        await asyncio.sleep(0.001)
    assert await tried(freelance, a_prompt("4"), DIGEST) == UNREACHED


async def test_nothing_of_a_question_is_kept(hire, model, db):
    freelance = hire()
    for _ in range(2):
        await freelance.complete(a_prompt("Who is Zephyrina?"), ANSWER)
    assert len(model.asked) == 2
    assert b"Zephyrina" not in db.path.read_bytes()
    count = "SELECT count(*) FROM model_replies"
    assert await db.read(lambda tables: tables.execute(count).fetchone()) == (0,)


async def test_a_check_is_always_asked(hire, model):
    freelance = hire()
    for feature in (Feature.DIGEST, Feature.CHECK, Feature.CHECK):
        await freelance.complete(a_prompt(), Purpose("", feature))
    assert len(model.asked) == 3


@pytest.mark.parametrize(
    "poor",
    [
        Completion("", tokens_in=100, tokens_out=10),
        Completion('{"sent', "length", tokens_in=100, tokens_out=10),
        Completion("", refusal="I cannot.", tokens_in=100, tokens_out=10),
    ],
)
async def test_a_poor_reply_is_kept_for_an_hour_and_then_tried_anew(
    hire, model, clock, poor
):
    model.replies = [poor, REPLY]
    freelance = hire()
    for _ in range(3):
        assert await freelance.complete(a_prompt(), DIGEST) == poor
    clock.advance(HOUR)
    assert await freelance.complete(a_prompt(), DIGEST) == REPLY
    clock.advance(29 * DAY)
    assert await freelance.complete(a_prompt(), DIGEST) == REPLY
    assert len(model.asked) == 2


@pytest.mark.parametrize("finish", ["eos_token", "end_turn", "STOP"])
async def test_a_reply_that_ends_by_another_name_is_paid_once(
    hire, model, clock, finish
):
    model.replies = [replace(REPLY, finish=finish)]
    freelance = hire()
    await freelance.complete(a_prompt(), DIGEST)
    clock.advance(DAY)
    await freelance.complete(a_prompt(), DIGEST)
    assert len(model.asked) == 1


async def test_what_is_taken_for_a_call_s_time_is_the_call_alone(hire, model, clock):
    """Not how long it waited for its turn."""

    class Slow(Model):
        async def complete(self, prompt: Prompt, again: Again) -> Completion:
            clock.advance(timedelta(seconds=3))
            return await super().complete(prompt, again)

    freelance = hire(requests=1, model=Slow(REPLY))
    for number in range(2):
        patient = Purpose("1", Feature.CHECK, patience_s=60.0)
        await freelance.complete(a_prompt(f"{number}"), patient)
    assert clock.now() > NOON + MINUTE
    assert freelance.took() == timedelta(seconds=6)


async def test_a_reply_that_its_reader_finds_no_good_is_asked_anew_in_an_hour(
    hire, model, clock
):
    freelance = hire()
    await freelance.complete(a_prompt(), DIGEST)
    await freelance.unfit(a_prompt())
    await freelance.complete(a_prompt(), DIGEST)
    assert len(model.asked) == 1
    clock.advance(HOUR)
    await freelance.complete(a_prompt(), DIGEST)
    assert len(model.asked) == 2


# What may be spent.


async def test_what_is_told_of_tokens_is_what_is_paid(hire, db, accountant):
    freelance = hire()
    await freelance.complete(a_prompt(), DIGEST)
    bill = await accountant.bill("1")
    assert bill.today == bill.month == {Feature.DIGEST: Usage(1, 0, 100, 10, PAID)}
    assert freelance.done() == Usage(1, 0, 100, 10, PAID)


@pytest.mark.parametrize("tokens", [None, 0, -5, 10**12])
async def test_where_it_is_not_told_the_most_that_it_could_be_is_paid(
    hire, model, db, tokens
):
    model.replies = [Completion("x", tokens_in=tokens, tokens_out=tokens)]
    await hire().complete(a_prompt(), DIGEST)
    # No token is shorter than a byte.
    least = 10 * len(a_prompt().rules + a_prompt().data) + 30 * 100
    assert least <= await spent(db) <= least + 10 * 300


@pytest.mark.parametrize("tokens", [1, 0, -1, True, 10**7, None])
async def test_nothing_told_makes_a_reply_cost_less_than_its_text(
    hire, model, db, tokens
):
    """SAFETY 43: no eight bytes are less than a token."""
    text = "A bridge opened. " * 1000
    model.replies = [Completion(text, tokens_in=tokens, tokens_out=tokens)]
    await hire().complete(a_prompt(text), DIGEST)
    assert await spent(db) >= (10 + 30) * (len(text) // 8)


@pytest.mark.parametrize("charged", [False, True])
async def test_a_call_that_failed_is_paid_where_it_may_be_charged(
    hire, model, db, charged
):
    model.replies = [EndpointError("no answer", charged=charged)]
    assert await tried(hire(), a_prompt(), DIGEST) == "no answer"
    assert (await spent(db) > PAID) == charged
    assert charged or await spent(db) == 0


async def test_each_request_of_a_call_is_held_against_the_budget(hire, model, db):
    """SAFETY 43: a refusal is free, and what is asked once more is not."""
    model.refusals = 4
    freelance = hire(caps=Caps(day=8_000))
    assert await tried(freelance, a_prompt(), DIGEST) == ""
    assert (await spent(db), freelance.done()) == (PAID, Usage(5, 4, 100, 10, PAID))


@pytest.mark.parametrize(("refusals", "made"), [(1, 2), (4, 2)])
async def test_refusals_that_may_be_charged_for_use_up_a_budget(
    hire, model, db, refusals, made
):
    """SAFETY 43."""
    model.refusals = refusals
    model.refusal = EndpointError("it fits no schema", refused=True, charged=True)
    freelance = hire(caps=Caps(day=14_000))
    reason = await tried(freelance, a_prompt(), DIGEST)
    assert reason == ("" if refusals == 1 else DAY_SPENT)
    assert len(model.asked) == made
    assert 6_000 < await spent(db) <= 14_000


async def test_each_request_of_a_call_counts_among_those_of_the_minute(hire, model):
    model.refusals = 4
    assert await tried(hire(requests=4), a_prompt(), DIGEST) == TOO_MANY
    assert len(model.asked) == 4


@pytest.mark.parametrize("whose", ["the guild's", "everybody's"])
@pytest.mark.parametrize(
    ("caps", "reason"),
    [
        (Caps(day=20_000), DAY_SPENT),
        (Caps(month=20_000), MONTH_SPENT),
        (Caps(day=20_000, month=20_000), DAY_SPENT),
    ],
)
async def test_a_spent_budget_is_spent(hire, accountant, caps, reason, whose):
    """SAFETY 43."""
    await accountant.set_budget("1", caps if whose == "the guild's" else Caps())
    freelance = hire(caps=caps if whose == "everybody's" else Caps())
    told = [await tried(freelance, a_prompt(str(n)), DIGEST) for n in range(40)]
    assert 10 < told.count("") < 20_000 // PAID + 1
    assert {*told[told.count("") :]} == {reason}
    assert freelance.done().micro_usd <= 20_000


@pytest.mark.parametrize(
    ("caps", "left"),
    [(Caps(day=6_500), 12 * HOUR), (Caps(month=6_500), 30 * DAY - 12 * HOUR)],
)
async def test_it_is_there_again_with_the_next_day_or_month_of_utc(
    hire, clock, caps, left
):
    assert NOON.day == 4
    left = left if caps.day else timedelta(days=31 - NOON.day, hours=12)
    freelance = hire(caps=caps)
    await freelance.complete(a_prompt(), DIGEST)
    clock.advance(left - timedelta(seconds=1))
    assert await tried(freelance, a_prompt("1"), DIGEST) in {DAY_SPENT, MONTH_SPENT}
    clock.advance(timedelta(seconds=1))
    assert await tried(freelance, a_prompt("1"), DIGEST) == ""


async def test_one_guild_s_budget_is_no_other_s(hire, accountant):
    await accountant.set_budget("1", Caps(day=0))
    freelance = hire()
    assert await tried(freelance, a_prompt(), DIGEST) == DAY_SPENT
    other = Purpose("2", Feature.DIGEST)
    assert await tried(freelance, a_prompt(), other) == ""


async def test_what_was_paid_is_had_though_the_budget_is_spent(hire, accountant):
    freelance = hire()
    await freelance.complete(a_prompt(), DIGEST)
    await accountant.set_budget("1", Caps(day=0))
    assert await tried(freelance, a_prompt(), DIGEST) == ""


async def test_an_article_of_a_megabyte_is_not_sent_where_it_may_cost_too_much(
    hire, model, db
):
    """SAFETY 43."""
    freelance = hire(caps=Caps(day=5_000_000))
    megabyte = a_prompt("A bridge opened. " * 60_000)
    assert await tried(freelance, megabyte, DIGEST) == TOO_DEAR
    assert model.asked == []
    assert await tried(freelance, a_prompt(), DIGEST) == ""


@pytest.mark.parametrize("tells", [True, False])
async def test_five_hundred_articles_that_race_never_cost_more_than_is_left(
    hire, accountant, db, model, tells
):
    """SAFETY 43: by two connections, as two processes have them, for two guilds."""
    model.replies = [REPLY if tells else Completion("x")]
    cap, own = 250_000, 50_000
    await accountant.set_budget("2", Caps(day=own))
    at_once = asyncio.Semaphore(16)

    async def asked(desk: Freelance, guild: str, number: int) -> str:
        async with at_once:
            prompt = a_prompt(f"{guild}: {number}")
            return await tried(desk, prompt, Purpose(guild, Feature.ANSWER, 600.0))

    async with Database(db.path) as other:
        desks = [
            hire(db, briefly, caps=Caps(day=cap)),
            hire(other, briefly, caps=Caps(month=cap)),
        ]
        told = await asyncio.gather(
            *(asked(desks[n % 2], "1" if n % 4 < 2 else "2", n) for n in range(500))
        )
    assert {*told} == {"", DAY_SPENT, MONTH_SPENT}
    most = 16 * 7_000
    assert cap - most < await spent(db) <= cap
    assert 0 < total((await accountant.bill("2")).today.values()).micro_usd <= own


@pytest.mark.parametrize("times", [(25,), (1, 10), (2, 5, 10, 18, 25)])
async def test_an_endpoint_that_writes_far_too_much_exceeds_a_budget_by_one_call(
    hire, accountant, db, model, times
):
    """SAFETY 43: by two connections, for a server and for all, however it begins."""
    written = [100 * each for each in times]
    model.replies = [Completion("x", tokens_in=100, tokens_out=n) for n in written]
    dearest = 100 * 10 + max(written) * 30
    cap, own = 250_000, 120_000
    await accountant.set_budget("2", Caps(month=own))
    at_once = asyncio.Semaphore(16)

    async def asked(desk: Freelance, number: int) -> str:
        purpose = Purpose("12"[number % 2], Feature.ANSWER, patience_s=600.0)
        async with at_once:
            return await tried(desk, a_prompt(f"{number}"), purpose)

    async with Database(db.path) as other:
        desks = [hire(store, briefly, caps=Caps(day=cap)) for store in (db, other)]
        told = await asyncio.gather(
            *(asked(desks[n % 4 < 2], n) for n in range(200)),
        )
    assert DAY_SPENT in told
    assert {*told} <= {"", DAY_SPENT, MONTH_SPENT}
    assert cap - 2 * dearest < await spent(db) <= cap + dearest
    assert total((await accountant.bill("2")).month.values()).micro_usd <= own + dearest


async def test_two_processes_that_race_exceed_a_budget_by_one_call(db):
    """SAFETY 43: each writes twenty times what it is asked for."""
    cap = 250_000
    made = await spend(db.path, cap, processes=2)
    assert cap - 2 * COSTS < await spent(db) <= cap + COSTS
    assert await spent(db) == COSTS * sum(made)


async def test_how_far_a_model_goes_beyond_its_order_is_held_for_its_next_calls(
    hire, model, clock, db, caplog
):
    """SAFETY 43: a budget is exceeded by one call; half as much is held a day on."""
    model.replies = [Completion("x", tokens_in=100, tokens_out=1000)]
    cap = 25_000
    freelance = hire(caps=Caps(day=cap))
    with caplog.at_level(logging.WARNING, "digests"):
        await freelance.complete(a_prompt(), DIGEST)
    assert await spent(db) == 31_000 > cap
    assert "1100 tokens" in caplog.text
    clock.advance(MINUTE)
    assert await tried(freelance, a_prompt("soon"), DIGEST) == TOO_DEAR
    # It may have been mended; one call tells.
    clock.advance(DAY)
    assert await tried(freelance, a_prompt("again"), DIGEST) == ""
    assert await tried(freelance, a_prompt("and again"), DIGEST) == TOO_DEAR


@pytest.mark.parametrize(
    "lie",
    [
        Completion("A bridge opened", tokens_in=100, tokens_out=900_000),
        Completion("A bridge opened", tokens_in=900_000, tokens_out=10),
    ],
)
async def test_one_wrong_number_does_not_switch_a_model_off(
    hire, model, db, accountant, lie
):
    """It is booked, for it may be charged; and not held for all that is to come."""
    await accountant.set_budget("2", Caps(day=60_000))
    model.replies = [lie, REPLY]
    freelance = hire()
    await freelance.complete(a_prompt(), DIGEST)
    assert await spent(db) == 10 * lie.tokens_in + 30 * lie.tokens_out
    other = Purpose("2", Feature.DIGEST)
    told = [await tried(freelance, a_prompt(f"{n}"), other) for n in range(8)]
    assert told == [""] * 8


async def test_what_is_held_for_a_call_grows_less_though_each_costs_a_little_more(
    hire, model, clock
):
    asked = 2_000
    model.replies = [
        Completion("x", tokens_in=100, tokens_out=8 * asked),
        Completion("x", tokens_in=100, tokens_out=asked + 1),
    ]
    freelance = hire(caps=Caps(day=400_000))
    held, dear = [], []
    for number in range(9):
        await freelance.complete(a_prompt(f"{number}", asked), DIGEST)
        standing = await freelance.standing()
        held.append(standing.a_call)
        dear.append(standing.is_too_dear(standing.terms.caps))
        clock.advance(12 * HOUR)
        if number == 0:
            clock.advance(DAY)
    assert held[0] == 60_000 + 30 * 8 * asked
    assert held[-1] == 60_000 + 30 * (asked + 1)
    assert held == sorted(held, reverse=True)
    assert dear == [True] + [False] * 8


async def test_what_a_model_wrote_within_its_order_is_held_for_no_other(
    hire, model, clock
):
    model.replies = [Completion("x", tokens_in=100, tokens_out=4000)]
    freelance = hire(caps=Caps(day=130_000))
    await freelance.complete(a_prompt(most_tokens=4000), DIGEST)
    assert await tried(freelance, a_prompt("little"), DIGEST) == ""


async def test_what_a_crash_cut_off_counts_as_spent(hire, db, model):
    """SAFETY 43."""
    model.hangs = True
    freelance = hire(caps=Caps(day=8_000))
    asking = asyncio.create_task(freelance.complete(a_prompt(), DIGEST))
    await model.called.wait()
    await freelance.close()
    await asyncio.wait({asking})
    model.hangs = False
    assert await tried(hire(caps=Caps(day=8_000)), a_prompt(), DIGEST) == DAY_SPENT


# When it is left alone.


@pytest.mark.parametrize("charged", [False, True])
async def test_a_model_that_is_down_for_a_day_is_hardly_asked(
    hire, model, clock, caplog, charged
):
    """SAFETY 42: a story every minute."""
    model.replies = [EndpointError("no answer", charged=charged)]
    freelance = hire()
    with caplog.at_level(logging.INFO, "digests"):
        for minute in range(24 * 60):
            assert await tried(freelance, a_prompt(f"{minute}"), DIGEST)
            clock.advance(MINUTE)
        assert freelance.done().calls == len(model.asked) == 31
        assert freelance.done().micro_usd <= 31 * 7_000 * charged
        model.replies = [REPLY]
        clock.advance(HOUR)
        assert await tried(freelance, a_prompt("back"), DIGEST) == ""
    assert [each.levelname for each in caplog.records] == ["WARNING", "INFO"]
    assert (await freelance.standing()).last_reply == clock.now()


async def test_while_it_is_left_alone_what_was_paid_is_had_and_the_rest_told(
    hire, model, clock
):
    freelance = hire()
    await freelance.complete(a_prompt(), DIGEST)
    model.replies = [EndpointError("over quota", wait_s=7200.0)]
    assert await tried(freelance, a_prompt("other"), DIGEST) == "over quota"
    assert await tried(freelance, a_prompt("third"), DIGEST) == UNREACHED
    assert await tried(freelance, a_prompt(), DIGEST) == ""
    standing = await freelance.standing()
    assert standing.rests_until == NOON + 2 * HOUR
    assert standing.last_reply == NOON


async def test_only_so_many_calls_are_made_a_minute_and_the_patient_wait(
    hire, model, clock
):
    freelance = hire(requests=3)
    patient = Purpose("1", Feature.DIGEST, patience_s=60.0)
    for number in range(3):
        await freelance.complete(a_prompt(f"{number}"), DIGEST)
        clock.advance(timedelta(seconds=10))
    assert await refusal(freelance.complete(a_prompt("4"), DIGEST)) == TOO_MANY
    await freelance.complete(a_prompt("4"), patient)
    assert clock.now() == NOON + MINUTE
    short = Purpose("1", Feature.DIGEST, patience_s=5.0)
    assert await refusal(freelance.complete(a_prompt("5"), short)) == TOO_MANY
    assert clock.now() == NOON + MINUTE
    assert len(model.asked) == 4


async def test_only_so_many_tokens_are_sent_a_minute(hire, model, clock):
    freelance = hire(tokens=1000)
    await freelance.complete(a_prompt("1"), DIGEST)
    await freelance.complete(a_prompt("2"), DIGEST)
    # Of each, 110 were used; another may need some 400.
    for number in range(3, 7):
        await freelance.complete(a_prompt(f"{number}"), DIGEST)
    assert await tried(freelance, a_prompt("7"), DIGEST) == TOO_MANY
    clock.advance(MINUTE)
    huge = a_prompt("A bridge opened. " * 1000)
    assert await tried(freelance, huge, DIGEST) == ""
    assert len(model.asked) == 7


# What is remembered of it.


async def test_a_bill_tells_today_and_the_month_by_feature_and_of_no_other(
    hire, accountant, clock, model
):
    """SAFETY 46."""
    freelance = hire()
    await freelance.complete(a_prompt("yesterday"), DIGEST)
    clock.advance(DAY)
    await freelance.complete(a_prompt("today"), ANSWER)
    model.replies = [DOWN]
    await tried(freelance, a_prompt("fails"), ANSWER)
    model.replies = [REPLY]
    for number in range(3):
        other = Purpose("2", Feature.DIGEST)
        await freelance.complete(a_prompt(f"{number}"), other)
    bill = await accountant.bill("1")
    answers = Usage(2, 1, 100, 10, PAID)
    assert bill.today == {Feature.ANSWER: answers}
    assert bill.month == {
        Feature.ANSWER: answers,
        Feature.DIGEST: Usage(1, 0, 100, 10, PAID),
    }


async def test_a_bill_says_that_what_all_may_spend_is_spent(hire, db, clock):
    caps = Caps(day=PAID, month=10 * PAID)
    await hire().complete(a_prompt(), Purpose("2", Feature.DIGEST))
    bill = await Accountant(db, clock, caps).bill("1")
    assert (bill.today, bill.shared_day, bill.shared_month) == ({}, True, False)


async def test_what_a_forgotten_guild_has_cost_is_nobody_s_and_still_spent(
    hire, db, clock, accountant
):
    """SAFETY 46."""
    keeper = GuildKeeper(db, clock)
    await keeper.joined("1", "99")
    await accountant.set_budget("1", Caps(day=99_000))
    await hire().complete(a_prompt(), DIGEST)
    await keeper.left("1")
    clock.advance(GRACE + MINUTE)
    assert await keeper.forget_departed() == 1
    assert await accountant.budget("1") == Caps()
    assert (await accountant.bill("1")).month == {}
    assert await spent(db) == PAID


async def test_calls_go_after_four_hundred_days(hire, db, clock):
    freelance = hire()
    for number in range(3):
        await freelance.complete(a_prompt(f"{number}"), DIGEST)
    clock.advance(timedelta(days=1))
    await freelance.complete(a_prompt("late"), DIGEST)
    before = NOON + timedelta(seconds=1)
    told = [await db.write(model_calls.forget, before, 2) for _ in range(3)]
    assert told == [2, 1, 0]
    assert await spent(db) == PAID


async def test_a_model_that_is_free_is_asked_but_where_nothing_may_be_spent(
    db, clock, model, accountant
):
    free = Freelance(db, clock, model, Terms(Price(0, 0), caps=Caps(day=1)))
    for number in range(3):
        assert await tried(free, a_prompt(f"{number}"), DIGEST) == ""
    await accountant.set_budget("1", Caps(month=0))
    assert await tried(free, a_prompt("4"), DIGEST) == MONTH_SPENT
