"""`/feed edit`: change how a feed is followed; filters are shown at work before.

What is to be changed waits as a proposal: for the feed to be chosen, or for *Save*.
"""

import json
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import Chosen, manager_of, place_called, postable
from bot.client import Offer
from bot.commands.asked import numbers
from bot.commands.choosing import Choosing, suggesting
from bot.commands.dropping import dropping
from bot.commands.feed_choice import feed_kind
from bot.commands.feed_words import called, ruling_line, settings_of, summed
from bot.commands.topic_choice import suggesting_topics
from bot.components import Button, Row, Style, custom_id
from bot.posts import Post
from bot.render.pages import listing, notice
from bot.replies import reply, take_on
from digests.desk import Change
from digests.followed import Filters, Subscription
from digests.guilds import Guild
from digests.newsroom import Newsroom, filters_from

_EDIT, _SAVE = "edit", "save"
_WHAT_ELSE = (
    "Give `/feed edit` what shall change: channel, topic, include, exclude, title, "
    "language or regex. A dash takes a value away."
)
# What takes a value away.
_NOTHING = "-"
_FILTERS = ("include", "exclude", "language", "regex")
_Words = app_commands.Range[str, 1, 500]
_Name = app_commands.Range[str, 1, 100]
# What was asked to be changed: options by their names.
Wish = Mapping[str, str]


def editing(newsroom: Newsroom) -> Offer:
    """Return the command, and what its menu and buttons do."""
    desk = _Editing(newsroom)

    @app_commands.command(name="edit", description="Change how a feed is followed")
    @app_commands.describe(
        feed="Its id or name; a menu if left out",
        channel="Where it shall be posted",
        topic="What it shall be filed under; - for nothing",
        include="Only items with one of these words, by commas; - for all",
        exclude="No items with one of these words, by commas; - for none",
        title="What it shall be called; - for its own title",
        language="Only in these languages, as en,de; - for all",
        regex="Only items that this fits; - for all",
    )
    @app_commands.autocomplete(
        feed=suggesting(newsroom, feed_kind(newsroom)),
        topic=suggesting_topics(newsroom),
    )
    async def edit(  # noqa: PLR0913, PLR0917 - the options that PRODUCT.md names
        interaction: discord.Interaction[Any],
        feed: str | None = None,
        channel: Chosen | None = None,
        topic: _Name | None = None,
        include: _Words | None = None,
        exclude: _Words | None = None,
        title: _Name | None = None,
        language: _Name | None = None,
        regex: _Words | None = None,
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        to = (await postable(interaction, channel)).id if channel else None
        given = {
            "channel": to,
            "topic": topic,
            "include": include,
            "exclude": exclude,
            "title": title,
            "language": language,
            "regex": regex,
        }
        wish = {name: each for name, each in given.items() if each is not None}
        await desk.edit(interaction, guild, feed, wish)

    actions = {
        "feed-save": desk.save,
        "feed-cancel": dropping(newsroom),
        "feed-preview": desk.turn,
    }
    return Offer((edit,), {**desk.which.offer.actions, **actions})


class _Editing:
    """Changes subscriptions; shows what filters do before they are saved."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self.which = Choosing(
            newsroom, feed_kind(newsroom), "feed-edit", "Which feed?", self._begin
        )

    async def edit(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        feed: str | None,
        wish: Wish,
    ) -> None:
        """Change the feed that is meant, or ask which one it is."""
        key = await self._newsroom.proposals.add(guild.id, _EDIT, json.dumps(wish))
        await self.which.run(interaction, guild, feed, key)

    async def save(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Do what was shown."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        (key,) = numbers(args, 1)
        feed, wish = await self._proposed(guild, key)
        if channel := wish.get("channel"):
            await place_called(interaction, channel)
        post = await self._change(guild, feed, wish)
        await self._newsroom.proposals.drop(guild.id, key)
        await reply(interaction, post)

    async def turn(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Show another page of what filters would do."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        key, page = numbers(args, 2)
        feed, wish = await self._proposed(guild, key)
        await reply(interaction, await self._preview(feed, wish, key, page))

    async def _begin(
        self, guild: Guild, feed: Subscription, args: tuple[str, ...]
    ) -> Post:
        """Change it at once, but for filters: those are shown at work first."""
        (key,) = numbers(args, 1)
        wish = json.loads(await self._newsroom.proposals.get(guild.id, _EDIT, key))
        if not wish:
            shown = settings_of(feed, self._newsroom.now())
            return notice(f"{shown}\n{_WHAT_ELSE}")
        if filters_of(feed, wish) == feed.filters:
            return await self._change(guild, feed, wish)
        body = json.dumps([feed.id, wish])
        key = await self._newsroom.proposals.add(guild.id, _SAVE, body)
        return await self._preview(feed, wish, key, 0)

    async def _proposed(self, guild: Guild, key: int) -> tuple[Subscription, Wish]:
        body = await self._newsroom.proposals.get(guild.id, _SAVE, key)
        feed, wish = json.loads(body)
        return await self._newsroom.subscriptions.get(feed, guild.id), wish

    async def _preview(
        self, feed: Subscription, wish: Wish, key: int, page: int
    ) -> Post:
        filters = filters_of(feed, wish)
        rulings = await self._newsroom.tracer.preview(feed.url, filters)
        lines = [ruling_line(item, ruling) for item, ruling in rulings]
        post = listing(f"{summed(rulings)}", lines, page, "feed-preview", key)
        save = Button("Save", custom_id("feed-save", key), Style.SUCCESS)
        cancel = Button("Cancel", custom_id("feed-cancel", key))
        return replace(post, components=(*post.components, Row((save, cancel))))

    async def _change(self, guild: Guild, feed: Subscription, wish: Wish) -> Post:
        change = Change(
            title=_value(wish.get("title")),
            topic=_value(wish.get("topic")),
            channel=wish.get("channel"),
            filters=filters_of(feed, wish),
        )
        await self._newsroom.subscriptions.edit(feed.id, change, guild.id)
        changed = await self._newsroom.subscriptions.get(feed.id, guild.id)
        shown = settings_of(changed, self._newsroom.now())
        return notice(f"Saved: {called(changed)}.\n{shown}")


def filters_of(feed: Subscription, wish: Wish) -> Filters:
    """Return what the feed's filters become.

    Raises:
        BadFilters: Some of it cannot be used.

    """
    include, exclude, language, regex = (
        _value(wish.get(name)) or "" for name in _FILTERS
    )
    given = filters_from([include], [exclude], [language], regex)
    now = feed.filters
    return Filters(
        given.include if "include" in wish else now.include,
        given.exclude if "exclude" in wish else now.exclude,
        given.languages if "language" in wish else now.languages,
        given.pattern if "regex" in wish else now.pattern,
    )


def _value(given: str | None) -> str | None:
    return "" if given is not None and given.strip() == _NOTHING else given
