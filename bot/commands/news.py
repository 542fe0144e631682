"""`/news`: what was read lately, a search, and the feeds; for everybody.

What somebody sees is what came by feeds whose channels they can read; what they share
is of it what everybody reads who reads the channel.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from msgspec.structs import replace

from bot.checks import guild_of, readable_by, readable_here
from bot.client import Offer
from bot.commands import asked
from bot.commands.asked import number, since_in_id
from bot.commands.groups import group_of
from bot.commands.news_words import item_line, outlet_line
from bot.components import Button, Row, custom_id
from bot.errors import Told
from bot.escape import harmless
from bot.posts import Post
from bot.render.pages import listing
from bot.render.text import label, moment
from bot.replies import reply, take_on
from digests.guilds import Reach
from digests.newsroom import Newsroom

_MOST = 75
# What the id of a button has room for.
_MOST_CARRIED = 60
_GONE = "That list is no longer kept. Use the command again."
_ABOUT = "What was read lately"
_SINCE = 'Read since then: "3h", "yesterday", "monday", a date'
Since = app_commands.Range[str, 1, 40] | None
# A list, by the arguments that its buttons carry: words, since when, and the page.
Listed = Callable[[Reach, str, str, int], Awaitable[Post]]


class News:
    """The lists of `/news`, whole in the ids of their buttons."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom whose shelf it is."""
        self._newsroom = newsroom
        self.lists: dict[str, Listed] = {
            "latest": self._latest,
            "search": self._search,
            "outlets": self._outlets,
        }

    async def show(
        self,
        interaction: discord.Interaction[Any],
        name: str,
        words: str = "",
        since: str | None = None,
    ) -> None:
        """Show a list's first page to the one who asks."""
        await take_on(interaction)
        guild = await self._newsroom.guilds.get(str(guild_of(interaction).id))
        oldest = since_in_id(since, self._newsroom.now(), guild.zone)
        args = (name, words, oldest, 0)
        await reply(interaction, await self._post(_reach(interaction), args))

    async def turn(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Turn the page of a list."""
        await take_on(interaction)
        await reply(interaction, await self._post(_reach(interaction), _parts(args)))

    async def share(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Say the page once more, for all who read the channel, of what all may read.

        It counts like a question, which is said to everybody as well.
        """
        guild = str(guild_of(interaction).id)
        reach = Reach(guild, readable_here(interaction))
        # Who shares too much is told so in private.
        self._newsroom.queue.admit(guild, str(interaction.user.id))
        await take_on(interaction, private=False, fresh=True)
        post = await self._post(reach, _parts(args))
        await reply(interaction, replace(post, components=()))

    async def _post(self, reach: Reach, args: tuple[str, str, str, int]) -> Post:
        name, words, since, page = args
        if name not in self.lists:
            raise Told(_GONE)
        post = await self.lists[name](reach, words, since, page)
        if len(words) > _MOST_CARRIED:
            return post
        share = Button("Share", custom_id("share", name, words, since, page))
        return replace(post, components=(*post.components, Row((share,))))

    async def _latest(self, reach: Reach, topic: str, since: str, page: int) -> Post:
        found = await self._newsroom.shelf.latest(
            reach, topic=topic, since=asked.moment(since or "0"), limit=_MOST
        )
        title = f"Latest: {topic}" if topic else "Latest"
        lines = [item_line(each) for each in found.items]
        lines = lines or [_none_of(topic, asked.moment(since or "0"))]
        return listing(title, lines, page, "news", "latest", topic, since)

    async def _search(self, reach: Reach, query: str, since: str, page: int) -> Post:
        found = await self._newsroom.shelf.search(
            reach, query, since=asked.moment(since or "0"), limit=_MOST
        )
        lines = [item_line(each) for each in found.items]
        lines = lines or ["I have not read anything about that."]
        return listing(f"Search: {query}", lines, page, "news", "search", query, since)

    async def _outlets(self, reach: Reach, _: str, __: str, page: int) -> Post:
        found = await self._newsroom.shelf.outlets(reach)
        lines = [outlet_line(each) for each in found]
        return listing("Feeds", lines, page, "news", "outlets", "", "")


def _parts(args: tuple[str, ...]) -> tuple[str, str, str, int]:
    name, words, since, page = (*args, "", "", "", "")[:4]
    return name, words, since, number(page)


def _none_of(topic: str, since: datetime | None) -> str:
    """Return what was not read."""
    what = f"Nothing of {harmless(topic)}" if topic else "Nothing"
    return f"{what} has been read {f'since {moment(since)}' if since else 'yet'}."


def _reach(interaction: discord.Interaction[Any]) -> Reach:
    return Reach(str(guild_of(interaction).id), readable_by(interaction))


def news_offer(newsroom: Newsroom) -> Offer:
    """Return `/news`, and what the buttons of its lists do."""
    news = News(newsroom)

    @app_commands.command(name="latest", description="Show what was read last")
    @app_commands.describe(topic="Of one topic; of all by default", since=_SINCE)
    async def latest(
        interaction: discord.Interaction[Any],
        topic: app_commands.Range[str, 1, _MOST_CARRIED] | None = None,
        since: Since = None,
    ) -> None:
        await news.show(interaction, "latest", topic or "", since)

    @latest.autocomplete("topic")
    async def topics(
        interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            reach = _reach(interaction)
        except Told:
            return []
        names = await newsroom.shelf.topics_like(reach, typed)
        fit = [name for name in names if len(name) <= _MOST_CARRIED]
        return [app_commands.Choice(name=label(each, 100), value=each) for each in fit]

    @app_commands.command(name="search", description="Search what was read")
    @app_commands.describe(query="Words to look for", since=_SINCE)
    async def search(
        interaction: discord.Interaction[Any],
        query: app_commands.Range[str, 1, _MOST_CARRIED],
        since: Since = None,
    ) -> None:
        # No word is parted by these, and they would swell the ids of buttons.
        words = query.replace("%", " ").replace(":", " ")
        await news.show(interaction, "search", words, since)

    @app_commands.command(name="feeds", description="Show where the news comes from")
    async def feeds(interaction: discord.Interaction[Any]) -> None:
        await news.show(interaction, "outlets")

    group = group_of("news", _ABOUT, [latest, search, feeds])
    return Offer([group], {"news": news.turn, "share": news.share})
