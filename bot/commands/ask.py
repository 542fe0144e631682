"""`/ask`: a question, answered from what was read or refused; and `/forget`."""

from datetime import datetime
from typing import Any, Literal

import discord
from discord import app_commands

from bot.checks import guild_of
from bot.client import Offer
from bot.commands.answers import (
    LONGEST,
    Inquiry,
    answer_in_reply,
    answer_in_room,
    asked_in,
    asked_in_private,
    member_of,
)
from bot.commands.groups import alone
from bot.commands.origins import card_of_thread
from bot.counting import counted
from bot.errors import Told
from bot.outlet import Outlet
from bot.render.pages import notice
from bot.render.text import fit
from bot.replies import reply, take_on
from bot.rooms import Voice, room_below
from digests.asked import Asked, Scope
from digests.newsroom import Newsroom
from digests.whens import read_when

_SINCE = 'Published since then: "3h", "yesterday", "monday", a date'
_SCOPE = "Where to look first; the nearest by default"
_PRIVATE = "Answer me alone, from all that I can read"
_NO_PLACE = "I cannot answer here. Ask in a channel, or with `private:True`."
_FORGOTTEN = (
    "Forgotten: {}, with what I answered. What stands in Discord stays there until "
    "somebody deletes it."
)
_NONE = "I remember no question of yours."


class Asking:
    """What `/ask` does."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom that answers."""
        self._newsroom = newsroom

    async def privately(
        self, interaction: discord.Interaction[Any], inquiry: Inquiry
    ) -> None:
        """Answer the asker alone."""
        asked = asked_in_private(interaction, inquiry)
        await answer_in_reply(interaction, self._newsroom, asked)

    async def openly(
        self, interaction: discord.Interaction[Any], inquiry: Inquiry, message: int
    ) -> None:
        """Answer in the thread of the command's own message, or in the one it is in.

        Where the bot may speak in neither, the answer is that message.
        """
        channel = interaction.channel
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            raise Told(_NO_PLACE)
        words = f"<@{inquiry.asker.id}> asks: {fit(inquiry.words, 2 * LONGEST)}"
        await reply(interaction, notice(words))
        outlet = Outlet(interaction.client)
        room = await room_below(outlet, channel, str(message), inquiry.words)
        if room.lacks:
            asked: Asked = asked_in(room, inquiry)
            await answer_in_reply(interaction, self._newsroom, asked)
            return
        voice = Voice(outlet, room, f"a{interaction.id}")
        await answer_in_room(self._newsroom, voice, inquiry)


async def _moment(
    newsroom: Newsroom, interaction: discord.Interaction[Any], since: str | None
) -> datetime | None:
    if since is None:
        return None
    here = interaction.channel
    if isinstance(here, discord.Thread):
        here = here.parent or here
    guild = str(guild_of(interaction).id)
    zone = await newsroom.guilds.zone_in(guild, str(here.id if here else ""))
    return read_when(since, newsroom.now(), zone, past=True)


def ask_offer(newsroom: Newsroom) -> Offer:
    """Return `/ask` and `/forget`."""
    asking = Asking(newsroom)

    @app_commands.command(name="ask", description="Ask about what was read")
    @app_commands.describe(
        question="What you want to know", scope=_SCOPE, since=_SINCE, private=_PRIVATE
    )
    async def ask(
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, LONGEST],
        scope: Literal["story", "digest", "channel", "server"] | None = None,
        since: app_commands.Range[str, 1, 40] | None = None,
        private: bool = False,
    ) -> None:
        guild = str(guild_of(interaction).id)
        asker = member_of(interaction)
        # Who asks too much is told so in private, whatever was wanted.
        newsroom.queue.admit(guild, str(asker.id))
        message = await take_on(interaction, private=private)
        oldest = await _moment(newsroom, interaction, since)
        card = await card_of_thread(newsroom, interaction.channel)
        wanted = Scope(scope) if scope else None
        inquiry = Inquiry(question, asker, card, wanted, oldest)
        if private or message is None:
            await asking.privately(interaction, inquiry)
        else:
            await asking.openly(interaction, inquiry, message)

    @app_commands.command(
        name="forget", description="Have all that you asked forgotten"
    )
    async def forget(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild_of(interaction)
        count = await newsroom.librarian.forget(str(interaction.user.id))
        told = _FORGOTTEN.format(counted(count, "question", "questions"))
        await reply(interaction, notice(told if count else _NONE))

    return Offer([alone(ask), alone(forget)])
