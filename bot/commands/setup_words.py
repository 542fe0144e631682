"""What `/setup` says: what is known, what was followed, what comes next. Pure."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bot.commands.digest_words import next_in_words
from bot.commands.languages import LANGUAGES
from bot.components import Button, Component, Option, Row, Select, Style, custom_id
from bot.counting import counted, listed
from bot.escape import harmless
from bot.packs import PACKS, Pack, packs_in
from bot.posts import Post
from bot.render.text import fit, label, moment
from digests.desk import Choice
from digests.guilds import ChannelKind, Guild, Mode, Schedule
from digests.timewords import describe
from digests.zones import zone_of

_CHOOSE = (
    "\n**What shall I read?** Take a starter pack, or give the address of any site or "
    "feed, or a whole list of feeds, as other readers export it.\n"
    "-# Another channel? Use `/setup` with `channel`."
)
_GUESSED = " (a guess)"
_UNPLANNED = "No digest is planned here yet."
_NONE_YET = "\nNothing is followed here yet, so no digest is planned."
_TIP = (
    "Reply to any post, mention me, press **Ask** or use `/ask`: I answer from what I "
    "have read. "
    "`/bot status` shows how everything stands."
)
_SHOWN_BELOW = "\nThe newest that is there, as it will look:"
_MOST_SAID = 1900
_MOST_SHOWN = 6


class Tried(Struct, frozen=True):
    """What came of following a feed: `problem` says why it is not, "" where it is.

    `newest` shows its newest item, where it was not followed before. `choice` is what
    its address has where that is several feeds.
    """

    name: str
    problem: str = ""
    newest: Post | None = None
    choice: Choice | None = None


class Unread(Struct, frozen=True):
    """How many of a channel's feeds are still to be asked, and articles to be read."""

    feeds: int
    articles: int


class Standing(Struct, frozen=True):
    """How a channel stands: what it follows, and when it gets digests, if it does."""

    channel: str
    kind: ChannelKind
    feeds: int = 0
    schedule: Schedule | None = None


def welcome(guild: Guild, standing: Standing, now: datetime, *, guessed: bool) -> Post:
    """Return the first step: where, when and in which language, and what to read."""
    channel, how = standing.channel, _GUESSED if guessed else ""
    local = now.astimezone(zone_of(guild.zone))
    language = LANGUAGES.get(guild.language, guild.language)
    lines = [
        f"**News for <#{channel}>**",
        f"Time zone: {harmless(guild.zone)}{how}, where it is {local:%H:%M} now",
        f"Language: {language}{how}",
    ]
    if standing.feeds:
        follows = counted(standing.feeds, "feed is", "feeds are")
        lines += [f"{follows} followed here already.", *_coming(standing)]
    choices = (
        Select(
            custom_id("setup-pack", channel),
            tuple(_option(each) for each in packs_in(guild.language)),
            "Choose a starter pack",
        ),
        Select(
            custom_id("setup-language", channel),
            tuple(Option(name, code) for code, name in LANGUAGES.items()),
            "Change the language",
        ),
    )
    buttons: list[Component] = [
        _address(channel),
        _list(channel),
        Button("Change the time zone…", custom_id("setup-zone", channel)),
    ]
    if standing.schedule:
        buttons += _buttons(standing.schedule)
    elif standing.feeds:
        buttons.append(_plan(channel))
    rows = (*(Row((each,)) for each in choices), Row(tuple(buttons)))
    return Post("\n".join([*lines, _CHOOSE]), components=rows, bare=True)


def progress(done: int, of: int) -> str:
    """Return how far looking at the new feeds has come."""
    if of == 1:
        return "Looking at what is there…"
    return f"Looking at {of} feeds… {done} of {of} done."


def outcome(tried: Sequence[Tried], standing: Standing) -> tuple[Post, ...]:
    """Return what is followed now, the newest item of each, and what to do next.

    All stands in the first where nothing is followed.
    """
    lines = [_heading(tried, standing.channel), *map(_line, tried)]
    if not standing.feeds:
        buttons = (
            _address(standing.channel),
            _list(standing.channel),
            Button("Starter packs", custom_id("setup-more", standing.channel)),
        )
        said = _bounded([*lines, _NONE_YET])
        return (Post(said, components=(Row(buttons),), bare=True),)
    newest = [each.newest for each in tried if each.newest][:_MOST_SHOWN]
    if newest:
        lines.append(_SHOWN_BELOW)
    return (Post(_bounded(lines), bare=True), *newest, planned(standing))


def planned(standing: Standing) -> Post:
    """Return when the channel's digests come, and what can be done about it."""
    lines = [*_coming(standing), _TIP]
    buttons: list[Component] = []
    if standing.schedule:
        buttons = _buttons(standing.schedule)
    elif standing.feeds:
        buttons.append(_plan(standing.channel))
    buttons.append(Button("Add more", custom_id("setup-more", standing.channel)))
    return Post("\n".join(lines), components=(Row(tuple(buttons)),), bare=True)


def reading(unread: Unread) -> str:
    """Return what is waited for before a sample is posted."""
    feeds = counted(unread.feeds, "feed", "feeds") if unread.feeds else ""
    pages = counted(unread.articles, "article", "articles") if unread.articles else ""
    left = " and ".join(each for each in (feeds, pages) if each)
    return f"Reading what is new first: {left} to go. A minute at most…"


def no_pack(given: str) -> str:
    """Return that there is no such starter pack, and which there are."""
    names = listed(list(dict.fromkeys(each.name for each in PACKS)))
    return (
        f"There is no starter pack called {fit(given, 60)}. There are {names}; or give "
        "the address of a site or a feed."
    )


def nothing_to_show(channel: str) -> str:
    """Return why there is no sample, and when there will be something."""
    return (
        f"There is nothing to post in <#{channel}> right now: what its feeds hold is "
        "older than a day or was posted already, or its pages could not be read. "
        "`/feed health` shows how they fare."
    )


def posted(arrived: str, standing: Standing) -> str:
    """Return what came of a sample, and when the next digest comes."""
    return " ".join([arrived, _next(standing.schedule)]).strip()


def _coming(standing: Standing) -> list[str]:
    """Return a line on when a channel gets what."""
    schedule = standing.schedule
    if schedule is None:
        return [_UNPLANNED]
    if schedule.order.mode is Mode.LIVE:
        return [f"Each story is posted in <#{standing.channel}> when it is read."]
    forum = standing.kind is ChannelKind.FORUM
    what = "Stories, a post each," if forum else "Digests"
    when = harmless(describe(schedule.order.timetable))
    return [f"{what} come to <#{standing.channel}> {when}. {_next(schedule)}"]


def _next(schedule: Schedule | None) -> str:
    if schedule is None or schedule.order.mode is Mode.LIVE:
        return ""
    if schedule.paused or schedule.next_run is None:
        return f"They are {next_in_words(schedule)}: `/digest resume`."
    return f"Next digest {moment(schedule.next_run)}."


def _heading(tried: Sequence[Tried], channel: str) -> str:
    good = sum(not each.problem for each in tried)
    if not good:
        return "**This could not be followed:**"
    share = "Followed" if good == len(tried) else f"{good} of {len(tried)} followed"
    return f"**{share} in <#{channel}>:**"


def _buttons(schedule: Schedule) -> list[Component]:
    sample = custom_id("setup-sample", schedule.channel)
    made: list[Component] = [Button("Post a sample digest now", sample, Style.PRIMARY)]
    if schedule.order.mode is Mode.SCHEDULED:
        timing = custom_id("setup-time", schedule.channel)
        made.append(Button("Change the time…", timing))
    return made


def _plan(channel: str) -> Button:
    return Button("Post a digest every day", custom_id("setup-plan", channel))


def _address(channel: str) -> Button:
    return Button("Any site or feed…", custom_id("setup-address", channel))


def _list(channel: str) -> Button:
    return Button("A list of feeds (OPML)…", custom_id("setup-list", channel))


def _option(pack: Pack) -> Option:
    names = ", ".join(each.title for each in pack.feeds)
    language = LANGUAGES[pack.language]
    return Option(
        f"{pack.name} ({language}, {counted(len(pack.feeds), 'feed', 'feeds')})",
        pack.key,
        label(names, 100),
    )


def _line(tried: Tried) -> str:
    name = fit(tried.name, 100)
    if tried.problem:
        return f"✗ {name}: {tried.problem}" if name else f"✗ {tried.problem}"
    return f"✓ {name}" + ("" if tried.newest else " (followed already)")


def _bounded(lines: Sequence[str]) -> str:
    """Return the lines, as many as a message takes; the last ones matter most."""
    kept = list(lines)
    while len("\n".join(kept)) > _MOST_SAID and len(kept) > 1:
        kept.pop(0)
    return "\n".join(kept)
