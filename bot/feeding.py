"""`pullquote feeds`: list, health, pause, resume."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import click
from rich.console import Console

from bot.as_json import health_as_json
from bot.tables import print_health, stamp
from bot.terminal import harmless
from digests.followed import FeedHealth
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings

T = TypeVar("T")

_NONE = "No feed is followed yet. Add one: pullquote feeds add ADDRESS"


def in_newsroom(settings: Settings, job: Callable[[Newsroom], Awaitable[T]]) -> T:
    """Return what the job makes of the newsroom, which is open meanwhile."""

    async def session() -> T:
        async with open_newsroom(settings) as newsroom:
            return await job(newsroom)

    return asyncio.run(session())


def show_health(settings: Settings, *, as_json: bool) -> bool:
    """Print how feeds are doing, and return whether all are well."""
    feeds = in_newsroom(settings, lambda newsroom: newsroom.feeds.health())
    if as_json:
        for each in feeds:
            click.echo(json.dumps(health_as_json(each), ensure_ascii=False))
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


def _called(feed: FeedHealth) -> str:
    return harmless(feed.title) or harmless(feed.url)
