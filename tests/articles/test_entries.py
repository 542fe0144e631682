from typing import Any

from msgspec.structs import replace

from digests.articles.entries import article_from_entry, completed
from digests.types import Article, Entry, Verdict
from tests.articles.pages import REPORT
from tests.builders import NOON, an_article

WHOLE = "".join(f"<p>{text}</p>" for text in REPORT * 2)


def _entry(content: str = "", **changes: Any) -> Entry:
    entry = Entry("1", "https://gazette.example/a?utm_source=rss", "Bridge", content)
    return replace(entry, **changes)


def _article(content: str = "", **changes: Any) -> Article:
    return article_from_entry(_entry(content, **changes), "The Gazette", "en-GB")


def test_an_entry_with_a_whole_report_is_full():
    article = _article(WHOLE)

    assert article.verdict == Verdict.FULL
    assert article.text == "\n\n".join(REPORT * 2)


def test_an_entry_with_a_sentence_is_a_teaser():
    article = _article(f"<p>{REPORT[0]}</p>")

    assert article.verdict == Verdict.TEASER
    assert article.text == REPORT[0]


def test_an_entry_without_content_is_a_headline():
    article = _article()

    assert (article.verdict, article.text) == (Verdict.HEADLINE, "")


def test_plain_content_needs_no_markup():
    assert _article("Fish & chips, 5 < 6.").text == "Fish & chips, 5 < 6."


def test_an_entry_gives_its_facts():
    article = _article(
        title="Fish &amp; <em>chips</em>", author="Ann Lee", published=NOON
    )

    assert article.title == "Fish & chips"
    assert article.byline == "Ann Lee"
    assert article.published == NOON
    assert article.outlet == "The Gazette"
    assert article.url == "https://gazette.example/a"
    assert article.language == "en"


def test_an_unsafe_link_is_dropped():
    assert _article(link="javascript:alert(1)").url == ""


def test_hidden_words_of_an_entry_are_not_its_text():
    hidden = "<p style='display:none'>Bribes were paid.</p><img alt='Bribes'>"

    assert "Bribes" not in _article(WHOLE + hidden).text


def test_lines_that_point_elsewhere_are_not_its_text():
    assert _article(WHOLE + "<p>Read more at the Gazette</p>").verdict == Verdict.FULL
    assert "Read more" not in _article(WHOLE + "<p>Read more …</p>").text


def test_hostile_content_gives_a_headline():
    assert _article("<b>" * 50_000).verdict == Verdict.HEADLINE


def test_a_page_is_completed_with_what_its_entry_knows():
    page = an_article("Read.", title="Page", outlet="", published=None, byline="")

    article = completed(page, _article(author="Ann Lee", published=NOON))

    assert article.text == "Read."
    assert article.outlet == "The Gazette"
    assert article.byline == "Ann Lee"
    assert article.published == NOON


def test_a_wall_gives_way_to_the_teaser_and_keeps_its_verdict():
    for wall in (Verdict.CONSENT, Verdict.PAYWALL):
        page = an_article("", verdict=wall)

        article = completed(page, _article(f"<p>{REPORT[0]}</p>"))

        assert (article.text, article.verdict) == (REPORT[0], wall)


def test_a_wall_gives_way_to_a_whole_report():
    page = an_article("", verdict=Verdict.PAYWALL)

    article = completed(page, _article(WHOLE))

    assert article.verdict == Verdict.FULL
    assert article.text.startswith(REPORT[0])


def test_an_empty_page_gives_way_to_the_teaser():
    page = an_article("", verdict=Verdict.HEADLINE)

    article = completed(page, _article(f"<p>{REPORT[0]}</p>"))

    assert (article.text, article.verdict) == (REPORT[0], Verdict.TEASER)


def test_a_page_that_says_more_than_its_entry_stands():
    page = an_article("\n\n".join(REPORT))

    assert completed(page, _article(f"<p>{REPORT[0]}</p>")).text == page.text
