"""`pullquote doctor`, `health`, `backup`, `restore`. Imports are late, as in `cli`."""

import sys
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


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one per finding.")
@config_option()
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Look over everything that the bot needs, and say what to do.

    It logs in with DISCORD_TOKEN, but posts nothing. Ends with 1 where something
    is wrong.
    """
    from bot.doctor import examine

    sys.exit(0 if run_with_settings(context, examine, as_json=as_json) else 1)


@click.command(name="eval")
@click.option("--model", required=True, help="The name of the model to try.")
@click.option(
    "--last",
    default=30,
    show_default=True,
    type=click.IntRange(1, 300),
    help="How many of the articles that were read last.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one per engine.")
@config_option()
@click.pass_context
def evaluate(context: click.Context, model: str, *, last: int, as_json: bool) -> None:
    """Try another model on stored articles, beside the present one and none.

    Shows what each prints, keeps of the quotes, has cut and why, takes and costs.
    The endpoint is that of [model] base_url; nothing is posted.
    """
    from bot.comparing import evaluate as compare

    run_with_settings(context, compare, model, last=last, as_json=as_json)


@click.command()
@click.option("--live", is_flag=True, help="Only whether it answers at all.")
@config_option()
@click.pass_context
def health(context: click.Context, *, live: bool) -> None:
    """Ask the running bot whether it polls, delivers and is connected.

    Ends with 1 where it does not, or does not answer.
    """
    from bot.probing import probe

    sys.exit(0 if run_with_settings(context, probe, live=live) else 1)


HOSTING = (doctor, evaluate, health, backup, restore)
