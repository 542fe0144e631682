"""Turn the bytes of a page into characters, or say in plain words why not.

Order: byte order mark, valid UTF-8, what the server says, what the page says, a
guess from the bytes. A charset that does not fit the bytes is passed over, never
forced upon them.
"""

import codecs
import re

from trafilatura.utils import detect_encoding

from digests.errors import ParseError
from digests.limits import PAGE_BYTES

_KINDS = (
    (b"%PDF-", "it is a PDF; save the article as a web page or as text"),
    (b"\x89PNG", "it is an image, not a web page; check its address"),
    (b"\xff\xd8\xff", "it is an image, not a web page; check its address"),
    (b"GIF8", "it is an image, not a web page; check its address"),
    (b"RIFF", "it is an image or a sound, not a web page"),
    (b"PK\x03\x04", "it is an archive or an office file, not a web page"),
    (b"\x1f\x8b", "it is compressed, not a web page"),
    (b"\xd0\xcf\x11\xe0", "it is an office file, not a web page"),
    (b"\x7fELF", "it is a program, not a web page"),
    (b"OggS", "it is a sound or a film, not a web page"),
    (b"ID3", "it is a sound, not a web page"),
)
# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_META_WITHIN = 4096
# Browsers read the left as the right, and so do the pages' authors.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# No page is written in these; where the guess falls on one, its kin is meant.
_GUESSED = {
    "mac-cyrillic": "cp1251",
    "mac-roman": "cp1252",
    "mac-latin2": "cp1250",
    "mac-greek": "cp1253",
    "mac-turkish": "cp1254",
}
# Seven-bit codings can smuggle markup past whoever looks at the bytes; of these
# only the Japanese one is in honest use.
_SEVEN_BIT_REFUSED = ("utf-7", "hz", "iso2022_kr", "punycode", "idna")
_SEVEN_BIT_KNOWN = "iso2022_jp"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f\ufffd]")
_SAMPLE = 16384


def decoded(body: bytes, source: str, charset: str | None = None) -> str:
    """Return the page's characters.

    Args:
        body: The bytes as they came, after decompression.
        source: What an error names.
        charset: From the server's content-type header, where it gave one.

    Raises:
        ParseError: Empty, too large, not a page, or in no charset that fits.

    """
    _refuse(body, source)
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, errors="replace")
    if len(_CONTROL.findall(body[:_SAMPLE])) > len(body[:_SAMPLE]) / 20:
        raise ParseError(
            source, "it holds binary data, not text; give a report's own page"
        )
    text = _first_that_fits(body, charset)
    if text is None:
        raise ParseError(
            source, "its bytes are text in no charset that fits; save it as UTF-8"
        )
    return text


def _refuse(body: bytes, source: str) -> None:
    if not body.strip():
        raise ParseError(source, "it is empty; check that it was saved whole")
    if len(body) > PAGE_BYTES:
        raise ParseError(source, f"it is larger than {PAGE_BYTES // 2**20} MB")
    for start, reason in _KINDS:
        if body.startswith(start):
            raise ParseError(source, reason)


def _wide(body: bytes) -> str:
    """Name the UTF-16 that every other NUL of an unmarked page speaks of."""
    sample = body[:400]
    for encoding, nulls in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if (
            nulls
            and nulls.count(0) > len(nulls) * 0.7
            and sample.count(0) < (len(sample) * 0.6)
        ):
            return encoding
    return ""


def _first_that_fits(body: bytes, charset: str | None) -> str | None:
    declared = [_codec(name) for name in (charset, _declared(body)) if name]
    if _SEVEN_BIT_KNOWN in declared and body.isascii():
        declared.insert(0, _SEVEN_BIT_KNOWN)
    else:
        declared.insert(0, "utf-8")
    for encoding in filter(None, declared):
        text = _strictly(body, encoding)
        if text is not None:
            return text
    return _nearly_utf8(body) or _guessed(body)


def _declared(body: bytes) -> str:
    match = _META.search(body[:_META_WITHIN])
    return match.group(1).decode("ascii") if match else ""


def _codec(name: str) -> str:
    """Return Python's name of a text charset, "" for what is none or refused."""
    try:
        codec = codecs.lookup(name.strip("\"' ").lower())
    except (LookupError, ValueError):
        return ""
    # zlib, rot13 and their like are codecs too, and no charsets.
    if not getattr(codec, "_is_text_encoding", True) or codec.name.startswith(
        ("utf-16", "utf-32", *_SEVEN_BIT_REFUSED)
    ):
        return ""
    return _MEANT.get(codec.name, codec.name)


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return text if _reads_as_text(text) else None


def _nearly_utf8(body: bytes) -> str | None:
    """Forgive a page in UTF-8 that was cut within a letter or holds a bad byte."""
    text = body.decode("utf-8", errors="replace")
    letters = sum(c > "\x7f" for c in text[:_SAMPLE])
    bad = text.count("\ufffd")
    return text if bad <= 3 and letters > 10 * bad else None


def _guessed(body: bytes) -> str | None:
    for name in detect_encoding(body):
        encoding = _codec(name)
        text = _strictly(body, _GUESSED.get(encoding, encoding)) if encoding else None
        if text is not None:
            return text
    return None


def _reads_as_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL_TEXT.findall(sample)) <= len(sample) / 100
