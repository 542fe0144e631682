"""`pullquote backup` and `restore`. Imports are late, as in `bot.cli`."""

from pathlib import Path

import click

from bot.cli_settings import config_option, run_with_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@config_option()
@click.pass_context
def backup(context: click.Context, file: Path | None, *, force: bool) -> None:
    """Copy the database to FILE while the bot runs, and check the copy.

    Without FILE, or where it is a folder, the copy is named by the time.
    """
    from bot.copying import back_up

    run_with_settings(context, back_up, file, force=force)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option()
@click.pass_context
def restore(context: click.Context, file: Path) -> None:
    """Put the backup FILE in the database's place, and keep what was there.

    Stop the bot first.
    """
    from bot.copying import restore as put_back

    run_with_settings(context, put_back, file)


HOSTING = (backup, restore)
