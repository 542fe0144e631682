"""`/feed remove`, `list`, `pause`, `resume` and `health`: what is followed, and how."""

from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import Chosen, manager_of, place_of
from bot.client import Offer, together
from bot.commands import asked
from bot.commands.asked import number
from bot.commands.choosing import Choosing
from bot.commands.feed_choice import NONE, feed_kind
from bot.commands.feed_words import (
    called,
    followed_line,
    health_line,
    where,
)
from bot.commands.paging import paged
from bot.components import Button, Row, custom_id
from bot.posts import Post
from bot.render.pages import listing, notice
from bot.render.text import moment
from bot.replies import reply, take_on
from digests.followed import FeedHealth, FeedState, Subscription
from digests.guilds import Guild
from digests.newsroom import Newsroom

_BY_HOST = "Who hosts me has paused it for everybody; ask them."
_HELD = "{} items are held for everybody: who hosts me can have them taken."
_EVERYWHERE = "0"


def removing(newsroom: Newsroom) -> Offer:
    """Return `remove`, and what its menu does."""

    async def remove(guild: Guild, feed: Subscription, _: tuple[str, ...]) -> Post:
        await newsroom.subscriptions.unfollow(feed.feed_id, guild.id, feed.channel)
        told = f"{called(feed)} is followed no more in {where(feed.channel)}."
        return notice(f"{told} What was read of it stays.")

    kind = feed_kind(newsroom)
    which = Choosing(newsroom, kind, "feed-remove", "Which feed shall go?", remove)

    command = which.command("remove", "Stop following a feed")

    return Offer((command,), which.offer.actions)


def listing_feeds(newsroom: Newsroom) -> Offer:
    """Return `list`, and what its buttons do."""

    async def page_of(guild: Guild, channel: str, page: int) -> Post:
        followed = await newsroom.subscriptions.titled(guild.id)
        if not followed:
            return notice(NONE)
        here = [
            each
            for each in followed
            if channel == _EVERYWHERE or each.channel in {"", channel}
        ]
        now = newsroom.now()
        lines = [followed_line(each, now) for each in here]
        if len(here) < len(followed):
            lines.append(f"-# {len(followed) - len(here)} more in other channels")
        post = listing("Feeds", lines, page, "feed-list", channel)
        if len(here) == len(followed):
            return post
        everything = Button("All channels", custom_id("feed-list", _EVERYWHERE, 0))
        return replace(post, components=(*post.components, Row((everything,))))

    @app_commands.command(name="list", description="See what a channel follows")
    @app_commands.describe(channel="Which channel; this one if left out")
    async def command(
        interaction: discord.Interaction[Any], channel: Chosen | None = None
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        place = await place_of(interaction, channel)
        await reply(interaction, await page_of(guild, place.id, 0))

    async def turned(
        interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        channel, page = (*args, "", "")[:2]
        await reply(interaction, await page_of(guild, channel, number(page)))

    return Offer((command,), {"feed-list": turned})


def pausing(newsroom: Newsroom) -> Offer:
    """Return `pause`, and what its menu does."""

    async def pause(guild: Guild, feed: Subscription, args: tuple[str, ...]) -> Post:
        until = asked.moment(args[0] if args else "0")
        await newsroom.subscriptions.pause(feed.id, guild.id, until)
        end = f"until {moment(until)}" if until else "until you resume it"
        told = f"{called(feed)} is paused in {where(feed.channel)} {end}."
        return notice(f"{told} What it brings meanwhile is not made up for.")

    kind = feed_kind(newsroom)
    which = Choosing(newsroom, kind, "feed-pause", "Which feed shall pause?", pause)

    command = which.command_until("pause", "Have nothing of a feed")

    return Offer((command,), which.offer.actions)


def resuming(newsroom: Newsroom) -> Offer:
    """Return `resume`, and what its menu does."""

    async def resume(guild: Guild, feed: Subscription, __: tuple[str, ...]) -> Post:
        await newsroom.subscriptions.resume(feed.id, guild.id)
        told = [f"{called(feed)} is brought again in {where(feed.channel)}."]
        health = await newsroom.feeds.named(feed.url)
        if _is_paused_by_host(health):
            told.append(_BY_HOST)
        elif health.held or health.state is not FeedState.ACTIVE:
            # Asking once more does no other server any harm.
            after, held = await newsroom.feeds.resume(feed.url, guild.id)
            told.append("It is asked again with the next poll.")
            told += [f"{held} held items are taken."] if held else []
            told += [_HELD.format(after.held)] if after.held else []
        return notice(" ".join(told))

    kind = feed_kind(newsroom)
    which = Choosing(newsroom, kind, "feed-resume", "Which feed shall go on?", resume)

    command = which.command("resume", "Have a feed again")

    return Offer((command,), which.offer.actions)


def health_of_feeds(newsroom: Newsroom) -> Offer:
    """Return `health`, and what its buttons do."""

    async def page_of(guild: Guild, page: int) -> Post:
        followed = await newsroom.subscriptions.titled(guild.id)
        if not followed:
            return notice(NONE)
        by_feed: dict[int, list[Subscription]] = {}
        for each in followed:
            by_feed.setdefault(each.feed_id, []).append(each)
        lines = [
            health_line(each, by_feed[each.id])
            for each in await newsroom.feeds.health(guild.id)
            if each.id in by_feed
        ]
        return listing("How feeds are doing", lines, page, "feed-health")

    about = "See how your feeds are doing"
    return paged(newsroom, "health", about, "feed-health", page_of)


def keeping(newsroom: Newsroom) -> Offer:
    """Return all of these."""
    made = (removing, listing_feeds, pausing, resuming, health_of_feeds)
    return together(*(make(newsroom) for make in made))


def _is_paused_by_host(health: FeedHealth) -> bool:
    return health.state is FeedState.PAUSED and not health.error
