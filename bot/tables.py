"""Feeds and traces for a terminal, and for a pipe. What strangers wrote is tamed."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.text import Text

from bot.cards import cards_of
from bot.counting import counted
from bot.filter_words import in_words
from bot.printable import harmless
from bot.terminal import print_card
from digests.desk import Choice, ImportReport, LineOutcome
from digests.followed import FeedHealth, FeedState, Ruling, Subscription
from digests.traced import FeedItem, Sample, Sampled, Trace

_INDENT = "  "
# A line of reading matter; wider ones tire.
_WIDEST = 92
_UNDER_ID = Text(" " * 5)


def print_trace(trace: Trace, console: Console) -> None:
    """Print an item's or a feed's way, one step after the other."""
    head = harmless(trace.title) or harmless(trace.url) or harmless(trace.asked)
    _print(console, Text(head, "bold cyan"), Text())
    if trace.url and trace.title:
        _print_whole(console, trace.url)
    dated = any(step.at for step in trace.steps)
    for step in trace.steps:
        at = f"{stamp(step.at) if step.at else '':<22}" if dated else ""
        margin = Text(f"{_INDENT}{at}", "dim")
        hanging = Text(" " * margin.cell_len)
        _print(console, Text(harmless(step.text)), margin, hanging)
    if trace.others:
        _print(console, Text("Others like it:", "dim"), Text(_INDENT))
        for each in trace.others:
            _print_whole(console, each)


def print_health(feeds: Sequence[FeedHealth], console: Console) -> None:
    """Print how feeds are doing, two lines each and one for what is wrong."""
    for each in feeds:
        style = "bold" if each.state is FeedState.ACTIVE else "dim"
        title = harmless(each.title) or harmless(each.url)
        _print(console, Text(title, style), Text())
        if each.title:
            _print_whole(console, each.url)
        _print(console, Text(_doing(each), "dim"), Text(_INDENT))
        if each.error:
            times = f" ({each.failures} times)" if each.failures > 1 else ""
            wrong = Text(f"{harmless(each.error)}{times}", "red")
            _print(console, wrong, Text(_INDENT))


def print_rulings(rulings: Sequence[tuple[FeedItem, Ruling]], console: Console) -> None:
    """Print which items filters take, and why not the others."""
    for item, ruling in rulings:
        mark = Text("+ ", "green") if ruling.taken else Text("- ", "red")
        title = harmless(item.title) or harmless(item.link) or "Untitled"
        _print(console, Text(title), mark, Text(_INDENT))
        if ruling.reason:
            reason = Text(harmless(ruling.reason), "dim")
            _print(console, reason, Text(_INDENT * 2))
    taken = sum(ruling.taken for _, ruling in rulings)
    told = f"{taken} of the last {len(rulings)} items would be taken."
    _print(console, Text(told, "bold"), Text())


def stamp(moment: datetime | None) -> str:
    """Return the moment to the minute, in UTC, "never" for None."""
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "never"


def _doing(feed: FeedHealth) -> str:
    parts = [f"last asked {stamp(feed.polled)}", _next(feed)]
    parts.append(counted(feed.entries, "item", "items"))
    if feed.waiting:
        parts.append(f"{feed.waiting} to be read")
    if feed.held:
        parts.append(
            f"{feed.held} held (`pullquote feeds resume {feed.id}` takes them)"
        )
    return " · ".join(parts)


def _next(feed: FeedHealth) -> str:
    if feed.state is FeedState.GONE:
        return "gone, not asked again"
    if feed.next_poll is None:
        return "paused"
    if feed.state is FeedState.PAUSED:
        return f"paused until {stamp(feed.next_poll)}"
    return f"next {stamp(feed.next_poll)}"


def _print(
    console: Console, text: Text, margin: Text, hanging: Text | None = None
) -> None:
    """Print the text behind a margin; `hanging` is that of all lines but the first."""
    width = min(console.width, _WIDEST) - margin.cell_len
    # Wide words stay whole: a link that is broken over lines cannot be clicked.
    for line in text.wrap(console, max(20, width), overflow="ignore"):
        line.rstrip()
        console.print(margin + line, highlight=False, soft_wrap=True)
        margin = margin if hanging is None else hanging


def _print_whole(console: Console, url: str) -> None:
    link = Text(_INDENT + harmless(url), "dim")
    console.print(link, highlight=False, soft_wrap=True)


def print_followed(followed: Sequence[Subscription], console: Console) -> None:
    """Print what is followed: the feed's id and title, who, and which part of it."""
    for each in followed:
        title = harmless(each.title) or harmless(each.url)
        _print(console, Text(title, "bold"), Text(f"{each.feed_id:>3}  ", "dim"))
        if each.title:
            _print(console, Text(harmless(each.url), "dim"), _UNDER_ID)
        parts = [each.holder]
        if each.topic:
            parts.append(f"topic {harmless(each.topic)}")
        if filters := harmless(in_words(each.filters)):
            parts.append(filters)
        _print(console, Text(" · ".join(parts), "dim"), _UNDER_ID)


def print_choice(choice: Choice, command: str, console: Console) -> None:
    """Print the feeds of an address, and how to choose one."""
    told = "There are several feeds at that address. Give the one that you mean:"
    _print(console, Text(told), Text())
    for each in choice.candidates:
        if each.title:
            _print(console, Text(harmless(each.title), "bold"), Text(_INDENT))
        line = Text(f"{_INDENT}{command} {harmless(each.url)}", "dim")
        console.print(line, highlight=False, soft_wrap=True)


def print_import(report: ImportReport, console: Console) -> None:
    """Print a line for each feed of a list, and one for what there is to say."""
    for line in report.lines:
        wrong = line.outcome in {LineOutcome.REFUSED, LineOutcome.NO_FEED}
        mark = Text(f"{line.outcome}: ", "red" if wrong else "green")
        title = harmless(line.feed.title) or harmless(line.feed.url)
        place = harmless(line.feed.place)
        _print(console, Text(title), Text(f"{place}  ", "dim") + mark, Text(_INDENT))
        if line.feed.title:
            _print_whole(console, line.feed.url)
        for remark in (line.reason, line.feed.note):
            if remark:
                _print(console, Text(harmless(remark), "dim"), Text(_INDENT * 2))


def print_sample(sample: Sample, console: Console) -> None:
    """Print what a feed would bring: its kind, then its newest items as cards."""
    title = harmless(sample.title) or harmless(sample.url)
    _print(console, Text(title, "bold"), Text())
    _print_whole(console, sample.url)
    facts = [sample.kind, counted(sample.entries, "item", "items")]
    if sample.cut:
        facts.append("cut, it holds too many")
    if sample.language:
        facts.append(f"language {harmless(sample.language)}")
    facts.append(f"a first poll takes {sample.taken}")
    _print(console, Text(" · ".join(facts), "dim"), Text(_INDENT))
    for item in sample.items:
        console.print()
        print_sampled(item, console)


def print_sampled(item: Sampled, console: Console) -> None:
    """Print one item as it would look, and what filters say of it."""
    cards = cards_of(item.digest) if item.digest else ()
    for card in cards:
        print_card(card, console)
    if not cards:
        title = harmless(item.entry.title) or "Untitled"
        _print(console, Text(title, "bold cyan"), Text())
        _print_whole(console, item.entry.link)
    _print(console, Text(harmless(item.note), "dim"), Text(_INDENT))
    if item.ruling.reason or not item.ruling.taken:
        verb = "Taken" if item.ruling.taken else "Left out"
        style = "yellow" if item.ruling.taken else "red"
        told = Text(f"{verb}: {harmless(item.ruling.reason)}", style)
        _print(console, told, Text(_INDENT))
