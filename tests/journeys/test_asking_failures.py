"""What goes wrong before all tells what to do, and nothing of the host."""

import resource
import sqlite3
from contextlib import closing

from tests.fakes.running_bot import bot_process
from tests.journeys.conversing import TOLL, a_town
from tests.journeys.running import NEWS, settled

QUESTION = "What did Ada Marsh say about the toll?"


async def test_what_goes_wrong_with_an_open_question_says_what_to_do(tmp_path):
    async with a_town(tmp_path) as town:
        discord, ann = town.discord, town.member()
        async with bot_process(settled(town.world)) as bot:
            await discord.connected()
            await town.world.prints("guilds=2 user=pullquote")
            asked = await discord.invoke("/ask", by=ann, question="?", since="soonish")
            told = (await asked.answered()).text
            assert not asked.private
            assert told.startswith("Write 3h, 2d, monday, 18:00, or a date")
            assert town.said(NEWS) == [asked.reply]

            # Who weighs sentences is there from the first question on.
            asked = await discord.invoke("/ask", by=ann, question=QUESTION)
            assert TOLL in (await town.nth((await asked.answered()).id)).text

            with closing(sqlite3.connect(town.world.folder / "news.db")) as db:
                # What is written next is behind that, and no file may be so long.
                db.execute("INSERT INTO facts VALUES ('filler', hex(zeroblob(450000)))")
                db.commit()
                held = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
            full = (500_000, held[1])
            resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, full)
            asked = await discord.invoke("/ask", by=ann, question=QUESTION)
            await discord.until(
                lambda: any("cannot be used" in e.text for e in shown(asked))
            )
            words = "".join(each.text for each in shown(asked))
            assert "see whether it is full" in words
            assert "Tell whoever hosts me." in words
            assert str(town.world.folder) not in words
            assert "news.db" not in words
            assert TOLL not in words

            resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, held)
            asked = await discord.invoke("/ask", by=ann, question=QUESTION)
            opened = await asked.answered()
            assert TOLL in (await town.nth(opened.id)).text
            assert await bot.end() == 0
        assert str(ann) not in town.world.printed
        assert QUESTION not in town.world.printed


def shown(asked):
    return [*asked.messages, *asked.followups]
