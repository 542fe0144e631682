"""`pullquote try`: read sources once, and show what a channel would see."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from msgspec.structs import replace
from rich.console import Console

from bot.as_json import answer_as_json, reading_as_json
from bot.errors import explain
from bot.outcomes import Outcome, read_all
from bot.printable import harmless
from bot.samples import load_sample
from bot.terminal import print_answer, print_digest
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Model, Settings
from digests.types import Answer, Digest


def try_once(
    settings: Settings,
    sources: Sequence[str],
    question: str | None,
    *,
    as_json: bool,
    db: Path | None,
) -> bool:
    """Read the sources, or the bundled sample for none, and show a digest.

    What is read is kept in `db`, or in a file that goes at the end. No model is asked:
    what that cost would be remembered by nobody, and its budgets would not hold.

    Returns:
        Whether every source could be read.

    """
    web = None
    if not sources:
        sample = load_sample()
        sources, web = [str(sample.feed)], sample.web
        question = question or sample.question
    with TemporaryDirectory(prefix="pullquote-") as folder:
        path = db or Path(folder) / "try.db"
        own = replace(settings.stored_in(path), model=Model())

        async def session() -> bool:
            async with open_newsroom(own, web=web) as newsroom:
                return await try_sources(newsroom, sources, question, as_json=as_json)

        return asyncio.run(session())


async def try_sources(
    newsroom: Newsroom, sources: Sequence[str], question: str | None, *, as_json: bool
) -> bool:
    """Read the sources and print a digest, then the answer to the question.

    Returns:
        Whether every source could be read.

    """
    outcomes = await read_all(newsroom, sources)
    ids = [
        await newsroom.keep(reading)
        for outcome in outcomes
        for reading in outcome.readings
    ]
    digest = await newsroom.digest(list(dict.fromkeys(ids))) if ids else None
    answer = await newsroom.ask(question) if question else None
    if as_json:
        _print_json(outcomes, digest, answer)
    else:
        _print_cards(outcomes, digest, answer)
    return all(outcome.error is None for outcome in outcomes)


def _print_cards(
    outcomes: Sequence[Outcome], digest: Digest | None, answer: Answer | None
) -> None:
    console = Console()
    if digest is not None:
        print_digest(digest, console)
    if answer is not None:
        print_answer(answer, console)
    sys.stdout.flush()
    for outcome in outcomes:
        _print_notes(outcome)
        if outcome.error is not None:
            _complain(explain(outcome.error))


def _print_notes(outcome: Outcome) -> None:
    for note in outcome.notes:
        _complain(note)


def _complain(words: str) -> None:
    click.echo(f"pullquote: {harmless(words)}", err=True)


def _print_json(
    outcomes: Sequence[Outcome], digest: Digest | None, answer: Answer | None
) -> None:
    for outcome in outcomes:
        for reading in outcome.readings:
            _print_line(reading_as_json(outcome.source, reading, digest))
        if outcome.error is not None:
            _print_line({"source": outcome.source, "error": explain(outcome.error)})
        _print_notes(outcome)
    if answer is not None:
        _print_line(answer_as_json(answer))


def _print_line(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
