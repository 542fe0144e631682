"""`pullquote feeds …`: what is followed. Imports are late, as in `bot.cli`."""

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from bot.cli_settings import config_option, run_with_settings

F = TypeVar("F", bound=Callable[..., Any])

_json = click.option("--json", "as_json", is_flag=True, help="JSON, keys in the guide.")
_feed = click.argument("feed", metavar="FEED")
_DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


def _filters(command: F) -> F:
    """Give a command the options that make filters."""
    for name, words in (
        ("--regex", "A regular expression that must match."),
        ("--language", "Only these languages, as codes: en, de."),
        ("--exclude", "None of these words may stand in an article."),
        ("--include", "One of these words or phrases must: tolls, “bridge fund”."),
    ):
        command = click.option(name, multiple=name != "--regex", help=words)(command)
    return command


def _place(command: F) -> F:
    """Give a command the options that say for whom."""
    guild = click.option("--guild", default="", metavar="ID", help="A Discord server.")
    channel = click.option("--channel", default="", metavar="ID", help="Its channel.")
    return guild(channel(command))


@click.group()
@config_option()
def feeds() -> None:
    """Follow feeds: add, list, test, pause, filter, import.

    FEED is a feed's id, its address, or its title.
    """


@feeds.command()
@_json
@config_option()
@click.pass_context
def health(context: click.Context, *, as_json: bool) -> None:
    """Show how every feed is doing, those in trouble first.

    Ends with 1 where one of them fails.
    """
    from bot.feeding import show_health

    well = run_with_settings(context, show_health, as_json=as_json)
    sys.exit(0 if well else 1)


@feeds.command()
@_feed
@click.option("--until", type=click.DateTime(_DATES), help="UTC; else until resumed.")
@config_option()
@click.pass_context
def pause(context: click.Context, feed: str, until: datetime | None) -> None:
    """Ask a feed no more."""
    from bot.feeding import pause_feed

    run_with_settings(context, pause_feed, feed, until)


@feeds.command()
@_feed
@config_option()
@click.pass_context
def resume(context: click.Context, feed: str) -> None:
    """Ask a feed again, and take what was held of it."""
    from bot.feeding import resume_feed

    run_with_settings(context, resume_feed, feed)
