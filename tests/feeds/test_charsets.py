"""SAFETY 23: text comes out right, or not at all; never mojibake."""

import pytest

from digests.errors import ParseError
from digests.feeds.charsets import decode
from digests.feeds.parse import parse_feed

TITLE = "Zürich – “Łódź”"
LATIN = "Zürich – café"


def feed(title: str, declared: str | None = None) -> str:
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return (
        f"{prolog}<rss version='2.0'><channel><title>G</title>"
        f"<item><title>{title}</title></item></channel></rss>"
    )


def title_of(body: bytes, content_type: str = "") -> str:
    (entry,) = parse_feed(body, "x", content_type).entries
    return entry.title


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("declared", [None, "utf-8", "utf-16", "bogus", "zlib_codec"])
def test_unicode_is_known_by_its_bytes(charset, declared):
    assert title_of(feed(TITLE, declared).encode(charset)) == TITLE


@pytest.mark.parametrize("charset", ["cp1252", "windows-1252"])
def test_windows_text_is_read_with_and_without_a_word(charset):
    assert title_of(feed(LATIN, charset).encode("cp1252")) == LATIN
    assert title_of(feed(LATIN).encode("cp1252")) == LATIN


@pytest.mark.parametrize(
    ("charset", "title"),
    [
        ("koi8-r", "Мост открыт"),
        ("windows-1251", "Мост открыт"),
        ("gb2312", "大桥开通"),
        ("big5", "大橋開通"),
        ("shift_jis", "橋が開通"),
        ("euc-kr", "다리 개통"),
        ("iso-2022-jp", "橋が開通"),
        ("iso-8859-2", "Łódź"),
    ],
)
def test_the_prolog_and_the_header_are_believed(charset, title):
    assert title_of(feed(title, charset).encode(charset)) == title
    body = feed(title).encode(charset)
    assert title_of(body, f"application/xml; charset={charset}") == title


def test_utf_8_is_utf_8_whatever_is_said_of_it():
    body = feed(TITLE, "iso-8859-1").encode("utf-8")
    assert title_of(body, "text/xml; charset=us-ascii") == TITLE


def test_utf_7_is_not_decoded():
    body = feed("+ADw-script+AD4-", "utf-7").encode("ascii")
    assert title_of(body) == "+ADw-script+AD4-"


def test_nul_bytes_and_controls_are_left_out():
    assert title_of(feed("a\x00b\x08c").encode()) == "abc"


def test_lone_surrogates_are_never_stored():
    body = feed("aXb").encode().replace(b"X", b"\xed\xa0\x80")
    assert "\ud800" not in title_of(body)


def test_binary_is_refused():
    with pytest.raises(ParseError, match="charset"):
        decode(b"\x00\x81\x8d" * 40, "x")
