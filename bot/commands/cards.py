"""What stands behind a card: its buttons, and the menu of a message."""

from typing import Any

import discord
from discord import app_commands

from bot.client import Offer
from bot.commands.asked import number, numbers, picked
from bot.commands.card_questions import CardQuestions
from bot.commands.card_stories import ask_which, stories_in, story_for
from bot.commands.groups import for_messages
from bot.render.stories import quotes_post, sources_post, story_post
from bot.replies import follow_up, reply, take_on
from digests.newsroom import Newsroom


class Cards:
    """Shows what a story was made from, to who may read where it was posted."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom that keeps the stories."""
        self._newsroom = newsroom

    async def sources(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show where the story was read, or turn that list's page."""
        await take_on(interaction, fresh=len(args) == 2)
        digest, story, page = _with_page(args)
        found = await story_for(interaction, self._newsroom, digest, story)
        await reply(interaction, sources_post(found, page))

    async def quotes(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show all that is quoted in the story, or turn that list's page."""
        await take_on(interaction, fresh=len(args) == 2)
        digest, story, page = _with_page(args)
        found = await story_for(interaction, self._newsroom, digest, story)
        await reply(interaction, quotes_post(found, page))

    async def story(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show the card that was chosen in a digest's menu, with its buttons."""
        await take_on(interaction, fresh=True)
        (digest,) = numbers(args, 1)
        story = number(picked(interaction))
        found = await story_for(interaction, self._newsroom, digest, story)
        await reply(interaction, story_post(found))

    async def show(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Show sources and quotes of a message's story, or ask of which one."""
        await take_on(interaction)
        shown = stories_in(interaction, message)
        if len(shown.stories) == 1:
            await self._show(interaction, shown.digest, shown.stories[0])
            return
        await ask_which(interaction, self._newsroom, "show", shown)

    async def shown(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show sources and quotes of the story that was chosen."""
        await take_on(interaction)
        (digest,) = numbers(args[1:], 1)
        await self._show(interaction, digest, number(picked(interaction)))

    async def _show(
        self, interaction: discord.Interaction[Any], digest: int, story: int
    ) -> None:
        found = await story_for(interaction, self._newsroom, digest, story)
        await reply(interaction, sources_post(found))
        await follow_up(interaction, quotes_post(found))


def _with_page(args: tuple[str, ...]) -> tuple[int, int, int]:
    digest, story, page = numbers((*args, "0")[:3], 3)
    return digest, story, page


def cards_offer(newsroom: Newsroom) -> Offer:
    """Return what the buttons of cards do, and the menu of messages."""
    cards, questions = Cards(newsroom), CardQuestions(newsroom)
    menus = (
        app_commands.ContextMenu(name="Ask about this", callback=questions.ask_about),
        app_commands.ContextMenu(name="Show sources and quotes", callback=cards.show),
    )
    actions = {
        "sources": cards.sources,
        "quotes": cards.quotes,
        "story": cards.story,
        "ask": questions.ask,
        "answer": questions.answer,
        "show": cards.shown,
        "about": questions.about,
    }
    return Offer([for_messages(each) for each in menus], actions)
