"""Follow feeds for a channel, each by itself, and see how far reading them is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.checks import Place
from bot.commands.feed_adding import newest_post
from bot.commands.setup_words import Tried, Unread
from bot.errors import explain
from bot.escape import harmless
from digests.desk import Choice, ImportedFeed
from digests.errors import AlreadyExists, DigestsError
from digests.guilds import Guild
from digests.newsroom import Newsroom

_AT_ONCE = 4
_SEVERAL = "There are several feeds there; give the address of one: "
_MOST_NAMED = 5

Told = Callable[[int], Awaitable[None]]


async def follow_all(
    newsroom: Newsroom,
    guild: Guild,
    place: Place,
    feeds: Sequence[ImportedFeed],
    told: Told,
) -> list[Tried]:
    """Follow what can be followed, and return what came of each, in their order.

    `told` hears each time how many are done.
    """
    gate, done = asyncio.Semaphore(_AT_ONCE), 0

    async def one(feed: ImportedFeed) -> Tried:
        nonlocal done
        async with gate:
            tried = await _try(newsroom, guild, place, feed)
        done += 1
        await told(done)
        return tried

    return await asyncio.gather(*map(one, feeds))


async def unread(newsroom: Newsroom, guild: Guild, place: Place) -> Unread:
    """Return what of a channel's feeds was never asked, and what waits to be read."""
    followed = await newsroom.subscriptions.list_(guild.id)
    keys = {each.feed_id for each in followed if each.channel in ("", place.id)}
    known = [x for x in await newsroom.feeds.health(guild.id) if x.id in keys]
    return Unread(
        sum(each.polled is None for each in known), sum(each.waiting for each in known)
    )


async def _try(
    newsroom: Newsroom, guild: Guild, place: Place, feed: ImportedFeed
) -> Tried:
    try:
        done = await newsroom.subscriptions.follow(
            feed.url, guild.id, place.id, feed.topic, feed.title
        )
    except AlreadyExists as error:
        return Tried(feed.title or await _called(newsroom, guild, error.key))
    except DigestsError as error:
        return Tried(feed.title, harmless(explain(error)))
    if isinstance(done, Choice):
        found = " ".join(each.url for each in done.candidates[:_MOST_NAMED])
        return Tried(feed.title, harmless(_SEVERAL + found), choice=done)
    name = feed.title or done.feed.title or feed.url
    return Tried(name, newest=await newest_post(newsroom, done))


async def _called(newsroom: Newsroom, guild: Guild, url: str) -> str:
    """Return what a feed is called that the guild follows."""
    followed = await newsroom.subscriptions.titled(guild.id)
    titles = {each.url: each.title for each in followed}
    return titles.get(url) or url
