"""Feeds as large as real ones, made of plain words; the same for the same numbers."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

ENTRIES = 30
# From 30 to 150 kB, 75 kB in the mean.
_SMALLEST, _LARGEST, _SKEW = 30_000, 150_000, 1.45
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS = (  # noqa: SIM905 - a text of words reads better
    "the council said on a new bridge would be built over river before winter and "
    "people in town have waited for it since storm took old one away last spring "
    "engineers expect work to begin when water falls while farmers along bank ask "
    "who will pay ferry captain counted cars every morning school moved its hours "
    "market opens later bakers complain minister promised money twice budget shows "
    "less than half of what was named letter reached mayor after vote three voices"
).split()
_PARAGRAPHS = 400


def feed(number: int, version: int = 0) -> bytes:
    """Return a feed whose newest entry is number `version + ENTRIES - 1`."""
    draws = random.Random(number)
    size = _SMALLEST + (_LARGEST - _SMALLEST) * draws.random() ** _SKEW
    items = range(version + ENTRIES - 1, version - 1, -1)
    body = "".join(_item(number, each, round(size / ENTRIES)) for each in items)
    return f"{_head(number)}{body}</channel></rss>\n".encode()


def large_feed(size: int) -> bytes:
    """Return one feed of about that many bytes."""
    count = size // 5000
    body = "".join(_item(0, each, 5000) for each in range(count, 0, -1))
    return f"{_head(0)}{body}</channel></rss>\n".encode()


def _head(number: int) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>'
        f"<title>The Gazette of town {number}</title>"
        f"<link>https://town{number}.example/</link>"
        "<description>What happens here</description><language>en</language>\n"
    )


def _item(number: int, entry: int, size: int) -> str:
    draws = random.Random(number * 100_003 + entry)
    pool = _paragraphs()
    said: list[str] = []
    length = 900
    while length < size or not said:
        said.append(draws.choice(pool))
        length += len(said[-1])
    link = f"https://town{number}.example/news/{entry}"
    at = format_datetime(_BEGAN + timedelta(hours=entry))
    title = f"{_words(draws.choice(pool), 60)} {entry}"
    return (
        f"<item><title>{title}</title><link>{link}</link>"
        f'<guid isPermaLink="false">town{number}-{entry}</guid>'
        f"<pubDate>{at}</pubDate><dc:creator>Ada Quill</dc:creator>"
        f"<category>Town</category><description>{_words(said[0], 200)}</description>"
        f"<content:encoded><![CDATA[{''.join(said)}]]></content:encoded></item>\n"
    )


def _words(paragraph: str, length: int) -> str:
    return paragraph.removeprefix("<p>").removesuffix("</p>")[:length]


@cache
def _paragraphs() -> list[str]:
    draws = random.Random(7)
    return [
        f"<p>{' '.join(draws.choices(_WORDS, k=draws.randint(20, 90)))}.</p>"
        for _ in range(_PARAGRAPHS)
    ]
