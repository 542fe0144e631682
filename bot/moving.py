"""`pullquote feeds import` and `export`: lists of feeds in and out."""

import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console

from bot.feeding import in_newsroom
from bot.printable import harmless
from bot.progress import progress
from bot.tables import print_import
from digests.desk import ImportReport, LineOutcome
from digests.errors import SourceError
from digests.newsroom import Newsroom
from digests.settings import Settings

_WRONG = (LineOutcome.REFUSED, LineOutcome.NO_FEED)


def import_feeds(
    settings: Settings, file: Path, guild: str, channel: str, *, preview: bool
) -> bool:
    """Follow what the list names, or show what that would be.

    Returns:
        Whether every line of it is followed.

    """
    body = _read(file)

    async def job(newsroom: Newsroom) -> ImportReport:
        importer = newsroom.importer
        if preview:
            return await importer.preview(body, file.name, guild, channel)
        total = len((await importer.preview(body, file.name, guild, channel)).lines)
        with progress("Asking feeds", total) as done:
            return await importer.import_(
                body, file.name, guild, channel, lambda asked, _: done(asked)
            )

    report = in_newsroom(settings, job)
    print_import(report, Console())
    _sum_up(report, preview=preview)
    return not any(line.outcome in _WRONG for line in report.lines)


def export_feeds(settings: Settings, file: Path | None, guild: str) -> None:
    """Write what is followed as OPML, to a new file or to standard output.

    Raises:
        SourceError: The file is there already, or cannot be written.

    """
    opml = in_newsroom(settings, lambda n: n.subscriptions.export(guild))
    if file is None:
        sys.stdout.write(opml)
        return
    try:
        with file.open("x", encoding="utf8") as target:
            target.write(opml)
    except FileExistsError as error:
        reason = "there is such a file already; give another name"
        raise SourceError(str(file), reason) from error
    except OSError as error:
        reason = f"it cannot be written ({error.strerror}); check the folder"
        raise SourceError(str(file), reason) from error
    click.echo(f"Written to {file}.")


def _read(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}); check its name"
        raise SourceError(str(file), reason) from error


def _sum_up(report: ImportReport, *, preview: bool) -> None:
    counts = Counter(line.outcome for line in report.lines)
    told = ", ".join(f"{counts[each]} {each}" for each in LineOutcome if counts[each])
    click.echo(f"{report.kind}: {told or 'no feed'}.")
    for note in report.notes:
        click.echo(f"pullquote: {harmless(note)}", err=True)
    if preview:
        click.echo("Nothing was changed. Leave out --preview to follow them.")
