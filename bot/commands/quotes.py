"""`/quotes`: who said what, word for word; for everybody.

What somebody sees is what came by feeds whose channels they can read.
"""

from typing import Any

import discord
from discord import app_commands

from bot.cards import said_line
from bot.checks import guild_of, readable_by
from bot.client import Offer
from bot.commands.asked import moment, number, since_in_id
from bot.commands.groups import alone
from bot.errors import Told
from bot.posts import Post
from bot.render.pages import MOST_PAGE, listing
from bot.render.text import (
    MOST_NAME,
    fit,
    joined,
    label,
    linked,
    named,
    quoted,
    size,
    when,
)
from bot.replies import reply, take_on
from digests.asked import Said
from digests.guilds import Reach
from digests.newsroom import Newsroom

_MOST = 100
# What the id of a button has room for.
_MOST_PERSON, _MOST_TOPIC = 40, 25
_NOTHING = "No such quote has been read."
_SINCE = 'Published since then: "3h", "yesterday", "monday", a date'


class Quotes:
    """The list of `/quotes`, whole in the ids of its buttons."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take the newsroom whose ledger it is."""
        self._newsroom = newsroom

    async def show(
        self,
        interaction: discord.Interaction[Any],
        person: str,
        topic: str,
        since: str | None,
    ) -> None:
        """Show the first page to the one who asks, as often as they may ask."""
        self._admit(interaction)
        await take_on(interaction)
        guild = await self._newsroom.guilds.get(str(guild_of(interaction).id))
        oldest = since_in_id(since, self._newsroom.now(), guild.zone)
        args = (_carried(person), _carried(topic), oldest)
        await reply(interaction, await self._post(interaction, args, 0))

    async def turn(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...]
    ) -> None:
        """Turn the page; the list is made anew for that, so that it counts as well."""
        self._admit(interaction)
        await take_on(interaction)
        person, topic, since, page = (*args, "", "", "", "")[:4]
        post = await self._post(interaction, (person, topic, since), number(page))
        await reply(interaction, post)

    async def people(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer who was quoted lately."""
        try:
            reach = _reach(interaction)
        except Told:
            return []
        names = await self._newsroom.ledger.people_like(reach, typed)
        return [
            app_commands.Choice(name=label(each, 100), value=each)
            for each in names
            if len(each) <= _MOST_PERSON
        ]

    def _admit(self, interaction: discord.Interaction[Any]) -> None:
        guild = str(guild_of(interaction).id)
        self._newsroom.queue.admit(guild, str(interaction.user.id))

    async def _post(
        self, interaction: discord.Interaction[Any], args: tuple[str, ...], page: int
    ) -> Post:
        person, topic, since = args
        oldest = moment(since or "0")
        found = await self._newsroom.ledger.quotes(
            _reach(interaction), person=person, topic=topic, since=oldest, limit=_MOST
        )
        lines = [_line(each) for each in found.items]
        if found.total > len(lines):
            lines.insert(0, f"-# The newest {len(lines)} of {found.total}.")
        title = joined(["Quotes", person, topic])
        return listing(title, lines or [_NOTHING], page, "said", *args)


def quotes_offer(newsroom: Newsroom) -> Offer:
    """Return `/quotes`, and what the buttons of its list do."""
    quotes_ = Quotes(newsroom)

    @app_commands.command(name="quotes", description="See who said what, word for word")
    @app_commands.describe(
        person="Who said it; anybody by default", topic="Of what", since=_SINCE
    )
    @app_commands.autocomplete(person=quotes_.people)
    async def quotes(
        interaction: discord.Interaction[Any],
        person: app_commands.Range[str, 1, _MOST_PERSON] | None = None,
        topic: app_commands.Range[str, 1, _MOST_TOPIC] | None = None,
        since: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        await quotes_.show(interaction, person or "", topic or "", since)

    return Offer([alone(quotes)], {"said": quotes_.turn})


def _reach(interaction: discord.Interaction[Any]) -> Reach:
    return Reach(str(guild_of(interaction).id), readable_by(interaction))


def _carried(words: str) -> str:
    # No name is parted by these, and they would swell the ids of buttons.
    return words.replace("%", " ").replace(":", " ")


def _line(said: Said) -> str:
    quote, source = said_line(said)
    posted = linked("posted here", source.jump) if source.jump else ""
    told = joined([named(source), when(source.published), posted])
    line = f"{quoted(quote)}\n-# {told}"
    if size(line) <= MOST_PAGE:
        return line
    speaker = fit(quote.speaker, MOST_NAME)
    return f"-# A quote of {speaker} is too long to be shown here.\n-# {told}"
