import pytest

from digests.articles.decode import decoded
from digests.errors import ParseError

SOURCE = "page.html"
BINARY = "it holds binary data, not text; give a report's own page"
WORDS = "Café, naïve façade: “Straße” costs £5 — and €6"
RUSSIAN = "Совет проголосовал за закрытие старого моста на год. " * 8


def _page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        ("utf-8", None, ""),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "utf-8", "windows-1251"),
        ("utf-8-sig", None, "latin-1"),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", None, "windows-1252"),
        ("cp1252", "utf-8", "iso-8859-1"),
        ("cp1252", "no-such-charset", "iso-8859-1"),
        ("cp1252", "zlib_codec", "iso-8859-1"),
        ("utf-16", None, ""),
        ("utf-16-le", None, ""),
        ("utf-16-be", None, ""),
        ("utf-32", None, ""),
    ],
)
def test_every_charset_gives_the_words(encoding, header, declared):
    body = _page(WORDS, declared).encode(encoding)

    assert WORDS in decoded(body, SOURCE, header)


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "iso-8859-5"])
def test_a_declared_charset_is_believed_where_it_fits(encoding):
    body = _page(RUSSIAN, encoding).encode(encoding)

    assert RUSSIAN in decoded(body, SOURCE)


def test_an_undeclared_charset_is_guessed():
    assert RUSSIAN in decoded(_page(RUSSIAN).encode("windows-1251"), SOURCE)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("shift_jis", "議会は月曜日に古い橋を閉鎖することを決めた。"),
        ("iso-2022-jp", "議会は月曜日に古い橋を閉鎖することを決めた。"),
        ("gb2312", "市议会周一投票决定关闭这座老桥。"),
        ("big5", "市議會週一投票決定關閉這座老橋。"),
        ("euc-kr", "시의회는 월요일 오래된 다리를 폐쇄하기로 했다."),
    ],
)
def test_asian_charsets_give_the_words(encoding, text):
    assert text in decoded(_page(text, encoding).encode(encoding), SOURCE)


def test_utf7_is_not_decoded():
    body = _page("+ADw-script+AD4-", "utf-7").encode("ascii")

    assert "<script>" not in decoded(body, SOURCE, "utf-7")


def test_a_page_cut_within_a_letter_is_forgiven():
    body = _page(WORDS * 3).encode()[:-22]

    assert WORDS in decoded(body[: body.rindex("é".encode()) + 1], SOURCE)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty; check that it was saved whole"),
        (b" \n\t ", "it is empty; check that it was saved whole"),
        (b"%PDF-1.7 ...", "it is a PDF; save the article as a web page or as text"),
        (b"\x89PNG\r\n\x1a\n", "it is an image, not a web page; check its address"),
        (b"\xff\xd8\xff\xe0", "it is an image, not a web page; check its address"),
        (b"GIF89a", "it is an image, not a web page; check its address"),
        (b"PK\x03\x04", "it is an archive or an office file, not a web page"),
        (b"\x1f\x8b\x08", "it is compressed, not a web page"),
        (bytes(range(256)) * 20, BINARY),
        (b"\x00" * 5000, BINARY),
    ],
)
def test_what_is_no_page_is_named(body, reason):
    with pytest.raises(ParseError) as caught:
        decoded(body, SOURCE)

    assert (caught.value.source, caught.value.reason) == (SOURCE, reason)


def test_bytes_in_no_charset_are_refused():
    body = b"<p>" + bytes(n % 127 + 128 for n in range(0, 60_000, 7)) + b"\x81\x8d"

    with pytest.raises(ParseError) as caught:
        decoded(body, SOURCE)

    assert (
        caught.value.reason
        == "its bytes are text in no charset that fits; save it as UTF-8"
    )
