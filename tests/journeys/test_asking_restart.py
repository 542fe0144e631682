"""A conversation goes on after the bot was stopped, and so does a digest's thread."""

from tests.journeys.conversing import FERRY, ME, TOLL, a_town
from tests.journeys.restarting import a_bot
from tests.journeys.running import NEWS


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
