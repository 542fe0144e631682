"""`pullquote why`: what became of an item, from what is stored."""

import asyncio
import json

import click
from rich.console import Console

from bot.feeds_as_json import trace_as_json
from bot.tables import print_trace
from digests.newsroom import open_newsroom
from digests.settings import Settings
from digests.traced import Trace


def why(settings: Settings, asked: str, *, as_json: bool) -> None:
    """Print all that is known of an address or a title."""

    async def ask() -> Trace:
        async with open_newsroom(settings) as newsroom:
            return await newsroom.tracer.why(asked)

    trace = asyncio.run(ask())
    if as_json:
        click.echo(json.dumps(trace_as_json(trace), ensure_ascii=False))
    else:
        print_trace(trace, Console())
