"""`/topic`: what a server calls the fields of its news, and whom they ring for."""

from typing import Any

import discord
from discord import app_commands

from bot.checks import guild_of, is_silent, manager_of
from bot.client import Offer, together
from bot.commands.asked import numbers
from bot.commands.choosing import Choosing
from bot.commands.feed_words import ruling_line, summed
from bot.commands.groups import group_of
from bot.commands.paging import paged
from bot.commands.status_words import silent_line
from bot.commands.topic_choice import NONE, topic_kind
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import listing, notice
from bot.render.text import fit, joined
from bot.replies import reply, take_on
from digests.guilds import Guild, Topic
from digests.newsroom import Newsroom

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
    async def remove(guild: Guild, topic: Topic, _: tuple[str, ...]) -> Post:
        gone = await newsroom.topics.remove(guild.id, topic.id)
        return notice(f"**{fit(gone.name, _NAME)}** is no topic any more.")

    kind = topic_kind(newsroom)
    which = Choosing(newsroom, kind, "topic-remove", "Which topic shall go?", remove)

    command = which.command("remove", "Take a topic away")

    return Offer((command,), which.offer.actions)


def _listing(newsroom: Newsroom) -> Offer:
    async def page_of(guild: Guild, page: int) -> Post:
        topics = await newsroom.topics.list_(guild.id)
        if not topics:
            return notice(NONE)
        return listing("Topics", list(map(_line, topics)), page, "topic-list")

    return paged(newsroom, "list", "See your topics", "topic-list", page_of)


def _previewing(newsroom: Newsroom) -> Offer:
    async def page_of(topic: Topic, page: int) -> Post:
        rulings = await newsroom.topics.preview(topic)
        lines = [ruling_line(item, ruling) for item, ruling in rulings]
        title = f"{topic.name}: {summed(rulings)}"
        return listing(title, lines, page, "topic-page", topic.id)

    async def preview(_: Guild, topic: Topic, __: tuple[str, ...]) -> Post:
        return await page_of(topic, 0)

    kind = topic_kind(newsroom)
    which = Choosing(newsroom, kind, "topic-preview", "Which topic?", preview)

    command = which.command("preview", "See which of the last 50 items are of a topic")

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        key, page = numbers(args, 2)
        topic = await newsroom.topics.get(guild.id, key)
        await reply(interaction, await page_of(topic, page))

    return Offer((command,), {**which.offer.actions, "topic-page": turned})


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
