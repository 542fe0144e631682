"""Recount in plain words what became of an item or a feed. Pure.

The words fit any face: what is to be done is named, the command for it is not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from digests.deliveries import Arrival
from digests.desk import FOREVER
from digests.drafts import MOST_FAILURES
from digests.feeds.decide import FIRST_ENTRIES, FIRST_WINDOW, FLOOD
from digests.followed import (
    EntryState,
    FeedHealth,
    FeedState,
    Ruling,
    StoredEntry,
    Subscription,
)
from digests.traced import Kept, Outing, Stage, Step, Way
from digests.types import Verdict

_VERDICTS = {
    Verdict.FULL: "The full text is kept",
    Verdict.TEASER: "Only its beginning is kept",
    Verdict.PAYWALL: "Only its headline is used, for its page is behind a paywall",
    Verdict.CONSENT: "Only its headline is used, for its page asks for consent",
    Verdict.HEADLINE: "There was only a headline",
}


def told_of_entry(entry: StoredEntry, now: datetime) -> list[Step]:
    """Return the steps of an entry, from its feed to its page."""
    return list(_entry_steps(entry, now))


def told_of_article(article: Kept, *, noted: bool) -> list[Step]:
    """Return what the article was made from; `noted`: its entry's note tells that."""
    words, quotes = len(article.text.split()), article.quotes
    size = f"{counted(words, 'word')}, {counted(quotes, 'quote')}"
    language = f", language {article.language}" if article.language else ""
    told = "Kept" if noted else _VERDICTS[article.verdict]
    return [Step(Stage.PAGE, f"{told}: {size}{language}", article.first_seen)]


def told_of_ruling(follower: Subscription, ruling: Ruling, *, read: bool) -> Step:
    """Return what a follower's filters say; `read` tells whether of the whole text."""
    verb = "takes it" if ruling.taken else "leaves it out"
    reason = f": {ruling.reason}" if ruling.reason else ""
    by = "" if read or follower.filters == type(follower.filters)() else _BY_TITLE
    return Step(Stage.FILTER, f"{_capital(follower.holder)} {verb}{by}{reason}")


def told_of_pause(follower: Subscription, now: datetime) -> list[Step]:
    """Return that a follower has paused the feed, where that is so."""
    until = follower.paused_until
    if until is None or until <= now:
        return []
    told = f"{_capital(follower.holder)} has paused the feed"
    if until == FOREVER:
        return [Step(Stage.FILTER, told)]
    return [Step(Stage.FILTER, f"{told} until", until)]


def told_of_outings(
    outings: Sequence[Outing],
    article: Kept,
    last: Mapping[str, datetime | None],
    *,
    anywhere: bool,
) -> tuple[Step, ...]:
    """Return the digests that took an article, or why none did.

    `last` tells of each channel that follows one of its feeds when its last
    digest was made; `anywhere` that somebody follows one, in whatever channel.
    """
    lost = Counter(each.channel for each in outings if _is_lost(each.arrival))
    had = {each.channel for each in outings if not _is_lost(each.arrival)}
    had |= {each for each, number in lost.items() if number >= MOST_FAILURES}
    steps = [step for each in outings for step in _outing_steps(each)]
    for channel, made in last.items():
        if channel in had:
            continue
        if made and made >= article.first_seen:
            told = f"{_capital(place(channel))} had a digest since, without it"
            steps.append(Step(Stage.DIGEST, told, made))
        else:
            told = f"It can come with the next digest of {place(channel)}"
            steps.append(Step(Stage.NEXT, told))
    if not steps and anywhere:
        steps.append(Step(Stage.NEXT, "It can come with the next digest"))
    elif not steps:
        steps.append(Step(Stage.DIGEST, "In no digest: nobody follows its feed"))
    return tuple(steps)


def told_of_feed(
    health: FeedHealth, followers: Sequence[Subscription], now: datetime
) -> tuple[Step, ...]:
    """Return how the feed is doing and who follows it."""
    names = ", ".join(each.holder for each in followers)
    steps = [Step(Stage.FEED, f"Followed by {names or 'nobody'}", health.added)]
    if health.polled is None:
        steps.append(Step(Stage.FEED, "Never asked yet"))
    else:
        steps.append(Step(Stage.FEED, "Last asked", health.polled))
    if health.read:
        steps.append(Step(Stage.FEED, "Last read", health.read))
    counts = [counted(health.entries, "item") + " known"]
    if health.waiting:
        counts.append(f"{health.waiting} to be read")
    if health.held:
        counts.append(f"{health.held} held until the feed is resumed")
    steps.append(Step(Stage.FEED, ", ".join(counts)))
    return (*steps, *_trouble(health), *_next_poll(health, now))


def told_of_unknown(
    near: Sequence[FeedHealth], some: bool, now: datetime
) -> tuple[Step, ...]:
    """Return why an address may be unknown; `near` are the same site's feeds.

    `some` tells whether any feed is followed at all.
    """
    if not near:
        known = "No feed of that site is followed" if some else "No feed is followed"
        return (Step(Stage.FEED, f"{known}, so it was never seen. Add the feed."),)
    steps = [
        Step(Stage.SEEN, "It was in none of the feeds that are followed when asked")
    ]
    for each in near:
        told = f"Of that site {name(each.title, each.url)} is followed; last asked"
        if each.polled is None:
            told = f"Of that site {name(each.title, each.url)} is followed; never asked"
        steps += [Step(Stage.FEED, told, each.polled), *_trouble(each)]
        steps += _next_poll(each, now)
    return tuple(steps)


def place(channel: str) -> str:
    """Return where a digest went."""
    return f"channel {channel}" if channel else "the local desk"


def name(title: str, url: str) -> str:
    """Return a feed's title with its address, or the one that there is."""
    return f"{title} ({url})" if title and url else title or url


def counted(number: int, one: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def span(length: timedelta) -> str:
    """Return a length of time in its largest fitting unit."""
    minutes = max(0, round(length.total_seconds() / 60))
    if minutes < 60:
        return counted(minutes, "minute")
    hours = round(minutes / 60)
    return counted(hours, "hour") if hours < 48 else counted(round(hours / 24), "day")


_BY_TITLE = ", by its title alone"
_ARCHIVED = (
    f"Noted and not read: a first poll takes the newest {FIRST_ENTRIES} of the last "
    f"{FIRST_WINDOW.days} days, and an item that is there under another address is "
    "not read again"
)
_HELD = (
    f"Held: it came with more than {FLOOD} new items at once, as when a feed goes "
    "wrong, or with another feed in the feed's place. Resume the feed to take them"
)


def _outing_steps(outing: Outing) -> Iterator[Step]:
    digest = f"the digest of {place(outing.channel)}"
    match outing.way:
        case Way.LEFT_OUT:
            told = f"There was no room for it in {digest}"
            yield Step(Stage.DIGEST, told, outing.at)
        case Way.JOINED:
            told = f"It went with story {outing.story} of {digest}, on the same event"
            yield Step(Stage.DIGEST, told, outing.at)
        case Way.PRINTED:
            told = f"In {digest}, story {outing.story}"
            yield Step(Stage.DIGEST, told, outing.at)
            yield from _arrival_steps(outing)


def _arrival_steps(outing: Outing) -> Iterator[Step]:
    arrival, number = outing.arrival, f"Digest No. {outing.digest}"
    posts = arrival.sent + arrival.open + arrival.unknown + arrival.dead
    note = f": {arrival.note}" if arrival.note else ""
    if not posts:
        return  # It was made for nobody's channel.
    if arrival.sent == posts:
        yield Step(Stage.DIGEST, f"{number} has arrived")
    elif _is_lost(arrival):
        told = (
            f"Nothing of digest No. {outing.digest} arrived, so it can come again{note}"
        )
        yield Step(Stage.DIGEST, told)
    elif arrival.open:
        told = f"{number}: {arrival.sent} of {counted(posts, 'post')} sent so far{note}"
        yield Step(Stage.NEXT, told)
    else:
        told = f"{number}: {arrival.sent} of {counted(posts, 'post')} arrived{note}"
        yield Step(Stage.DIGEST, told)


def _is_lost(arrival: Arrival) -> bool:
    kept = arrival.sent + arrival.open + arrival.unknown
    return arrival.dead > 0 and not kept


def _entry_steps(entry: StoredEntry, now: datetime) -> Iterator[Step]:
    feed = name(entry.feed_title, entry.feed_url)
    yield Step(Stage.SEEN, f"First seen in {feed}", entry.first_seen)
    if entry.changed:
        yield Step(Stage.CHANGED, "Its feed changed its title or text", entry.changed)
    match entry.state:
        case EntryState.ARCHIVE:
            yield Step(Stage.PAGE, entry.note or _ARCHIVED)
        case EntryState.HELD:
            yield Step(Stage.PAGE, entry.note or _HELD)
        case EntryState.READ:
            yield Step(Stage.PAGE, _capital(entry.note or "read"), entry.read)
        case EntryState.WAITING:
            yield from _waiting(entry, now)


def _waiting(entry: StoredEntry, now: datetime) -> Iterator[Step]:
    if entry.attempts:
        note = _capital(entry.note or "its page could not be had yet")
        yield Step(Stage.PAGE, f"{note} (asked {counted(entry.attempts, 'time')})")
    if entry.next_try and entry.next_try > now:
        yield Step(Stage.NEXT, "Its page is asked for again", entry.next_try)
    else:
        yield Step(Stage.NEXT, "Its page is read with the next poll")


def _trouble(health: FeedHealth) -> Iterator[Step]:
    if health.error:
        times = counted(health.failures, "time")
        told = f"Failing since then, {times} now: {health.error}"
        yield Step(Stage.FEED, told, health.failing_since)


def _next_poll(health: FeedHealth, now: datetime) -> Iterator[Step]:
    if health.state is FeedState.GONE:
        yield Step(Stage.NEXT, "Not asked again: the site says that it is gone")
    elif health.next_poll is None:
        yield Step(Stage.NEXT, "Paused until somebody resumes it")
    elif health.state is FeedState.PAUSED:
        yield Step(Stage.NEXT, "Paused until", health.next_poll)
    elif health.next_poll <= now:
        yield Step(Stage.NEXT, "Asked with the next poll")
    else:
        every = span(health.interval).removeprefix("1 ")
        told = f"Asked again; by how it changes, about every {every}"
        yield Step(Stage.NEXT, told, health.next_poll)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
