"""What stands behind a card: its buttons, and the menu of a message."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of, readable_by
from bot.client import Offer
from bot.commands.answers import (
    LONGEST,
    Inquiry,
    answer_in_reply,
    answer_in_room,
    asked_in_private,
    member_of,
)
from bot.commands.asked import number, numbers, picked, typed
from bot.commands.groups import for_messages
from bot.commands.origins import card_of
from bot.components import Option, custom_id, parse_custom_id
from bot.errors import Told
from bot.outlet import Outlet
from bot.render.pages import menu, notice
from bot.render.stories import (
    headline_of,
    quotes_post,
    sources_post,
    story_post,
)
from bot.replies import follow_up, reply, take_on
from bot.rooms import Room, Voice, room_below
from digests.newsroom import Newsroom
from digests.shelved import StoredStory

_GONE = "That story is no longer here, or was in a channel that you cannot read."
_NO_CARD = "There is no story of mine in that message. Choose one of my digests."
_WHICH = "Which story?"
_OF_STORIES = frozenset({"sources", "quotes", "ask"})


class Cards:
    """What the buttons under a card do, for who may read where it was posted."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom that keeps the stories."""
        self._newsroom = newsroom

    async def sources(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show where the story was read, or turn that list's page."""
        await take_on(interaction, fresh=len(args) == 2)
        digest, story, page = _with_page(args)
        found = await self._story(interaction, digest, story)
        await reply(interaction, sources_post(found, page))

    async def quotes(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show all that is quoted in the story, or turn that list's page."""
        await take_on(interaction, fresh=len(args) == 2)
        digest, story, page = _with_page(args)
        found = await self._story(interaction, digest, story)
        await reply(interaction, quotes_post(found, page))

    async def story(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show the card that was chosen in a digest's menu, with its buttons."""
        await take_on(interaction, fresh=True)
        (digest,) = numbers(args, 1)
        story = number(picked(interaction))
        found = await self._story(interaction, digest, story)
        await reply(interaction, story_post(found))

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
        found = await self._story(interaction, digest, story)
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

    async def show(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Show sources and quotes of a message's story, or ask of which one."""
        await take_on(interaction)
        digest, stories = _stories_in(interaction, message)
        if len(stories) == 1:
            await self._show(interaction, digest, stories[0])
            return
        await self._ask_which(interaction, "show", message.id, digest, stories)

    async def shown(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show sources and quotes of the story that was chosen."""
        await take_on(interaction)
        (digest,) = numbers(args[1:], 1)
        await self._show(interaction, digest, number(picked(interaction)))

    async def ask_about(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Open a form for a question on a message's story, or ask on which one."""
        digest, stories = _stories_in(interaction, message)
        if len(stories) == 1:
            form = question_form(str(message.id), digest, stories[0])
            await interaction.response.send_modal(form)
            return
        await take_on(interaction)
        await self._ask_which(interaction, "about", message.id, digest, stories)

    async def about(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Open a form for a question on the story that was chosen."""
        (digest,) = numbers(args[1:], 1)
        form = question_form(args[0], digest, number(picked(interaction)))
        await interaction.response.send_modal(form)

    async def _ask_which(
        self,
        interaction: discord.Interaction[Any],
        action: str,
        message: int,
        digest: int,
        stories: list[int],
    ) -> None:
        options = [
            Option(headline_of(await self._story(interaction, digest, each)), str(each))
            for each in stories
        ]
        await reply(interaction, menu(_WHICH, options, 0, action, message, digest))

    async def _show(
        self, interaction: discord.Interaction[Any], digest: int, story: int
    ) -> None:
        found = await self._story(interaction, digest, story)
        await reply(interaction, sources_post(found))
        await follow_up(interaction, quotes_post(found))

    async def _story(
        self, interaction: discord.Interaction[Any], digest: int, story: int
    ) -> StoredStory:
        guild = str(guild_of(interaction).id)
        found = await self._newsroom.shelf.story(guild, digest, story)
        if found is None or found.channel not in readable_by(interaction):
            raise Told(_GONE)
        return found


def question_form(message: str, digest: int, story: int) -> discord.ui.Modal:
    """Return the form that asks for a question on a story, and the message it is in."""
    key = custom_id("answer", message, digest, story)
    form = discord.ui.Modal(title="Ask about this story", custom_id=key)
    field = discord.ui.TextInput[Any](
        custom_id="question", max_length=LONGEST, placeholder="What did … say?"
    )
    form.add_item(discord.ui.Label(text="Your question", component=field))
    return form


def _with_page(args: tuple[str, ...]) -> tuple[int, int, int]:
    digest, story, page = numbers((*args, "0")[:3], 3)
    return digest, story, page


def _stories_in(
    interaction: discord.Interaction[Any], message: discord.Message
) -> tuple[int, list[int]]:
    """Return the digest and the stories that a message of ours shows.

    Raises:
        Told: It shows none, or is where the bot is not.

    """
    guild_of(interaction)
    data: Any = interaction.data or {}
    messages = data.get("resolved", {}).get("messages", {})
    raw = messages.get(str(message.id), {})
    # Anybody can make a bot that posts such ids.
    ours = message.author == interaction.client.user
    found = sorted(set(_named_in(raw.get("components") or ()))) if ours else []
    if not found:
        raise Told(_NO_CARD)
    digest = found[0][0]
    return digest, [story for of, story in found if of == digest]


def _named_in(components: Any) -> Iterator[tuple[int, int]]:
    for each in components:
        asked = parse_custom_id(str(each.get("custom_id", "")))
        match asked:
            case (action, args) if action in _OF_STORIES:
                digest, story = numbers(args, 2)
                yield digest, story
            case ("story", args):
                (digest,) = numbers(args, 1)
                for option in each.get("options") or ():
                    yield digest, number(str(option.get("value")))
        inner: list[Mapping[str, Any]] = list(each.get("components") or ())
        yield from _named_in(inner)


def cards_offer(newsroom: Newsroom) -> Offer:
    """Return what the buttons of cards do, and the menu of messages."""
    cards = Cards(newsroom)
    menus = (
        app_commands.ContextMenu(name="Ask about this", callback=cards.ask_about),
        app_commands.ContextMenu(name="Show sources and quotes", callback=cards.show),
    )
    actions = {
        "sources": cards.sources,
        "quotes": cards.quotes,
        "story": cards.story,
        "ask": cards.ask,
        "answer": cards.answer,
        "show": cards.shown,
        "about": cards.about,
    }
    return Offer([for_messages(each) for each in menus], actions)
