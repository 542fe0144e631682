"""`pullquote ask`: a question, answered from what the local desk has read."""

import asyncio
import json
from pathlib import Path

import click
from rich.console import Console

from bot.as_json import answer_as_json
from bot.terminal import print_answered
from digests.asked import Answered, Asked
from digests.newsroom import open_newsroom
from digests.settings import Settings
from digests.whens import read_when


def ask(
    settings: Settings,
    question: str,
    *,
    since: str,
    db: Path | None,
    as_json: bool,
) -> None:
    """Print the answer with its sources, or a refusal with what came nearest.

    It is looked for in `db`, or in the settings' own database.

    Raises:
        BadSchedule: `since` cannot be understood.

    """
    if db is not None:
        settings = settings.stored_in(db)

    async def session() -> Answered:
        async with open_newsroom(settings) as newsroom:
            now = newsroom.now()
            oldest = read_when(since, now, "UTC", past=True) if since else None
            return await newsroom.librarian.ask(Asked(question, since=oldest))

    answered = asyncio.run(session())
    if as_json:
        click.echo(json.dumps(answer_as_json(answered.answer), ensure_ascii=False))
    else:
        print_answered(answered, Console())
