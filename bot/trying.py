"""`pullquote try`: read sources once, and show what a channel would see."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.as_json import answer_as_json, reading_as_json
from bot.errors import explain
from bot.gathering import load, named_files
from bot.samples import load_sample
from bot.terminal import print_answer, print_digest
from digests.errors import DigestsError, FetchError, SourceError
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings, Storage
from digests.types import Answer, Digest, Reading

_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source: readings with notes on the way, or an error."""

    source: str
    readings: tuple[Reading, ...] = ()
    notes: tuple[FetchError, ...] = ()
    error: SourceError | None = None


def try_once(
    settings: Settings,
    sources: Sequence[str],
    question: str | None,
    *,
    as_json: bool,
    db: Path | None,
) -> bool:
    """Read the sources, or the bundled sample for none, and show a digest.

    What is read is kept in `db`, or in a file that goes at the end.

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
        own = settings.model_copy(update={"storage": Storage(path=path)})

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
    names = [name for source in sources for name in named_files(source)]
    outcomes = await _read_all(newsroom, names)
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
    empty_folder = not names
    if empty_folder:
        click.echo("pullquote: there is nothing to read in that folder.", err=True)
    return not empty_folder and all(outcome.error is None for outcome in outcomes)


async def _read_all(newsroom: Newsroom, names: Sequence[str]) -> list[Outcome]:
    gate = asyncio.Semaphore(_AT_ONCE)
    console = Console(stderr=True)
    shown = len(names) > 1 and console.is_terminal and sys.stdout.isatty()
    with Progress(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[source]}"),
        console=console,
        transient=True,
        disable=not shown,
    ) as progress:
        bar = progress.add_task("read", total=len(names), source="")

        async def read(name: str) -> Outcome:
            async with gate:
                outcome = await _read(newsroom, name)
            progress.update(bar, advance=1, source=name)
            return outcome

        return list(await asyncio.gather(*(read(name) for name in names)))


async def _read(newsroom: Newsroom, name: str) -> Outcome:
    readings: list[Reading] = []
    notes: list[FetchError] = []
    try:
        document = await load(name, newsroom.sources)
        async for each in newsroom.sources.read(document):
            if isinstance(each, Reading):
                readings.append(each)
            else:
                notes.append(each)
    except SourceError as error:
        return Outcome(name, tuple(readings), tuple(notes), error)
    return Outcome(name, tuple(readings), tuple(notes))


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
        for note in outcome.notes:
            _complain(note, "The feed's own text is shown instead.")
        if outcome.error is not None:
            _complain(outcome.error)


def _complain(error: DigestsError, consequence: str = "") -> None:
    click.echo(f"pullquote: {explain(error)} {consequence}".rstrip(), err=True)


def _print_json(
    outcomes: Sequence[Outcome], digest: Digest | None, answer: Answer | None
) -> None:
    for outcome in outcomes:
        for reading in outcome.readings:
            _print_line(reading_as_json(outcome.source, reading, digest))
        if outcome.error is not None:
            _print_line({"source": outcome.source, "error": explain(outcome.error)})
    if answer is not None:
        _print_line(answer_as_json(answer))


def _print_line(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
