"""`pullquote feeds add` and `test`: what is at an address, and what it would bring."""

import click
from msgspec import Struct, field
from rich.console import Console

from bot.counting import counted
from bot.errors import explain
from bot.feeding import in_newsroom, print_json
from bot.feeds_as_json import choice_as_json, sample_as_json
from bot.printable import harmless
from bot.tables import print_choice, print_sample, print_sampled
from digests.desk import Change, Choice, Followed
from digests.errors import DigestsError, JobError, SourceError
from digests.followed import Filters
from digests.newsroom import Newsroom
from digests.settings import Settings
from digests.traced import Sample


class Wish(Struct, frozen=True):
    """What somebody wants to follow, and for whom, as given."""

    address: str
    guild: str = ""
    channel: str = ""
    topic: str = ""
    title: str = ""
    filters: Filters = field(default_factory=Filters)


def add_feed(settings: Settings, wish: Wish) -> bool:
    """Follow a feed and show its newest item; return whether it is followed."""
    return in_newsroom(settings, lambda newsroom: _add(newsroom, wish))


def test_feed(
    settings: Settings, address: str, filters: Filters, *, as_json: bool
) -> bool:
    """Print what is at an address; return whether a feed could be read."""
    try:
        seen = in_newsroom(settings, lambda n: n.sampler.look(address, filters))
    except (SourceError, JobError) as error:
        if not as_json:
            raise
        print_json({"source": address, "error": explain(error)})
        return False
    if isinstance(seen, Choice):
        if as_json:
            print_json(choice_as_json(seen))
        else:
            print_choice(seen, "pullquote feeds test", Console())
    elif as_json:
        print_json(sample_as_json(address, seen))
    else:
        print_sample(seen, Console())
    return True


async def _add(newsroom: Newsroom, wish: Wish) -> bool:
    done = await newsroom.subscriptions.follow(
        wish.address, wish.guild, wish.channel, wish.topic, wish.title
    )
    if isinstance(done, Choice):
        print_choice(done, "pullquote feeds add", Console())
        return False
    follower = done.subscription
    if wish.filters != Filters():
        change = Change(filters=wish.filters)
        follower = await newsroom.subscriptions.edit(follower.id, change, wish.guild)
    title = harmless(done.feed.title) or harmless(done.feed.url)
    click.echo(f"Following {title} (feed {follower.feed_id}) for {follower.holder}.")
    await _show_newest(newsroom, done, wish.filters)
    return True


async def _show_newest(newsroom: Newsroom, done: Followed, filters: Filters) -> None:
    try:
        sample = await newsroom.sampler.sample(done.feed.url, filters, most=1)
    except DigestsError as error:
        click.echo(f"pullquote: {explain(error)} The next poll tries again.", err=True)
        return
    if not sample.items:
        click.echo("It holds no item yet; what comes is read.")
        return
    holds = counted(sample.entries, "item", "items")
    click.echo(f"It holds {holds}. The newest, as it would look:\n")
    print_sampled(sample.items[0], Console())
    click.echo(f"\n{_what_next(sample)}")


def _what_next(sample: Sample) -> str:
    when = "A running bot reads it within a minute, else `pullquote poll --once`"
    if not sample.taken:
        return f"{when}. Nothing is new enough to be taken; what comes will be."
    what = "its newest item" if sample.taken == 1 else f"its newest {sample.taken}"
    return f"{when}: {what}, and from then on what is new."
