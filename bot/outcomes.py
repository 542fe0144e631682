"""Read every source that a person named, with a bar where somebody watches.

What is wrong with one source is its outcome and no other's.
"""

import asyncio
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.errors import explain
from bot.gathering import is_address, load, named_files
from bot.printable import harmless
from digests.errors import FetchError, SourceError
from digests.newsroom import Newsroom
from digests.sources import Contents
from digests.types import Reading

_AT_ONCE = 4


class Outcome(Struct, frozen=True):
    """What came of one source: readings, with notes on the way, or an error."""

    source: str
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    error: SourceError | None = None


async def read_all(newsroom: Newsroom, sources: Sequence[str]) -> list[Outcome]:
    """Return what came of each source, a folder's files being one each, in order."""
    named = [outcome for source in sources for outcome in _named(source)]
    gate = asyncio.Semaphore(_AT_ONCE)
    with _bar(disable=not _watched()) as bar:
        watch = len(named) > 1 or any(is_address(each.source) for each in named)
        task = bar.add_task("", total=len(named), visible=watch, source="")

        async def read(outcome: Outcome) -> Outcome:
            if outcome.error is None:
                async with gate:
                    outcome = await _Reader(newsroom, outcome.source, bar).read()
            bar.update(task, advance=1)
            return outcome

        return list(await asyncio.gather(*map(read, named)))


def _named(source: str) -> Iterator[Outcome]:
    try:
        yield from map(Outcome, named_files(source))
    except SourceError as error:
        yield Outcome(source, error=error)


def _watched() -> bool:
    return sys.stderr.isatty() and sys.stdout.isatty()


def _bar(*, disable: bool) -> Progress:
    return Progress(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[source]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        disable=disable,
    )


class _Reader:
    """Reads one source and moves the bar, an article at a time."""

    def __init__(self, newsroom: Newsroom, source: str, bar: Progress) -> None:
        self._newsroom = newsroom
        self._source = source
        self._bar = bar
        self._task = bar.task_ids[0]
        self._readings: list[Reading] = []
        self._notes: list[str] = []

    async def read(self) -> Outcome:
        """Return what came of the source."""
        error = None
        self._bar.update(self._task, source=harmless(self._source))
        try:
            document = await load(self._source, self._newsroom.sources)
            async for each in self._newsroom.sources.read(document):
                self._take(each)
        except SourceError as failure:
            error = failure
        return Outcome(self._source, tuple(self._readings), tuple(self._notes), error)

    def _take(self, each: Contents | Reading | FetchError) -> None:
        match each:
            case Contents():
                total = (self._bar.tasks[0].total or 0) + each.articles
                self._bar.update(self._task, total=total, visible=True)
                self._notes += _notes_on(self._source, each)
            case FetchError():
                told = explain(each)
                self._notes.append(f"{told} The feed's own text is shown instead.")
            case Reading():
                self._readings.append(each)
                self._bar.update(self._task, advance=1)


def _notes_on(source: str, contents: Contents) -> Iterator[str]:
    if contents.cut:
        yield f"{source}: the feed is cut after its first {contents.articles} entries."
    if contents.pages < contents.articles:
        yield (
            f"{source}: the pages of the feed's first {contents.pages} entries are "
            "read; of the others the feed's own text is shown."
        )
