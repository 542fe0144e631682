"""Who is answered and who is not; how often, in which order; what is forgotten."""

import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from digests.queueing import PER_ASKER
from tests.fakes.discord import BOT, Can, Drop, Refuse
from tests.fakes.running_bot import bot_process
from tests.journeys.conversing import FERRY, GULLS, ME, TOLL, Town, a_town, family
from tests.journeys.running import NEWS, settled

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHAT = "what did Ada Marsh say about the toll?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with a_town(tmp_path_factory.mktemp("manners")) as found:
        async with bot_process(settled(found.world)) as bot:
            found.process = bot.pid
            await found.discord.connected()
            # Floods are the bot's to bear here, not Discord's.
            found.discord.rates.relaxed = True
            yield found
            assert await bot.end() == 0, found.world.printed
        assert "Traceback" not in found.world.printed, found.world.printed


async def answered(town: Town) -> str:
    """Ask in earnest, and wait for the answer: all before it has been seen to."""
    said = await town.discord.admin.say(f"{ME} {WHAT}", NEWS, town.member())
    return (await town.nth(said.id)).text


async def test_what_does_not_speak_to_it_is_not_answered(town):
    say, reader = town.discord.admin.say, town.member()
    town.discord.world.add_user(55, "robot", bot=True)
    town.discord.world.add_member(55, "robot")
    own = await say(f"{ME} {WHAT}", NEWS, BOT)
    before = len(town.discord.requests("POST /channels/*/messages*"))
    await say(f"{ME} {WHAT}", NEWS, 55)
    await say(f"{ME} {WHAT}", NEWS, 55, webhook=77)
    await say(f"{ME} {WHAT}", NEWS, reader, type=7)
    await say(f"@everyone {WHAT}", NEWS, reader)
    await say(f"<@&902> {WHAT}", NEWS, reader)
    await say(WHAT, NEWS, reader, to=own, ping=False)
    await say(WHAT, NEWS, reader)
    await say(f"{ME} {WHAT}", town.discord.world.dm(reader).id, reader)
    assert TOLL in await answered(town)
    # The thread of the one in earnest, and the answer in it.
    after = town.discord.requests("POST /channels/*/messages*")
    assert len(after) - before == 2


async def test_a_mention_without_a_question_is_told_how(town):
    reader = town.member()
    for words, told in (
        (ME, "Write your question behind my name"),
        (f"{ME} " + "why " * 90, "A question has 300 characters at most."),
    ):
        said = await town.discord.admin.say(words, NEWS, reader)
        await town.discord.until(lambda said=said: reply_to(town, said.id))
        assert reply_to(town, said.id).startswith(told)


def reply_to(town: Town, message: int) -> str:
    found = (each for each in town.said(NEWS) if each.replied_to == message)
    return next((each.text for each in found), "")


async def test_a_message_that_is_heard_twice_is_answered_once(town):
    said = await town.discord.admin.say(f"{ME} {WHAT}", NEWS, town.member())
    await town.discord.admin.hear_again(said)
    await town.nth(said.id)
    await town.discord.admin.hear_again(said)
    await answered(town)
    assert len(town.said(said.id)) == 1


async def test_an_answer_that_may_have_arrived_is_said_once(town):
    lost = town.discord.fail(Drop(after=True), "POST /channels/*/messages")
    said = await town.discord.admin.say(f"{ME} {WHAT}", NEWS, town.member())
    await town.discord.until(lambda: len(lost.hits) == 1)
    again = f"POST /channels/{said.id}/messages"
    await town.discord.until(lambda: len(town.discord.requests(again)) == 2)
    await answered(town)
    assert len(town.said(said.id)) == 1


async def test_a_thread_that_cannot_be_had_is_done_without(town):
    refused = Refuse(30033, "Maximum number of thread participants reached")
    town.discord.fail(refused, "POST /channels/*/messages/*/threads")
    said = await town.discord.admin.say(f"{ME} {WHAT}", NEWS, town.member())
    await town.discord.until(lambda: reply_to(town, said.id))
    assert TOLL in reply_to(town, said.id)


async def test_where_it_may_not_read_the_past_it_answers_without_pointing_to_it(town):
    may = int(Can.VIEW | Can.SEND | Can.EMBED)
    await town.discord.admin.create_channel(630, "no past", permissions=may)
    await town.discord.admin.say(f"{ME} {WHAT}", 630, town.member())
    told = await town.nth(630)
    assert told.replied_to is None
    needed = "Create Public Threads, Send Messages in Threads and Read Message History"
    assert f"I need {needed} in <#630>." in told.text


async def test_a_thread_that_is_locked_is_named_in_private(town):
    reader = town.member()
    said = await town.discord.admin.say(f"{ME} {WHAT}", NEWS, reader)
    first = await town.nth(said.id)
    await town.discord.admin.archive(said.id, locked=True)
    # By one who may still write there.
    await town.discord.admin.say("and the ferry?", said.id, reader, to=first)
    await town.discord.until(lambda: town.private(reader))
    (told,) = town.private(reader)
    assert told.text == f"I could not answer in <#{said.id}>: the thread is locked."
    assert len(town.said(said.id)) == 1


async def test_who_asks_all_the_time_is_told_once_to_wait(town):
    """SAFETY 44: by mention, which has no private answer to say so in."""
    reader = town.member()
    for _ in range(PER_ASKER.times + 4):
        await town.discord.admin.say(ME, NEWS, reader)
    own = {e.id for e in town.discord.shown_in(NEWS) if e.author == reader}

    def told() -> list[str]:
        return [each.text for each in town.said(NEWS) if each.replied_to in own]

    await town.discord.until(lambda: len(told()) > PER_ASKER.times)
    await answered(town)
    waits = [each for each in told() if "You have asked a lot just now." in each]
    assert (len(waits), len(told())) == (1, PER_ASKER.times + 1)


async def test_a_list_of_quotes_counts_as_a_question_and_so_do_its_pages(town):
    """SAFETY 44: each is made anew from all that was read."""
    reader = town.member()
    asked = await town.discord.invoke("/quotes", by=reader, person="Ida Quill")
    listed = await asked.answered()
    assert f"-# The newest 100 of {GULLS}." in listed.text
    for page in range(2, PER_ASKER.times + 1):
        turned = await town.discord.press(listed, "▶", by=reader)
        await turned.answered()
        assert f"Page {page}" in turned.reply.text
    too_soon = await town.discord.press(listed, "▶", by=reader)
    await too_soon.answered()
    words = "".join(each.text for each in [*too_soon.messages, *too_soon.followups])
    assert "You have asked a lot just now. Ask again in " in words
    again = await town.discord.invoke("/quotes", by=reader)
    assert (await again.answered()).text.startswith("You have asked a lot just now.")
    assert again.private
    other = await town.discord.invoke("/quotes", by=town.member(), person="Jon Vik")
    assert "No such quote has been read." in (await other.answered()).text


async def test_who_must_wait_for_others_is_told_so(town):
    """SAFETY 44: two at a time."""
    await answered(town)
    workers = [each for each in family(town.process) if each != town.process]
    assert workers
    for each in workers:
        os.kill(each, signal.SIGSTOP)
    asked = "who runs the harbour of Tarn"
    try:
        said = [
            await town.discord.admin.say(f"{ME} {asked} {n}?", NEWS, town.member())
            for n in range(4)
        ]
        threads = [each.id for each in said]
        await town.discord.until(lambda: waiting(town, threads))
        # Two have their turn, and the third is the next.
        assert waiting(town, threads) == ["1 question is before yours…"]
    finally:
        for each in workers:
            os.kill(each, signal.SIGCONT)
    for key in threads:
        assert asked in (await town.nth(key)).text
    assert waiting(town, threads) == []


def waiting(town: Town, threads: list[int]) -> list[str]:
    """Say what those who wait are told."""
    shown = [each.text for key in threads for each in town.discord.shown_in(key)]
    return [each for each in shown if "before yours" in each]


async def test_who_asks_to_be_forgotten_is(town):
    ann, bob = town.member(), town.member()
    said = await town.discord.admin.say(f"{ME} {WHAT}", NEWS, ann)
    await town.nth(said.id)
    await town.discord.admin.say(f"{ME} and the ferry?", said.id, bob)
    assert FERRY in (await town.nth(said.id, 2)).text
    assert askers(town) >= {str(ann), str(bob)}
    told = await town.world.said("/forget", by=ann)
    assert told.startswith("Forgotten: 1 question, with what I answered.")
    assert str(ann) not in askers(town)
    assert str(bob) in askers(town)
    assert "remember no question" in await town.world.said("/forget", by=ann)


def askers(town: Town) -> set[str]:
    with closing(sqlite3.connect(town.world.folder / "news.db")) as db:
        return {key for (key,) in db.execute("SELECT asker FROM exchanges")}
