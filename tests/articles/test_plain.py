from datetime import UTC, datetime

import pytest

from digests.articles.plain import article_from_text
from digests.errors import ParseError
from digests.types import Verdict
from tests.articles.pages import REPORT

FILE = "bridge.txt"
TEXT = "\n\n".join(REPORT)
APPEAL = (
    "Your support helps our newsroom Read more Give Now From floods to football, the "
    "Gazette is there when it matters. Whether it's following the council's money or "
    "filming 'The Tide', we know how much careful reporting counts. Your donation lets "
    "us keep sending reporters to where things happen. Our journalism is open to all, "
    "paid for by those who can afford it. Your support makes all the difference."
)


def test_a_date_and_an_appeal_in_front_are_no_part_of_the_report():
    article = article_from_text(f" date 2026-05-04 {APPEAL}\n\n{TEXT}", FILE)

    assert article.text == TEXT
    assert article.published == datetime(2026, 5, 4, tzinfo=UTC)
    assert article.verdict == Verdict.FULL
    assert article.language == "en"


def test_the_seed_report_begins_with_its_first_sentence(seed_report):
    article = article_from_text(seed_report.read_text(encoding="utf8"), FILE)

    assert article.published == datetime(2025, 5, 9, tzinfo=UTC)
    assert article.verdict == Verdict.FULL
    assert article.text.startswith(article.title)
    assert not any(
        word in article.text for word in ("donation", "Read more", "paywall")
    )
    assert article.text.count("\n\n") == 17


def test_paragraphs_stay_apart_and_lines_within_them_run_on():
    wrapped = TEXT.replace(" by ", "\nby ").replace(" the ", "\nthe ")

    assert article_from_text(wrapped, FILE).text == TEXT


def test_a_file_without_blank_lines_has_a_paragraph_on_each_line():
    assert article_from_text("\r\n".join(REPORT), FILE).text == TEXT


def test_a_first_line_without_a_full_stop_is_the_title():
    article = article_from_text(f"Old bridge closes for a year\n\n{TEXT}", FILE)

    assert article.title == "Old bridge closes for a year"
    assert article.text == TEXT


def test_a_report_without_a_title_is_called_by_words_of_its_first_sentence():
    article = article_from_text(TEXT, FILE)

    assert (
        article.title
        == "The council voted on Monday to close the old bridge for a year"
    )


def test_a_byline_and_a_time_are_left_out():
    top = "Old bridge closes\n\nBy Ann Lee\n\nPublished 4 May 2026, 6.30am"

    assert article_from_text(f"{top}\n\n{TEXT}", FILE).text == TEXT


def test_a_saved_pay_wall_is_a_paywall():
    wall = "Subscribe to continue reading this article"

    article = article_from_text(f"{REPORT[0]}\n\n{wall}", FILE)

    assert article.verdict == Verdict.PAYWALL
    assert article.text == REPORT[0]


@pytest.mark.parametrize("text", ["", " \n\n ", APPEAL, "---\n\n***"])
def test_a_file_without_a_report_is_refused(text):
    with pytest.raises(ParseError) as caught:
        article_from_text(text, FILE)

    assert caught.value.source == FILE
