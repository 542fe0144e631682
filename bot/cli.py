"""The command line. Imports are late, so that `--help` is quick."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from bot import __version__

P = ParamSpec("P")
T = TypeVar("T")


def _config(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    # Before or after the command: the one nearer to the command's end wins.
    if value is not None:
        context.find_root().obj = value


_config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    expose_value=False,
    callback=_config,
    help="Settings file (default: config.toml here, if there is one).",
    envvar="PULLQUOTE_CONFIG",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pullquote")
@_config_option
def main() -> None:
    """Read the news: digests with verbatim, attributed quotes."""


@main.command("try")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--ask", "question", help="Then answer this from what was read.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one per article.")
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep what is read in this file.",
)
@_config_option
@click.pass_context
def try_(
    context: click.Context,
    sources: tuple[str, ...],
    question: str | None,
    as_json: bool,
    db: Path | None,
) -> None:
    """Read SOURCEs once and show the digest that a channel would see.

    A SOURCE is a feed or an article, as an address or a file; a folder of
    these; or - for standard input. Without one, a bundled sample is read.
    """
    from bot.trying import try_once

    done = _run(context, try_once, sources, question, as_json=as_json, db=db)
    sys.exit(0 if done else 1)


@main.command()
@_config_option
@click.pass_context
def run(context: click.Context) -> None:
    """Run the Discord bot, with its token in DISCORD_TOKEN."""
    from bot.app import run as run_bot

    sys.exit(_run(context, run_bot))


@main.command()
@click.argument("item", metavar="ADDRESS_OR_TITLE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@_config_option
@click.pass_context
def why(context: click.Context, item: str, *, as_json: bool) -> None:
    """Tell what became of an article or a feed, from what is stored.

    Name it by its address, as shared or as in the feed, or by words of its title.
    """
    from bot.explaining import why as explain_why

    _run(context, explain_why, item, as_json=as_json)


def _run(
    context: click.Context,
    job: Callable[Concatenate[Any, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Return what the job makes of the settings; end with what went wrong."""
    from bot.errors import explain
    from digests.errors import DigestsError, InUse, SettingsError
    from digests.settings import load_settings

    path = context.find_root().obj
    here = Path("config.toml")
    try:
        settings = load_settings(path or (here if here.exists() else None))
        return job(settings, *args, **kwargs)
    except DigestsError as error:
        click.echo(f"pullquote: {explain(error)}", err=True)
        sys.exit({SettingsError: 2, InUse: 3}.get(type(error), 1))
