"""Questions in Discord: by whatever door, one thread and one memory."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.fakes.discord import OWNER
from tests.journeys.conversing import (
    CANALS,
    FERRY,
    ME,
    STALL,
    TOLL,
    VAULT,
    WHEEL,
    Town,
    a_town,
    forbid_threads,
)
from tests.journeys.restarting import a_bot
from tests.journeys.running import DESK, FORUM, HIDDEN, NEWS, QUIET

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with a_town(tmp_path_factory.mktemp("doors")) as found, a_bot(found.world):
        yield found


async def test_a_command_opens_a_thread_whose_memory_a_mention_goes_on_with(town):
    ann, bob = town.member(), town.member()
    question = "What did Ada Marsh say about the toll?"
    asked = await town.discord.invoke("/ask", by=ann, question=question)
    opened = await asked.answered()
    assert not asked.private
    assert opened.text == f"<@{ann}> asks: {question}"
    answer = await town.nth(opened.id)
    assert f"“{TOLL}” — Ada Marsh, mayor of Tarn [1]" in answer.text
    assert "From this channel’s feeds." in answer.text
    assert "Reply to me or mention me" in answer.text
    thread = town.discord.world.channels[opened.id]
    assert (thread.parent, thread.name) == (NEWS, question)

    await town.discord.admin.say(f"{ME} and about the ferry?", opened.id, bob)
    second = await town.nth(opened.id, 2)
    assert FERRY in second.text
    assert "Reply to me" not in second.text
    again = await town.discord.invoke(
        "/ask", opened.id, ann, question="What did she say about the toll?"
    )
    await again.answered()
    assert TOLL in (await town.nth(opened.id, 4)).text
    assert town.discord.world.pings == []


async def test_a_mention_in_a_channel_opens_a_thread_of_its_own(town):
    said = await town.discord.admin.say(
        f"{ME} what did Ada Marsh say about the ferry?", NEWS, town.member()
    )
    assert FERRY in (await town.nth(said.id)).text
    thread = town.discord.world.channels[said.id]
    assert thread.name == "what did Ada Marsh say about the ferry?"
    reply = await town.discord.admin.say(
        "and about the toll?", said.id, town.member(), to=town.said(said.id)[0]
    )
    second = await town.nth(said.id, 2)
    assert TOLL in second.text
    assert second.replied_to == reply.id


async def test_a_reply_goes_on_in_the_thread_though_it_is_archived(town):
    ann = town.member()
    asked = await town.discord.invoke("/ask", by=ann, question="What about the toll?")
    opened = await asked.answered()
    await town.nth(opened.id)
    await town.discord.admin.archive(opened.id)
    (question,) = (each for each in town.said(NEWS) if each.id == opened.id)
    await town.discord.admin.say(
        f"{ME} what did Ada Marsh say about the ferry?", NEWS, ann, to=question
    )
    assert FERRY in (await town.nth(opened.id, 2)).text


async def test_a_digest_is_answered_on_in_its_own_thread_whatever_the_door(town):
    await town.world.said("/digest now")
    post = town.said(NEWS)[-1]
    reader = town.member()
    question = "What did Ada Marsh say about the toll?"
    replied = await town.discord.admin.say(question, NEWS, reader, to=post)
    first = await town.nth(post.id)
    assert TOLL in first.text
    assert "From this digest." in first.text
    await town.discord.until(lambda: town.said(NEWS)[-1].replied_to == replied.id)
    assert town.said(NEWS)[-1].text == f"Answered in <#{post.id}>."

    menu = await town.discord.use_menu("Ask about this", post, by=reader)
    which = await menu.answered()
    (select,) = (each for each in which.components if each["type"] == 3)
    value = next(e["value"] for e in select["options"] if e["label"].startswith("Fer"))
    chosen = await town.discord.choose(which, select["custom_id"], value, by=reader)
    await chosen.form()
    form = await town.discord.submit(chosen, question="What did she say?")
    assert (await form.answered()).text == f"Answered in <#{post.id}>."
    assert form.private
    second = await town.nth(post.id, 2)
    assert FERRY in second.text
    assert "From this story." in second.text
    by_command = await town.discord.invoke(
        "/ask", post.id, reader, question="Who is Ada Marsh?", scope="digest"
    )
    await by_command.answered()
    assert "this digest" in (await town.nth(post.id, 4)).text


async def test_a_forums_post_is_a_storys_own_thread(town):
    await town.world.said("/digest now", channel=FORUM)
    world, reader = town.discord.world, town.member()
    (thread,) = (each.id for each in world.channels.values() if each.parent == FORUM)
    (post,) = town.said(thread)
    await town.discord.admin.say(f"{ME} what did he say of the wheel?", thread, reader)
    await town.nth(thread, 2)
    await town.discord.admin.say("What did Lind say?", thread, reader, to=post)
    told = await town.nth(thread, 3)
    assert f"“{WHEEL}” — Kaspar Lind" in told.text
    assert "From this story." in told.text
    form = await town.discord.press(post, "Ask", reader)
    await form.form()
    asked = await town.discord.submit(form, question="Who is Kaspar Lind?")
    assert (await asked.answered()).text == f"Answered in <#{thread}>."
    assert "this story" in (await town.nth(thread, 4)).text


async def test_where_it_was_found_is_told_and_what_is_open_to_all_is_looked_in(town):
    said = await town.discord.admin.say(
        f"{ME} what did Lena Roth say about the market?", NEWS, town.member()
    )
    told = (await town.nth(said.id)).text
    assert STALL in told
    assert "Nothing in this channel’s feeds; this is from all that was" in told
    asked = await town.discord.invoke(
        "/ask",
        by=town.member(),
        question="What did Lena Roth say?",
        since="2h",
        scope="server",
    )
    opened = await asked.answered()
    assert "\n-# From all that was read here." in (await town.nth(opened.id)).text
    never = await town.discord.invoke(
        "/ask", by=town.member(), question="x", since="soonish"
    )
    assert "Write 3h, 2d" in (await never.answered()).text


async def test_an_answer_of_any_length_is_told_in_parts(town):
    """SAFETY 36."""
    question = f"{ME} what did Otto Brandt say about the canal?"
    said = await town.discord.admin.say(question, NEWS, town.member())
    await town.nth(said.id, len(CANALS))
    parts = [each.text for each in town.said(said.id)]
    assert all(f"the canal of {name} " in "".join(parts) for name in CANALS)
    assert "Reply to me or mention me" in parts[-1]
    assert "Reply to me" not in parts[0]


async def test_what_one_asks_in_private_is_seen_by_nobody_else(town):
    reader = town.member()
    options = {"question": "What did Ada Marsh say about the toll?", "private": True}
    asked = await town.discord.invoke("/ask", DESK, reader, **options)
    assert TOLL in (await asked.answered()).text
    assert asked.private
    assert town.said(DESK) == []
    then = await town.discord.invoke(
        "/ask", DESK, reader, question="And the ferry?", private=True
    )
    assert FERRY in (await then.answered()).text


async def test_nothing_of_a_closed_channel_is_told_where_others_read(town):
    """SAFETY 46: not even to who may read it, but for themselves or in there."""
    question = "What did Jon Vik say about the vault?"
    for by in (OWNER, town.member()):
        said = await town.discord.admin.say(f"{ME} {question}", NEWS, by)
        told = await town.nth(said.id)
        assert "I have not read anything about that." in told.text
        assert VAULT not in told.text
        asked = await town.discord.invoke("/ask", by=by, question=question)
        opened = await asked.answered()
        assert "not read" in (await town.nth(opened.id)).text
        alone = await town.discord.invoke(
            "/ask", by=by, question=question, private=True
        )
        assert (VAULT in (await alone.answered()).text) == (by == OWNER)
    said = await town.discord.admin.say(f"{ME} {question}", HIDDEN, OWNER)
    assert VAULT in (await town.nth(said.id)).text
    every = [each for key in (NEWS, DESK) for each in town.discord.shown_in(key)]
    assert not any(VAULT in each.text for each in every)


async def test_who_may_open_no_thread_is_answered_in_place_and_goes_on_there(town):
    await forbid_threads(town, DESK)
    reader = town.member()
    question = f"{ME} what did Ada Marsh say about the toll?"
    said = await town.discord.admin.say(question, DESK, reader)
    answer = await town.nth(DESK)
    assert TOLL in answer.text
    assert answer.replied_to == said.id
    assert f"I need Create Public Threads in <#{DESK}>." in answer.text
    await town.discord.admin.say("and the ferry?", DESK, reader, to=answer)
    assert FERRY in (await town.nth(DESK, 2)).text


async def test_a_channel_that_it_may_not_speak_in_is_named_in_private(town):
    reader = town.member()
    await town.discord.admin.say(f"{ME} who is Ada Marsh?", QUIET, reader)
    await town.discord.until(lambda: town.private(reader))
    (told,) = town.private(reader)
    needed = "I need Send Messages and Embed Links there."
    assert told.text == f"To answer in <#{QUIET}> {needed}"
    asked = await town.discord.invoke(
        "/ask", QUIET, reader, question="What did Ada Marsh say about the toll?"
    )
    await town.discord.until(lambda: asked.reply and TOLL in asked.reply.text)
    assert not asked.private
