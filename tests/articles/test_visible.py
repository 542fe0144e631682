"""SAFETY 32: what a page hides from its reader is never text."""

import pytest

from digests.articles.extract import extract
from tests.articles.pages import REPORT, a_page

URL = "https://gazette.example/bridge"
HIDDEN = "“Bribes were paid for this bridge,” said nobody at all."


@pytest.mark.parametrize(
    "element",
    [
        "<p style='display:none'>{}</p>",
        "<p style='DISPLAY : NONE !important'>{}</p>",
        "<p style='visibility:hidden'>{}</p>",
        "<p style='opacity:0'>{}</p>",
        "<p style='font-size:0'>{}</p>",
        "<p style='font-size:1px;line-height:1'>{}</p>",
        "<p style='position:absolute;left:-9999px'>{}</p>",
        "<p style='text-indent:-5000em'>{}</p>",
        "<p style='clip:rect(0,0,0,0)'>{}</p>",
        "<p style='width:1px;height:1px;overflow:hidden'>{}</p>",
        "<p style='color:#fff'>{}</p>",
        "<p style='color: rgb(255, 255, 255)'>{}</p>",
        "<p style='color:transparent'>{}</p>",
        "<p hidden>{}</p>",
        "<p aria-hidden='true'>{}</p>",
        "<p class='visually-hidden'>{}</p>",
        "<p class='ghost'>{}</p>",
        "<p class='lead away'>{}</p>",
        "<p id='trap'>{}</p>",
        "<div style='display:none'><div><p>{}</p></div></div>",
        "<p>The vote <span style='display:none'>{}</span>was close.</p>",
        "<!-- <p>{}</p> -->",
        "<p>The piers.<!-- {} --></p>",
        "<p><img src='a.png' alt='{}'></p>",
        "<p title='{}' data-text='{}'>The piers.</p>",
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        "<script type='text/plain'>{}</script>",
        "<textarea>{}</textarea>",
        "<select><option>{}</option></select>",
        "<svg><title>{}</title></svg>",
        "<meta name='description' content='{}'>",
    ],
)
def test_hidden_words_never_become_text(element):
    style = (
        "<style>.ghost{color:#FFFFFF} .x,.away{position:absolute;left:-9999px}"
        "/* .y{} */ #trap { display : none }</style>"
    )
    page = a_page(*REPORT, head=style, inside=element.replace("{}", HIDDEN))

    text = extract(page, URL).text

    assert "Bribes" not in text
    assert all(paragraph in text for paragraph in REPORT)


def test_the_same_words_become_text_where_nothing_hides_them():
    page = a_page(*REPORT, inside=f"<p>{HIDDEN}</p>")

    assert HIDDEN in extract(page, URL).text


@pytest.mark.parametrize(
    "attribute",
    ["name='description'", "property='og:description'", "property='og:title'"],
)
def test_words_of_the_head_never_become_text(attribute):
    meta = f"<meta {attribute} content='{HIDDEN}'>"

    assert extract(a_page(head=meta), URL).text == "\n\n".join(REPORT)


@pytest.mark.parametrize(
    "style",
    [
        ".report{color:#fff} body{background:#101820}",
        "@media print{.report{display:none}}",
        ".report{display:none} @media (min-width:60em){.report{display:block}}",
        ".other .report{display:none}",
        ".report{font-size:1rem;opacity:0.9;left:0}",
        "@font-face{font-family:'Quay'} .report{color:#111}",
    ],
)
def test_words_that_a_reader_sees_stay(style):
    paragraphs = "".join(f"<p class='report'>{text}</p>" for text in REPORT)
    page = f"<html><head><style>{style}</style></head><body>{paragraphs}</body></html>"

    assert extract(page.encode(), URL).text == "\n\n".join(REPORT)


def test_white_words_before_a_dark_box_stay():
    box = f"<div style='background:#000'><p style='color:#fff'>{REPORT[1]}</p></div>"

    assert REPORT[1] in extract(a_page(REPORT[0], *REPORT[2:], inside=box), URL).text


def test_a_class_that_hides_on_small_screens_only_hides_nothing():
    wide = f"<p class='hidden md:block'>{REPORT[1]}</p>"

    assert REPORT[1] in extract(a_page(REPORT[0], *REPORT[2:], inside=wide), URL).text
