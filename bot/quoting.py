"""`pullquote quotes`: who said what, in what the local desk has read."""

import asyncio
import json
from pathlib import Path

import click
from rich.console import Console

from bot.as_json import said_as_json
from bot.terminal import print_said
from digests.asked import Said
from digests.guilds import Reach
from digests.newsroom import open_newsroom
from digests.settings import Settings
from digests.shelved import Page
from digests.whens import read_when

_MOST = 300


def quotes(  # noqa: PLR0913 - one for each option
    settings: Settings,
    person: str,
    *,
    topic: str,
    since: str,
    db: Path | None,
    as_json: bool,
) -> None:
    """Print quotes, the newest first, each with speaker, outlet, date and link.

    Raises:
        BadSchedule: `since` cannot be understood.

    """
    if db is not None:
        settings = settings.stored_in(db)

    async def session() -> Page[Said]:
        async with open_newsroom(settings) as newsroom:
            oldest = (
                read_when(since, newsroom.now(), "UTC", past=True) if since else None
            )
            return await newsroom.ledger.quotes(
                Reach(), person=person, topic=topic, since=oldest, limit=_MOST
            )

    found = asyncio.run(session())
    if as_json:
        for each in found.items:
            click.echo(json.dumps(said_as_json(each), ensure_ascii=False))
    elif found.items:
        print_said(found.items, Console())
    else:
        click.echo("No such quote has been read.")
