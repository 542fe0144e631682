"""`/feed add` and `test`: what is at an address, and what it would bring."""

import json
from typing import Any

import discord
from discord import app_commands
from msgspec import Struct
from msgspec.structs import replace

from bot.checks import Chosen, manager_of, place_called, postable
from bot.client import Offer
from bot.commands.asked import is_choice, number, numbers, picked
from bot.commands.choosing import Choosing
from bot.commands.feed_choice import feed_kind
from bot.commands.feed_words import called, sample_posts, sampled_post, where
from bot.commands.topic_choice import suggesting_topics
from bot.components import Option
from bot.counting import counted
from bot.errors import Told, explain
from bot.escape import harmless
from bot.posts import Post
from bot.render.pages import menu, notice
from bot.replies import follow_up, reply, take_on
from digests.desk import Candidate, Choice, Followed
from digests.errors import DigestsError
from digests.followed import Subscription
from digests.guilds import Guild
from digests.newsroom import Newsroom

_SEVERAL = "There are several feeds at that address. Which one do you mean?"
_KIND = "feeds"
_LONGEST = 2000


def adding(newsroom: Newsroom) -> Offer:
    """Return the command, and what its menu does."""
    desk = _Adding(newsroom)

    @app_commands.command(name="add", description="Follow a feed in a channel")
    @app_commands.describe(
        url="The feed's address, or that of the site",
        channel="Where it is posted; here if left out",
        topic="What it is filed under",
    )
    @app_commands.autocomplete(topic=suggesting_topics(newsroom))
    async def add(
        interaction: discord.Interaction[Any],
        url: app_commands.Range[str, 1, _LONGEST],
        channel: Chosen | None = None,
        topic: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        await take_on(interaction)
        guild = await manager_of(interaction, newsroom)
        place = await postable(interaction, channel)
        await newsroom.guilds.channel(guild.id, place.id, place.kind)
        await desk.add(interaction, guild, url, (place.id, topic or ""))

    return Offer((add,), {"feed-choose": desk.chosen})


def testing(newsroom: Newsroom) -> Offer:
    """Return the command, and what its menu does."""

    async def test(_: Guild, feed: Subscription, __: tuple[str, ...]) -> list[Post]:
        sample = await newsroom.sampler.sample(feed.url, feed.filters)
        return list(sample_posts(sample))

    kind = feed_kind(newsroom)
    which = Choosing(newsroom, kind, "feed-test", "Which feed shall I look at?", test)

    command = which.command("test", "See a feed's newest items as posts")

    return Offer((command,), which.offer.actions)


class Several(Struct, frozen=True):
    """Feeds at one address, kept while who asked makes up their mind."""

    channel: str
    topic: str
    feeds: tuple[Candidate, ...]

    @classmethod
    async def kept(cls, newsroom: Newsroom, guild: Guild, key: int) -> "Several":
        """Return what was kept for the guild; raises as `Proposals.get` does."""
        body = await newsroom.proposals.get(guild.id, _KIND, key)
        channel, topic, feeds = json.loads(body)
        return cls(channel, topic, tuple(Candidate(*each) for each in feeds))

    async def keep(self, newsroom: Newsroom, guild: Guild) -> int:
        """Keep them, and return under which number."""
        feeds = [(each.url, each.title) for each in self.feeds]
        body = json.dumps([self.channel, self.topic, feeds])
        return await newsroom.proposals.add(guild.id, _KIND, body)

    def menu(self, page: int, action: str, *args: str | int) -> Post:
        """Return the question, with this page of the menu."""
        options = [
            Option(each.title or each.url, str(place), each.url)
            for place, each in enumerate(self.feeds)
        ]
        return menu(_SEVERAL, options, page, action, *args)

    def picked(self, value: str) -> str:
        """Return the address of the one that was picked in the menu.

        Raises:
            Told: There is no such one.

        """
        which = number(value)
        if which >= len(self.feeds):
            raise Told(_SEVERAL)
        return self.feeds[which].url


class _Adding:
    """Follows a feed for a channel, and shows the newest that it has."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    async def add(
        self,
        interaction: discord.Interaction[Any],
        guild: Guild,
        url: str,
        place: tuple[str, str],
    ) -> None:
        """Follow it; `place` is the channel and the topic."""
        channel, topic = place
        done = await self._newsroom.subscriptions.follow(url, guild.id, channel, topic)
        if isinstance(done, Choice):
            several = Several(channel, topic, done.candidates)
            key = await several.keep(self._newsroom, guild)
            await reply(interaction, several.menu(0, "feed-choose", key))
            return
        await reply(interaction, notice(_told(done)))
        await follow_up(interaction, await newest_post(self._newsroom, done))

    async def chosen(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Follow the one that was chosen of several, or turn the menu's page."""
        await take_on(interaction)
        guild = await manager_of(interaction, self._newsroom)
        choosing = is_choice(interaction)
        key, *page = numbers(args, 1 if choosing else 2)
        several = await Several.kept(self._newsroom, guild, key)
        if not choosing:
            await reply(interaction, several.menu(page[0], "feed-choose", key))
            return
        url = several.picked(picked(interaction))
        place = await place_called(interaction, several.channel)
        await self.add(interaction, guild, url, (place.id, several.topic))


async def newest_post(newsroom: Newsroom, done: Followed) -> Post:
    """Return the newest item of a feed as it will look, or why there is none."""
    try:
        sample = await newsroom.sampler.sample(
            done.feed.url, done.subscription.filters, most=1
        )
    except DigestsError as error:
        return notice(f"{harmless(explain(error))} The next poll tries again.")
    if not sample.items:
        return notice("It holds no item yet; what comes is read.")
    return sampled_post(sample.items[0])


def _told(done: Followed) -> str:
    feed, found = done.subscription, done.feed
    named = replace(feed, title=feed.title or found.title)
    return (
        f"Following {called(named)} in {where(feed.channel)}. "
        f"Its id is `{feed.id}`. It holds {counted(found.entries, 'item', 'items')}; "
        "the newest, as it will look:"
    )
