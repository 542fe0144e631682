"""A bar for long work, where somebody watches; nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# Up to the bar's line, and what it says away.
_WIPE = "\x1b[1A\x1b[2K"


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar meanwhile; call what is yielded with how much is done."""
    watched = total > 0 and sys.stderr.isatty() and sys.stdout.isatty()
    with click.progressbar(
        length=total, label=label, show_pos=True, file=sys.stderr, hidden=not watched
    ) as bar:
        yield lambda number: bar.update(number - bar.pos)
    if watched:
        click.echo(_WIPE, nl=False, err=True)
