import pytest

from digests.articles.extract import extract
from tests.articles.pages import REPORT, a_page

URL = "https://gazette.example/bridge"
WHOLE = "\n\n".join(REPORT)
LINKED = "<a href='/pier'>Pier repairs to cost twice the estimate</a>"


@pytest.mark.parametrize(
    "element",
    [
        f"<p>{LINKED}</p>",
        f"<p>See also: {LINKED}</p>",
        f"<p><strong>Our standards: {LINKED}.</strong></p>",
        f"<div class='promo'><h3>{LINKED}</h3><p>What was not said.</p></div>",
        (f"<section class='x1'><h2>More from us</h2><p>{REPORT[0]}</p></section>"),
        "<div><h3>Related stories</h3><p>The pier that ate a budget.</p></div>",
        "<figure><img src='a.jpg'><figcaption>The bridge.</figcaption></figure>",
        "<p class='caption'>The bridge in 2019. Photograph: The Gazette</p>",
        "<div class='author-bio'><p>Ann Lee has covered bridges since 2001.</p></div>",
        "<blockquote class='twitter-tweet'><p>Closed!! — A (@fan)</p></blockquote>",
        "<ul class='share-tools'><li>Facebook</li><li>Copy link</li></ul>",
        "<p>___</p>",
    ],
)
def test_furniture_within_a_report_is_left_out(element):
    assert extract(a_page(inside=element), URL).text == WHOLE


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>He wrote a <a href='/letter'>letter to the council</a> in May.</p>",
        "<p>“Nobody asked us,” <a href='/letter'>his letter</a> said.</p>",
        "<blockquote><p>Nobody asked the traders, the letter said.</p></blockquote>",
        "<h2>What happens next</h2><p>The council meets again in June.</p>",
        "<ul><li>The piers are from 1871.</li><li>The deck is from 1952.</li></ul>",
        "<p>It is enough.</p>",
    ],
)
def test_what_belongs_to_a_report_stays(paragraph):
    text = extract(a_page(inside=paragraph), URL).text

    assert text.startswith(WHOLE)
    assert len(text) > len(WHOLE) + 10


def test_a_box_that_holds_the_report_stays_whatever_it_is_called():
    paragraphs = "".join(f"<p>{text}</p>" for text in REPORT)
    page = f"<body><div class='promo related'><h1>Bridge</h1>{paragraphs}</div></body>"

    assert extract(page.encode(), URL).text == WHOLE


@pytest.mark.parametrize(
    "above",
    [
        "<p class='standfirst'>Engineers found cracks, and summer is near</p>",
        "<h2 class='sub-headline'>Engineers found cracks, and summer is near</h2>",
        "<div data-testid='dek'>Engineers found cracks, and summer is near</div>",
    ],
)
def test_the_standfirst_stands_in_front(above):
    text = extract(a_page(above=above), URL).text

    assert text == f"Engineers found cracks, and summer is near\n\n{WHOLE}"


def test_a_standfirst_is_known_by_the_description_of_the_page():
    head = "<meta name='description' content='Cracks found &amp; summer is near'>"
    above = "<div class='c8x'>Cracks found & summer is near</div>"

    text = extract(a_page(head=head, above=above), URL).text

    assert text == f"Cracks found & summer is near\n\n{WHOLE}"


def test_points_above_a_report_are_paragraphs():
    points = "<li>Engineers found cracks</li><li>Buses take the ring road now</li>"
    above = f"<div class='key-points'><ul>{points}</ul></div>"

    first, second, *_ = extract(a_page(above=above), URL).text.split("\n\n")

    assert first == "Engineers found cracks"
    assert second == "Buses take the ring road now"


def test_a_standfirst_that_the_report_repeats_is_not_said_twice():
    above = f"<p class='standfirst'>{REPORT[0]}</p>"

    assert extract(a_page(above=above), URL).text.count(REPORT[0]) == 1
