"""Refuse XML that is built to hurt its reader, and cut what is merely too long.

One pass of expat over a feed, before any parser that builds things: entities
that nest, point outside or grow large, hosts of attributes and great depth are
refused (feedparser can crash the process on them); what follows the last entry
that is wanted is cut off. XML that expat gives up on goes to a lenient parser,
so the same is looked for there by eye. The pass also tells where the entries
stand, if the document is so plain that they may be parsed apart.
"""

import re
from xml.parsers import expat

from msgspec import Struct

from digests.feeds.walk import (
    MOST_ATTRIBUTES,
    MOST_DOCTYPE_BYTES,
    MOST_ENTITY_CHARS,
    Enough,
    Place,
    Walk,
    refusal,
)

MOST_ENTRIES = 500

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>/]")
_ENTITY = re.compile(
    rb"<!ENTITY\s+(%?)\s*[^\s>\"']+\s+(?:\"([^\"]*)\"|'([^']*)'|(\w+))"
)
_LONG_TAG = re.compile(rb"<[^<]{2000,}")
_ATTRIBUTE = re.compile(rb"\s[\w:.-]+\s*=\s*[\"'\w]")
_LONG_DOCTYPE = re.compile(
    rb"<!DOCTYPE[^>\[]{0,1000}\[[^\]]{%d}" % MOST_DOCTYPE_BYTES, re.IGNORECASE
)


class Admitted(Struct, frozen=True):
    """A feed that may be parsed.

    `entries` tells where its entries stand, None where what one of them means may
    hang on others. `cut` tells that more followed.
    """

    body: bytes
    entries: tuple[Place, ...] | None = None
    cut: bool = False


def admit(body: bytes, source: str, most_entries: int = MOST_ENTRIES) -> bytes:
    """Return the feed, in UTF-8 as it came, cut after that many entries.

    What comes back shorter was cut; well-formed XML stays well-formed.

    Raises:
        UnsafeFeed: It is built to hurt its reader.

    """
    return survey(body, source, most_entries).body


def survey(body: bytes, source: str, most_entries: int = MOST_ENTRIES) -> Admitted:
    """Do as `admit` does, and tell where the entries stand.

    Raises:
        UnsafeFeed: It is built to hurt its reader.

    """
    walk = Walk(source, body, most_entries)
    try:
        walk.over()
    except Enough as enough:
        kept = body[: enough.position] + walk.closing()
        return Admitted(kept, walk.entries(), cut=True)
    except expat.ExpatError as error:
        if "amplification" in str(error):
            raise refusal(source, "entities that grow") from error
        kept = _admit_ill_formed(body, source, most_entries)
        return Admitted(kept, cut=len(kept) < len(body))
    return Admitted(body, walk.entries())


def _admit_ill_formed(body: bytes, source: str, most_entries: int) -> bytes:
    total = 0
    for parametric, double, single, word in _ENTITY.findall(body):
        value = double or single
        total += len(value)
        if parametric or word or b"&" in value or total > MOST_ENTITY_CHARS:
            raise refusal(source, "entities that nest or point outside")
    if _LONG_DOCTYPE.search(body):
        raise refusal(source, "a huge document type")
    for tag in _LONG_TAG.finditer(body):
        if len(_ATTRIBUTE.findall(tag.group())) > MOST_ATTRIBUTES:
            raise refusal(source, "hosts of attributes")
    for number, entry in enumerate(_ENTRY.finditer(body)):
        if number == most_entries:
            return body[: entry.start()]
    return body
