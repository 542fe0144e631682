"""Which story is meant: by a card's buttons, by a message that shows several."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from msgspec import Struct

from bot.checks import guild_of, readable_by
from bot.commands.asked import number, numbers
from bot.components import Option, parse_custom_id
from bot.errors import Told
from bot.render.pages import menu
from bot.render.stories import headline_of
from bot.replies import reply
from digests.newsroom import Newsroom
from digests.shelved import StoredStory

_GONE = "That story is no longer here, or was in a channel that you cannot read."
_NO_CARD = "There is no story of mine in that message. Choose one of my digests."
_WHICH = "Which story?"
_OF_STORIES = frozenset({"sources", "quotes", "ask"})


class Shown(Struct, frozen=True):
    """What a message of ours shows: the numbers of stories of one digest."""

    message: int
    digest: int
    stories: tuple[int, ...]


async def story_for(
    interaction: discord.Interaction[Any], newsroom: Newsroom, digest: int, story: int
) -> StoredStory:
    """Return a story of this guild's, whoever sent its numbers.

    Raises:
        Told: There is none, or who asks may not read where it was posted.

    """
    guild = str(guild_of(interaction).id)
    found = await newsroom.shelf.story(guild, digest, story)
    if found is None or found.channel not in readable_by(interaction):
        raise Told(_GONE)
    return found


async def ask_which(
    interaction: discord.Interaction[Any], newsroom: Newsroom, action: str, shown: Shown
) -> None:
    """Ask which of a message's stories is meant; the action hears of the choice."""
    options = []
    for each in shown.stories:
        found = await story_for(interaction, newsroom, shown.digest, each)
        options.append(Option(headline_of(found), str(each)))
    args = (shown.message, shown.digest)
    await reply(interaction, menu(_WHICH, options, 0, action, *args))


def stories_in(
    interaction: discord.Interaction[Any], message: discord.Message
) -> Shown:
    """Return what a message of ours shows.

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
    stories = tuple(story for of, story in found if of == digest)
    return Shown(message.id, digest, stories)


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
