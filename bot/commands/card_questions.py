"""Questions on a card's story: its button, the menu of a message, and their form."""

from typing import Any

import discord

from bot.checks import guild_of
from bot.commands.answers import (
    LONGEST,
    Inquiry,
    answer_in_reply,
    answer_in_room,
    asked_in_private,
    member_of,
)
from bot.commands.asked import number, numbers, picked, typed
from bot.commands.card_stories import ask_which, stories_in, story_for
from bot.commands.origins import card_of
from bot.components import custom_id
from bot.outlet import Outlet
from bot.render.pages import notice
from bot.render.stories import headline_of
from bot.replies import reply, take_on
from bot.rooms import Room, Voice, room_below
from digests.newsroom import Newsroom
from digests.shelved import StoredStory


class CardQuestions:
    """Takes questions on stories, and has them answered."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom that keeps the stories."""
        self._newsroom = newsroom

    async def ask(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Open a form for a question on the story."""
        digest, story = numbers(args, 2)
        message = str(interaction.message.id) if interaction.message else ""
        await interaction.response.send_modal(question_form(message, digest, story))

    async def answer(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Answer what was asked in the form, first from the story itself.

        In the thread of the message that shows it; else the asker alone is answered.
        """
        guild, asker = guild_of(interaction), member_of(interaction)
        self._newsroom.queue.admit(str(guild.id), str(asker.id))
        await take_on(interaction, fresh=True)
        digest, story = numbers(args[1:], 2)
        # Who may not read where it was posted is told so.
        found = await story_for(interaction, self._newsroom, digest, story)
        question = typed(interaction, "question")[:LONGEST]
        inquiry = Inquiry(question, asker, (digest, story))
        outlet = Outlet(interaction.client)
        room = await self._room(outlet, interaction.channel, args[0], found)
        if room is None or room.lacks:
            asked = asked_in_private(interaction, inquiry)
            await answer_in_reply(interaction, self._newsroom, asked)
            return
        voice = Voice(outlet, room, f"a{interaction.id}")
        await answer_in_room(self._newsroom, voice, inquiry)
        await reply(interaction, notice(f"Answered in <#{room.id}>."))

    async def _room(
        self, outlet: Outlet, place: Any, message: str, story: StoredStory
    ) -> Room | None:
        """Return the thread that a story is talked about in, None for in private.

        It is that of the message, where that shows the story in this very channel.
        """
        if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
            return None
        card = await card_of(self._newsroom, place, message)
        if card[0] != story.digest:
            return None
        room = await room_below(outlet, place, message, headline_of(story))
        return room if room.is_thread else None

    async def ask_about(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Open a form for a question on a message's story, or ask on which one."""
        shown = stories_in(interaction, message)
        if len(shown.stories) == 1:
            form = question_form(str(message.id), shown.digest, shown.stories[0])
            await interaction.response.send_modal(form)
            return
        await take_on(interaction)
        await ask_which(interaction, self._newsroom, "about", shown)

    async def about(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Open a form for a question on the story that was chosen."""
        (digest,) = numbers(args[1:], 1)
        form = question_form(args[0], digest, number(picked(interaction)))
        await interaction.response.send_modal(form)


def question_form(message: str, digest: int, story: int) -> discord.ui.Modal:
    """Return the form that asks for a question on a story, and the message it is in."""
    key = custom_id("answer", message, digest, story)
    form = discord.ui.Modal(title="Ask about this story", custom_id=key)
    field = discord.ui.TextInput[Any](
        custom_id="question", max_length=LONGEST, placeholder="What did … say?"
    )
    form.add_item(discord.ui.Label(text="Your question", component=field))
    return form
