"""Cards in a terminal: harmless, within the width, links whole."""

import io
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.terminal import print_answer, print_digest
from digests.types import Answer, Digest, KeyQuote, Passage, Story
from tests.builders import NOON, a_quote, a_report, an_article

LONG_LINK = "https://gazette.example/" + "a-very-long-address/" * 12
TEXT = "The bridge has opened. “Tolls end today,” said Ada Marsh, the mayor."


def printed(article, width: int = 60) -> str:
    quote = a_quote(article, TEXT[24:40], speaker="Ada Marsh", role="mayor")
    story = Story((a_report(article, quote),), (KeyQuote(quote, article),))
    return shown(lambda console: print_digest(Digest((story,), NOON), console), width)


def shown(show, width: int = 60) -> str:
    out = io.StringIO()
    show(Console(file=out, width=width))
    return out.getvalue()


def test_a_card_reads_like_news():
    assert printed(an_article(TEXT), 100) == (
        "1 story from 1 article by 1 outlet\n\n"
        "A bridge has opened\n"
        "  The bridge has opened.\n"
        "  │ “Tolls end today” — Ada Marsh, mayor\n"
        "  The Gazette · 4 May 2026, 12:00 UTC · full text\n"
        "  https://gazette.example/bridge\n\n"
    )


def test_lines_fit_and_links_stay_whole():
    lines = printed(an_article(TEXT, url=LONG_LINK), 40).splitlines()
    assert f"  {LONG_LINK}" in lines
    assert all(len(line) <= 40 for line in lines if LONG_LINK not in line)


def test_a_date_without_a_time_is_shown_as_a_date():
    out = printed(an_article(TEXT, published=NOON.replace(hour=0)))
    assert "The Gazette · 4 May 2026 · full text" in out


def test_an_undated_article_says_so():
    assert "undated" in printed(an_article(TEXT, published=None))


@given(st.text(max_size=80))
def test_no_text_moves_the_cursor(title):
    out = printed(an_article(TEXT, title=title, outlet=title))
    odd = {c for c in out if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"}}
    assert odd <= {"\n"}


def test_markup_of_the_terminals_library_is_shown_as_it_is():
    assert "[bold]Bridge[/bold]" in printed(
        an_article(TEXT, title="[bold]Bridge[/bold]")
    )


def test_a_refusal_shows_the_nearest_with_its_date():
    near = Passage(1, "x", 0, 1, "https://a.example/1", "Tolls", "Gazette", NOON)
    out = shown(lambda c: print_answer(Answer("Who won?", (), (near,)), c))
    assert out == (
        "? Who won?\n"
        "  I have not read anything about that.\n"
        "  nearest: Tolls · Gazette · 4 May 2026, 12:00 UTC\n"
        "  https://a.example/1\n"
    )
