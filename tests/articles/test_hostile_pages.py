"""SAFETY 31: pages built to hurt end in an article or one clear error."""

import pytest

from digests.articles import gate
from digests.articles.extract import extract
from digests.errors import ParseError
from digests.types import Article
from tests.articles.pages import REPORT, a_page

URL = "https://hostile.example/page"
SENTENCE = "The council voted on the bridge today. "


def _outcome(page: str) -> Article | str:
    try:
        return extract(page.encode(), URL)
    except ParseError as error:
        return error.reason


@pytest.mark.parametrize("depth", [300, 3_000, 100_000])
def test_deep_nesting_ends_in_an_article_or_one_clear_error(depth):
    page = "<title>x</title>" + "<div>" * depth + SENTENCE + "</div>" * depth

    outcome = _outcome(page)

    assert isinstance(outcome, Article) or outcome.startswith("it has more than")


@pytest.mark.parametrize(
    "tag",
    [
        "<div " + " ".join(f'a{n}="x"' for n in range(20_000)) + ">",
        "<div " + " ".join(f"a{n}" for n in range(20_000)) + ">",
        "<div " + " ".join(f'a{n}=">"' for n in range(20_000)) + ">",
        "<div" + "".join(f"/a{n}" for n in range(20_000)) + ">",
        "<DIV " + "".join(f"a{n}='x'" for n in range(20_000)) + ">",
    ],
)
def test_an_element_with_too_many_attributes_is_refused_before_parsing(tag):
    assert str(_outcome(tag)).startswith("one of its elements has too many attributes;")


def test_too_many_elements_are_refused_before_parsing():
    assert str(_outcome("<p>x" * 200_000)).startswith(
        "it has more than 30,000 elements;"
    )


def test_a_large_script_is_no_element_with_many_attributes():
    script = "<script>" + "if (a<b && c==d) e=f; " * 20_000 + "</script>"

    gate.check(script + a_page().decode(), URL)


@pytest.mark.parametrize(
    "inserted",
    [
        "&amp;" * 200_000,
        " " * 1_000_000,
        "\n" * 1_000_000,
        "<" * 200_000,
        '<a "' * 20_000,
        "<script " * 100_000,
        "<b><i><a href=x>" * 8_000,
        "<table><tr><td>" * 5_000,
        "<style>" + "/*" * 500_000 + "</style>",
        "<style>" + ".a{display:none" * 100_000 + "</style>",
        "<p class='" + "a " * 100_000 + "'>",
        "<p style='left" + " " * 200_000 + "x'>",
        "<p>By " + "A " * 100_000,
        "<p>" + "your we support subscribe " * 50_000,
    ],
)
def test_excess_ends_in_an_article_or_one_clear_error(inserted):
    page = a_page().decode()
    before, after = page.split("<h1>")

    assert _outcome(f"{before}{inserted}<h1>{after}")


@pytest.mark.parametrize(
    "data", ["[" * 100_000, '{"a":' * 100_000, "[" + "[]," * 100_000, "1e999", "\x00"]
)
def test_hostile_structured_data_costs_the_page_nothing(data):
    head = f"<script type='application/ld+json'>{data}</script>"

    assert extract(a_page(head=head), URL).text == "\n\n".join(REPORT)


def test_five_megabytes_on_one_line_are_cut_to_the_length_of_an_article():
    page = f"<html><body><p>{SENTENCE * 125_000}</p></body></html>"

    article = extract(page.encode(), URL)

    assert len(article.text) <= 300_000
    assert article.text.startswith(SENTENCE)


def test_a_page_beyond_the_limit_is_refused():
    assert _outcome("<p>" + "x" * 6_000_000) == "it is larger than 5 MB"


def test_an_external_entity_is_not_resolved():
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<html><body><p>{REPORT[0]} &x;</p><p>{REPORT[1]}</p></body></html>"
    )

    assert "root:" not in extract(page.encode(), URL).text


def test_unclosed_tags_give_their_text():
    page = "<html><body><article><p>" + "<p>".join(REPORT)

    assert extract(page.encode(), URL).text == "\n\n".join(REPORT)
