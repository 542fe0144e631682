"""`/topic`: what a server calls the fields of its news, and whom they ring for."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of, is_silent, manager_of
from bot.client import Offer, together
from bot.commands.asked import is_choice, number, numbers, picked
from bot.commands.feed_words import ruling_line, summed
from bot.commands.groups import group_of
from bot.commands.status_words import silent_line
from bot.commands.topic_choice import suggesting_topics
from bot.components import Option
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import listing, menu, notice
from bot.render.text import fit, joined
from bot.replies import reply, take_on
from digests.guilds import Guild, Topic
from digests.newsroom import Newsroom

_NONE = "No topic is defined yet. Add one with `/topic add`."
_EVERYBODY = "Choose another role: that one would ring for everybody."
_NAME = 200
_Words = app_commands.Range[str, 1, 500]


def topic_offer(newsroom: Newsroom) -> Offer:
    """Return the group, and what its menus do."""
    made = (_adding, _removing, _listing, _previewing)
    offer = together(*(make(newsroom) for make in made))
    commands = list(offer.commands)
    return Offer(
        (group_of("topic", "Name the fields of your news", commands),), offer.actions
    )


def _adding(newsroom: Newsroom) -> Offer:
    @app_commands.command(name="add", description="Define a topic")
    @app_commands.describe(
        name="What it is called",
        include="Stories with one of these words are of it, by commas",
        exclude="Stories with one of these words are not",
        role="Who is pinged when a digest has a story of it",
    )
    async def add(
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, 100],
        include: _Words | None = None,
        exclude: _Words | None = None,
        role: discord.Role | None = None,
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        if role is not None and role.is_default():
            raise Told(_EVERYBODY)
        ringing = str(role.id) if role else ""
        words = (include or "", exclude or "")
        topic = await newsroom.topics.add(guild.id, name, *words, ringing)
        told = f"Added: {_line(topic)}"
        if ringing and is_silent(guild_of(interaction), ringing):
            told += f"\n{silent_line(topic)}"
        await reply(interaction, notice(told))

    return Offer((add,))


def _removing(newsroom: Newsroom) -> Offer:
    async def remove(guild: Guild, topic: Topic) -> Post:
        gone = await newsroom.topics.remove(guild.id, str(topic.id))
        return notice(f"**{fit(gone.name, _NAME)}** is no topic any more.")

    which = _TopicMenu(newsroom, "topic-remove", "Which topic shall go?", remove)

    @app_commands.command(name="remove", description="Take a topic away")
    @app_commands.describe(topic="Its id or name; a menu if left out")
    @app_commands.autocomplete(topic=suggesting_topics(newsroom, defined=True))
    async def command(
        interaction: discord.Interaction[Any], topic: str | None = None
    ) -> None:
        await take_on(interaction)
        await which.run(interaction, topic)

    return Offer((command,), {"topic-remove": which.answer})


def _listing(newsroom: Newsroom) -> Offer:
    async def page_of(guild: Guild, page: int) -> Post:
        topics = await newsroom.topics.list_(guild.id)
        if not topics:
            return notice(_NONE)
        return listing("Topics", list(map(_line, topics)), page, "topic-list")

    @app_commands.command(name="list", description="See your topics")
    async def command(interaction: discord.Interaction[Any]) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        await reply(interaction, await page_of(guild, 0))

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        (page,) = numbers(args, 1)
        await reply(interaction, await page_of(guild, page))

    return Offer((command,), {"topic-list": turned})


def _previewing(newsroom: Newsroom) -> Offer:
    async def page_of(topic: Topic, page: int) -> Post:
        rulings = await newsroom.topics.preview(topic)
        lines = [ruling_line(item, ruling) for item, ruling in rulings]
        title = f"{topic.name}: {summed(rulings)}"
        return listing(title, lines, page, "topic-page", topic.id)

    async def preview(_: Guild, topic: Topic) -> Post:
        return await page_of(topic, 0)

    which = _TopicMenu(newsroom, "topic-preview", "Which topic?", preview)

    @app_commands.command(
        name="preview", description="See which of the last 50 items are of a topic"
    )
    @app_commands.describe(topic="Its id or name; a menu if left out")
    @app_commands.autocomplete(topic=suggesting_topics(newsroom, defined=True))
    async def command(
        interaction: discord.Interaction[Any], topic: str | None = None
    ) -> None:
        await take_on(interaction)
        await which.run(interaction, topic)

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        key, page = numbers(args, 2)
        topic = await newsroom.topics.called(guild.id, str(key))
        await reply(interaction, await page_of(topic, page))

    actions = {"topic-preview": which.answer, "topic-page": turned}
    return Offer((command,), actions)


class _TopicMenu:
    """Does something with the topic that is meant, whichever way it is told which."""

    def __init__(self, newsroom: Newsroom, action: str, words: str, work: Any) -> None:
        self._newsroom = newsroom
        self._action = action
        self._words = words
        self._work = work

    async def run(self, interaction: discord.Interaction[Any], key: str | None) -> None:
        """Do it with the topic of this id or name, or ask which one is meant."""
        guild = await manager_of(interaction, self._newsroom)
        if key:
            topic = await self._newsroom.topics.called(guild.id, key)
            await reply(interaction, await self._work(guild, topic))
            return
        topics = await self._newsroom.topics.list_(guild.id)
        await reply(interaction, self._menu(topics, 0) if topics else notice(_NONE))

    async def answer(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Do it with the topic that was chosen, or turn the menu's page."""
        await take_on(interaction)
        if is_choice(interaction):
            await self.run(interaction, str(number(picked(interaction))))
            return
        guild = await manager_of(interaction, self._newsroom)
        (page,) = numbers(args, 1)
        topics = await self._newsroom.topics.list_(guild.id)
        await reply(interaction, self._menu(topics, page))

    def _menu(self, topics: Sequence[Topic], page: int) -> Post:
        options = [
            Option(each.name, str(each.id), ", ".join(each.include)) for each in topics
        ]
        return menu(self._words, options, page, self._action)


def _line(topic: Topic) -> str:
    parts = [f"`{topic.id}` **{fit(topic.name, _NAME)}**"]
    if topic.include:
        parts.append(f"with {fit(' or '.join(topic.include), _NAME)}")
    if topic.exclude:
        parts.append(f"without {fit(', '.join(topic.exclude), _NAME)}")
    if not topic.include:
        parts.append("stories of the feeds that are filed there")
    if topic.role:
        parts.append(f"pings <@&{topic.role}>")
    return joined(parts)
