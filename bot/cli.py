"""The command line. Imports are late, so that `--help` is quick."""

import sys
from pathlib import Path

import click

from bot import __version__
from bot.cli_feeds import feeds
from bot.cli_hosting import HOSTING
from bot.cli_settings import config_option, run_with_settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pullquote")
@config_option("PULLQUOTE_CONFIG")
def main() -> None:
    """Read the news: digests with verbatim, attributed quotes."""


main.add_command(feeds)
for each in HOSTING:
    main.add_command(each)


@main.command("try")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--ask", "question", help="Then answer this from what was read.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one per article.")
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep what is read in this file.",
)
@config_option()
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

    done = run_with_settings(
        context, try_once, sources, question, as_json=as_json, db=db
    )
    sys.exit(0 if done else 1)


@main.command()
@config_option()
@click.pass_context
def run(context: click.Context) -> None:
    """Run the Discord bot, with its token in DISCORD_TOKEN."""
    from bot.app import run as run_bot

    sys.exit(run_with_settings(context, run_bot))


@main.command()
@click.option("--once", is_flag=True, help="Ask what is due, then end.")
@click.option("--all", "everything", is_flag=True, help="Ask all, then end.")
@click.option("--json", "as_json", is_flag=True, help="With --once or --all.")
@config_option()
@click.pass_context
def poll(
    context: click.Context, *, once: bool, everything: bool, as_json: bool
) -> None:
    """Ask feeds for what is new and read it, until stopped, without a bot.

    Ends with 1 where a feed that was asked fails.
    """
    from bot.polling import keep_polling, poll_once

    if once or everything:
        well = run_with_settings(
            context, poll_once, everything=everything, as_json=as_json
        )
        sys.exit(0 if well else 1)
    if as_json:
        raise click.UsageError("--json goes with --once or --all.")
    run_with_settings(context, keep_polling)


@main.command()
@click.argument("question")
@click.option(
    "--db",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Look in this file.",
)
@click.option(
    "--since", default="", help='Published since then: "3h", "monday", a date.'
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option()
@click.pass_context
def ask(
    context: click.Context,
    question: str,
    db: Path | None,
    *,
    since: str,
    as_json: bool,
) -> None:
    """Answer QUESTION from what was read, with sources and dates, or refuse.

    Searches what feeds without a guild brought, and what `try --db` kept.
    """
    from bot.asking import ask as answer

    run_with_settings(context, answer, question, since=since, db=db, as_json=as_json)


@main.command()
@click.argument("person", nargs=-1)
@click.option("--topic", default="", help="Of what they spoke.")
@click.option("--since", default="", help='Published since then: "3h", "monday".')
@click.option(
    "--db",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Look in this file.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one per quote.")
@config_option()
@click.pass_context
def quotes(  # noqa: PLR0913 - one for each option
    context: click.Context,
    person: tuple[str, ...],
    *,
    topic: str,
    since: str,
    db: Path | None,
    as_json: bool,
) -> None:
    """Show what PERSON said, word for word, the newest first.

    Without PERSON, what anybody said. Searches what `ask` searches.
    """
    from bot.quoting import quotes as show

    run_with_settings(
        context,
        show,
        " ".join(person),
        topic=topic,
        since=since,
        db=db,
        as_json=as_json,
    )


@main.command()
@click.argument("item", metavar="ADDRESS_OR_TITLE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option()
@click.pass_context
def why(context: click.Context, item: str, *, as_json: bool) -> None:
    """Tell what became of an article or a feed, from what is stored.

    Name it by its address, as shared or as in the feed, or by words of its title.
    """
    from bot.explaining import why as explain_why

    run_with_settings(context, explain_why, item, as_json=as_json)
