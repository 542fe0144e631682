"""Tell what a document is before anything heavy looks at it.

A saved file says nothing of itself but its first bytes. What is neither markup
nor text is refused here with its name.
"""

import codecs
import json
import re
from enum import StrEnum

from digests.errors import ParseError

_HEAD = 2048
_MAGIC = (
    (b"%PDF", "a PDF; save the article as a web page or as text"),
    (b"PK\x03\x04", "an archive or office document; save it as a web page or as text"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"\x89PNG", "an image; give an article as a web page or as text"),
    (b"\xff\xd8\xff", "an image; give an article as a web page or as text"),
    (b"GIF8", "an image; give an article as a web page or as text"),
    (b"SQLite format 3", "a database; give an article as a web page or as text"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|article|div|p|h1|meta)\b", re.IGNORECASE
)
_XML = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s]*<\?xml\s", re.IGNORECASE)
_OPML = re.compile(rb"^[^\w<]*(?:<\?[^>]*>\s*)?<opml\b", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = "its bytes are text in no charset we know; save it as UTF-8"
# What no text in a single-byte charset holds.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]")


class Kind(StrEnum):
    """What an article's document is."""

    PAGE = "page"
    TEXT = "text"


def kind_of(body: bytes, source: str, content_type: str = "") -> Kind:
    """Return whether the document is a web page or plain text.

    Raises:
        ParseError: It is empty, or of a kind that holds no article.

    """
    if not body.strip():
        raise ParseError(source, "it is empty; check that it was saved whole")
    for magic, name in _MAGIC:
        if body.lstrip()[: len(magic)] == magic:
            raise ParseError(source, f"it is {name}")
    if "html" in content_type:
        return Kind.PAGE
    head = body[:_HEAD].replace(b"\x00", b"")
    if _OPML.search(head):
        raise ParseError(
            source, "it is a list of feeds (OPML); give one of the feeds in it"
        )
    if _MARKUP.search(head):
        return Kind.PAGE
    other = _other(body, head)
    if other:
        raise ParseError(source, other)
    return Kind.TEXT


def _other(body: bytes, head: bytes) -> str:
    """Name what is written for programs and holds no report."""
    if _XML.match(head):
        return "it is XML, but neither a feed nor a web page; give a report's own page"
    if head.lstrip()[:1] in {b"{", b"["} and _is_json(body):
        return "it is JSON, but not a feed; give a report's own page"
    return ""


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def text_of(body: bytes, source: str) -> str:
    """Return a text file's text.

    A byte order mark decides; then UTF-8; then Windows-1252, unless what it
    gives is no text.

    Raises:
        ParseError: The bytes are text in no charset that is tried.

    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decoded(body, name, source)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(body, "cp1252", source)
    if _CONTROL.search(text):
        raise ParseError(source, _NO_TEXT)
    return text


def _decoded(body: bytes, charset: str, source: str) -> str:
    try:
        return body.decode(charset)
    except UnicodeDecodeError as error:
        raise ParseError(source, _NO_TEXT) from error
