from datetime import UTC, datetime

import pytest

from digests.articles import structured
from digests.articles.extract import extract
from digests.articles.facts import moment
from digests.types import Article
from tests.articles.pages import a_page

URL = "https://gazette.example/bridge"


def _read(head: str = "", **parts: str) -> Article:
    return extract(a_page(head=head, **parts), URL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-04T12:00:00Z", datetime(2026, 5, 4, 12, tzinfo=UTC)),
        ("2026-05-04T14:00:00+02:00", datetime(2026, 5, 4, 12, tzinfo=UTC)),
        ("2026-05-04 12:00", datetime(2026, 5, 4, 12, tzinfo=UTC)),
        ("2026-05-04", datetime(2026, 5, 4, tzinfo=UTC)),
        ("Mon, 04 May 2026 12:00:00 GMT", datetime(2026, 5, 4, 12, tzinfo=UTC)),
        ("9999-12-31T23:59:59-14:00", None),
        ("0000-00-00", None),
        ("2026-02-31", None),
        ("1970-01-01T00:00:00Z", None),
        ("2026-05-04T12:00:00+99:99", None),
        ("yesterday", None),
        ("", None),
        ("2" * 100_000, None),
    ],
)
def test_times_are_utc_or_nothing(text, expected):
    assert moment(text) == expected


def test_the_outlet_is_cut_from_the_title():
    article = _read(title="Old bridge closes for a year – The Gazette")

    assert article.title == "Old bridge closes for a year – The Gazette"

    site = "<meta property='og:site_name' content='The Gazette'>"
    named = _read(site, title="Old bridge closes for a year – The Gazette")
    assert named.title == "Old bridge closes for a year"


def test_a_dash_within_a_title_stays():
    site = "<meta property='og:site_name' content='The Gazette'>"

    assert _read(site, title="Bridge closes – again").title == "Bridge closes – again"


def test_the_title_that_the_page_shows_is_preferred():
    head = "<meta property='og:title' content='Shock! The bridge | Gazette'>"

    assert _read(head).title == "Old bridge closes for a year"


def test_the_host_stands_in_for_a_missing_outlet():
    assert _read().outlet == "gazette.example"


@pytest.mark.parametrize(
    ("head", "above", "byline"),
    [
        ("<meta name='author' content='By Ann Lee'>", "", "Ann Lee"),
        ("", "<a rel='author' href='/ann'>Ann Lee</a>", "Ann Lee"),
        ("<meta name='author' content='https://x.example/ann'>", "", ""),
    ],
)
def test_the_byline_is_found(head, above, byline):
    assert _read(head, above=above).byline == byline


def test_the_time_element_stands_in_for_a_missing_time():
    above = "<time datetime='2026-05-04T12:00:00Z'>4 May</time>"

    assert _read(above=above).published == datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "image"),
    [
        (
            '<meta property="og:image" content="/bridge.jpg">',
            "https://gazette.example/bridge.jpg",
        ),
        (
            '<meta name="twitter:image" content="https://cdn.example/b.png">',
            "https://cdn.example/b.png",
        ),
        (
            (
                '<meta property="og:image" content="data:image/png;base64,AAAA">'
                '<meta name="twitter:image" content="https://cdn.example/b.png">'
            ),
            "https://cdn.example/b.png",
        ),
        ('<meta property="og:image" content="javascript:alert(1)">', ""),
        ("", ""),
    ],
)
def test_the_picture_is_one_that_stands_on_the_web(head, image):
    assert _read(head).image == image


def test_structured_data_names_authors_and_publisher_wherever_they_stand():
    told = structured.read(
        [
            """{"@graph": [
            {"@id": "#p", "@type": "Organization", "name": "The Gazette"},
            {"@type": ["Thing", "NewsArticle"], "headline": "Fish &amp; <b>chips</b>",
             "author": [{"name": "Ann Lee"}, "Bo Ray", {"name": "https://x.example"}],
             "publisher": {"@id": "#p"}, "datePublished": "2026-05-04",
             "isAccessibleForFree": "False"}]}"""
        ]
    )

    assert told.headline == "Fish & chips"
    assert told.authors == ("Ann Lee", "Bo Ray")
    assert told.publisher == "The Gazette"
    assert told.free is False


@pytest.mark.parametrize(
    "script",
    [
        "",
        "not json",
        "null",
        "[1, 2]",
        '{"@type": "Recipe", "headline": "Soup"}',
        '{"@type": 7, "headline": "x"}',
        '{"@type": "NewsArticle", "headline": 7, "author": 7, "publisher": [7]}',
    ],
)
def test_structured_data_of_a_wrong_shape_tells_nothing(script):
    assert structured.read([script]) == structured.StructuredArticle()
