"""`pullquote backup` and `restore`: a copy of the database, out and back in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.counting import counted
from bot.progress import progress
from digests import backups
from digests.settings import Settings
from digests.upkeep import Copied

# So much is said of the work; pages come in any number.
_PERCENT = 100


def back_up(settings: Settings, file: Path | None, *, force: bool) -> None:
    """Copy the database there, and say what the copy holds."""
    with _bar("Copying") as tell:
        copied = backups.back_up(settings.storage.path, file, tell, force=force)
    click.echo(f"{copied.path}: {_told(copied)}.")


def restore(settings: Settings, file: Path) -> None:
    """Put the backup in the database's place, and say where the old one is."""
    with _bar("Restoring") as tell:
        copied = backups.restore(settings.storage.path, file, tell)
    click.echo(f"{copied.path} is now {file}: {_told(copied)}.")
    if copied.replaced:
        click.echo(f"What was there is kept as {copied.replaced}.")


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    with progress(label, _PERCENT) as done:
        yield lambda pages, total: done(_PERCENT * pages // max(total, 1))


def _told(copied: Copied) -> str:
    rows = counted(copied.rows, "row", "rows")
    return f"{copied.size / 1e6:.1f} MB, {rows}, read through and found whole"
