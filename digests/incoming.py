"""The nouns of what a feed brings: its bytes, their reading, the entries in it.

An entry is made ready for the store where it is parsed, in a worker: who writes
has thousands to write, and only decides what becomes of them.
"""

from typing import NamedTuple

from msgspec import Struct

from digests.moments import to_moment
from digests.types import Entry, ParsedFeed


class EntryKeys(NamedTuple):
    """What an entry is known by within its feed; "" where it has no such thing.

    `text` is a hash of title and text, after how many characters they are.
    """

    guid: str
    link: str
    text: str


class Arrival(NamedTuple):
    """An entry as it came: what it is known by, and what is stored of it.

    The keys are those of `EntryKeys`; `published` is UTC text that sorts as time
    does. A flat tuple, the beginning of the row that it becomes.
    """

    guid_key: str
    link_key: str
    text_key: str
    link: str
    title: str
    author: str
    published: str | None
    content: str

    @property
    def keys(self) -> EntryKeys:
        """What the entry is known by."""
        return EntryKeys(self.guid_key, self.link_key, self.text_key)

    @property
    def entry(self) -> Entry:
        """The entry, without the feed's own id."""
        at = to_moment(self.published)
        return Entry("", self.link, self.title, self.content, self.author, at)


class FeedReading(Struct, frozen=True):
    """What one reading of a feed's bytes gives.

    `feed` is what the feed says of itself, without entries. `arrivals` are those
    entries that did not stand there to the letter the last time. `slices` are this
    document's entries, known or not, to be told from the next one's: 8 bytes each,
    in its order.
    """

    feed: ParsedFeed
    slices: bytes = b""
    arrivals: tuple[Arrival, ...] = ()


class FeedBody(Struct, frozen=True):
    """A feed as fetched, with the slices that the last reading of it left."""

    body: bytes
    source: str
    content_type: str = ""
    known: bytes = b""
