"""What an entry is known by: its id, its link, its words; never its date."""

import hashlib
import html
import re

from digests.articles.urls import canonical
from digests.incoming import Arrival
from digests.moments import to_text_or_none
from digests.types import Entry, ParsedFeed

_LONGEST_GUID = 200
# So long a title and text do not come twice by chance.
_TELLING = 100
_TAG = re.compile(r"<[^<>]*>")
# "#comments" and campaigns; but "#v1.3" may be all that tells two entries apart.
_IDLE_FRAGMENT = re.compile(r".*=.*|comments?|respond|more|top|", re.IGNORECASE)


def arrival_of(entry: Entry, home: str = "") -> Arrival:
    """Return the entry with what it is known by in its feed.

    Args:
        entry: As its feed gives it.
        home: The feed's own page: a link to it identifies no entry.

    """
    return _arrival(entry, link_key(home))


def arrivals_of(feed: ParsedFeed) -> tuple[Arrival, ...]:
    """Return the feed's entries with what they are known by, in their order."""
    home = link_key(feed.link)
    return tuple(_arrival(entry, home) for entry in feed.entries)


def _arrival(entry: Entry, home: str) -> Arrival:
    link = link_key(entry.link)
    return Arrival(
        guid_key(entry.id),
        "" if link == home else link,
        text_key(entry.title, entry.content),
        entry.link,
        entry.title,
        entry.author,
        to_text_or_none(entry.published),
        entry.content,
    )


def guid_key(guid: str) -> str:
    """Return the id without what changes by accident: case, white space, length."""
    folded = "".join(guid.split()).casefold()
    return folded if len(folded) <= _LONGEST_GUID else "sha256:" + _sha256(folded)


def link_key(link: str) -> str:
    """Return the address without tracking, scheme, "www." and closing slash.

    What moves to https, or to a shorter host name, stays the same article. A
    fragment that may name a part of a page is kept.
    """
    if not link:
        return ""
    address = canonical(link)
    _, mark, rest = address.partition("://")
    rest = (rest if mark else address).removeprefix("www.").rstrip("/")
    fragment = link.partition("#")[2]
    if not _IDLE_FRAGMENT.fullmatch(fragment):
        rest = f"{rest}#{fragment}"
    return rest if len(rest) <= 2048 else "sha256:" + _sha256(rest)


def text_key(title: str, content: str) -> str:
    """Return how long title and text are, and a hash of them.

    Markup and white space do not count: they change from poll to poll.
    """
    text = f"{title}\n{words_of(content)}"
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16)
    return f"{len(text)}:{digest.hexdigest()}"


def is_telling(key: str) -> bool:
    """Tell whether a text is long enough that none like it comes by chance."""
    return int(key.partition(":")[0] or 0) >= _TELLING


def words_of(content: str) -> str:
    """Return HTML without its tags, white space folded."""
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
