"""`/ask`: a question, answered from what was read or refused."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of, readable_by
from bot.client import Offer
from bot.commands.groups import alone
from bot.counting import counted
from bot.render.pages import notice
from bot.render.stories import answered_posts
from bot.replies import reply, take_on
from digests.asked import Asked
from digests.guilds import Reach
from digests.newsroom import Newsroom

_LONGEST = 300


async def answer(
    interaction: discord.Interaction[Any],
    newsroom: Newsroom,
    question: str,
    card: tuple[int, int] = (0, 0),
) -> None:
    """Answer a question in its turn, first from a digest's story.

    `card` is which: the digest's number and the story's in it, 0 for none.

    Raises:
        TooSoon: Who asks, or their server, has asked too much of late.

    """
    reach = Reach(str(guild_of(interaction).id), readable_by(interaction))
    turn = newsroom.queue.join(reach.guild, str(interaction.user.id))
    if turn.ahead:
        before = counted(turn.ahead, "question is", "questions are")
        await reply(interaction, notice(f"{before} before yours…"))
    async with turn:
        asked = Asked(
            question,
            reach,
            channel=str(interaction.channel_id),
            digest=card[0],
            story=card[1],
        )
        found = await newsroom.librarian.ask(asked)
    await reply(interaction, *answered_posts(found))


def ask_offer(newsroom: Newsroom) -> Offer:
    """Return `/ask`, which answers from feeds whose channels the asker can read."""

    @app_commands.command(name="ask", description="Ask about what was read")
    @app_commands.describe(question="What you want to know")
    async def ask(
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, _LONGEST],
    ) -> None:
        # In private: others may not be able to read what the answer comes from.
        await take_on(interaction)
        await answer(interaction, newsroom, question)

    return Offer([alone(ask)])
