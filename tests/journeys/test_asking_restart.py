"""A conversation goes on after the bot was stopped, and so does a digest's thread.

What a crash cut off is told where the answer is waited for.
"""

import asyncio
import os
import signal
import sqlite3
from contextlib import closing

from tests.fakes.running_bot import bot_process
from tests.journeys.conversing import FERRY, ME, TOLL, Town, a_town, family
from tests.journeys.restarting import a_bot
from tests.journeys.running import NEWS, settled


async def test_a_conversation_goes_on_after_a_restart(tmp_path):
    async with a_town(tmp_path) as town:
        discord, reader = town.discord, town.member()
        async with a_bot(town.world):
            await town.world.said("/digest now")
            (post,) = town.said(NEWS)
            await discord.admin.say("Who is Ada Marsh?", NEWS, reader, to=post)
            await town.nth(post.id)
            said = await discord.admin.say(
                f"{ME} what did Ada Marsh say about the ferry?", NEWS, reader
            )
            answer = await town.nth(said.id)
            assert FERRY in answer.text
        await discord.admin.archive(said.id)
        async with a_bot(town.world):
            await discord.admin.say("and the toll?", said.id, reader, to=answer)
            assert TOLL in (await town.nth(said.id, 2)).text
            # A second question on the digest stays in its thread, which is of it.
            words = "What did she say about the toll?"
            await discord.admin.say(words, NEWS, reader, to=post)
            again = await town.nth(post.id, 2)
            assert TOLL in again.text
            assert "From this digest." in again.text
            assert "Reply to me" not in again.text


async def test_who_waited_for_an_answer_as_it_crashed_is_told_to_ask_again(tmp_path):
    async with a_town(tmp_path) as town:
        discord, ann = town.discord, town.member()
        question = f"{ME} what did Ada Marsh say about the toll?"
        async with bot_process(settled(town.world)) as bot:
            await discord.connected()
            first = await discord.admin.say(question, NEWS, ann)
            assert TOLL in (await town.nth(first.id)).text
            workers = family(bot.pid) - {bot.pid}
            for each in workers:
                os.kill(each, signal.SIGSTOP)
            said = await discord.admin.say(question, NEWS, ann)
            await discord.until(lambda: said.id in discord.world.channels)
            # No request tells of it.
            while under_way(town) != [str(said.id)]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
            for each in workers:
                os.kill(each, signal.SIGKILL)
        await discord.disconnected()
        async with a_bot(town.world):
            told = await town.nth(said.id)
            assert told.text.startswith("I was restarted before I could answer that.")
            await discord.admin.say(question, said.id, ann, to=told)
            assert TOLL in (await town.nth(said.id, 2)).text
        assert len(town.said(first.id)) == 1
        assert under_way(town) == []


def under_way(town: Town) -> list[str]:
    with closing(sqlite3.connect(town.world.folder / "news.db")) as db:
        return [room for (room,) in db.execute("SELECT room FROM inquiries")]
