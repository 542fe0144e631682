"""Feeds as a kind of things to choose from."""

import discord

from bot.commands.choosing import Kind
from bot.commands.feed_words import option
from bot.components import Option
from digests.followed import Subscription
from digests.naming import Called
from digests.newsroom import Newsroom

NONE = "No feed is followed here yet. Add one with `/feed add`."


def feed_kind(newsroom: Newsroom) -> Kind[Subscription]:
    """Return a server's feeds, each by the id of who follows it."""
    return Kind("feed", NONE, newsroom.subscriptions.titled, _called, _option)


def _called(feed: Subscription) -> Called:
    return Called(feed.id, feed.title, feed.url)


def _option(guild: discord.Guild, feed: Subscription) -> Option:
    """Return the feed with its channel's name, where that is there."""
    place = guild.get_channel_or_thread(int(feed.channel)) if feed.channel else None
    return option(feed, place.name if place else "")
