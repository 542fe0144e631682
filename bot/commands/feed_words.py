"""What `/feed` says of feeds: how they fare, filters, samples, lists. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.cards import cards_of
from bot.components import Option
from bot.counting import counted
from bot.filter_words import in_words
from bot.posts import Post
from bot.render.embeds import card_post
from bot.render.pages import notice
from bot.render.text import fit, joined, linked, moment
from digests.desk import FOREVER, ImportReport, LineOutcome
from digests.followed import FeedHealth, FeedState, Ruling, Subscription
from digests.traced import FeedItem, Sample, Sampled

_NAME = 200
_WRONG = (LineOutcome.REFUSED, LineOutcome.NO_FEED)


def called(feed: Subscription) -> str:
    """Return the feed's title, linked to where it is."""
    return linked(fit(feed.title or feed.url, _NAME), feed.url)


def where(channel: str) -> str:
    """Return where a feed is posted; "" stands for all of a server's channels."""
    return f"<#{channel}>" if channel else "every channel"


def followed_line(feed: Subscription, now: datetime) -> str:
    """Return a line on who follows what, by its id."""
    parts = [f"`{feed.id}` {called(feed)}", where(feed.channel)]
    parts += [fit(feed.topic, _NAME), fit(in_words(feed.filters), 2 * _NAME)]
    return joined([*parts, told_of_pause(feed, now)])


def told_of_pause(feed: Subscription, now: datetime) -> str:
    """Return that it is paused, and until when; "" where it is not."""
    until = feed.paused_until
    if until is None or until <= now:
        return ""
    return "paused" if until == FOREVER else f"paused until {moment(until)}"


def option(feed: Subscription, channel: str) -> Option:
    """Return the feed as a choice in a menu; `channel` is its channel's name."""
    place = f"#{channel}" if channel else "every channel"
    return Option(feed.title or feed.url, str(feed.id), joined([place, feed.topic]))


def settings_of(feed: Subscription, now: datetime) -> str:
    """Return how a feed is set, a line for each thing that can be changed."""
    rules = feed.filters
    lines = (
        ("Channel", where(feed.channel)),
        ("Topic", fit(feed.topic, _NAME)),
        ("Include", fit(", ".join(rules.include), _NAME)),
        ("Exclude", fit(", ".join(rules.exclude), _NAME)),
        ("Language", fit(", ".join(rules.languages), _NAME)),
        ("Regex", fit(rules.pattern, _NAME)),
        ("Paused", told_of_pause(feed, now)),
    )
    shown = "\n".join(f"{name}: {value or 'none'}" for name, value in lines)
    return f"**{called(feed)}**\n{shown}"


def health_line(health: FeedHealth, feeds: Sequence[Subscription]) -> str:
    """Return how a feed fares that is followed so, and what is wrong with it."""
    good = not health.error and health.state is FeedState.ACTIVE
    asked = f"asked <t:{_at(health.polled)}:R>" if health.polled else "never asked yet"
    parts = [
        f"{'✓' if good else '✗'} {called(feeds[0])}",
        ", ".join(dict.fromkeys(where(each.channel) for each in feeds)),
        asked,
        _next(health),
        counted(health.entries, "item", "items"),
        f"{health.waiting} to be read" if health.waiting else "",
        f"{health.held} held until you resume it" if health.held else "",
    ]
    lines = [joined(parts)]
    if health.error:
        times = f" ({health.failures} times)" if health.failures > 1 else ""
        lines.append(f"-# {fit(health.error, _NAME)}{times}")
    return "\n".join(lines)


def ruling_line(item: FeedItem, ruling: Ruling) -> str:
    """Return whether filters let an item in, and why not."""
    mark = "✓" if ruling.taken else "✗"
    reason = f"\n-# {fit(ruling.reason, _NAME)}" if ruling.reason else ""
    title = linked(fit(item.title, _NAME) or "Untitled", item.link)
    return f"{mark} {title}{reason}"


def summed(rulings: Sequence[tuple[FeedItem, Ruling]]) -> str:
    """Return how many items are let in."""
    taken = sum(ruling.taken for _, ruling in rulings)
    return (
        f"{taken} of the last {counted(len(rulings), 'item', 'items')} would be taken"
    )


def sample_posts(sample: Sample) -> tuple[Post, ...]:
    """Return what a feed would bring: its kind, then its newest items as cards."""
    title = linked(fit(sample.title, _NAME) or "This feed", sample.url)
    facts = [
        f"**{title}**",
        fit(sample.kind, _NAME),
        counted(sample.entries, "item", "items"),
        "cut: it holds too many" if sample.cut else "",
        f"language {fit(sample.language, _NAME)}" if sample.language else "",
    ]
    return (notice(joined(facts)), *map(sampled_post, sample.items))


def sampled_post(item: Sampled) -> Post:
    """Return an item as it will look, and under which verdict."""
    words = [_sentence(fit(item.note, _NAME))]
    if item.ruling.reason or not item.ruling.taken:
        verb = "Taken" if item.ruling.taken else "Left out"
        words.append(_sentence(f"{verb}: {fit(item.ruling.reason, _NAME)}"))
    cards = cards_of(item.digest) if item.digest else ()
    if not cards:
        title = fit(item.entry.title, _NAME) or "Untitled"
        words.insert(0, f"**{linked(title, item.entry.link)}**\n")
        return notice(" ".join(words))
    return replace(card_post(cards[0], 0, 1), content=" ".join(words), components=())


def import_lines(report: ImportReport) -> list[str]:
    """Return a line for each feed of a list, then what there is to say of the rest."""
    return [*_lines(report), *(f"-# {fit(each, _NAME)}" for each in report.notes)]


def summed_up(report: ImportReport) -> str:
    """Return what came of a list, in counts, as plain text."""
    counts = Counter(line.outcome for line in report.lines)
    told = ", ".join(f"{counts[each]} {each}" for each in LineOutcome if counts[each])
    return f"{report.kind}: {told or 'no feed'}"


def _lines(report: ImportReport) -> Iterator[str]:
    for line in report.lines:
        mark = "✗" if line.outcome in _WRONG else "✓"
        feed = line.feed
        title = linked(fit(feed.title or feed.url, _NAME), feed.url)
        told = f"{mark} {joined([title, str(line.outcome), fit(feed.place, _NAME)])}"
        remarks = (
            f"\n-# {fit(each, _NAME)}" for each in (line.reason, feed.note) if each
        )
        yield told + "".join(remarks)


def _next(health: FeedHealth) -> str:
    if health.state is FeedState.GONE:
        return "gone, not asked again"
    if health.next_poll is None:
        return "paused by who hosts me"
    return f"next <t:{_at(health.next_poll)}:R>"


def _at(at: datetime) -> int:
    return int(at.timestamp())


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) else f"{words}."
