"""What every command shares: --config, and the settings handed to what it does."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

P = ParamSpec("P")
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def config_option(envvar: str | None = None) -> Callable[[F], F]:
    """Give a command the option; before or after its name, the last one wins."""
    return click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        expose_value=False,
        callback=_config,
        help="Settings file (default: config.toml here, if there is one).",
        envvar=envvar,
    )


def run_with_settings(
    context: click.Context,
    job: Callable[Concatenate[Any, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Return what the job makes of the settings; end with what went wrong."""
    from bot.errors import explain
    from bot.printable import harmless
    from digests.errors import (
        BadFilters,
        BadSchedule,
        DigestsError,
        InUse,
        SettingsError,
    )
    from digests.settings import load_settings
    from digests.wire import READERS

    path = context.find_root().obj
    here = Path("config.toml")
    try:
        path = path or (here if here.exists() else None)
        settings = load_settings(path, READERS)
        return job(settings, *args, **kwargs)
    except DigestsError as error:
        for line in f"pullquote: {explain(error)}".splitlines():
            # What strangers wrote may stand in it; the indent is ours.
            indent = " " * (len(line) - len(line.lstrip()))
            click.echo(indent + harmless(line), err=True)
        codes = {SettingsError: 2, BadFilters: 2, BadSchedule: 2, InUse: 3}
        sys.exit(codes.get(type(error), 1))


def _config(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().obj = value
