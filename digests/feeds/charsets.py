"""Decode a feed's bytes, whatever it says of itself; nothing is guessed twice.

What decodes strictly as UTF-8 is UTF-8: other charsets give that by chance next
to never, and headers that say otherwise are wrong far more often. Then the
header's word counts, then the prolog's, then Windows-1252.
"""

import codecs
import re
from collections.abc import Iterator

from digests.articles.headers import charset_named
from digests.errors import ParseError

_PROLOG = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How "<" begins where no mark says so.
_WIDE = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
# Codecs of Python that are no charsets of text on the web, or unsafe ones.
_NOT_CHARSETS = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
)
# Browsers read these as Windows-1252, and so are they meant.
_MEANT_AS_1252 = frozenset({"iso8859-1", "ascii"})
_ESCAPED = frozenset({"iso2022_jp", "iso2022_kr", "hz", "iso2022_jp_2"})
# What XML forbids; a NUL would end strings in other people's code.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")


def decode(body: bytes, source: str, content_type: str = "") -> str:
    """Return the feed's text without a byte order mark.

    Raises:
        ParseError: It is text in no charset that it may be in.

    """
    for name in _charsets(body, content_type):
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if name == "utf-8" and _is_clean(body):
            return text
        return _FORBIDDEN.sub("", text.removeprefix("\ufeff"))
    raise ParseError(
        source, "its bytes are text in no charset we know; save it as UTF-8"
    )


def _is_clean(body: bytes) -> bool:
    """Tell fast whether UTF-8 surely holds no mark and nothing forbidden."""
    return b"\xef" not in body and len(body.translate(None, _CONTROLS)) == len(body)


def _charsets(body: bytes, content_type: str) -> Iterator[str]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            yield name
    for start, name in _WIDE:
        if body.startswith(start):
            yield name
    told = [charset_named(content_type), _told_by_prolog(body)]
    named = [name for name in map(_charset, filter(None, told)) if name]
    if b"\x1b" in body or "hz" in named:
        yield from (name for name in named if name in _ESCAPED)
    yield "utf-8"
    yield from named
    yield "cp1252"
    # Bytes that Windows-1252 leaves open, in what is otherwise that.
    if b"\x00" not in body[:1024]:
        yield "latin-1"


def _charset(label: str) -> str | None:
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if info.name in _NOT_CHARSETS or not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in _MEANT_AS_1252 else info.name


def _told_by_prolog(body: bytes) -> str | None:
    found = _PROLOG.match(body[:512])
    return found.group(1).decode("ascii") if found else None
