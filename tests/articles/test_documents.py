"""What a saved file is, told from its bytes."""

import codecs

import pytest

from digests.articles.documents import Kind, kind_of, text_of
from digests.errors import ParseError

PROSE = "Die Brücke ist offen. “At last,” she said."


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><title>x</title>",
        b"\n  <html lang=en>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<p>Die Brücke</p>".encode("utf-16"),
        b"<META charset=utf-8>",
    ],
)
def test_markup_is_a_page(body):
    assert kind_of(body, "a") is Kind.PAGE


@pytest.mark.parametrize("body", [b"Plain words.", b"If a < b then so.", b"a <b@c.d>"])
def test_prose_is_text(body):
    assert kind_of(body, "a") is Kind.TEXT


def test_the_server_may_say_that_it_is_a_page():
    assert kind_of(b"Words.", "a", "text/html; charset=utf-8") is Kind.PAGE


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "archive"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"  \n ", "empty"),
        (b"", "empty"),
    ],
)
def test_what_holds_no_article_is_refused_by_name(body, said):
    with pytest.raises(ParseError, match=said):
        kind_of(body, "a")


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]
)
def test_text_is_read_in_the_charsets_that_files_come_in(charset):
    assert text_of(PROSE.encode(charset), "a") == PROSE


@pytest.mark.parametrize(
    "body", [b"\x00\x01\x02\x03", b"\xff\x81\x8d\x90", codecs.BOM_UTF16_LE + b"a"]
)
def test_bytes_in_no_charset_are_refused(body):
    with pytest.raises(ParseError, match="charset"):
        text_of(body, "a")
