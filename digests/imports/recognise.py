"""Tell whose list of feeds a file is, by what stands in it, and read it. A job.

The file's name counts for nothing and is opened by nobody: it is what errors say.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from msgspec.structs import replace

from digests.desk import ImportedFeed, ImportedList
from digests.errors import ParseError
from digests.feeds.charsets import decode
from digests.feeds.detect import looks_like_feed
from digests.feeds.filters import problems
from digests.feeds.opml import looks_like_opml, read_opml
from digests.followed import Filters
from digests.imports import discord_rss_bot, feedcord, monitorss
from digests.imports.loose_json import loose_json
from digests.limits import LIST_BYTES

MOST_FEEDS = 5_000

_Is = Callable[[object], bool]
_FeedsOf = Callable[[Any], Iterable[ImportedFeed]]
_KINDS: tuple[tuple[str, _Is, _FeedsOf], ...] = (
    ("FeedCord", feedcord.is_feedcord, feedcord.feeds_of),
    (
        "discord-rss-bot",
        discord_rss_bot.is_discord_rss_bot,
        discord_rss_bot.feeds_of,
    ),
    ("MonitoRSS", monitorss.is_monitorss, monitorss.feeds_of),
)
_UNKNOWN = (
    "it is no list of feeds that is known here: OPML, or an export of FeedCord, "
    "discord-rss-bot or MonitoRSS"
)


def read_list(body: bytes, name: str) -> ImportedList:
    """Return the feeds that the file lists, in its order.

    Raises:
        ParseError: It is no list that is known here, or holds no feed.
        UnsafeFeed: It is built to hurt its reader.

    """
    if len(body) > LIST_BYTES:
        raise ParseError(name, f"it is larger than {LIST_BYTES >> 20} MB")
    if not body.strip():
        raise ParseError(name, "it is empty")
    if looks_like_opml(body):
        found = read_opml(body, name)
        return replace(found, feeds=tuple(map(_with_sound_filters, found.feeds)))
    if looks_like_feed(body):
        raise ParseError(name, "it is a feed, not a list of feeds; add its address")
    text = decode(body, name).lstrip()
    if not text.startswith(("{", "/")):
        raise ParseError(name, _UNKNOWN)
    return _of_settings(loose_json(text, name), name)


def _with_sound_filters(feed: ImportedFeed) -> ImportedFeed:
    if wrong := problems(feed.filters):
        note = f"its filters are not taken over: {'; '.join(wrong)}"
        return replace(feed, filters=Filters(), note=note)
    return feed


def _of_settings(data: object, name: str) -> ImportedList:
    for kind, is_such, feeds_of in _KINDS:
        if is_such(data):
            feeds = tuple(islice(feeds_of(data), MOST_FEEDS + 1))
            if not feeds:
                raise ParseError(name, f"it is {kind}'s, and lists no feed")
            cut = f"only its first {MOST_FEEDS:,} feeds are read"
            notes = (cut,) if len(feeds) > MOST_FEEDS else ()
            return ImportedList(kind, feeds[:MOST_FEEDS], notes)
    raise ParseError(name, _UNKNOWN)
