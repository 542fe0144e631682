"""Refuse XML that is built to hurt its reader, and cut what is merely too long.

One pass of expat over a feed, before any parser that builds things: entities
that nest, point outside or grow large, hosts of attributes and great depth are
refused (feedparser can crash the process on them); what follows the last entry
that is wanted is cut off. XML that expat gives up on goes to a lenient parser,
so the same is looked for there by eye.
"""

import re
from xml.parsers import expat

from digests.errors import UnsafeFeed

MOST_ENTRIES = 500
_MOST_ATTRIBUTES = 128
_MOST_DEPTH = 128
_MOST_ENTITY_CHARS = 8 * 1024
_MOST_DOCTYPE_BYTES = 64 * 1024
# What entities expand to comes on top of what stands in the feed.
_MOST_EXPANSION = 1024 * 1024

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>/]")
_ENTITY = re.compile(
    rb"<!ENTITY\s+(%?)\s*[^\s>\"']+\s+(?:\"([^\"]*)\"|'([^']*)'|(\w+))"
)
_LONG_TAG = re.compile(rb"<[^<]{2000,}")
_ATTRIBUTE = re.compile(rb"\s[\w:.-]+\s*=\s*[\"'\w]")
_LONG_DOCTYPE = re.compile(
    rb"<!DOCTYPE[^>\[]{0,1000}\[[^\]]{%d}" % _MOST_DOCTYPE_BYTES, re.IGNORECASE
)


def admit(body: bytes, source: str, most_entries: int = MOST_ENTRIES) -> bytes:
    """Return the feed, in UTF-8 as it came, cut after that many entries.

    What comes back shorter was cut; well-formed XML stays well-formed.

    Raises:
        UnsafeFeed: It is built to hurt its reader.

    """
    walk = _Walk(source, len(body), most_entries)
    try:
        walk.over(body)
    except _Enough as enough:
        return body[: enough.position] + b"".join(
            b"</%s>" % name.encode() for name in reversed(walk.path)
        )
    except expat.ExpatError as error:
        if "amplification" in str(error):
            raise UnsafeFeed(source, _reason("entities that grow")) from error
        return _admit_ill_formed(body, source, most_entries)
    return body


class _Enough(Exception):
    """The last entry that is wanted has ended; the next begins at `position`."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class _Walk:
    """One pass over XML, counting."""

    def __init__(self, source: str, size: int, most_entries: int) -> None:
        self.path: list[str] = []
        self._source = source
        self._left = most_entries
        self._entity_chars = 0
        self._text_left = size + _MOST_EXPANSION
        self._parser = parser = expat.ParserCreate(encoding="utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndDoctypeDeclHandler = self._doctype_end
        self._doctype_at = 0

    def over(self, body: bytes) -> None:
        """Walk, to the end or until something raises."""
        self._parser.Parse(body, True)

    def _refuse(self, what: str) -> UnsafeFeed:
        return UnsafeFeed(self._source, _reason(what))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(attributes) > _MOST_ATTRIBUTES:
            raise self._refuse("hosts of attributes")
        if len(self.path) >= _MOST_DEPTH:
            raise self._refuse("elements nested without end")
        if name.rpartition(":")[2] in {"item", "entry"}:
            if self._left == 0:
                raise _Enough(self._parser.CurrentByteIndex)
            self._left -= 1
        self.path.append(name)

    def _end(self, _: str) -> None:
        self.path.pop()

    def _text(self, text: str) -> None:
        self._text_left -= len(text)
        if self._text_left < 0:
            raise self._refuse("entities that grow")

    def _doctype(self, *_: object) -> None:
        self._doctype_at = self._parser.CurrentByteIndex

    def _doctype_end(self) -> None:
        if self._parser.CurrentByteIndex - self._doctype_at > _MOST_DOCTYPE_BYTES:
            raise self._refuse("a huge document type")

    def _entity(
        self, _: str, parametric: bool, value: str | None, *where: object
    ) -> None:
        if parametric or value is None or any(where):
            raise self._refuse("entities that point outside")
        if "&" in value:
            raise self._refuse("entities that nest")
        self._entity_chars += len(value)
        if self._entity_chars > _MOST_ENTITY_CHARS:
            raise self._refuse("huge entities")


def _admit_ill_formed(body: bytes, source: str, most_entries: int) -> bytes:
    total = 0
    for parametric, double, single, word in _ENTITY.findall(body):
        value = double or single
        total += len(value)
        if parametric or word or b"&" in value or total > _MOST_ENTITY_CHARS:
            raise UnsafeFeed(source, _reason("entities that nest or point outside"))
    if _LONG_DOCTYPE.search(body):
        raise UnsafeFeed(source, _reason("a huge document type"))
    for tag in _LONG_TAG.finditer(body):
        if len(_ATTRIBUTE.findall(tag.group())) > _MOST_ATTRIBUTES:
            raise UnsafeFeed(source, _reason("hosts of attributes"))
    for number, entry in enumerate(_ENTRY.finditer(body)):
        if number == most_entries:
            return body[: entry.start()]
    return body


def _reason(what: str) -> str:
    return f"the feed is built to harm its reader ({what})"
