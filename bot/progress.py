"""A bar for long work, where somebody watches; nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar meanwhile; call what is yielded with how much is done."""
    watched = sys.stderr.isatty() and sys.stdout.isatty()
    with Progress(
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not watched or not total,
    ) as bar:
        task = bar.add_task("", total=total)

        def done(number: int) -> None:
            bar.update(task, completed=number)

        yield done
