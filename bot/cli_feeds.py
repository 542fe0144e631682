"""`pullquote feeds …`: what is followed. Imports are late, as in `bot.cli`."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
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
@click.argument("address")
@click.option("--topic", default="", help="A word to sort it by.")
@click.option("--title", default="", help="What to call it; else its own title.")
@_place
@_filters
@config_option()
@click.pass_context
def add(context: click.Context, /, address: str, **options: Any) -> None:
    """Follow the feed at an address, or the one that a page links to.

    Without --guild it is the local desk's, which no server sees.
    """
    from bot.adding import Wish, add_feed

    def job(settings: Any) -> bool:
        filters = _filters_of(options)
        return add_feed(settings, Wish(address, **options, filters=filters))

    sys.exit(0 if run_with_settings(context, job) else 1)


@feeds.command()
@click.argument("address")
@_filters
@_json
@config_option()
@click.pass_context
def test(
    context: click.Context, /, address: str, *, as_json: bool, **options: Any
) -> None:
    """Show what is at an address and how it would look; nothing is stored."""
    from bot.adding import test_feed

    def job(settings: Any) -> bool:
        return test_feed(settings, address, _filters_of(options), as_json=as_json)

    sys.exit(0 if run_with_settings(context, job) else 1)


@feeds.command()
@_feed
@_place
@config_option()
@click.pass_context
def remove(context: click.Context, feed: str, guild: str, channel: str) -> None:
    """Stop following a feed; what was read of it stays."""
    from bot.feeding import remove_feed

    done = run_with_settings(context, remove_feed, feed, guild, channel)
    sys.exit(0 if done else 1)


@feeds.command("list")
@_json
@config_option()
@click.pass_context
def list_(context: click.Context, *, as_json: bool) -> None:
    """List the feeds that are followed, and for whom."""
    from bot.feeding import list_feeds

    run_with_settings(context, list_feeds, as_json=as_json)


@feeds.command("filter")
@_feed
@_place
@_filters
@click.option("--clear", is_flag=True, help="Drop the filters that there are.")
@click.option("--preview", is_flag=True, help="Try them on the last 50 items only.")
@_json
@config_option()
@click.pass_context
def filter_(context: click.Context, /, feed: str, **options: Any) -> None:
    """Show or change which items of a feed are taken.

    What is given replaces the filters of its kind. --json goes with --preview.
    """
    from bot.feeding import FilterWish, filter_feed

    def job(settings: Any) -> None:
        place = (options.pop("guild"), options.pop("channel"))
        given = _filters_of(options)
        filter_feed(settings, feed, place, FilterWish(given, **options))

    run_with_settings(context, job)


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_place
@click.option("--preview", is_flag=True, help="Only show what would be followed.")
@config_option()
@click.pass_context
def import_(
    context: click.Context, file: Path, guild: str, channel: str, *, preview: bool
) -> None:
    """Follow the feeds of a list: OPML, or another program's.

    FILE may be - for standard input. FeedCord, discord-rss-bot, MonitoRSS and
    RSStT are understood.
    """
    from bot.moving import import_feeds

    done = run_with_settings(
        context, import_feeds, file, guild, channel, preview=preview
    )
    sys.exit(0 if done else 1)


@feeds.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--guild", default="", metavar="ID", help="A Discord server.")
@config_option()
@click.pass_context
def export(context: click.Context, file: Path | None, guild: str) -> None:
    """Write what is followed as OPML, to a new FILE or to the screen."""
    from bot.moving import export_feeds

    run_with_settings(context, export_feeds, file, guild)


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


def _filters_of(options: dict[str, Any]) -> Any:
    """Take the filters out of a command's options."""
    from digests.newsroom import filters_from

    return filters_from(
        options.pop("include"),
        options.pop("exclude"),
        options.pop("language"),
        options.pop("regex") or "",
    )
