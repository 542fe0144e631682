"""`pullquote feeds`: list, health, remove, pause, resume, filter."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import click
from msgspec import Struct
from rich.console import Console

from bot.feeds_as_json import health_as_json, ruling_as_json, subscription_as_json
from bot.filter_words import in_words
from bot.printable import harmless
from bot.tables import (
    print_followed,
    print_health,
    print_rulings,
    stamp,
)
from digests.desk import Change
from digests.followed import FeedHealth, Filters, Ruling
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings
from digests.traced import FeedItem

T = TypeVar("T")

_NONE = "No feed is followed yet. Add one: pullquote feeds add ADDRESS"


class FilterWish(Struct, frozen=True):
    """How filters are to change: what is given replaces what was, kind by kind.

    `clear` drops what was; `preview` changes nothing.
    """

    given: Filters
    clear: bool = False
    preview: bool = False
    as_json: bool = False

    def over(self, present: Filters) -> Filters:
        """Return what these filters become."""
        old = Filters() if self.clear else present
        return Filters(
            self.given.include or old.include,
            self.given.exclude or old.exclude,
            self.given.languages or old.languages,
            self.given.pattern or old.pattern,
        )


def print_json(value: dict[str, object]) -> None:
    """Print one line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False))


def in_newsroom(settings: Settings, job: Callable[[Newsroom], Awaitable[T]]) -> T:
    """Return what the job makes of the newsroom, which is open meanwhile."""

    async def session() -> T:
        async with open_newsroom(settings) as newsroom:
            return await job(newsroom)

    return asyncio.run(session())


def list_feeds(settings: Settings, *, as_json: bool) -> None:
    """Print what is followed, by whom, and with which filters."""
    followed = in_newsroom(settings, lambda newsroom: newsroom.feeds.followed())
    if as_json:
        for each in followed:
            print_json(subscription_as_json(each))
    elif followed:
        print_followed(followed, Console())
    else:
        click.echo(_NONE)


def remove_feed(settings: Settings, name: str, guild: str, channel: str) -> bool:
    """Stop following the feed there; return whether it was followed."""

    async def job(newsroom: Newsroom) -> bool:
        feed = await newsroom.feeds.named(name)
        there = [
            each
            for each in await newsroom.feeds.followed()
            if each.feed_id == feed.id
            and each.guild == guild
            and channel in ("", each.channel)
        ]
        if not there:
            return await _nobody_there(newsroom, feed)
        for each in there:
            await newsroom.subscriptions.unfollow(feed.id, guild, each.channel)
            click.echo(f"{each.holder.capitalize()} follows {_called(feed)} no more.")
        return True

    return in_newsroom(settings, job)


def filter_feed(
    settings: Settings, name: str, place: tuple[str, str], wish: FilterWish
) -> None:
    """Change the filters of a feed that is followed there, or preview them."""

    async def job(newsroom: Newsroom) -> None:
        feed = await newsroom.feeds.named(name)
        guild, channel = place
        (follower, *_) = await newsroom.subscriptions.of_feed(feed.id, guild, channel)
        filters = wish.over(follower.filters)
        if wish.preview:
            rulings = await newsroom.tracer.preview(feed.url, filters)
            _show_rulings(rulings, as_json=wish.as_json)
            return
        if filters != follower.filters:
            change = Change(filters=filters)
            follower = await newsroom.subscriptions.edit(follower.id, change, guild)
        told = harmless(in_words(follower.filters)) or "everything"
        click.echo(f"{follower.holder.capitalize()} takes of {_called(feed)}: {told}.")

    in_newsroom(settings, job)


def show_health(settings: Settings, *, as_json: bool) -> bool:
    """Print how feeds are doing, and return whether all are well."""
    feeds = in_newsroom(settings, lambda newsroom: newsroom.feeds.health())
    if as_json:
        for each in feeds:
            print_json(health_as_json(each))
    elif feeds:
        print_health(feeds, Console())
    else:
        click.echo(_NONE)
    return not any(each.error for each in feeds)


def pause_feed(settings: Settings, name: str, until: datetime | None) -> None:
    """Ask the feed no more, and say so."""
    moment = until.replace(tzinfo=UTC) if until else None
    feed = in_newsroom(settings, lambda n: n.feeds.pause(name, moment))
    end = f"until {stamp(moment)}" if moment else "until it is resumed"
    click.echo(f"{_called(feed)} is paused {end}.")


def resume_feed(settings: Settings, name: str) -> None:
    """Ask the feed again, and say what that brings."""
    feed, held = in_newsroom(settings, lambda n: n.feeds.resume(name))
    taken = f" {held} held items are taken." if held else ""
    click.echo(f"{_called(feed)} is asked again with the next poll.{taken}")


async def _nobody_there(newsroom: Newsroom, feed: FeedHealth) -> bool:
    holders = [
        each.holder
        for each in await newsroom.feeds.followed()
        if each.feed_id == feed.id
    ]
    if not holders:
        await newsroom.feeds.drop(feed)
        click.echo(f"{_called(feed)} is gone; nobody followed it any more.")
        return True
    told = f"{_called(feed)} is not followed there, but by {', '.join(holders)}."
    click.echo(f"pullquote: {told} Name whom with --guild and --channel.", err=True)
    return False


def _show_rulings(rulings: Sequence[tuple[FeedItem, Ruling]], *, as_json: bool) -> None:
    if not as_json:
        print_rulings(rulings, Console())
        return
    for item, ruling in rulings:
        print_json(ruling_as_json(item, ruling))


def _called(feed: FeedHealth) -> str:
    return harmless(feed.title) or harmless(feed.url)
