"""`pullquote ask`: a question, answered from what the local desk has read."""

import asyncio
import json
from pathlib import Path

import click
from rich.console import Console

from bot.as_json import answer_as_json
from bot.terminal import print_answer
from digests.newsroom import open_newsroom
from digests.settings import Settings, Storage
from digests.types import Answer


def ask(settings: Settings, question: str, *, db: Path | None, as_json: bool) -> None:
    """Print the answer with its sources, or a refusal with what came nearest.

    It is looked for in `db`, or in the settings' own database.
    """
    if db is not None:
        settings = settings.model_copy(update={"storage": Storage(path=db)})

    async def session() -> Answer:
        async with open_newsroom(settings) as newsroom:
            return await newsroom.ask(question)

    answer = asyncio.run(session())
    if as_json:
        click.echo(json.dumps(answer_as_json(answer), ensure_ascii=False))
    else:
        print_answer(answer, Console())
