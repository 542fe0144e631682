"""One pass of expat over a feed: refuse what hurts, and note where entries stand.

Called through `feeds.gate`. Expat calls a handler for each element; with three
hundred and more in a feed these are its cost, and are kept lean.
"""

import re
from xml.parsers import expat

from msgspec import Struct

from digests.errors import UnsafeFeed
from digests.feeds.ordinary import PARENTS, Kind, is_harmless, kind_of, local_of

MOST_ATTRIBUTES = 128
MOST_ENTITY_CHARS = 8 * 1024
MOST_DOCTYPE_BYTES = 64 * 1024
_MOST_DEPTH = 128
_MOST_NAMESPACES = 10_000
# Of one tag, comment or instruction: feedparser's reader takes seconds for more.
_MOST_CHARS = 1024 * 1024
# What entities expand to comes on top of what stands in the feed.
_MOST_EXPANSION = 1024 * 1024
_HOLDERS = frozenset({Kind.FRAME, Kind.UNREAD})
_NEVER = frozenset({Kind.ENTRY, Kind.ODD})
_NAME = re.compile(rb"[^\s/>]+")


class Place(Struct, frozen=True):
    """Where an entry stands: `body[start:end]`; `unread` are parts to leave out."""

    start: int
    end: int
    unread: tuple[tuple[int, int], ...] = ()


class Enough(Exception):
    """The last entry that is wanted has ended; the next begins at `position`."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class _Kinds(dict[str, Kind]):
    """The kinds of elements by name, each told once."""

    def __missing__(self, name: str) -> Kind:
        kind = self[name] = kind_of(name)
        return kind


class Walk:
    """One pass over a feed in UTF-8, up to so many entries."""

    def __init__(self, source: str, body: bytes, most_entries: int) -> None:
        self._source = source
        self._body = body
        self._left = most_entries
        self._path: list[str] = []
        self._kinds = _Kinds()
        self._declared: list[tuple[str | None, str]] = []
        self._plain = True
        self._places: list[Place] = []
        # Of the entry that is open: how deep its children are, where it and an
        # unread child began, what its child is.
        self._inner = -1
        self._began = 0
        self._unread: list[tuple[int, int]] = []
        self._unread_at = -1
        self._child = Kind.OTHER
        self._namespaces = 0
        self._entity_chars = 0
        self._text_left = len(body) + _MOST_EXPANSION
        self._doctype_at = 0
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._namespace
        parser.CommentHandler = self._aside
        parser.ProcessingInstructionHandler = self._aside
        parser.EntityDeclHandler = self._entity
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndDoctypeDeclHandler = self._doctype_end

    def over(self) -> None:
        """Walk, to the end or until something raises."""
        self._parser.Parse(self._body, True)

    def closing(self) -> bytes:
        """Return the end tags of what is open."""
        return b"".join(
            f"</{_as_written(name)}>".encode() for name in reversed(self._path)
        )

    def entries(self) -> tuple[Place, ...] | None:
        """Return where the entries stand that have ended, if that is of use."""
        return tuple(self._places) if self._plain else None

    def _start(self, name: str, attributes: list[str]) -> None:
        path = self._path
        self._guard(attributes)
        if len(path) >= _MOST_DEPTH:
            raise refusal(self._source, "elements nested without end")
        if self._kinds[name] is Kind.ENTRY:
            self._began = self._count()
            if self._inner < 0:
                self._inner = len(path) + 1
                self._plain &= tuple(map(local_of, path)) in PARENTS
            self._plain &= len(path) + 1 == self._inner
            self._judge(attributes)
            self._parser.StartElementHandler = self._start_within
            self._parser.EndElementHandler = self._end_within
        elif self._inner >= 0:
            # What stands after entries may hang on the last one.
            self._plain = False
        self._declared.clear()
        path.append(name)

    def _end(self, _: str) -> None:
        self._path.pop()

    def _start_within(self, name: str, attributes: list[str]) -> None:
        path = self._path
        kind = self._kinds[name]
        if attributes or self._declared:
            self._guard(attributes)
            self._judge(attributes)
        if len(path) != self._inner:
            self._nested(kind)
        elif kind is Kind.UNREAD:
            self._unread_at = self._parser.CurrentByteIndex
        elif kind is Kind.ENTRY or kind is Kind.ODD:
            self._nested(kind)
        self._child = kind if len(path) == self._inner else self._child
        path.append(name)

    def _nested(self, kind: Kind) -> None:
        """Judge what lies within a child of an entry, or is an odd child."""
        if len(self._path) >= _MOST_DEPTH:
            raise refusal(self._source, "elements nested without end")
        if kind is Kind.ENTRY:
            self._count()
        framed = len(self._path) == self._inner + 1 and self._child in _HOLDERS
        self._unread_at = -1
        if kind is not Kind.MARKUP and (kind in _NEVER or not framed):
            self._plain = False

    def _end_within(self, _: str) -> None:
        path = self._path
        path.pop()
        if len(path) > self._inner:
            return
        if len(path) == self._inner:
            if self._unread_at >= 0:
                self._unread.append((self._unread_at, self._end_of(self._unread_at)))
                self._unread_at = -1
            return
        end = self._end_of(self._began)
        self._places.append(Place(self._began, end, tuple(self._unread)))
        self._unread.clear()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _guard(self, attributes: list[str]) -> None:
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise refusal(self._source, "hosts of attributes")
        self._aside(*attributes)

    def _aside(self, *texts: str) -> None:
        if sum(map(len, texts)) > _MOST_CHARS:
            raise refusal(self._source, "huge tags or comments")

    def _count(self) -> int:
        at = self._parser.CurrentByteIndex
        if self._left == 0:
            raise Enough(at)
        self._left -= 1
        return at

    def _judge(self, attributes: list[str]) -> None:
        """Note what feedparser would carry from this element to later entries."""
        for name in attributes[::2]:
            if "base" in name.lower() and local_of(name) == "base":
                self._plain = False
        if self._declared:
            rooted = bool(self._path) and local_of(self._path[0]) != "rdf"
            harmless = all(is_harmless(prefix, uri) for prefix, uri in self._declared)
            self._plain &= rooted and harmless
            self._declared.clear()

    def _end_of(self, began: int) -> int:
        """Return where the element ends whose end expat has just told."""
        body, at = self._body, self._parser.CurrentByteIndex
        if body[at - 2 : at] == b"/>":
            # Of an empty element expat tells what follows it.
            name = _NAME.match(body, began + 1)
            if not name or not body.startswith(b"</" + name.group(), at):
                return at
        return body.index(b">", at) + 1

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._declared.append((prefix, uri or ""))
        self._namespaces += 1
        if len(self._declared) > MOST_ATTRIBUTES:
            raise refusal(self._source, "hosts of attributes")
        if self._namespaces > _MOST_NAMESPACES:
            raise refusal(self._source, "hosts of namespaces")

    def _text(self, text: str) -> None:
        self._text_left -= len(text)
        if self._text_left < 0:
            raise refusal(self._source, "entities that grow")

    def _doctype(self, *_: object) -> None:
        # feedparser replaces it, and what it declares.
        self._plain = False
        self._doctype_at = self._parser.CurrentByteIndex

    def _doctype_end(self) -> None:
        if self._parser.CurrentByteIndex - self._doctype_at > MOST_DOCTYPE_BYTES:
            raise refusal(self._source, "a huge document type")

    def _entity(
        self, _: str, parametric: bool, value: str | None, *where: object
    ) -> None:
        if parametric or value is None or any(where):
            raise refusal(self._source, "entities that point outside")
        if "&" in value:
            raise refusal(self._source, "entities that nest")
        self._entity_chars += len(value)
        if self._entity_chars > MOST_ENTITY_CHARS:
            raise refusal(self._source, "huge entities")
        # Without entities a text cannot be longer than the feed.
        self._parser.CharacterDataHandler = self._text


def _as_written(name: str) -> str:
    uri_local_prefix = name.split(" ")
    if len(uri_local_prefix) == 3:
        return f"{uri_local_prefix[2]}:{uri_local_prefix[1]}"
    return uri_local_prefix[-1]


def refusal(source: str, what: str) -> UnsafeFeed:
    """Return the error for a feed that holds what hurts its reader."""
    return UnsafeFeed(source, f"the feed is built to harm its reader ({what})")
