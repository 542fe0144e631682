from datetime import UTC, datetime

import pytest

from digests.articles.extract import extract
from digests.errors import ParseError
from digests.types import Verdict
from tests.articles.pages import REPORT, a_page
from tests.conftest import ROOT

URL = "https://gazette.example/bridge"
FERRY = ROOT / "tests" / "data" / "pages" / "ferry.html"


def test_a_saved_page_gives_its_report_and_nothing_that_stands_around_it():
    article = extract(FERRY.read_bytes(), "https://quaycourier.example/n?utm_medium=x")

    assert article.text == (
        "Islanders who have relied on fishing boats will get a daily crossing from "
        "June\n\n"
        "The harbour ferry will sail again from 1 June, the island council said on "
        "Monday, ending two winters in which residents crossed in fishing boats.\n\n"
        "“We have waited long enough,” said Councillor Mairi Tolland, who chairs the "
        "transport committee. “The boat is paid for and the crew is hired.”\n\n"
        "A cheaper timetable\n\n"
        "Four crossings a day were promised in 2024. The new timetable has two.\n\n"
        "It is enough.\n\n"
        "Fares will rise by a tenth, to £4.40, and children under five will travel "
        "free, according to the council’s paper."
    )


def test_a_saved_page_gives_its_facts():
    article = extract(FERRY.read_bytes(), str(FERRY))

    assert article.title == "Harbour ferry to return after two-year gap"
    assert article.byline == "Orla Penhale and Tom Braddock"
    assert article.outlet == "The Quay Courier"
    assert article.published == datetime(2026, 4, 14, 5, 30, tzinfo=UTC)
    assert article.url == "https://www.quaycourier.example/news/harbour-ferry-return"
    assert article.language == "en"
    assert article.verdict == Verdict.FULL


def test_paragraphs_are_kept_apart():
    assert extract(a_page(), URL).text == "\n\n".join(REPORT)


def test_a_page_without_a_canonical_link_has_the_address_it_came_from():
    article = extract(a_page(), URL + "?utm_source=feed#top")

    assert article.url == URL


def test_a_saved_file_without_a_canonical_link_has_no_address():
    assert extract(a_page(), "/home/ann/bridge.html").url == ""


def test_a_page_cannot_claim_the_address_of_another_site():
    head = "<link rel='canonical' href='https://chronicle.example/scoop'>"

    assert extract(a_page(head=head), URL).url == URL


@pytest.mark.parametrize("host", ["example", "deep.gazette.example"])
def test_a_page_cannot_claim_an_address_of_the_host_above_or_below(host):
    """Strangers' pages may stand there."""
    head = f"<link rel='canonical' href='https://{host}/scoop'>"

    assert extract(a_page(head=head), URL).url == URL


def test_a_page_for_phones_may_name_the_page():
    head = "<link rel='canonical' href='https://www.gazette.example/scoop'>"

    page = extract(a_page(head=head), "https://m.gazette.example/scoop")
    assert page.url == "https://www.gazette.example/scoop"


def test_a_short_page_that_asks_for_a_subscription_is_a_paywall():
    page = a_page(
        REPORT[0],
        below="<div class='gate'><p>Subscribe to continue reading this article.</p>"
        "<p>Already a subscriber? Sign in to read on.</p></div>",
    )

    article = extract(page, URL)

    assert article.verdict == Verdict.PAYWALL
    assert article.text == REPORT[0]


def test_a_long_page_that_sells_subscriptions_is_not_a_paywall():
    offer = "<p>Subscribe to get unlimited access for £1 a month.</p>"

    article = extract(a_page(*REPORT * 2, below=offer), URL)

    assert article.verdict == Verdict.FULL
    assert "Subscribe" not in article.text


def test_a_report_that_breaks_off_at_a_wall_is_a_paywall():
    page = a_page(*REPORT, "To continue reading this article, log in or subscribe.")

    article = extract(page, URL)

    assert article.verdict == Verdict.PAYWALL
    assert article.text == "\n\n".join(REPORT)


def test_a_page_that_only_asks_for_consent_is_a_consent_wall():
    page = a_page(
        "We and our 312 partners store and access personal data, such as cookies.",
        "You can accept or reject cookies, or manage your preferences at any time.",
        title="Before you continue",
    )

    article = extract(page, URL)

    assert article.verdict == Verdict.CONSENT
    assert article.text == ""


def test_a_consent_banner_beside_a_report_takes_nothing_from_it():
    banner = "<div><p>We use cookies. Accept or manage your preferences.</p></div>"

    article = extract(a_page(above=banner), URL)

    assert article.verdict == Verdict.FULL
    assert article.text == "\n\n".join(REPORT)


def test_a_page_that_ends_in_dots_is_a_teaser():
    page = a_page(*REPORT[:3], "The repairs will cost £12m, half of which …")

    assert extract(page, URL).verdict == Verdict.TEASER


def test_one_sentence_is_a_teaser():
    assert extract(a_page(REPORT[0]), URL).verdict == Verdict.TEASER


def test_a_page_with_a_title_and_no_text_is_a_headline():
    page = b"<html><head><title>Old bridge closes for a year</title></head>"
    page += b"<body><div id='app'></div><script>render(window.state)</script></body>"

    article = extract(page, URL)

    assert article.verdict == Verdict.HEADLINE
    assert article.title == "Old bridge closes for a year"
    assert article.text == ""


def test_a_page_with_neither_title_nor_text_is_refused():
    with pytest.raises(ParseError) as caught:
        extract(b"<html><body><script>go()</script></body></html>", URL)

    assert caught.value.source == URL
    assert caught.value.reason.startswith("there is no readable text in it;")


def test_a_page_that_shows_only_its_start_is_completed_from_its_own_copy():
    copy = "\\n".join(REPORT)
    page = a_page(REPORT[0], head=_copy_of_article(copy))

    assert extract(page, URL).text == "\n\n".join(REPORT)


def test_a_copy_with_another_beginning_is_not_believed():
    page = a_page(REPORT[0], head=_copy_of_article("Bribes were paid. " * 40))

    assert extract(page, URL).text == REPORT[0]


def test_a_copy_adds_nothing_to_a_page_that_shows_its_report():
    copy = "\\n".join([*REPORT, "“Bribes were paid,” said nobody."])

    assert "Bribes" not in extract(a_page(head=_copy_of_article(copy)), URL).text


def test_the_copy_of_a_closed_article_is_left_closed():
    copy = "\\n".join(REPORT)
    page = a_page(REPORT[0], head=_copy_of_article(copy, free="false"))

    assert extract(page, URL).text == REPORT[0]


def test_the_language_is_that_of_the_text_not_of_the_markup():
    page = a_page(
        "Der Stadtrat hat am Montag beschlossen, die alte Brücke für ein Jahr zu "
        "sperren, nachdem Gutachter Risse in zwei Pfeilern gefunden hatten.",
        "„Wir setzen keine Menschenleben aufs Spiel“, sagte Ines Kalder.",
    )

    article = extract(page, URL)

    assert article.language == "de"
    assert "„Wir setzen keine Menschenleben aufs Spiel“" in article.text


def test_the_posts_of_a_live_page_are_read_where_they_are_its_report():
    posts = "".join(f"<article><p>{text}</p></article>" for text in REPORT)
    live = '{"@type": "LiveBlogPosting", "headline": "Bridge: as it happened"}'
    page = a_page(
        "The council meets at noon to decide on the bridge.",
        head=f"<script type='application/ld+json'>{live}</script>",
        below=posts,
    )

    assert REPORT[-1] in extract(page, URL).text


def _copy_of_article(body: str, free: str = "true") -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f'"Old bridge closes for a year", "isAccessibleForFree": {free}, '
        f'"articleBody": "{body}"}}</script>'
    )
